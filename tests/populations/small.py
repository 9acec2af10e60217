"""A small population in order, to break in one place at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from tests.our_law import OUR_LAW
from wbmgp_engine.cli import run
from wbmgp_engine.populations.judging import Judge
from wbmgp_engine.populations.rows import Rows

LAWBOOK = OUR_LAW
GOOD: dict[str, list[Any]] = {
    "kenmerk": ["a", "b", "c"],
    "gemeente": ["GM0599", "GM0599", "GM0502"],
    "aanvraagdatum": [date(2021, 5, 1), date(2016, 5, 1), date(2021, 5, 1)],
    "woonruimte.gebied": ["carnisse", "carnisse", None],
    "woonruimte.huurprijs": [50_000, None, 60_000],
    "huishouden.0.rol": ["aanvrager", "aanvrager", None],
    "huishouden.0.geboortedatum": [date(1980, 2, 29), date(1980, 1, 1), None],
    "huishouden.0.ingezeteneVanaf": [date(2019, 1, 1), None, None],
    "huishouden.0.inkomen.0.soort": ["bijstand", None, None],
    "huishouden.0.rechtmatigVerblijf": [True, True, None],
    "huishouden.1.rol": ["kind", None, None],
    "huishouden.1.geboortedatum": [date(2010, 1, 1), None, None],
}  # fmt: skip


def frame(**changed: Any) -> pl.DataFrame:
    """The good population with other columns; `huishouden__0__rol` stands for `huishouden.0.rol`."""
    columns = GOOD | {name.replace("__", "."): values for name, values in changed.items()}
    return pl.DataFrame({name: values for name, values in columns.items() if values is not None}, strict=False)


def problems(population: pl.DataFrame, **judged: Any) -> list[str]:
    """What is said of a population that is not in order."""
    rows = Rows(Judge(LAWBOOK, **judged))
    answers = rows.answers(population)
    assert (answers is None) is bool(rows.findings.count)
    return [str(finding) for finding in rows.findings.first()]


def batch(folder: Path, population: pl.DataFrame | str, *options: str, kind: str = "parquet") -> tuple[int, Path]:
    """The exit code of `wbmgp batch` over a population, and where the answers would be."""
    source, out = folder / f"in.{kind}", folder / f"out.{kind}"
    if isinstance(population, str):
        source.write_text(population, encoding="utf-8")
    elif kind == "csv":
        population.write_csv(source)
    elif kind == "arrow":
        population.write_ipc(source)
    else:
        population.write_parquet(source)
    return run(["batch", str(source), "--out", str(out), *options]), out
