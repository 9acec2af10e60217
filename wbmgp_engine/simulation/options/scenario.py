"""A scenario: a region, a period, and the options that are held against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.simulation.options.option import BASELINE, Option
from wbmgp_engine.simulation.regions import Region

# Before the name of a trait among the figures of a region made from counts.
_OF_TRAIT: Final = "kenmerken."


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

    def check(self, region: Region) -> None:
        """Refuse a scenario that names what the region does not have: BadInput with every finding."""
        if findings := list(self._unfit(region)):
            raise BadInput([finding.at(f"{self.path.name}, {finding.place}") for finding in findings])

    def _unfit(self, region: Region) -> Iterator[Finding]:
        if self.municipality not in region.municipalities:
            fix = nearest(self.municipality, region.municipalities)
            yield Finding("gemeente", f"does not lie in region {region.id}", fix, self.municipality)
        if self.begin < region.day:
            fix = f"begin on {region.day} or later"
            yield Finding("begin", f"lies before the day of region {region.id}", fix, str(self.begin))
        own = {area.id for area in region.areas if area.municipality == self.municipality}
        everywhere, traits = {area.id for area in region.areas}, _traits(region)
        for option in self.options:
            named = "" if option.id == BASELINE else f"varianten.{option.id}."
            yield from _unknown(f"{named}aanwijzingen", option.areas, own, f"area of {self.municipality}")
            prior = option.ordinance.priority_traits if option.ordinance else ()
            yield from _unknown(f"{named}verordening.voorrangskenmerken", prior, traits, "trait of the region")
            yield from _unknown(
                f"{named}aanbod", {item.area for item in option.supply}, everywhere, "area of the region"
            )
            for name, assumed in option.assumptions.items():
                yield from _unknown(f"{named}aannamen.{name}.gebied", assumed.areas, everywhere, "area of the region")


def _traits(region: Region) -> set[str]:
    """What somebody in the region may have: a trait that a small region made from counts gave to nobody is one too."""
    counted = {item.name.removeprefix(_OF_TRAIT) for item in region.figures if item.name.startswith(_OF_TRAIT)}
    return counted | set(region.households["kenmerk"].drop_nulls().cast(pl.String).unique())


def _unknown(place: str, names: Collection[str], known: Collection[str], what: str) -> Iterator[Finding]:
    for name in sorted(set(names) - set(known)):
        yield Finding(place, f"is no {what}", nearest(name, known) if known else "", repr(name))
