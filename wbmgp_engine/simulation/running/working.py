"""One run, in this process or in one beside it: the region, the permits of every option, and the market."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, TypeAlias

import polars as pl

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.market import run as run_market
from wbmgp_engine.simulation.options import Scenario, lawbook_of
from wbmgp_engine.simulation.permits import Permits
from wbmgp_engine.simulation.regions import Region
from wbmgp_engine.simulation.running.planning import Run

Engine: TypeAlias = Literal["polars", "spark"]
Stop: TypeAlias = Callable[[], bool]
_HOUSEHOLDS: Final = "huishoudens.arrow"
_DWELLINGS: Final = "woningen.arrow"


class Stopped(Exception):
    """Somebody asked to stop; the runs that were finished stay, and the next simulation goes on with them."""


@dataclass(frozen=True)
class Work:
    """What every run of a simulation needs. The permits of the options are made once in a process."""

    scenario: Scenario
    region: Region
    lawbook: Lawbook
    engine: Engine = "polars"

    @cached_property
    def permits(self) -> Mapping[str, Permits]:
        """The permits of each option, over its own rule book."""
        return {
            option.id: Permits(
                option, self.scenario.municipality, self.region.municipalities, lawbook_of(option, self.lawbook),
                engine=self.engine,
            )
            for option in self.scenario.options
        }  # fmt: skip


Market: TypeAlias = Callable[[Work, Run, Stop], pl.DataFrame]
"""What makes the ledger of a run; it raises Stopped when it is told to stop."""


def ledger_of(work: Work, run: Run, stop: Stop) -> pl.DataFrame:
    """The ledger of a run. Who is touched is judged by every option with measures, so that groups are the same in all."""

    def month(_: int) -> None:
        if stop():
            raise Stopped

    permits = work.permits
    touching = [permits[option.id] for option in work.scenario.options if not option.without_measures]
    return run_market(
        work.region, work.scenario, run.option_of(work.scenario), permits[run.option], replicate=run.replicate,
        touching=touching, progress=month,
    )  # fmt: skip


@dataclass(frozen=True)
class Handover:
    """The same for another process: the people and dwellings of the region stand in files, not in a message."""

    scenario: Scenario
    region: Region
    rules: Mapping[str, bytes]
    engine: Engine
    folder: Path

    @classmethod
    def of(cls, work: Work, folder: Path) -> Handover:
        """Put the tables of the region in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        work.region.households.write_ipc(folder / _HOUSEHOLDS)
        work.region.dwellings.write_ipc(folder / _DWELLINGS)
        bare = replace(work.region, households=pl.DataFrame(), dwellings=pl.DataFrame(), fit=None)
        return cls(work.scenario, bare, dict(work.lawbook.files), work.engine, folder)

    def received(self) -> Work:
        """The work, in the process that does it."""
        households, dwellings = pl.read_ipc(self.folder / _HOUSEHOLDS), pl.read_ipc(self.folder / _DWELLINGS)
        region = replace(self.region, households=households, dwellings=dwellings)
        return Work(self.scenario, region, Lawbook.from_files(self.rules), self.engine)
