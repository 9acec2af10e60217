"""One option of a scenario: which designations and ordinance, what is built, and what is assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, get_args

from wbmgp_engine.facts.situation import Designation, GroundId, Ordinance
from wbmgp_engine.simulation.options.assumption import Assumption

BASELINE: Final = "basis"
GROUNDS: Final[tuple[GroundId, ...]] = get_args(GroundId)
Tenure = Literal["corporatie", "particulier", "koop"]
Kind = Literal["zelfstandig", "onzelfstandig"]


@dataclass(frozen=True, slots=True)
class Supply:
    """Dwellings that are added to an area in a month, or taken down where `dwellings` is negative. `rent` in eurocents."""

    area: str
    month: date
    dwellings: int
    tenure: Tenure
    kind: Kind
    rent: int | None


@dataclass(frozen=True)
class Option:
    """One option. `assumptions` holds every parameter; `supply` that of the baseline too; `law` names a law variant."""

    id: str
    name: Mapping[str, str]
    designations: tuple[Designation, ...]
    ordinance: Ordinance | None
    assumptions: Mapping[str, Assumption]
    supply: tuple[Supply, ...] = ()
    law: str | None = None

    def value(self, name: str) -> float:
        """The value of a parameter."""
        return self.assumptions[name].value

    def value_in(self, name: str, area: str) -> float:
        """The value of a parameter in an area."""
        return self.assumptions[name].in_area(area)

    @property
    def without_measures(self) -> bool:
        """Whether nothing is designated, so that the rules can touch nobody."""
        return not self.designations

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that are designated at some time, sorted."""
        return tuple(sorted({item.area for item in self.designations}))

    def moved(self, name: str, value: float) -> Option:
        """The same option with another value of one parameter."""
        return replace(self, assumptions={**self.assumptions, name: self.assumptions[name].moved(value)})
