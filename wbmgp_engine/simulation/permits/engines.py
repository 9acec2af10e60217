"""The engines that run the rules over columns: Polars in this process, or Spark."""

from __future__ import annotations

from datetime import date
from tempfile import TemporaryDirectory
from typing import Any, Literal, Protocol

import narwhals as nw
import polars as pl

from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.columns import Program
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.population import BY_ROLE
from wbmgp_engine.populations.contract import KEY
from wbmgp_engine.populations.judging import Judge, Span, undotted
from wbmgp_engine.populations.rows import ROW, Plan, Rows


class Engine(Protocol):
    """Judges the applications of one day that are in order."""

    def judged(self, day: date, applications: pl.DataFrame) -> pl.DataFrame:
        """An answer for each row, in their order."""


def engine_of(name: Literal["polars", "spark"], lawbook: Lawbook, situation: Situation) -> Engine:
    """The engine of that name. Raises BadInput for Spark without Java."""
    if name == "spark":
        return _Spark(lawbook, situation)
    return _Polars(lawbook, situation)


class _Polars:
    """Both sizes of household go through one plan: somebody is there where a role is."""

    def __init__(self, lawbook: Lawbook, situation: Situation) -> None:
        self._judge = Judge(lawbook, situation=situation)
        self._schema = Rows(self._judge).schema
        self._plans: dict[tuple[Program, tuple[pl.DataType, ...]], Plan] = {}

    def judged(self, day: date, applications: pl.DataFrame) -> pl.DataFrame:
        """An answer for each row, in their order."""
        ((program, _),) = self._judge.parts(nw.from_native(applications), BY_ROLE, [Span(GIVEN, day, day)])
        key = (program, tuple(applications.dtypes))
        plan = self._plans.get(key) or self._plans.setdefault(key, Plan(program, applications.schema))
        return _complete(plan(applications), self._schema)


class _Spark:
    """The rows go to Spark and come back: to show that it says the same, not to be fast."""

    def __init__(self, lawbook: Lawbook, situation: Situation) -> None:
        from wbmgp_engine.populations.on_spark import session

        self._spark: Any = session()
        self._judge = Judge(lawbook, situation=situation, closed=False)
        self._schema = Rows(self._judge).schema

    def judged(self, day: date, applications: pl.DataFrame) -> pl.DataFrame:
        """An answer for each row, in their order."""
        lists = [name for name, dtype in applications.schema.items() if isinstance(dtype, pl.Enum)]
        with TemporaryDirectory(prefix="wbmgp-") as folder:
            asked, answered = f"{folder}/asked.parquet", f"{folder}/answered"
            applications.with_columns(pl.col(lists).cast(pl.String)).rename(undotted).write_parquet(asked)
            rows = nw.from_native(self._spark.read.parquet(asked))
            ((program, found),) = self._judge.parts(rows, BY_ROLE, [Span(GIVEN, day, day)])
            program.run(found.to_native(), ROW, KEY).write.parquet(answered)
            answers = pl.read_parquet(f"{answered}/*.parquet").sort(ROW)
        dotted = answers.rename({undotted(name): name for name in self._schema if undotted(name) in answers.columns})
        return _complete(
            dotted.cast({name: self._schema[name] for name in dotted.columns if name in self._schema}), self._schema
        )


def _complete(answers: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """With every column of an answer; what the law of the day does not know is empty."""
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in answers.columns]
    return answers.with_columns(absent) if absent else answers
