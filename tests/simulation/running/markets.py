"""Markets made for tests of running: quick, at the top of a module so that another process finds them."""

from __future__ import annotations

import os
import signal
import time
from zlib import crc32

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market import SCHEMA
from wbmgp_engine.simulation.running.planning import Run
from wbmgp_engine.simulation.running.working import Stop, Stopped, Work


def quick(work: Work, run: Run, stop: Stop) -> pl.DataFrame:
    """Inflow that follows from seed, replicate and option, in every area of the region as it was handed over."""
    chance = np.random.default_rng([work.scenario.seed, run.replicate, crc32(run.option.encode())])
    assert work.region.households.height and work.region.dwellings.height
    areas = [area.id for area in work.region.areas]
    years = range(work.scenario.begin.year, work.scenario.begin.year + work.scenario.years)
    # Hardship that is assumed lets so many more in: an assumption that moves something, and all others nothing.
    more = round(1000 * run.option_of(work.scenario).value("hardheid_artikel_8"))
    rows = []
    for year in years:
        counts = chance.integers(20, 100, len(areas)) + more
        for area, count in zip((*areas, ""), (*counts, counts.sum()), strict=True):
            rows.append((year, area, "instroom", "alles", "", int(count)))
        rows += [(year, area, "hardheid", "alles", "", 2) for area in areas]
        rows.append((year, "", "hardheid", "alles", "", 2 * len(areas)))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def slow(work: Work, run: Run, stop: Stop) -> pl.DataFrame:
    """Goes on until it is told to stop, but for the first replicate."""
    while run.replicate:
        if stop():
            raise Stopped
        time.sleep(0.01)
    return quick(work, run, stop)


def killed(work: Work, run: Run, stop: Stop) -> pl.DataFrame:
    """The process ends in the second replicate, as when memory runs out."""
    if run.replicate == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return quick(work, run, stop)


def failing(work: Work, run: Run, stop: Stop) -> pl.DataFrame:
    """A run that raises."""
    raise ZeroDivisionError(run.option)
