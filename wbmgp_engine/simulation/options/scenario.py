"""A scenario: a region, a period, and the options that are held against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from wbmgp_engine.simulation.options.option import BASELINE, Option


@dataclass(frozen=True)
class Scenario:
    """What is simulated; `options[0]` is the baseline, without measures.

    `region` is a shipped name or a path. `aims` says by ground what a designation is for, `aim_measures` which
    measures show it. `digest` is the sha256 of the scenario with everything it names but the region.
    """

    id: str
    name: Mapping[str, str]
    region: str
    households: int | None
    begin: date
    years: int
    seed: int
    replicates: int
    municipality: str
    options: tuple[Option, ...]
    path: Path
    digest: str
    aims: Mapping[str, str] = field(default_factory=dict)
    aim_measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def baseline(self) -> Option:
        """The option without measures."""
        return self.option(BASELINE)

    @property
    def months(self) -> int:
        """How many months are simulated."""
        return 12 * self.years

    def option(self, name: str) -> Option:
        """The option of that id. Raises KeyError."""
        for option in self.options:
            if option.id == name:
                return option
        raise KeyError(name)

    def month(self, number: int) -> date:
        """The first day of a month, counted from 0."""
        years, months = divmod(self.begin.month - 1 + number, 12)
        return date(self.begin.year + years, months + 1, 1)

    def moved(self, name: str, value: float) -> Scenario:
        """The same scenario with another value of one parameter in every option."""
        return replace(self, options=tuple(option.moved(name, value) for option in self.options))
