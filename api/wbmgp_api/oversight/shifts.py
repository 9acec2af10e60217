"""Whether decisions come out otherwise since another rule book, or another version of the law, is used: an alarm, no proof.

Decisions of one quarter on the new version stand beside those of the four quarters before the change. Whatever is told is
worked out from what is shown: of a small count only that it is below five, and then the least certain case counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise, product
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import MOST, Decided, Period, every, looked_in
from wbmgp_api.oversight.exact import chance
from wbmgp_api.oversight.grounds import CONTENTS, Judged, judged
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.small_groups import SMALLEST

LEAST: Final = 20
"""Of fewer decisions on either side nothing is said."""
RARE: Final = Fraction(1, 100)
"""An alarm asks for a chance below this, divided by the number of shares that are compared. A choice of this project."""
NOTABLE: Final = 5
"""And for a difference of so many percent points."""
BOOK, LAW = "regelboek", "recht"
MEASURES: Final[Mapping[str, Callable[[Decided], bool]]] = {
    "geweigerd": lambda one: one.outcome == "weigeren",
    "advies_weigeren": lambda one: one.advice == "weigeren",
    "advies_open": lambda one: one.advice in ("aanvullen", "beoordelen"),
    "afgeweken": lambda one: not one.follows,
    "poort_open": lambda one: one.open_gates > 0,
}
_BASE: Final = 4
_VERDICTS: Final = ("niet_voldaan", "onbekend")
Trait = Callable[[Decided], bool]


@dataclass(frozen=True, slots=True)
class Change:
    """Another version: its kind, the rule book (its hash) or the first day of the law, and what came before it."""

    kind: str
    name: str
    before: str
    since: str


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a group have a trait: at least and at most. Two numbers where it is fewer, or all but fewer, than five."""

    size: int
    least: int
    most: int

    @classmethod
    def of(cls, size: int, count: int) -> Part:
        """A count as it may be shown.

        >>> Part.of(30, 12), Part.of(30, 0), Part.of(30, 27)
        (Part(size=30, least=12, most=12), Part(size=30, least=0, most=4), Part(size=30, least=26, most=30))
        """
        if count < SMALLEST:
            return cls(size, 0, SMALLEST - 1)
        return cls(size, size - SMALLEST + 1, size) if size - count < SMALLEST else cls(size, count, count)

    @property
    def exact(self) -> bool:
        """Whether the count itself is shown."""
        return self.least == self.most

    @property
    def percents(self) -> tuple[int, int]:
        """The least and the greatest share in whole percents, rounded; only all of them is 100.

        >>> Part.of(195, 46).percents, Part.of(2000, 1995).percents
        ((24, 24), (99, 99))
        """
        return self._percent(self.least), self._percent(self.most)

    def _percent(self, count: int) -> int:
        return 100 if count == self.size else min((200 * count + self.size) // (2 * self.size), 99)


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
    compared = list[Comparison]()
    for change, new, old in _changes(found, quarter, days):
        compared.append(Comparison(change, tuple(_shifts(found, quarter, new, old, said))))
    return compared


def _changes(found: Sequence[Decided], quarter: Quarter, days: Sequence[date]) -> Iterator[tuple[Change, Trait, Trait]]:
    """Each change with what tells a decision on the new version, and one on the old."""
    used = list(dict.fromkeys(one.rules_hash for one in reversed(found)))
    for before, after in pairwise(used):
        began = _quarter(next(one for one in reversed(found) if one.rules_hash == after))
        if _back(quarter, _BASE) < began <= quarter:
            yield (Change(BOOK, after, before, began.name), partial(_made_with, after), partial(_made_with, before))
    # One day only: of two, those on the newer law are a part of those on the older, and the difference may be a few.
    day = max((day for day in days if _back(quarter, _BASE).since < day <= quarter.until), default=None)
    if day is not None:
        text = day.isoformat()
        yield (Change(LAW, text, "", Quarter.of(day).name), partial(_law_from, text), partial(_law_before, text))


def _made_with(rules_hash: str, one: Decided) -> bool:
    return one.rules_hash == rules_hash


def _law_from(day: str, one: Decided) -> bool:
    return one.law_date >= day


def _law_before(day: str, one: Decided) -> bool:
    return one.law_date < day


def _shifts(
    found: Sequence[Decided], quarter: Quarter, new: Trait, old: Trait, said: Mapping[str, Judged]
) -> Iterator[Shift]:
    ours = [one for one in found if _quarter(one) == quarter]
    began = min((_quarter(one) for one in found if new(one)), default=quarter)
    before_change = {_back(began, step) for step in range(1, _BASE + 1)}
    before = [one for one in found if old(one) and _quarter(one) in before_change]
    after, rest = [one for one in ours if new(one)], _by_book(one for one in ours if not new(one))
    if min(len(before), len(after)) < LEAST or any(len(group) < SMALLEST for group in rest):
        return
    traits = [(name, "", trait) for name, trait in MEASURES.items()]
    traits += [
        (verdict, ground, _found(said, ground, verdict))
        for ground in _told(said, before, after)
        for verdict in _VERDICTS
    ]
    for name, ground, trait in traits:
        was, now, *others = ([trait(one) for one in _of(said, ground, group)] for group in (before, after, *rest))
        yield _shift(name, ground, was, now, others, len(traits))


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


def _found(said: Mapping[str, Judged], ground: str, verdict: str) -> Trait:
    return lambda one: said[one.id].verdict(ground) == verdict


def _of(said: Mapping[str, Judged], ground: str, group: Sequence[Decided]) -> list[Decided]:
    """The decisions that can be counted: at a ground those that were opened."""
    return [one for one in group if not ground or one.id in said]


def _shift(name: str, ground: str, before: list[bool], after: list[bool], rest: list[list[bool]], tests: int) -> Shift:
    was = Part.of(len(before), sum(before))
    small = any(0 < count < SMALLEST for group in rest for count in (sum(group), len(group) - sum(group)))
    if small or min(len(before), len(after)) < LEAST:
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
