"""The ledger of one run in a Parquet file: written whole or not at all, and known by what it follows from."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

from wbmgp_engine.simulation.measures.cubes import LEDGER
from wbmgp_engine.simulation.regions.digesting import digest_of
from wbmgp_engine.simulation.running.planning import Run
from wbmgp_engine.simulation.running.whole_files import written

_KEY, _CONTENT = "wbmgp.sleutel", "wbmgp.inhoud"
# A measure is read alone, so its rows lie together in few groups.
_ROWS: Final = 32_768


def write_run(out: Path, run: Run, ledger: pl.DataFrame, key: str) -> None:
    """Put the ledger of a run in its place, with the option and the replicate before its columns."""
    named = ledger.select(
        pl.lit(run.option).alias("variant"), pl.lit(run.replicate, pl.Int32).alias("herhaling"),
        *(pl.col(name).cast(kind) for name, kind in list(LEDGER.items())[2:]),
    ).sort("maat", "dimensie", "groep", "gebied", "jaar")  # fmt: skip
    told = {_KEY: _named(run, key), _CONTENT: digest_of(named).hex()}
    written(run.path(out), lambda made: named.write_parquet(made, metadata=told, row_group_size=_ROWS))


def is_done(out: Path, run: Run, key: str) -> bool:
    """Whether the ledger of a run is there, whole, and follows from the same things."""
    path = run.path(out)
    with suppress(PolarsError, OSError):
        told = pl.read_parquet_metadata(path)
        if told.get(_KEY) == _named(run, key):
            ledger = pl.read_parquet(path)
            return ledger.schema == pl.Schema(LEDGER) and digest_of(ledger).hex() == told.get(_CONTENT)
    return False


def _named(run: Run, key: str) -> str:
    return f"{key} {run.name}"
