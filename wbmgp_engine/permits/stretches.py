"""Where and when one and the same law holds: what makes a population one question instead of millions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Designation, Register, load_register
from wbmgp_engine.logic.dates import parse_day
from wbmgp_engine.permits.context import GIVEN, Context, Designated
from wbmgp_engine.permits.population import Lists

_EARLIEST, _LATEST = date(1, 1, 1), date(9999, 12, 31)


class Stretch(NamedTuple):
    """Days `[first, last]` of decision on which the rules, the register and the designations are the same."""

    first: date
    last: date
    context: Context
    lists: tuple[Lists, ...]


class Stretches:
    """The stretches of municipalities in one rule book; with a situation there are only those of the rules."""

    def __init__(self, lawbook: Lawbook, situation: Situation | None = None) -> None:
        self.lawbook, self.situation = lawbook, situation
        self.at = cache(self._at)

    def _at(self, municipality: str, day: date) -> Stretch:
        """The stretch in which a day of decision lies."""
        scope = GIVEN if self.situation is not None else municipality
        register = None if self.situation is not None else load_register(self.lawbook, municipality)
        days = sorted({*_changes(self.lawbook, scope), *(() if register is None else _changes_of(register))})
        first = max((change for change in days if change <= day), default=_EARLIEST)
        after = min((change for change in days if change > day), default=None)
        last = _LATEST if after is None else after - timedelta(days=1)
        return Stretch(first, last, *self._context(scope, register, day))

    def within(self, municipality: str, first: date, last: date) -> Iterator[Stretch]:
        """The stretches that hold the days of decision from first to last."""
        while first <= last:
            found = self.at(municipality, first)
            yield found
            if found.last == _LATEST:
                return
            first = found.last + timedelta(days=1)

    def _context(self, scope: str, register: Register | None, day: date) -> tuple[Context, tuple[Lists, ...]]:
        if self.situation is not None:
            return _given(self.situation)
        listed = register.possible_on(day) if register is not None else ()
        stated = register is not None and register.complete_on(day)
        complete = Complete(stated, stated)
        region = register.region_on(day) if register is not None else None
        here = frozenset((*region, scope)) if region is not None else None
        context = Context(scope, complete, here, tuple(map(_designated, listed)), None)
        return context, tuple((item.postcodes, item.objecten) for item in listed)


def _given(situation: Situation) -> tuple[Context, tuple[Lists, ...]]:
    """As `given_context`, for every place: which designation a dwelling lies in differs from row to row."""
    designations = tuple(
        Designated(
            item.area,
            item.ground,
            item.instrument,
            item.start,
            item.end,
            None,
            endless="end" in item.model_fields_set and item.end is None,
            earliest=item.start,
        )
        for item in situation.designations
    )
    region = frozenset(situation.region) if situation.given("region") else None
    return Context(GIVEN, Complete(True, True), region, designations, situation.ordinance), ((None, None),) * len(
        designations
    )


def _designated(item: Designation) -> Designated:
    return Designated(item.gebied, item.grond, item.instrument, item.van, item.tot, None, earliest=item.vroegst)


def _changes(lawbook: Lawbook, scope: str) -> tuple[date, ...]:
    return lawbook.days_of_change({"gemeente_code": scope})


def _changes_of(register: Register) -> Iterator[date]:
    """The days on which something in a register begins or stops to count."""
    for item in register.designations:
        yield from (day for day in (item.vroegst, item.tot) if day is not None)
    periods = [*register.complete_periods, *(register.own.regio if register.own is not None else ())]
    for period in periods:
        yield from (parse_day(day) for day in (period.van, period.tot) if day is not None)
