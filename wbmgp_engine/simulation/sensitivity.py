"""Which assumption moves a result most: each one at its low and at its high value, all others as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.measures import measures
from wbmgp_engine.simulation.options import Option, Scenario
from wbmgp_engine.simulation.regions import Region, load_region
from wbmgp_engine.simulation.running.planning import Level, Run, key_of, rulebooks
from wbmgp_engine.simulation.running.pooling import Place, Progress, make_runs
from wbmgp_engine.simulation.running.whole_files import written
from wbmgp_engine.simulation.running.working import Engine, Market, Stop, Work, ledger_of

FOLDER, TABLE, NUMBERS = "gevoeligheid", "gevoeligheid.csv", "gevoeligheid.parquet"
LEVELS: Final[tuple[Level, ...]] = ("laag", "hoog")
SCHEMA: Final = {
    "aanname": pl.String, "variant": pl.String, "gebied": pl.String, "maat": pl.String, "dimensie": pl.String,
    "groep": pl.String, "uitgangspunt": pl.Float64, "uitgangspunt_laag": pl.Float64, "uitgangspunt_hoog": pl.Float64,
    "bij_laag": pl.Float64, "bij_hoog": pl.Float64, "uitslag": pl.Float64,
}  # fmt: skip
"""The columns: the measure as it is, with its interval over replicates (what is chance), with the assumption low and
high, and how far apart the three lie. Null where a count is too small to publish, or with one replicate no interval."""


@dataclass(frozen=True, slots=True)
class Target:
    """A number of the measures table, over the whole period."""

    area: str
    measure: str
    dimension: str = "alles"
    group: str = ""


TARGETS: Final = (
    Target("aangewezen", "weigeringen"),
    Target("aangewezen", "instroom", "geraakt", "geraakt"),
    Target("", "zoektijd", "geraakt", "geraakt"),
)


def sensitivity(
    scenario: Scenario,
    out: Path,
    *,
    lawbook: Lawbook,
    option: str | None = None,
    assumptions: Sequence[str] | None = None,
    targets: Sequence[Target] = TARGETS,
    replicates: int = 1,
    years: int | None = None,
    households: int | None = None,
    engine: Engine = "polars",
    workers: int = 2,
    progress: Progress | None = None,
    stop: Stop | None = None,
    region: Region | None = None,
    market: Market = ledger_of,
) -> pl.DataFrame:
    """The table of `SCHEMA`, by target the assumption that moves it most first; also written as `gevoeligheid.parquet` and
    `gevoeligheid.csv`.

    Of one option (default the first with measures), every assumption that has a range (or those named), with the same
    people and the same chance. `years` and `households` make it quicker. Runs stand below `gevoeligheid` in the folder
    and are gone on with as those of `simulate`. Raises BadInput, and Stopped when `stop` says so.
    """
    scenario = replace(scenario, years=years or scenario.years)
    size = households or scenario.households
    region = region or load_region(scenario.region, households=size, seed=scenario.seed)
    scenario.check(region)
    chosen = _option(scenario, option)
    names = _assumptions(chosen, assumptions)
    place = Place(out / FOLDER, key_of(scenario, region.digest, rulebooks(scenario, lawbook)), market)
    work = Work(scenario, region, lawbook, engine)
    sides = [None, *((name, level) for name in names for level in LEVELS if _moves(chosen, name, level))]
    runs = {side: [Run(chosen.id, replicate, side) for replicate in range(replicates)] for side in sides}
    make_runs(
        work, [run for some in runs.values() for run in some], place, workers=workers, progress=progress, stop=stop
    )
    found = {side: _values([run.path(place.out) for run in some], scenario, targets) for side, some in runs.items()}
    table = _table(chosen.id, names, targets, found)
    written(out / NUMBERS, table.write_parquet)
    written(out / TABLE, lambda made: made.write_bytes(table.write_csv().encode()))
    return table


def load_sensitivity(folder: Path) -> pl.DataFrame | None:
    """The table in the folder of a result; None where nobody asked for it."""
    path = folder / NUMBERS
    return pl.read_parquet(path) if path.is_file() else None


def _option(scenario: Scenario, name: str | None) -> Option:
    for option in scenario.options:
        if option.id == name or (name is None and not option.without_measures):
            return option
    known = ", ".join(option.id for option in scenario.options)
    if name is None:
        raise BadInput.one(scenario.path.name, "has no option with measures", f"name one of {known}")
    raise BadInput.one("option", f"{name!r} is no option of this scenario", f"use one of {known}")


def _assumptions(option: Option, names: Sequence[str] | None) -> list[str]:
    unknown = [name for name in names or () if name not in option.assumptions]
    if unknown:
        raise BadInput.one("assumptions", f"{unknown[0]!r} is no assumption", f"use {', '.join(option.assumptions)}")
    return [name for name in names or option.assumptions if any(_moves(option, name, level) for level in LEVELS)]


def _moves(option: Option, name: str, level: Level) -> bool:
    assumed = option.assumptions[name]
    return (assumed.low if level == "laag" else assumed.high) != assumed.value


def _values(paths: list[Path], scenario: Scenario, targets: Sequence[Target]) -> list[dict[str, Any]]:
    """The rows of the measures table for each target; empty where there is none."""
    codes = {target.measure for target in targets}
    table = measures(pl.scan_parquet(paths), scenario, only=codes).filter(pl.col("jaar").is_null())
    rows = {(row["gebied"], row["maat"], row["dimensie"], row["groep"]): row for row in table.iter_rows(named=True)}
    keys = [(target.area, target.measure, target.dimension, target.group) for target in targets]
    return [rows.get(key, {}) for key in keys]


def _table(
    option: str, names: Sequence[str], targets: Sequence[Target], found: dict[Any, list[dict[str, Any]]]
) -> pl.DataFrame:
    def rows() -> Iterator[dict[str, Any]]:
        for place, target in enumerate(targets):
            start = found[None][place]
            made = [
                _row(name, start, [found.get((name, level), found[None])[place] for level in LEVELS]) for name in names
            ]
            about = {
                "variant": option, "gebied": target.area, "maat": target.measure, "dimensie": target.dimension,
                "groep": target.group,
            }  # fmt: skip
            # What is not known moves least; equals stand in the order of the assumptions.
            yield from (about | row for row in sorted(made, key=lambda row: -(row["uitslag"] or 0)))

    return pl.DataFrame(list(rows()), schema=SCHEMA)


def _row(name: str, start: dict[str, Any], sides: list[dict[str, Any]]) -> dict[str, Any]:
    values = [side.get("waarde") for side in (start, *sides)]
    known = [value for value in values if value is not None]
    return {
        "aanname": name, "uitgangspunt": values[0], "uitgangspunt_laag": start.get("laag"),
        "uitgangspunt_hoog": start.get("hoog"), "bij_laag": values[1], "bij_hoog": values[2],
        "uitslag": round(max(known) - min(known), 6) if len(known) == len(values) else None,
    }  # fmt: skip
