"""What a simulation ends with: its measures, and the facts by which anybody can make them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import polars as pl
from polars.exceptions import PolarsError

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.showing import printable
from wbmgp_engine.simulation.measures import SCHEMA
from wbmgp_engine.simulation.options import Scenario
from wbmgp_engine.simulation.running.planning import runs_of
from wbmgp_engine.simulation.running.region_json import RegionFacts, region_of
from wbmgp_engine.simulation.running.scenario_json import scenario_of
from wbmgp_engine.simulation.running.whole_files import written
from wbmgp_engine.trail.canonical import decode, encode

MEASURES, TABLE, FACTS = "maten.parquet", "maten.csv", "resultaat.json"
_AGAIN: Final = "simulate again into this folder"


@dataclass(frozen=True)
class Result:
    """A simulation that was done. `facts` is what `resultaat.json` holds; ledgers hold small counts, measures do not."""

    folder: Path
    scenario: Scenario
    region: RegionFacts
    measures: pl.DataFrame
    facts: Mapping[str, Any]

    @cached_property
    def digest(self) -> str:
        """`sha256:<hex>` over the canonical bytes of the facts, which hold the hashes of scenario, region and measures."""
        return _hash(encode(dict(self.facts)))

    @property
    def rules(self) -> str:
        """The hash of the rule book, that of law variants apart."""
        return str(self.facts["recht"])

    @property
    def replicates(self) -> int:
        """How many replicates there are."""
        return int(self.facts["herhalingen"])

    @property
    def smallest(self) -> int:
        """The smallest count of people that is published."""
        return int(self.facts["kleinsteAantal"])

    @property
    def ledgers(self) -> pl.LazyFrame:
        """The ledgers of every run with `variant` and `herhaling`, not for publication."""
        return scan(self.folder, self.scenario, self.replicates)


def scan(folder: Path, scenario: Scenario, replicates: int) -> pl.LazyFrame:
    """The ledgers of a folder, read where they are asked for."""
    return pl.scan_parquet([run.path(folder) for run in runs_of(scenario, replicates)])


def write_result(result: Result) -> None:
    """Put the files of a result in its folder; the facts come last, and only while they are those of the measures."""
    (result.folder / FACTS).unlink(missing_ok=True)
    written(result.folder / MEASURES, result.measures.write_parquet)
    written(result.folder / TABLE, lambda made: made.write_bytes(table_bytes(result.measures)))
    written(result.folder / FACTS, lambda made: made.write_bytes(encode(dict(result.facts))))


def table_bytes(measures: pl.DataFrame) -> bytes:
    """The measures as CSV, hidden values empty: the bytes that are hashed."""
    return measures.write_csv().encode()


def digest_of_table(measures: pl.DataFrame) -> str:
    """`sha256:<hex>` of the measures as CSV."""
    return _hash(table_bytes(measures))


def load_result(folder: Path) -> Result:
    """The result in a folder. BadInput where there is none, or where its files do not belong together."""
    place = printable(str(folder))
    try:
        facts = decode((folder / FACTS).read_bytes())
        measures = pl.read_parquet(folder / MEASURES)
    except (OSError, PolarsError) as problem:
        said = (str(problem).splitlines() or [""])[0] if isinstance(problem, PolarsError) else problem.strerror
        raise BadInput.one(place, f"holds no whole result: {said}", _AGAIN) from None
    if measures.schema != pl.Schema(SCHEMA) or digest_of_table(measures) != facts["maten"]["digest"]:
        raise BadInput.one(f"{place}/{MEASURES}", f"is not what {FACTS} was made with", _AGAIN)
    return Result(folder, scenario_of(facts["scenario"]), region_of(facts["regio"]), measures, facts)


def _hash(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"
