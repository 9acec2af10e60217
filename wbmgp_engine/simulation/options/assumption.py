"""One assumption of a simulation: a number with its range, its source, and how certain that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wbmgp_engine.simulation.regions.region import Certainty


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, `text` by language, and the values that can stand there at all."""

    id: str
    least: float
    most: float
    whole: bool
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number in `[low, high]`, in the unit of that id; `areas` holds the areas where it is another one.

    `text` says by language what it stands for.
    """

    name: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    certainty: Certainty
    text: Mapping[str, str]
    areas: Mapping[str, float] = field(default_factory=dict)

    @property
    def verified(self) -> bool:
        """Whether somebody read it in its source, or worked it out from what was read."""
        return self.certainty in ("gelezen", "afgeleid")

    def in_area(self, area: str) -> float:
        """The number that counts in an area."""
        return self.areas.get(area, self.value)

    def moved(self, value: float) -> Assumption:
        """The same with another number; those of single areas move as far, within the range."""
        step = value - self.value
        areas = {area: min(max(own + step, self.low), self.high) for area, own in self.areas.items()}
        return replace(self, value=value, areas=areas)
