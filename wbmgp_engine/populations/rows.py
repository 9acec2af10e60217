"""Rows of a population: checked at the edge, then judged, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary

import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.logic.columns import Program
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.populations.checks import contradictions
from wbmgp_engine.populations.contract import KEY
from wbmgp_engine.populations.conversion import RAW, Fault, different, malformed, typed
from wbmgp_engine.populations.flattening import flattened, sizes
from wbmgp_engine.populations.judging import DECIDED, Judge, Span
from wbmgp_engine.populations.summary import Summary

ROW: Final = "rij"
MOST_SHOWN: Final = 100
_AS_IT_IS: Final = pl.QueryOptFlags.none()


class Findings:
    """What is wrong in a population: the first findings in full, and how many there are. Threads may add to it."""

    def __init__(self) -> None:
        self.count = 0
        self._first: list[tuple[int, Finding]] = []
        self._lock = Lock()

    def add(self, rows: pl.DataFrame, fault: Fault) -> None:
        """Rows with one fault; the column `rij` says which rows they are."""
        room = rows.head(MOST_SHOWN)
        values = room[fault.shown].cast(pl.String).to_list() if fault.shown is not None else [None] * len(room)
        found = list[tuple[int, Finding]]()
        for row, value in zip(room[ROW], values, strict=True):
            place = f"row {row}, column {fault.column}"
            given = shown(value) if value is not None else ""
            found.append((row, Finding(place, fault.problem, fault.fix, given)))
        with self._lock:
            self.count += len(rows)
            self._first = sorted([*self._first, *found], key=lambda one: one[0])[:MOST_SHOWN]

    def first(self) -> list[Finding]:
        """The first of them by row, and a last one that says how many more there are."""
        found = [finding for _, finding in self._first]
        more = self.count - len(found)
        return [*found, Finding("and", f"{more} more", "mend these first")] if more > 0 else found


class Rows:
    """Judges frames of rows; once something is wrong it only goes on looking for what else is.

    Threads may use it at the same time, each for frames of its own. A frame is told how many rows come `before` it.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge, self.findings, self.summary = judge, Findings(), Summary()
        self._words = pl.Enum(judge.words)
        self._free = WeakKeyDictionary[Program, list[Plan]]()
        self._lock = Lock()

    @property
    def schema(self) -> pl.Schema:
        """The columns of an answer."""
        types = {name: pl.Boolean() if truth else self._words for name, truth in self.judge.names.items()}
        return pl.Schema({KEY: pl.String(), **types})

    def answers(self, frame: pl.DataFrame, before: int = 0) -> pl.DataFrame | None:
        """An answer for each row, in the order of the rows; None where something is wrong, then or before."""
        parts = self.looked_at(frame, before)
        if self.findings.count:
            return None
        judged = [answer for size, part in parts for answer in self._judged(part, size)]
        whole = pl.concat(judged, how="diagonal") if len(judged) > 1 else judged[0]
        ordered = whole.sort(ROW) if len(judged) > 1 else whole
        return ordered.select(
            pl.col(name) if name in whole.columns else pl.lit(None, dtype).alias(name)
            for name, dtype in self.schema.items()
        )

    def looked_at(self, frame: pl.DataFrame, before: int = 0) -> list[tuple[int | None, pl.DataFrame]]:
        """The rows, in parts of one size of household, as they can be judged once nothing is wrong with them."""
        return list(self._sized(frame.with_columns(pl.int_range(1, pl.len() + 1).add(before).alias(ROW))))

    def _sized(self, frame: pl.DataFrame) -> Iterator[tuple[int | None, pl.DataFrame]]:
        """The rows by the size of the household, flat, in the types of the contract, and looked through."""
        nested = any(dtype.is_nested() for dtype in frame.schema.values())
        if not nested:
            frame = self._typed(frame)
        size = frame.select(sizes(frame).alias("")).to_series()
        for number in size.unique().sort().to_list():
            here = size.is_null() if number is None else size == number
            part = frame if here.all() else frame.filter(here)
            part = self._typed(flattened(part)) if nested else part
            self._look(part, contradictions(part.columns, number))
            yield number, _of_size(part, number)

    def _typed(self, frame: pl.DataFrame) -> pl.DataFrame:
        frame, faults = typed(frame)
        self._look(frame, [*faults, *malformed(frame)])
        return frame.drop(name for name in frame.columns if name.endswith(RAW))

    def _look(self, frame: pl.DataFrame, faults: Iterable[Fault]) -> None:
        if not (sought := list(faults)):
            return
        there = frame.select(fault.where.any().alias(str(number)) for number, fault in enumerate(sought)).row(0)
        for fault, found in zip(sought, there, strict=True):
            if found:
                self.findings.add(frame.filter(fault.where), fault)

    def _judged(self, frame: pl.DataFrame, size: int | None) -> Iterator[pl.DataFrame]:
        for read, answers in self.judged(frame, size, self._spans(frame)):
            self.summary.add(answers, read)
            yield answers

    def judged(
        self, frame: pl.DataFrame, size: int | None, spans: Sequence[Span]
    ) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Rows of one size that are in order: what their answers rest on, and the answers."""
        for program, rows in self.judge.parts(nw.from_native(frame), size, spans):
            native: pl.DataFrame = rows.to_native()
            yield native.select(program.inputs), self._run(program, native)

    def _run(self, program: Program, frame: pl.DataFrame) -> pl.DataFrame:
        """A plan runs one frame at a time: as many are made as threads ask at once."""
        with self._lock:
            free = self._free.setdefault(program, [])
            plan = free.pop() if free else None
        plan = plan or Plan(program, frame.schema)
        answers = plan(frame)
        free.append(plan)
        return answers

    def _spans(self, frame: pl.DataFrame) -> list[Span]:
        days = (pl.col(DECIDED).min().alias("first"), pl.col(DECIDED).max().alias("last"))
        if self.judge.placed or len(different(frame["gemeente"])) == 1:
            place = GIVEN if self.judge.placed else frame["gemeente"].item(0)
            return [Span(place, *frame.select(*days).row(0))]
        return [Span(*row) for row in frame.group_by("gemeente").agg(*days).sort("gemeente").iter_rows()]


class Plan:
    """A program as one lazy query over a frame that is put in its place each time: building it takes longer than a run."""

    def __init__(self, program: Program, schema: pl.Schema) -> None:
        self._given = _Given(pl.DataFrame(schema=schema))
        self._query: pl.LazyFrame = program.run(register_io_source(self._given, schema=schema), ROW, KEY)

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The answers to the rows of a frame."""
        self._given.frame = frame
        # Every column of a program is wanted by a later one: there is nothing to leave out or to move.
        return self._query.collect(optimizations=_AS_IT_IS)


class _Given:
    """The place of that frame, apart from the plan: what a query and its source hold of each other is never freed."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __call__(self, columns: list[str] | None, *_: object) -> Iterator[pl.DataFrame]:
        yield self.frame if columns is None else self.frame.select(columns)


def _of_size(frame: pl.DataFrame, size: int | None) -> pl.DataFrame:
    """Without the columns that are empty in households of this size."""
    most = size or 0
    return frame.drop(
        name for name in frame.columns if name.startswith("huishouden.") and int(name.split(".")[1]) >= most
    )
