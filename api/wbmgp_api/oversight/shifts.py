"""Whether decisions come out otherwise since another rule book, or another version of the law, is used: an alarm, no proof.

Decisions of one quarter on the new version stand beside all those of the four quarters before the change, on whatever
version: one that was used for a few decisions only hides nothing. What stands before is the sum of what may be told of each
of those quarters by itself, so no two comparisons tell of the quarter between them. Of a small count it is told only that
it is below five, and then the least certain case counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial, reduce
from itertools import product
from operator import add
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import MOST, Decided, Period, every, looked_in
from wbmgp_api.oversight.exact import chance
from wbmgp_api.oversight.grounds import CONTENTS, Judged, judged
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.shares import MEASURES, Part, Trait
from wbmgp_api.oversight.shares import told as told_of
from wbmgp_api.oversight.small_groups import SMALLEST

LEAST: Final = 20
"""Of fewer decisions on either side nothing is said."""
RARE: Final = Fraction(1, 100)
"""An alarm asks for a chance below this, divided by the number of shares that are compared. A choice of this project."""
NOTABLE: Final = 5
"""And for a difference of so many percent points."""
BOOK, LAW = "regelboek", "recht"
_BASE: Final = 4
_NONE: Final = Part(0, 0, 0)
_VERDICTS: Final = ("niet_voldaan", "onbekend")
_ByQuarter = Mapping[Quarter, Sequence[Decided]]


@dataclass(frozen=True, slots=True)
class Change:
    """Another version: its kind, the rule book (its hash) or the first day of the law, and the quarter of its first decision."""

    kind: str
    name: str
    since: Quarter


@dataclass(frozen=True, slots=True)
class Shift:
    """One share before and after; `ground` for one of a ground. `chance` is that of the least certain case.

    `after` is None where the others of that quarter are so few that they could be worked out.
    """

    measure: str
    ground: str
    before: Part
    after: Part | None
    chance: Fraction
    alarm: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change, and every share before and after; without shares where either side is too small to say anything."""

    change: Change
    shifts: tuple[Shift, ...]

    @property
    def alarms(self) -> list[Shift]:
        """What shifted."""
        return [one for one in self.shifts if one.alarm]


def compare(office: Office, who: Principal, quarter: Quarter, *, grounds: bool = False) -> list[Comparison]:
    """Every change that decisions of a quarter rest on; with `grounds` also by ground, for which cases are opened and logged."""
    first = _back(quarter, 2 * _BASE)
    period = Period(first.since, quarter.until)
    listed = looked_in(office, who, period, CONTENTS, most=2 * MOST)[0] if grounds else []

    def job(connection: Connection) -> list[Comparison]:
        found = every(connection, who.tenant, period)
        said = judged(connection, office, who.tenant, listed)
        return comparisons(found, quarter, office.lawbook.days_of_change({"gemeente_code": who.tenant}), said)

    return office.store.read(who.tenant, job)


def comparisons(
    found: Sequence[Decided], quarter: Quarter, days: Sequence[date], said: Mapping[str, Judged]
) -> list[Comparison]:
    """The same of these decisions, the newest first; `days`: when a version of the law began; `said`: what was opened."""
    by_quarter: dict[Quarter, list[Decided]] = {quarter: []}
    for one in found:
        by_quarter.setdefault(_quarter(one), []).append(one)
    return [
        Comparison(change, tuple(_shifts(by_quarter, quarter, change, new, said)))
        for change, new in _changes(found, quarter, days)
    ]


def _changes(found: Sequence[Decided], quarter: Quarter, days: Sequence[date]) -> Iterator[tuple[Change, Trait]]:
    """Each change with what tells a decision on the new version."""
    began = {one.rules_hash: _quarter(one) for one in found}
    used = dict.fromkeys(one.rules_hash for one in reversed(found))
    for book in list(used)[1:]:
        if _back(quarter, _BASE) < began[book] <= quarter:
            yield Change(BOOK, book, began[book]), partial(_made_with, book)
    # One day only: of two, those on the newer law are a part of those on the older, and the difference may be a few.
    day = max((day for day in days if _back(quarter, _BASE).since < day <= quarter.until), default=None)
    if day is not None:
        on = [_quarter(one) for one in found if one.law_date >= day.isoformat()]
        yield Change(LAW, day.isoformat(), min(on, default=quarter)), partial(_law_from, day.isoformat())


def _made_with(rules_hash: str, one: Decided) -> bool:
    return one.rules_hash == rules_hash


def _law_from(day: str, one: Decided) -> bool:
    return one.law_date >= day


def _shifts(
    found: _ByQuarter, quarter: Quarter, change: Change, new: Trait, said: Mapping[str, Judged]
) -> Iterator[Shift]:
    window = [_back(change.since, step) for step in range(1, _BASE + 1)]
    base = [one for one in window if len(found.get(one, ())) >= SMALLEST]
    after = [one for one in found[quarter] if new(one)]
    rest = _by_book(one for one in found[quarter] if not new(one))
    before = [one for of in base for one in found[of]]
    if min(len(before), len(after)) < LEAST or any(len(group) < SMALLEST for group in rest):
        return
    grounds = _told(said, before, after)
    tests = len(MEASURES) + len(_VERDICTS) * len(grounds)
    told = {one: told_of(one, found[one]) for one in (*base, quarter)}
    for name, trait in MEASURES.items():
        was = reduce(add, (told[one][name] for one in base if name in told[one]), _NONE)
        now = [trait(one) for one in after] if name in told[quarter] else []
        yield _shift(name, "", was, now, [[trait(one) for one in group] for group in rest], tests)
    for ground, verdict in product(grounds, _VERDICTS):
        having = partial(_having, said, ground, verdict)
        parts = (Part.of(len(those), sum(those)) for one in base if len(those := having(found[one])) >= SMALLEST)
        yield _shift(
            verdict, ground, reduce(add, parts, _NONE), having(after), [having(group) for group in rest], tests
        )


def _having(said: Mapping[str, Judged], ground: str, verdict: str, group: Sequence[Decided]) -> list[bool]:
    """Of the decisions that were opened whether a ground has a verdict."""
    return [said[one.id].verdict(ground) == verdict for one in group if one.id in said]


def _by_book(rest: Iterable[Decided]) -> list[list[Decided]]:
    """The other decisions of a quarter, each rule book by itself: what is told of one book leaves the others over."""
    found: dict[str, list[Decided]] = {}
    for one in rest:
        found.setdefault(one.rules_hash, []).append(one)
    return list(found.values())


def _quarter(one: Decided) -> Quarter:
    return Quarter.of(date.fromisoformat(one.day))


def _told(said: Mapping[str, Judged], *groups: Sequence[Decided]) -> list[str]:
    """The grounds that are compared; none where so few of a group were not opened that it would tell of them."""
    unread = [sum(one.id not in said for one in group) for group in groups]
    if any(0 < count < SMALLEST for count in unread):
        return []
    return sorted({ground for one in said.values() for ground in one.verdicts})


def _shift(name: str, ground: str, was: Part, after: list[bool], rest: list[list[bool]], tests: int) -> Shift:
    small = any(0 < count < SMALLEST for group in rest for count in (sum(group), len(group) - sum(group)))
    if small or min(was.size, len(after)) < LEAST:
        return Shift(name, ground, was, None, Fraction(1), alarm=False)
    now = Part.of(len(after), sum(after))
    least = max(
        chance((a, was.size), (b, now.size))
        for a, b in product(*(range(one.least, one.most + 1) for one in (was, now)))
    )
    return Shift(name, ground, was, now, least, alarm=least * tests < RARE and _apart(was, now))


def _apart(was: Part, now: Part) -> bool:
    """Whether the shares lie so far apart, however few or many the hidden counts are."""
    gaps = [
        Fraction(now.least, now.size) - Fraction(was.most, was.size),
        Fraction(was.least, was.size) - Fraction(now.most, now.size),
    ]
    return max(gaps) * 100 >= NOTABLE


def _back(quarter: Quarter, count: int) -> Quarter:
    for _ in range(count):
        quarter = quarter.before
    return quarter
