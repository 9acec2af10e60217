"""The engines the columns reader runs on, each as a way to run a program over a few rows."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

import polars as pl
import pytest

from wbmgp_engine.logic.columns import Program

_POLARS = {"boolean": pl.Boolean, "string": pl.String, "date": pl.Date}
Rows = Sequence[tuple[Any, ...]]


class Engine(Protocol):
    """Runs a program over rows of columns `a`, `b`, `c` of one kind; gives its column `r`."""

    def run(self, program: Program, rows: Rows, kind: str) -> list[Any]: ...


class OnPolars:
    """In memory, or as a stream."""

    def __init__(self, *, lazy: bool) -> None:
        self.lazy = lazy

    def run(self, program: Program, rows: Rows, kind: str) -> list[Any]:
        frame = pl.DataFrame(
            [
                pl.Series(name, list(values), dtype=_POLARS[kind])
                for name, values in zip("abc", zip(*rows, strict=True), strict=False)
            ]
        )
        if self.lazy:
            return list(program.run(frame.lazy()).collect(engine="streaming")["r"].to_list())
        return list(program.run(frame)["r"].to_list())


class OnSpark:
    """Local mode."""

    def run(self, program: Program, rows: Rows, kind: str) -> list[Any]:
        names = "abc"[: len(rows[0])]
        numbered = [(number, *row) for number, row in enumerate(rows)]
        schema = ", ".join(("n int", *(f"{name} {kind}" for name in names)))
        frame = spark().createDataFrame(numbered, schema)
        return [row["r"] for row in sorted(program.run(frame, "n").collect(), key=lambda row: row["n"])]


def why_no_spark() -> str | None:
    """What is missing for Spark on this machine; None where nothing is."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed: pip install 'wbmgp-engine[spark]'"
    return "there is no Java on this machine" if shutil.which("java") is None else None


@cache
def spark() -> Any:
    """One session for all tests."""
    from wbmgp_engine.populations.on_spark import session

    return session("local[2]")


ENGINES = [
    pytest.param(OnPolars(lazy=False), id="polars"),
    pytest.param(OnPolars(lazy=True), id="polars, streaming"),
    pytest.param(
        OnSpark(), id="spark", marks=pytest.mark.skipif(why_no_spark() is not None, reason=why_no_spark() or "")
    ),
]
