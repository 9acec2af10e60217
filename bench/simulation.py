"""A council's simulation as a whole by the clock, and how its cost grows with the number of households.

The region is made before the clock starts, and no report is drawn. Before anything is timed, refusals of a year are judged
again one by one.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from bench.measuring import Row, figure
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.simulation.market import run
from wbmgp_engine.simulation.options import Option, Scenario, load_scenario
from wbmgp_engine.simulation.permits import Permits
from wbmgp_engine.simulation.regions import Region, load_region
from wbmgp_engine.simulation.running import simulate

SCENARIO: Final = Path(__file__).resolve().parents[1] / "scenarios" / "council" / "voorbeeldwijk.yaml"
OPTION, SYSTEM = "artikel-8", "wbmgp simulate"
YEARS, WORKERS, RUNS = 20, 2, 3
SIZES: Final = (25_000, 79_000, 250_000, 790_000, 2_500_000)
MONTHS: Final = 24
SAMPLE: Final = 200
Say = Callable[[str], None]


def measured(say: Say = print) -> Iterator[Row]:
    """Seconds of a whole simulation with its memory; nanoseconds of processor time for a household in a month."""
    scenario, lawbook = replace(load_scenario(SCENARIO), years=YEARS), Lawbook.load()
    say("simulation: refusals of a year judged again one by one")
    compared = _compared(scenario, lawbook)
    region = load_region(scenario.region, households=scenario.households, seed=scenario.seed)
    say(f"simulation: {region.households.height:,} households, {YEARS} years, {len(scenario.options)} options")
    yield _row("kern", region.households.height, _whole(scenario, region, lawbook), compared)
    for size in SIZES:
        say(f"simulation: growth, {size:,} households")
        yield _row("households", size, _grown(scenario, size, lawbook), compared)


def _whole(scenario: Scenario, region: Region, lawbook: Lawbook) -> Row:
    taken = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            simulate(scenario, Path(folder, "uit"), lawbook=lawbook, workers=WORKERS, region=region)
            taken.append(time.perf_counter() - begun)
    return figure(taken, "s") | {"memory_mb": _memory()}


def _memory() -> int:
    """At most so many megabytes at once: this process at its largest, and every worker as large as the largest was."""
    own, worker = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round((own + WORKERS * worker) / 1000)


def _grown(scenario: Scenario, size: int, lawbook: Lawbook) -> Row:
    region = load_region(scenario.region, households=size, seed=scenario.seed)
    option, permits = _decided(scenario, region, lawbook)
    begun = time.process_time()
    run(region, scenario, option, permits, replicate=0, touching=[permits], months=MONTHS)
    return figure([(time.process_time() - begun) * 1e9 / (region.households.height * MONTHS)], "ns")


def _decided(scenario: Scenario, region: Region, lawbook: Lawbook) -> tuple[Option, Permits]:
    option = scenario.option(OPTION)
    return option, Permits(option, scenario.municipality, region.municipalities, lawbook)


def _compared(scenario: Scenario, lawbook: Lawbook) -> int:
    """How many refusals `assess` gave the same answer to. SystemExit where it gives another."""
    region = load_region(scenario.region, households=SIZES[0], seed=scenario.seed)
    option, permits = _decided(scenario, region, lawbook)
    found = list[tuple[date, dict[str, Any]]]()

    def refused(day: date, applications: pl.DataFrame) -> None:
        found.extend((day, row) for row in applications.iter_rows(named=True))

    run(region, scenario, option, permits, replicate=0, months=12, refusals=refused)
    for day, row in found[:SAMPLE]:
        told = Application.model_validate(permits.application(row))
        if (advice := assess(told, lawbook=lawbook, on=day).advice) != "weigeren":
            raise SystemExit(f"a refusal of {day} is {advice} by assess: nothing is timed")
    return min(len(found), SAMPLE)


def _row(case: str, size: int, figures: Row, compared: int) -> Row:
    row = {"bench": "simulation", "system": SYSTEM, "case": case, "size": size, **figures}
    return {**row, "agrees": True, "compared": compared}
