"""How often decisions follow the advice: by advice, by ground and by who drafted, never in groups that tell of single people.

An advice that is nearly always followed counts as the decision itself (Court of Justice 7 December 2023, C-634/21, SCHUFA):
the report says where that threatens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import Decided, Period, answers, decided, looked_in
from wbmgp_api.oversight.small_groups import Rate, shown

NEARLY_ALWAYS: Final = 95
"""From this share in percents on the report warns. A choice of this project: no law names a share."""
WARN_FROM: Final = 20
"""Of fewer decisions nobody can say that they nearly always follow."""
_CONTENTS: Final = ("beoordeling",)
_SILENT: Final = "niet_van_toepassing"


@dataclass(frozen=True, slots=True)
class Deviations:
    """The newest decisions of a period: how many there are and were looked at, and the rates of groups of them."""

    count: int
    looked: int
    whole: Rate
    by_advice: list[Rate]
    by_officer: list[Rate]

    @property
    def nearly_always(self) -> list[str | None]:
        """The advices that are nearly always followed; None stands for small ones together."""
        return [one.key for one in self.by_advice if nearly_always(one)]


def nearly_always(one: Rate) -> bool:
    """Whether a group follows so often that the advice may count as the decision."""
    return one.size >= WARN_FROM and one.percent >= NEARLY_ALWAYS


def report(office: Office, who: Principal, period: Period) -> Deviations:
    """The rates by advice and by who drafted. It rests on tables that say nothing of people, and opens nothing."""
    found, count = office.store.read(who.tenant, partial(decided, tenant=who.tenant, period=period))
    whole = _rates(("", one) for one in found)
    return Deviations(
        count, len(found), whole[0] if whole else Rate("", 0, 0),
        shown(_rates((one.advice, one) for one in found)), shown(_rates((one.drafted_by, one) for one in found)),
    )  # fmt: skip


def by_ground(office: Office, who: Principal, period: Period) -> tuple[list[tuple[str, str, Rate]], int]:
    """Ground, verdict and rate, and how many decisions could not be read: the grounds are opened, and each case's log says so.

    A decision counts at each ground that plays a part, so every small group is left out by itself.
    """
    listed, _ = looked_in(office, who, period, _CONTENTS)

    def job(connection: Connection) -> tuple[list[tuple[Decided, str]], int]:
        named, erased = list[tuple[Decided, str]](), 0
        for one, answer in answers(connection, office, who.tenant, listed, _CONTENTS):
            erased += answer is None
            grounds = [] if answer is None else answer["gronden"]
            named += [(one, f"{g['grond']} {g['oordeel']}") for g in grounds if g["oordeel"] != _SILENT]
        return named, erased

    named, erased = office.store.read(who.tenant, job)
    rates = [rate for rate in _rates((key, one) for one, key in named) if shown([rate])]
    return [(*_parted(rate.key), rate) for rate in sorted(rates, key=lambda one: one.key or "")], erased


def _parted(key: str | None) -> tuple[str, str]:
    ground, _, verdict = (key or "").partition(" ")
    return ground, verdict


def _rates(named: Iterable[tuple[str, Decided]]) -> list[Rate]:
    counts: dict[str, list[int]] = {}
    for key, one in named:
        counts.setdefault(key, [0, 0])[0 if one.follows else 1] += 1
    return [Rate(key, *pair) for key, pair in counts.items()]
