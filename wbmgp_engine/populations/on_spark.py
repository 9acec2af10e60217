"""The same programs on Spark, for a population that outgrows one machine.

The edge is looked at in this process, batch by batch; what is in order goes to Spark in the types of the contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import narwhals as nw
import polars as pl

from wbmgp_engine.errors import BadInput
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.populations.contract import KEY
from wbmgp_engine.populations.files import Source
from wbmgp_engine.populations.judging import DECIDED, Judge, Span, undotted
from wbmgp_engine.populations.rows import ROW, Rows
from wbmgp_engine.populations.running import check_columns, numbered, written
from wbmgp_engine.populations.summary import Summary

_ANSWERS = "answers"


def session(master: str = "local[*]") -> Any:
    """A session of Spark; BadInput where there is no Java."""
    if which("java") is None:
        raise BadInput.one(
            "--engine", "spark needs Java, which is not on this machine", "install a Java runtime, 17 or later"
        )
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master(master)
        .appName("wbmgp")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        # What a rule cannot read is unknown, not an error.
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


def judge_file(source: Source, name: str, judge: Judge, spark: Any) -> Summary:
    """As `running.judge_file`. Spark's own files stand in a folder of their own until the answers are complete."""
    check_columns(source, judge)
    rows = Rows(judge)
    with TemporaryDirectory(prefix="wbmgp-") as folder:
        sizes = _staged(source, rows, Path(folder))
        parts = [part for size, path in sizes.items() for part in _judged(spark, judge, size, path)]
        written(name, rows.schema, lambda: _answers(parts, Path(folder), rows))
    return rows.summary


def _staged(source: Source, rows: Rows, folder: Path) -> dict[int | None, Path]:
    """A folder of checked rows for each size of household."""
    found: dict[int | None, Path] = {}
    for number, (before, frame) in enumerate(numbered(source.batches())):
        for size, part in rows.looked_at(frame, before):
            if not rows.findings.count:
                found[size] = folder / f"size-{size}"
                found[size].mkdir(exist_ok=True)
                part.rename(undotted).write_parquet(found[size] / f"{number}.parquet")
    if rows.findings.count:
        raise BadInput(rows.findings.first())
    return found


def _judged(spark: Any, judge: Judge, size: int | None, path: Path) -> Iterator[Any]:
    # Batches of nested rows differ in how long their lists are.
    frame = spark.read.option("mergeSchema", "true").parquet(str(path))
    for program, rows in judge.parts(nw.from_native(frame), size, _spans(frame, judge)):
        yield program.run(rows.to_native(), ROW, KEY)


def _spans(frame: Any, judge: Judge) -> list[Span]:
    from pyspark.sql import functions

    days = functions.min(DECIDED), functions.max(DECIDED)
    if judge.placed:
        return [Span(GIVEN, *frame.agg(*days).first())]
    return sorted(Span(*row) for row in frame.groupBy("gemeente").agg(*days).collect())


def _answers(parts: list[Any], folder: Path, rows: Rows) -> Iterator[pl.DataFrame]:
    if not parts:
        return
    whole = reduce(lambda one, other: one.unionByName(other, allowMissingColumns=True), parts)
    whole.orderBy(ROW).write.parquet(str(folder / _ANSWERS))
    for path in sorted((folder / _ANSWERS).glob("*.parquet")):
        found = pl.read_parquet(path)
        there = set(found.columns)
        answers = found.select(
            (pl.col(undotted(column)).cast(dtype) if undotted(column) in there else pl.lit(None, dtype)).alias(column)
            for column, dtype in rows.schema.items()
        )
        rows.summary.add(answers, pl.DataFrame())
        yield answers
