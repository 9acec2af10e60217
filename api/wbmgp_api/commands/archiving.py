"""`wbmgp archive`: closed cases for an archive, and such an export checked; and `wbmgp publish bundle`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from wbmgp_api.commands.in_number import in_number
from wbmgp_api.commands.installed import with_store
from wbmgp_api.commands.publishing import DEVELOPMENT, AccountFile, Municipality, On, publish
from wbmgp_engine.commands.reading import chosen, read_day, readable
from wbmgp_engine.errors import BadInput

Account = Annotated[
    str | None,
    typer.Option(
        envvar="WBMGP_ACCOUNT", help="The file in which the municipality tells of itself; default WBMGP_ACCOUNT."
    ),
]
_SAID = {
    "nl": {
        "done": "{cases} zaken uitgevoerd naar {out}, met {shared} regelboeken en regelmotoren.",
        "hash": "overzicht.json: sha256 {hash}", "not": "Niet uitgevoerd: {case}: {why}",
        "holds": "{count} mappen kloppen.", "broken": "KLOPT NIET: {count} fouten.",
    },
    "en": {
        "done": "{cases} cases exported to {out}, with {shared} rule books and engines.",
        "hash": "overzicht.json: sha256 {hash}", "not": "Not exported: {case}: {why}",
        "holds": "{count} bags hold.", "broken": "DOES NOT HOLD: {count} faults.",
    },
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    group.callback(help="Closed cases for an archive: BagIt folders with MDTO metadata.")(_group)
    group.command("export")(exported)
    group.command("verify")(verified)
    app.add_typer(group, name="archive")
    publish.command("bundle")(published)


def _group() -> None:
    """Closed cases for an archive."""


def exported(
    out: Annotated[str, typer.Option(help="The folder to make; it may not exist yet.")],
    database: Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")],
    case: Annotated[list[str] | None, typer.Option(help="A case; once for each.")] = None,
    closed_before: Annotated[str | None, typer.Option(help="Every case that ended before this day.")] = None,
    tenant: Annotated[
        str | None, typer.Option(help="One municipality, as GM0599; needed where there are more.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who does it; default the account of this machine.")] = None,
    account: Account = None,
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> None:
    """Export closed cases whose term still runs. The log says of each case that it was read."""
    said, day = _SAID[chosen(lang, "--lang", ("nl", "en"))], read_day(closed_before, "--closed-before")
    if (day is None) == (not case):
        raise BadInput.one("archive export", "needs --case or --closed-before", "give one of the two")
    work = with_store("archived")
    with _bar() as progress:
        wanted = work.Wanted(case or (), day, by, account)
        made = work.archive(database, tenant, wanted, Path(out), progress)
    told = {"cases": len(made["zaken"]), "shared": len(made["gedeeld"]), "out": readable(out)}
    print(in_number(said["done"].format(**told)))
    for one in made["nietUitgevoerd"]:
        print(said["not"].format(case=one["zaak"], why=one["reden"]))
    print(said["hash"].format(hash=_hash(Path(out) / "overzicht.json")))


def verified(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder that `wbmgp archive export` made.")],
    overview: Annotated[
        str | None, typer.Option(metavar="SHA256", help="The SHA-256 of overzicht.json, as the export printed it.")
    ] = None,
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> int:
    """Check every bag, its metadata, terms, proofs and rule books. Exit 1 where something is wrong."""
    from wbmgp_api.publication.archive_check import counted, problems

    said, place = _SAID[chosen(lang, "--lang", ("nl", "en"))], Path(folder)
    count, wrong = counted(place), 0
    for one in problems(place, overview):
        wrong += 1
        print(readable(one))
    print(said["hash"].format(hash=_hash(place / "overzicht.json")))
    print(said["broken"].format(count=wrong) if wrong else said["holds"].format(count=count))
    return int(bool(wrong))


def published(
    out: Annotated[str, typer.Option(help="The ZIP to write; it may not exist yet.")],
    database: Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")],
    simulation: Annotated[list[str] | None, typer.Option(help="A simulation that is done; once for each.")] = None,
    municipality: Municipality = None,
    account: AccountFile = None,
    on: On = None,
) -> None:
    """Everything to publish in one ZIP: rule books, simulations that you choose, decisions in force, and accounts.

    Nothing is written where anything in it looks like a person; the message says where.
    """
    from wbmgp_engine.commands.writing import refuse_existing, write_bytes

    refuse_existing(out, forced=False)
    asked = with_store("accounted").Asked(municipality, account, database, read_day(on, "--on"))
    data, production = with_store("published").published(asked, database, simulation or ())
    write_bytes(out, data, replace=None, public=True)
    print(f"{readable(out)}: sha256 {_hash(Path(out))}")
    if not production:
        print(DEVELOPMENT, file=sys.stderr)


@contextmanager
def _bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on a terminal; nothing is drawn where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns: tuple[Any, ...] = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bars:
        task = bars.add_task("zaken", total=None)
        yield lambda done, total, case: bars.update(task, completed=done, total=total, description=case)


def _hash(path: Path) -> str:
    from hashlib import sha256

    return sha256(path.read_bytes()).hexdigest()
