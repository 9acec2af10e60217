"""Own households and dwellings of a council: each column held to the contract, everything wrong said at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.simulation.regions.column_contract import (
    HOUSEHOLD_CONTRACT,
    Contract,
    dwelling_contract,
    typed,
    wrong_columns,
)  # fmt: skip
from wbmgp_engine.simulation.regions.columns import HOUSEHOLD_COLUMNS, dwelling_columns, group_columns
from wbmgp_engine.simulation.regions.faults import (
    dwelling_faults,
    findings_in,
    housed_faults,
    household_faults,
    sound,
    used_twice,
)  # fmt: skip
from wbmgp_engine.simulation.regions.region import Area, Figure, Region, check
from wbmgp_engine.simulation.regions.region_file import RegionFile


def own_region(folder: Path, file: RegionFile, areas: Sequence[Area]) -> Region:
    """The region that own data are. BadInput with file, row (from 1), column, value and fix of everything wrong."""
    names = [area.id for area in areas]
    paths = folder / str(file.households), folder / str(file.dwellings)
    raw = _both(*paths, names)
    (households, wrong), (dwellings, amiss) = (
        typed(frame, contract)
        for frame, contract in zip(raw, (HOUSEHOLD_CONTRACT, dwelling_contract(names)), strict=True)
    )
    wrong += sound(wrong, [used_twice("id"), *household_faults(file.date), *housed_faults(dwellings["id"])])
    amiss += sound(amiss, [used_twice("id"), *dwelling_faults()])
    findings = [*findings_in(str(paths[0]), households, wrong), *findings_in(str(paths[1]), dwellings, amiss)]
    if findings:
        raise BadInput(findings)
    figures = [other.figure(other.name, other.value) for other in file.figures]
    return _numbered(file, tuple(areas), households, dwellings, tuple(figures))


def _both(households: Path, dwellings: Path, areas: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both tables as they stand there, with the columns of the contract."""
    frames, findings = list[pl.DataFrame](), list[Finding]()
    contracts: tuple[Contract, Contract] = HOUSEHOLD_CONTRACT, dwelling_contract(areas)
    for path, contract, groups in zip((households, dwellings), contracts, (True, False), strict=True):
        try:
            frames.append(_read(path))
        except BadInput as problem:
            findings += problem.findings
        else:
            findings += wrong_columns(str(path), frames[-1], contract, groups=groups)
    if findings:
        raise BadInput(findings)
    return frames[0], frames[1]


def _read(path: Path) -> pl.DataFrame:
    readers = {".csv": lambda: pl.read_csv(path, infer_schema=False), ".parquet": lambda: pl.read_parquet(path)}
    if path.suffix not in readers:
        raise BadInput.one(str(path), "is neither CSV nor Parquet", "name a file that ends on .csv or .parquet")
    if not path.is_file():
        raise BadInput.one(str(path), "is no file", "put it beside regio.yaml, or correct its name there")
    try:
        frame = readers[path.suffix]()
    except (PolarsError, OSError) as problem:
        said = (str(problem).splitlines() or ["it is empty"])[0]
        raise BadInput.one(str(path), f"cannot be read: {said}", "give a whole file, CSV in UTF-8 or Parquet") from None
    if frame.width == 1 and ";" in frame.columns[0]:
        raise BadInput.one(str(path), "has semicolons between its cells", "save it with commas")
    if frame.is_empty():
        raise BadInput.one(str(path), "has a header and no rows", "give every household and every dwelling a row")
    return frame


def _numbered(
    file: RegionFile, areas: tuple[Area, ...], households: pl.DataFrame, dwellings: pl.DataFrame, figures: tuple[Figure, ...]
) -> Region:  # fmt: skip
    """The region, with ids from 0 on in the order of the rows."""
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    places = dwellings.select(woning="id", place=number)
    housed = households.join(places, on="woning", how="left", maintain_order="left")
    wanted = HOUSEHOLD_COLUMNS | dict.fromkeys(group_columns(households), pl.String())
    region = Region(
        id=file.id, name=file.name.nl, day=file.date, municipalities=tuple(file.municipalities), areas=areas,
        households=housed.with_columns(number.alias("id"), pl.col("place").alias("woning")).select(
            pl.col(name).cast(dtype) for name, dtype in wanted.items()
        ),
        dwellings=dwellings.with_columns(number.alias("id")).select(
            pl.col(name).cast(dtype) for name, dtype in dwelling_columns([area.id for area in areas]).items()
        ),
        figures=figures,
    )  # fmt: skip
    check(region)
    return region
