"""`wbmgp replay`: old assessments made again; with `--on` simulations under the law of another date."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wbmgp_api.commands.in_number import in_number
from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen, read_day
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_api.store.replay import Difference, Replayed, Simulated

_SAID = {
    "nl": {
        "same": "gelijk", "other": "ANDERS: dit is een incident", "gone": "gewist, niet na te rekenen", "now": "nu",
        "sum": "beoordelingen", "erased": "gewist", "broken": "NIET NA TE REKENEN: dit is een incident",
        "simulation": (
            "SIMULATIE naar het recht van {on}. Dit is geen beoordeling en kan geen besluit worden."
            " Er is niets vastgelegd."
        ),
        "was": "vastgelegd ({day})", "would": "simulatie", "as": "geen ander oordeel",
    },
    "en": {
        "same": "same", "other": "DIFFERENT: this is an incident", "gone": "erased, cannot be replayed", "now": "now",
        "sum": "assessments", "erased": "erased", "broken": "CANNOT BE REPLAYED: this is an incident",
        "simulation": (
            "SIMULATION under the law of {on}. This is no assessment and cannot become a decision. Nothing was recorded."
        ),
        "was": "recorded ({day})", "would": "simulation", "as": "no other judgement",
    },
}  # fmt: skip


def replay(
    database: Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")],
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="The case to replay.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Replay every assessment in the database.")] = False,
    on: Annotated[str | None, typer.Option(help="Another date of law: a simulation, which is never recorded.")] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
    tenant: Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")] = None,
) -> int:
    """Make old assessments again, with the facts and the rules of then. Exit 1 when one comes out otherwise."""
    chosen(format, "--format", ("text", "json"))
    said, day = _SAID[chosen(lang, "--lang", ("nl", "en"))], read_day(on, "--on")
    if (case is None) != all:
        raise BadInput.one("replay", "needs one case, or --all", "give one of the two")
    if day is not None:
        _simulations(list(with_store("recorded").simulate(database, case, tenant, day)), day, format, said)
        return 0
    found: list[Replayed] = []
    for one in with_store("recorded").replay(database, case, tenant):
        if not found:
            gc.freeze()  # the rule book stays to the end: looking for rubbish in it took a sixth of the time
        found.append(one)
    _show({"beoordelingen": [one.to_json() for one in found]}, _lines(found, said), format)
    return int(any(one.incident for one in found))


def _simulations(found: Sequence[Simulated], day: date, format: str, said: Mapping[str, str]) -> None:
    document = {"simulatie": True, "op": day.isoformat(), "vastgelegd": False,
                "beoordelingen": [one.to_json() for one in found]}  # fmt: skip
    _show(document, [said["simulation"].format(on=day), *_simulated(found, said)], format)


def _show(document: dict[str, Any], lines: Sequence[str] | Iterator[str], format: str) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1) if format == "json" else "\n".join(lines))


def _lines(found: Sequence[Replayed], said: Mapping[str, str]) -> Iterator[str]:
    for one in found:
        yield f"{one.row.case} {one.row.recorded_at}: {_outcome(one, said)}"
        for difference in one.differences:
            yield f"  {difference.category} {_change(difference, said['now'])}"
    erased = sum(one.erased is not None for one in found)
    rest = f", {erased} {said['erased']}" if erased else ""
    total = in_number(f"{len(found)} {said['sum']}")
    yield f"{total}, {sum(one.same for one in found)} {said['same']}{rest}"


def _outcome(one: Replayed, said: Mapping[str, str]) -> str:
    if one.erased is not None:
        return f"{said['gone']} ({one.erased})"
    if one.broken is not None:
        return f"{said['broken']} ({one.broken})"
    return said["other" if one.differences else "same"]


def _simulated(found: Sequence[Simulated], said: Mapping[str, str]) -> Iterator[str]:
    for one in found:
        if one.advice is None:
            yield f"{one.row.case}: {said['gone']} ({one.erased})"
            continue
        then, now = one.advice
        yield f"{one.row.case}: {said['was'].format(day=one.row.law_date)} {then} → {said['would']} {now}"
        judgements = [_judgement(change) for change in one.differences if _of_ground(change)]
        yield from (f"  {_change(change, said['would'])}" for change in judgements)
        if not judgements:
            yield f"  {said['as']}"


def _of_ground(change: Difference) -> bool:
    """Whether a ground was judged otherwise, or is there in one of the two only."""
    names = change.path.split(".")
    return names[0] == "gronden" and (len(names) == 2 or names[2:] == ["oordeel"])


def _judgement(change: Difference) -> Difference:
    before, after = (value["oordeel"] if isinstance(value, dict) else value for value in (change.recorded, change.now))
    return replace(change, path=change.path.split(".")[1], recorded=before, now=after)


def _change(difference: Difference, now: str) -> str:
    before, after = (
        "—" if value is ... else json.dumps(value, ensure_ascii=False)
        for value in (difference.recorded, difference.now)
    )
    return f"{difference.path}: {before} → {now} {after}"
