"""`/regelboek/aanwijzingen`: what is known of the designations and ordinances of a municipality, from which source, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.areas.known import NOTHING, Known
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.public.chosen_book import Reading, reading
from wbmgp_api.pages.public.keeping import kept
from wbmgp_api.pages.public.municipalities import offered
from wbmgp_api.pages.visiting import Visit
from wbmgp_engine.law.register import Designation, load_register
from wbmgp_engine.law.register_schema import Fact, NotKnown, OrdinanceEntry, RegisterFile, Sourced

CERTAINTIES: Final[Mapping[str, str]] = {
    "gelezen": N_("gelezen in de bron"), "afgeleid": N_("afgeleid uit wat is gelezen"),
    "uit_geheugen": N_("uit het geheugen, niet nagegaan"), "vastgelegd": N_("vastgelegd door de gemeente"),
}  # fmt: skip
_OWN: Final = "vastgelegd"


class Row(NamedTuple):
    """A designation: of what, for which ground, its days (None: not known), when it was decided, from which source, how certain."""

    area: str
    ground: str
    start: str | None
    end: str | None
    decided: str | None
    source: str
    certainty: str


class Ordinance(NamedTuple):
    """An ordinance: its title, its days (None: not known), where it was published, from which source, and how certain."""

    title: str
    start: str | None
    end: str | None
    published: str
    source: str
    certainty: str


class Period(NamedTuple):
    """Days for which it is stated that nothing else is there: who says so, on what ground."""

    start: str | None
    end: str | None
    source: str
    certainty: str


@dataclass
class Overview:
    """All that is known of a municipality, and what is not."""

    designations: list[Row] = field(default_factory=list)
    ordinances: list[Ordinance] = field(default_factory=list)
    complete: list[Period] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


async def designations(visit: Visit) -> Response:
    """What is known of the municipality that is asked about; without one the choice between them."""
    found = await visit.do(lambda: reading(visit))
    told = None if found.municipality is None else await visit.do(lambda: overview(visit, found))
    shown = visit.show(
        "public/known.html", reading=found, overview=told, municipalities=offered(visit), certainties=CERTAINTIES
    )
    return kept(visit, shown)


def overview(visit: Visit, found: Reading) -> Overview:
    """What the rule book holds, and what the municipality recorded itself."""
    assert found.municipality is not None
    code, made = found.municipality.code, Overview()
    register = load_register(found.book, code)
    if register is not None:
        made.designations += [_row(item) for item in register.designations]
        made.complete += [Period(one.van, one.tot, one.bron, one.zekerheid) for one in register.complete_periods]
        made.unknown += _gaps(gap for decision in register.decisions.values() for gap in decision.niet_bekend)
        _of_register(made, register.own)
    _of_municipality(made, _kept(visit, code))
    made.designations.sort(key=lambda row: (row.start or "", row.area, row.ground))
    return made


def _kept(visit: Visit, code: str) -> Known:
    store, registers = visit.service.store, visit.service.registers
    return NOTHING if store is None else store.read(code, lambda connection: registers.of(connection, code))


def _row(item: Designation) -> Row:
    start, end, decided = _text(item.van), _text(item.tot), _text(item.besluitdatum)
    return Row(item.naam, item.grond, start, end, decided, "; ".join(item.bronnen), item.zekerheid)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _told(fact: Fact[str] | None) -> str | None:
    return None if fact is None else fact.waarde


def _of_register(made: Overview, own: RegisterFile | None) -> None:
    if own is None:
        return
    made.ordinances += [_ordinance(item) for item in own.verordeningen]
    made.unknown += _gaps(own.niet_bekend)


def _ordinance(item: OrdinanceEntry) -> Ordinance:
    stated: Sequence[Sourced] = [one for one in (item.naam, item.jaar, item.van, item.tot) if one is not None]
    sources = "; ".join(dict.fromkeys(one.bron for one in stated))
    title = _told(item.naam) or str(item.jaar.waarde)
    return Ordinance(title, _told(item.van), _told(item.tot), item.vindplaats or "", sources, item.jaar.zekerheid)


def _gaps(gaps: Iterator[NotKnown] | Sequence[NotKnown]) -> list[str]:
    return list(dict.fromkeys(gap.feit + (f" ({gap.toelichting})" if gap.toelichting else "") for gap in gaps))


def _of_municipality(made: Overview, known: Known) -> None:
    for _, said in known.designations:
        start, end, decided = _text(said.start), _text(said.last_day), _text(said.decision.day)
        source = said.decision.reference
        made.designations += [Row(said.name, one.ground, start, end, decided, source, _OWN) for one in said.grounds]
    for _, told in known.ordinances:
        made.ordinances.append(Ordinance(told.title, _text(told.start), _text(told.last_day), told.source, "", _OWN))
    for _, stated in known.statements:
        start, end = _text(stated.start), _text(stated.last_day)
        made.complete.append(Period(start, end, f"{stated.body}: {stated.ground}", _OWN))
