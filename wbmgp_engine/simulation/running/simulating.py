"""From a scenario to its result: what is missing is run, what is there is used, and the measures are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.measures import measures
from wbmgp_engine.simulation.measures.hiding import SMALLEST, check_smallest
from wbmgp_engine.simulation.options import Scenario
from wbmgp_engine.simulation.regions import Region, load_region
from wbmgp_engine.simulation.running.planning import key_of, rulebooks, runs_of
from wbmgp_engine.simulation.running.pooling import Place, Progress, make_runs
from wbmgp_engine.simulation.running.region_json import facts_of, region_to_json
from wbmgp_engine.simulation.running.result import Result, digest_of_table, scan, write_result
from wbmgp_engine.simulation.running.scenario_json import scenario_to_json
from wbmgp_engine.simulation.running.working import Engine, Market, Stop, Work, ledger_of
from wbmgp_engine.version import NAME, VERSION


def simulate(
    scenario: Scenario,
    out: Path,
    *,
    lawbook: Lawbook,
    replicates: int | None = None,
    engine: Engine = "polars",
    workers: int = 2,
    smallest: int = SMALLEST,
    progress: Progress | None = None,
    stop: Stop | None = None,
    region: Region | None = None,
    market: Market = ledger_of,
) -> Result:
    """Simulate every option in every replicate, and write `maten.parquet`, `maten.csv` and `resultaat.json` to a folder.

    Runs that are there and follow from the same scenario, region, rule book and engine are used; damaged or other ones
    are made again. `progress` hears how many runs of how many are done, and which was the last; `stop` is asked all the
    time, and Stopped raised. Raises BadInput for a scenario or region that cannot be used, or a folder that cannot be written.
    """
    check_smallest(smallest)
    number = scenario.replicates if replicates is None else replicates
    if number < 1 or workers < 1:
        raise BadInput.one("replicates" if number < 1 else "workers", "is less than one", "give a whole number from 1")
    region = region or load_region(scenario.region, households=scenario.households, seed=scenario.seed)
    scenario.check(region)
    rules = rulebooks(scenario, lawbook)
    place = Place(out, key_of(scenario, region.digest, rules), market)
    every = list(runs_of(scenario, number))
    make_runs(Work(scenario, region, lawbook, engine), every, place, workers=workers, progress=progress, stop=stop)
    return _result(scenario, region, out, _stated(number, smallest, engine, rules, lawbook))


def _stated(
    replicates: int, smallest: int, engine: Engine, rules: Mapping[str, str], lawbook: Lawbook
) -> dict[str, Any]:
    return {
        "versie": 1, "motor": {"naam": NAME, "versie": VERSION}, "rekenwijze": engine, "herhalingen": replicates,
        "kleinsteAantal": smallest, "recht": lawbook.hash, "varianten": dict(rules),
    }  # fmt: skip


def _result(scenario: Scenario, region: Region, out: Path, stated: dict[str, Any]) -> Result:
    table = measures(scan(out, scenario, stated["herhalingen"]), scenario, smallest=stated["kleinsteAantal"])
    about = facts_of(region)
    facts = stated | {
        "zaad": scenario.seed, "scenario": scenario_to_json(scenario, stated["varianten"]), "regio": region_to_json(about),
        "maten": {"rijen": table.height, "digest": digest_of_table(table)},
    }  # fmt: skip
    del facts["varianten"]
    result = Result(out, scenario, about, table, facts)
    write_result(result)
    return result
