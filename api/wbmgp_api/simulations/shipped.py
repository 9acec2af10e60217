"""What somebody can begin a scenario with: the worked scenarios that travel with the engine, and the areas of their regions."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wbmgp_api.simulations.simulating import Simulating
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import scenarios_root

_COUNCIL: Final = "council"


@dataclass(frozen=True, slots=True)
class Example:
    """A worked scenario: its text, and what it says."""

    id: str
    text: str
    document: Mapping[str, Any]

    def name(self, language: str) -> str:
        """What it is called."""
        return str(self.document["naam"].get(language) or self.document["naam"]["nl"])


@dataclass(frozen=True, slots=True)
class Place:
    """An area of a region."""

    id: str
    name: str
    municipality: str


def examples(simulating: Simulating) -> list[Example]:
    """The worked scenarios whose region can be simulated here."""
    regions = simulating.module.regions()
    paths = sorted((scenarios_root() / _COUNCIL).glob("*.yaml"))
    found = [(path.stem, path.read_text(encoding="utf-8")) for path in paths]
    every = [Example(name, text, read_yaml(text, place=name)) for name, text in found]
    return [one for one in every if one.document["regio"] in regions]


def places(simulating: Simulating, region: str) -> list[Place]:
    """The areas of a region that travels with the engine, in its order; none for another name."""
    file = scenarios_root() / _COUNCIL / "regios" / region / "gebieden.csv"
    if region not in simulating.module.regions() or not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return [Place(row["id"], row["naam"], row["gemeente"]) for row in csv.DictReader(rows)]
