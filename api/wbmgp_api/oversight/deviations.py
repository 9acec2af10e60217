"""How often decisions follow the advice and which way they deviate: by advice, person, month, ground and area.

An advice that is nearly always followed counts as the decision itself (Court of Justice 7 December 2023, C-634/21, SCHUFA):
the report says where that threatens. Whatever it says, it works out from numbers that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import Decided, every, looked_in
from wbmgp_api.oversight.grounds import NOT_READ, SILENT, Judged, judged
from wbmgp_api.oversight.place import CONTENTS
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.small_tables import Kinds, Row, counted, table, told_apart

NEARLY_ALWAYS: Final = 95
"""From this share in percents on the report warns. A choice of this project: no law names a share."""
WARN_FROM: Final = 20
"""Of fewer decisions nobody can say that they nearly always follow."""
FOLLOWS, DEVIATES, MILDER, STRICTER, LEFT_OPEN = "volgt", "wijkt_af", "gunstiger", "strenger", "open"
_EACH: Final = {FOLLOWS: FOLLOWS, MILDER: MILDER, STRICTER: STRICTER, LEFT_OPEN: LEFT_OPEN}
_OPEN_APART: Final = _EACH | {MILDER: DEVIATES, STRICTER: DEVIATES}
_TWO: Final = _OPEN_APART | {LEFT_OPEN: DEVIATES}
_ORDER: Final = ("weigeren", "verlenen_met_voorschriften", "verlenen", "geen_vergunning_nodig")
"""Outcomes from the least to the most that an applicant gets."""


@dataclass(frozen=True, slots=True)
class Deviations:
    """The decisions of a quarter. `size` is None for too few to show; `few` that fewer than five deviate, or none at all.

    `kinds` are the columns of every table: each direction, only followed or not, or nothing where either is small.
    """

    quarter: Quarter
    size: int | None
    whole: Row | None
    few: bool
    kinds: Kinds
    by_advice: list[Row]
    by_drafter: list[Row]
    by_decider: list[Row]
    by_month: list[Row]

    @property
    def nearly_always(self) -> list[str | None]:
        """The advices that are nearly always followed; None stands for small ones together."""
        return [one.key for one in self.by_advice if nearly_always(one)]

    @property
    def columns(self) -> list[str]:
        """The kinds that are counted, each once."""
        return list(dict.fromkeys(self.kinds.values()))


@dataclass(frozen=True, slots=True)
class Grounds:
    """The same by ground with its verdict, and by area; `looked`: how many decisions were opened for it."""

    looked: int
    by_ground: list[tuple[str, Row]]
    by_area: list[Row]


def direction(one: Decided) -> str:
    """Where a decision went: with the advice, to more or to less for the applicant, or where the advice left it open."""
    if one.follows:
        return FOLLOWS
    if one.advice not in _ORDER:
        return LEFT_OPEN
    return MILDER if _ORDER.index(one.outcome) > _ORDER.index(one.advice) else STRICTER


def nearly_always(one: Row) -> bool:
    """Whether a group follows so often that the advice may count as the decision, as far as its numbers are shown."""
    percent = one.percent(FOLLOWS)
    return one.size >= WARN_FROM and percent is not None and percent >= NEARLY_ALWAYS


def report(office: Office, who: Principal, quarter: Quarter) -> Deviations:
    """The rates of all decisions of a quarter. It rests on tables that say nothing of people, and opens nothing."""
    return of(quarter, office.store.read(who.tenant, partial(every, tenant=who.tenant, period=quarter.period)))


def of(quarter: Quarter, found: Sequence[Decided]) -> Deviations:
    """The rates of these decisions."""
    kinds, by = _kinds(found), partial(_by, found, _kinds(found))
    whole = by(lambda _: "")
    deviated = sum(not one.follows for one in found)
    return Deviations(
        quarter, whole[0].size if whole else None, whole[0] if whole else None,
        len(found) >= WARN_FROM and deviated < SMALLEST, kinds, by(lambda one: one.advice),
        by(lambda one: one.drafted_by), by(lambda one: one.decided_by),
        sorted(by(lambda one: one.day[:7]), key=lambda row: row.key or "9999"),
    )  # fmt: skip


def by_ground(office: Office, who: Principal, quarter: Quarter) -> Grounds:
    """The rates by ground and area: the grounds are opened for it, and the log of each case says so first.

    Decisions whose contents are gone, or that are more than are opened at once, are parts of the whole all the same.
    """
    listed, _ = looked_in(office, who, quarter.period, CONTENTS)

    def job(connection: Connection) -> Grounds:
        found = every(connection, who.tenant, quarter.period)
        return grounds_of(found, judged(connection, office, who.tenant, listed, CONTENTS))

    return office.store.read(who.tenant, job)


def grounds_of(found: Sequence[Decided], said: Mapping[str, Judged]) -> Grounds:
    """The same of decisions with what was opened of them."""
    kinds, none = _kinds(found), Judged({}, NOT_READ)
    rows = [
        (name, row)
        for name in sorted({name for one in said.values() for name in one.verdicts})
        for row in _by(found, kinds, lambda one, name=name: said.get(one.id, none).verdict(name))  # type: ignore[misc]
        if row.key not in (None, NOT_READ, SILENT)
    ]
    areas = [row for row in _by(found, kinds, lambda one: said.get(one.id, none).area) if row.key != NOT_READ]
    return Grounds(len(said), rows, areas)


def _by(found: Sequence[Decided], kinds: Kinds, key: Callable[[Decided], str]) -> list[Row]:
    return table(counted((key(one), direction(one)) for one in found), kinds)


def _kinds(found: Sequence[Decided]) -> Kinds:
    """The finest directions in which a table by advice tells something; nothing where few follow, or few do not."""
    followed = sum(one.follows for one in found)
    if min(followed, len(found) - followed) < SMALLEST:
        return {}
    for choice in (_EACH, _OPEN_APART, _TWO):
        kinds = told_apart(map(direction, found), [choice])
        rows = table(counted((one.advice, direction(one)) for one in found), kinds)
        if any(count is not None for row in rows for count in row.cells.values()):
            return kinds
    return {}
