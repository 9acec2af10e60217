"""`wbmgp oversight deviations|appeals|alarms`: what a quarter says of all decisions together, fit to be mailed each quarter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final

import typer

from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen, print_json

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Period = Annotated[
    str, typer.Option(help="A quarter that is over, as 2026-Q3; or a year, as 2026: each of its quarters.")
]
Grounds = Annotated[
    bool,
    typer.Option("--grounds", help="Also by ground, and for appeals by reason: cases are opened, and the log says so."),
]
Tenant = Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed where there are more.")]
By = Annotated[str | None, typer.Option(help="Who you are; default the account of this machine. The log keeps a hash.")]
Format = Annotated[str, typer.Option(help="text or json")]
_HIDDEN: Final = "niet getoond"
_NONE: Final = "geen alarm"


_COMMANDS: Final = {
    "deviations": "Show how often decisions follow the advice and which way they deviate, without small groups.",
    "appeals": "Show how many objected or appealed and how that ended, without small groups.",
    "alarms": (
        "List what shifted since another rule book or version of the law."
        " An alarm is no proof of a fault; the exit code is 0."
    ),
}  # fmt: skip


def register_oversight(group: typer.Typer) -> None:
    """Add the commands to the group `oversight`."""
    for name, said in _COMMANDS.items():
        group.command(name, help=said)(_command(name))


def _command(name: str) -> Callable[..., None]:
    """A report of this name: all of them are asked in the same way."""

    def show(
        database: Database, period: Period, grounds: Grounds = False, tenant: Tenant = None, by: By = None,
        format: Format = "text",
    ) -> None:  # fmt: skip
        _show(name, database, period, grounds, tenant, by, format)

    return show


def _show(
    name: str, database: str, period: str, grounds: bool, tenant: str | None, by: str | None, format: str
) -> None:
    chosen(format, "--format", ("text", "json"))
    found = with_store("overseen").reports(name, database, tenant, period, grounds=grounds, by=by)
    if format == "json":
        print_json({"rapport": name, "kwartalen": found})
    else:
        lines = _alarmed if name == "alarms" else _lines
        print(
            "\n".join(line for one in found for line in (f"{one['periode']}:", *(f"  {text}" for text in lines(one))))
        )


def _alarmed(report: Mapping[str, Any]) -> Iterator[str]:
    found = [(change, one) for change in report["wijzigingen"] for one in change["alarmen"]]
    for change, one in found:
        where = f"{one['grond']} {one['aandeel']}" if one["grond"] else one["aandeel"]
        yield f"{change['soort']} {change['versie']}: {where}: {_part(one['voor'])} -> {_part(one['na'])}, kans {one['kans']}"
    few = sum(not change["vergeleken"] for change in report["wijzigingen"])
    if few:
        yield f"{few} {'wijziging' if few == 1 else 'wijzigingen'} met te weinig besluiten om te vergelijken"
    if not found:
        yield _NONE


def _part(one: Mapping[str, int]) -> str:
    least, most = one["tenMinste"], one["tenHoogste"]
    return f"{least} van {one['totaal']}" if least == most else f"{least} tot {most} van {one['totaal']}"


def _lines(report: Any, place: str = "") -> Iterator[str]:
    """Every number of a report on a line of its own, with its name."""
    if isinstance(report, Mapping) and "aantallen" in report:
        cells = ", ".join(f"{name} {_said(count)}" for name, count in report["aantallen"].items())
        named = " ".join(str(report[key]) for key in ("grond", "reden", "groep") if report.get(key))
        lodged = f", ingediend {_said(report['ingediend'])}" if "ingediend" in report else ""
        yield f"{place} {named}: {report['totaal']}" + (f" ({cells})" if cells else "") + lodged
    elif isinstance(report, Mapping):
        for key, value in report.items():
            if key not in ("periode", "van", "tot"):
                yield from _lines(value, f"{place} {key}".strip())
    elif isinstance(report, list) and report and isinstance(report[0], Mapping):
        for one in report:
            yield from _lines(one, place)
    else:
        yield f"{place}: {_said(report)}"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return _HIDDEN if value is None else ", ".join(map(str, value)) or "geen" if isinstance(value, list) else str(value)
