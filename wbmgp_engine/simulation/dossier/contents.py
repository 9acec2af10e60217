"""What a dossier holds: an option, the figures under each criterion and by group, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wbmgp_engine.facts.evidence import CriterionName
from wbmgp_engine.simulation.dossier.figures import Figure, Spread
from wbmgp_engine.simulation.options import Option, Scenario


@dataclass(frozen=True, slots=True)
class Origin:
    """By which run a figure came about; `digest` is that of the result, `rulebook` the hash of the rule book.

    `figures`: how many numbers the region was made with, `unsure_figures` how many of them nobody looked up.
    """

    digest: str
    scenario: str
    region: str
    rulebook: str
    version: str
    seed: int
    replicates: int
    first_year: int
    last_year: int
    region_name: str = ""
    figures: int = 0
    unsure_figures: int = 0

    def to_json(self) -> dict[str, Any]:
        """The run by the keys of `resultaat.json`."""
        return {
            "resultaat": self.digest, "scenario": self.scenario, "regio": self.region, "regelboek": self.rulebook,
            "versie": self.version, "zaad": self.seed, "herhalingen": self.replicates, "eersteJaar": self.first_year,
            "laatsteJaar": self.last_year, "regioNaam": self.region_name, "regioCijfers": self.figures,
            "regioCijfersNietNagegaan": self.unsure_figures,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures under one criterion; those that are too small to publish are only counted."""

    name: CriterionName
    figures: tuple[Figure, ...]

    @property
    def told(self) -> tuple[Figure, ...]:
        """The figures with a number."""
        return tuple(figure for figure in self.figures if figure.told)

    @property
    def hidden(self) -> int:
        """How many are not published."""
        return sum(figure.hidden for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Possibilities:
    """Suitable supply a year outside the designated areas, seekers kept out, months of looking of the touched."""

    supply: Spread
    excluded: Spread
    waiting: Spread

    def to_json(self) -> dict[str, Any]:
        """By the keys of a request."""
        return {
            "aanbodPerJaar": self.supply.to_json(), "uitgeslotenPerJaar": self.excluded.to_json(),
            "wachttijdMaanden": self.waiting.to_json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Regional:
    """What remains in the region: over the whole period, and year by year."""

    whole: Possibilities
    years: Mapping[int, Possibilities]


@dataclass(frozen=True)
class Dossier:
    """What a simulation shows for a request for designation of one option; never that it should be given.

    `names` gives areas their names, `places` the municipalities of the region.
    """

    scenario: Scenario
    option: Option
    origin: Origin
    criteria: tuple[Shown, ...]
    regional: Regional
    equality: tuple[Figure, ...]
    names: Mapping[str, str]
    places: tuple[str, ...]

    def shown(self, name: CriterionName) -> Shown:
        """What is shown under a criterion. Raises KeyError."""
        found = {shown.name: shown for shown in self.criteria}
        return found[name]
