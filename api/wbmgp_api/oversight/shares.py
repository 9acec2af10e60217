"""Shares of a quarter: how many of its decisions have a trait, as that may be told beside the page of its deviations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from wbmgp_api.cases.deciding import REFUSAL
from wbmgp_api.oversight import deviations
from wbmgp_api.oversight.beside_quarters import Pages
from wbmgp_api.oversight.decided import Decided
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.small_groups import SMALLEST

Trait = Callable[[Decided], bool]
MEASURES: Final[Mapping[str, Trait]] = {
    "geweigerd": lambda one: one.outcome == REFUSAL,
    "advies_weigeren": lambda one: one.advice == REFUSAL,
    "advies_open": lambda one: one.advice in ("aanvullen", "beoordelen"),
    "afgeweken": lambda one: not one.follows,
    "poort_open": lambda one: one.open_gates > 0,
}


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

    def __add__(self, other: Part) -> Part:
        return Part(self.size + other.size, self.least + other.least, self.most + other.most)

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


def page_of(pages: Pages, quarter: Quarter, those: Sequence[Decided]) -> None:
    """Add to pages what that of the deviations of a quarter tells."""
    report = deviations.of(quarter, those)
    cases = [(one.id, one.advice, deviations.direction(one)) for one in those]
    pages.add(quarter.name, report.by_advice, report.kinds, cases)


def told(quarter: Quarter, those: Sequence[Decided]) -> dict[str, Part]:
    """The shares of a quarter that may be told: beside its page of deviations, and beside each other."""
    pages = Pages()
    page_of(pages, quarter, those)
    parts = {name: Part.of(len(those), sum(map(trait, those))) for name, trait in MEASURES.items()}
    exact = {name: {one.id: name for one in those if MEASURES[name](one)} for name, part in parts.items() if part.exact}
    tellable = pages.tellable(exact)
    return {name: part for name, part in parts.items() if name not in exact or tellable.get(name)}
