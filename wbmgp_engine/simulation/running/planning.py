"""Which runs a simulation needs, and what each of them follows from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.options import Option, Scenario, lawbook_of
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.version import VERSION

FOLDER: Final = "runs"
Level: TypeAlias = Literal["laag", "hoog"]


@dataclass(frozen=True, slots=True)
class Run:
    """One option in one replicate, counted from 0; `moved` names an assumption that stands at its `laag` or `hoog` value."""

    option: str
    replicate: int
    moved: tuple[str, Level] | None = None

    @property
    def name(self) -> str:
        """What a run is called while it goes on."""
        return " ".join((self.option, str(self.replicate + 1), *(self.moved or ())))

    def path(self, out: Path) -> Path:
        """Where its ledger stands below the folder of a result."""
        below = out / FOLDER if self.moved is None else out / "-".join(self.moved)
        return below / self.option / f"{self.replicate}.parquet"

    def option_of(self, scenario: Scenario) -> Option:
        """The option of the scenario, with its assumption moved."""
        option = scenario.option(self.option)
        if self.moved is None:
            return option
        name, level = self.moved
        assumed = option.assumptions[name]
        return option.moved(name, assumed.low if level == "laag" else assumed.high)


def runs_of(scenario: Scenario, replicates: int) -> Iterator[Run]:
    """Every run, replicate by replicate: what is there after a stop compares all options over the same chance."""
    for replicate in range(replicates):
        yield from (Run(option.id, replicate) for option in scenario.options)


def rulebooks(scenario: Scenario, lawbook: Lawbook) -> Mapping[str, str]:
    """The hash of the rule book of each option: that of its law variant where it has one. Raises RuleFileError."""
    return {option.id: lawbook_of(option, lawbook).hash for option in scenario.options}


def key_of(scenario: Scenario, region: str, rules: Mapping[str, str]) -> str:
    """`sha256:<hex>` of all that the ledgers of a simulation follow from; `region` is the digest of the region.

    What was changed after the scenario was read (years, assumptions) counts too; how many replicates there are does not.
    """
    stated: dict[str, Any] = {
        "motor": VERSION, "scenario": scenario.digest, "regio": region, "recht": dict(rules), "zaad": scenario.seed,
        "begin": scenario.begin.isoformat(), "jaren": scenario.years, "gemeente": scenario.municipality,
        "aannamen": {option.id: _assumed(option) for option in scenario.options},
    }  # fmt: skip
    return f"sha256:{sha256(encode(stated)).hexdigest()}"


def _assumed(option: Option) -> dict[str, Any]:
    return {
        name: [repr(item.value), {area: repr(value) for area, value in item.areas.items()}]
        for name, item in option.assumptions.items()
    }
