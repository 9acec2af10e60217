"""Whether a permit rule applies at a place on a day, and when that changes. Nothing of the question is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from wbmgp_api.areas.known import NOTHING, Known, Registers
from wbmgp_api.areas.placing import looked_up, placed
from wbmgp_api.store.opened import Store
from wbmgp_engine.facts.place import Place
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.place import PlaceCheck

MOST_DAYS: Final = 12
"""On how many later days is looked for another answer."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What an answer rests on: a rule book, and what municipalities keep."""

    book: Lawbook
    store: Store | None
    registers: Registers


class Change(NamedTuple):
    """The first day of another answer, and that answer."""

    day: date
    check: PlaceCheck


def checked(place: Place, ground: Ground) -> PlaceCheck:
    """The answer, with the areas and designations that the municipality keeps: they are as public as the rule book."""
    if ground.store is not None:
        look = partial(looked_up, ground.registers, application=place, lawbook=ground.book, on=place.day)
        place = ground.store.read(place.municipality, look)
    return PlaceCheck(place, ground.book)


def next_change(place: Place, now: PlaceCheck, ground: Ground) -> Change | None:
    """The first later day, among the days on which something begins or ends, on which the answer is another one.

    None where no day is known on which it becomes another one: not that it stays as it is.
    """
    known = _kept(place.municipality, ground)
    for day in sorted({day for day in turning_days(known, ground.book, place.municipality) if day > place.day})[
        :MOST_DAYS
    ]:
        later = place.model_copy(update={"day": day})
        found = PlaceCheck(placed(known, later, ground.book, day), ground.book)
        if _says(found) != _says(now):
            return Change(day, found)
    return None


def units(municipality: str, ground: Ground) -> dict[str, str]:
    """The names of the areas, streets and complexes of which designations are known there, by id, in the order of their names."""
    register = load_register(ground.book, municipality)
    found = {} if register is None else {item.gebied: item.naam for item in register.designations}
    found |= {said.area.id: said.name for _, said in _kept(municipality, ground).designations}
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


def turning_days(known: Known, book: Lawbook, municipality: str) -> Iterator[date]:
    """Every day on which the law, a designation, an ordinance or what is known of them becomes another one."""
    for scope in (municipality, GIVEN):
        yield from book.days_of_change({"gemeente_code": scope})
    register = load_register(book, municipality)
    if register is not None:
        for item in register.designations:
            yield from (day for day in (item.vroegst, item.van, item.tot) if day is not None)
        for period in register.complete_periods:
            yield from (date.fromisoformat(day) for day in (period.van, period.tot) if day is not None)
    yield from _own_days(known)


def _own_days(known: Known) -> Iterator[date]:
    for area in known.areas:
        yield date.fromisoformat(area.kept.valid_from)
    for rows in (known.designations, known.statements, known.ordinances):
        for _, said in rows:
            yield from (day for day in (said.start, said.last_day) if day is not None)


def _kept(municipality: str, ground: Ground) -> Known:
    if ground.store is None:
        return NOTHING
    return ground.store.read(municipality, lambda connection: ground.registers.of(connection, municipality))


def _says(check: PlaceCheck) -> tuple[object, ...]:
    """What somebody who looks for a dwelling would notice: whether a rule applies, and which."""
    return check.outcome, tuple((one.id, one.applies) for one in check.bearings)
