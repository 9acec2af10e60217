"""From a file with a population to a file with its answers: whole or not at all."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import polars as pl

from wbmgp_engine.errors import BadInput
from wbmgp_engine.populations.contract import check_names
from wbmgp_engine.populations.conversion import wrong_types
from wbmgp_engine.populations.files import BATCH, Source, kind_of, write
from wbmgp_engine.populations.flattening import flat_names, flat_types
from wbmgp_engine.populations.judging import Judge
from wbmgp_engine.populations.rows import Rows
from wbmgp_engine.populations.summary import Summary
from wbmgp_engine.private_files import only_owner

Progress = Callable[[int], None]
T = TypeVar("T")
R = TypeVar("R")


def judge_file(
    source: Source, name: str, judge: Judge, *, progress: Progress = lambda rows: None, batch: int = BATCH
) -> Summary:
    """Judge every row of a source and write the answers to a file, under another name until they are complete.

    Raises BadInput, with the first findings and how many there are, when a row or a column is not in order; nothing is
    written then. `progress` is told how many rows were done since the last time.
    """
    check_columns(source, judge)
    rows = Rows(judge)

    def judged(part: tuple[int, pl.DataFrame]) -> tuple[int, pl.DataFrame | None]:
        before, frame = part
        return len(frame), rows.answers(frame, before)

    def answers() -> Iterator[pl.DataFrame]:
        for count, found in side_by_side(judged, numbered(source.batches(batch))):
            progress(count)
            if found is not None:
                yield found
        if rows.findings.count:
            raise BadInput(rows.findings.first())

    written(name, rows.schema, answers)
    return rows.summary


def written(name: str, schema: pl.Schema, answers: Callable[[], Iterator[pl.DataFrame]]) -> None:
    """Write answers to a file, whole or not at all: what is there stays until they are complete."""
    kind, path = kind_of(name), Path(name)
    made = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        open(made, "xb", opener=only_owner).close()
        write(str(made), kind, schema, answers)
        made.replace(path)
    except OSError as problem:
        said = (problem.strerror or "error").lower()
        raise BadInput.one(
            name, f"cannot be written: {said}", "name a file where you may write, and where there is room"
        ) from None
    finally:
        made.unlink(missing_ok=True)


def numbered(frames: Iterable[pl.DataFrame]) -> Iterator[tuple[int, pl.DataFrame]]:
    """Each frame with how many rows come before it."""
    before = 0
    for frame in frames:
        yield before, frame
        before += len(frame)


def side_by_side(work: Callable[[T], R], items: Iterable[T], most: int = 0) -> Iterator[R]:
    """What work makes of each item, in their order: one thread for each core, or `most`; few items wait."""
    count = most or pl.thread_pool_size()
    with ThreadPoolExecutor(count) as pool:
        waiting = deque[Future[R]]()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > count:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def check_columns(source: Source, judge: Judge) -> None:
    """Refuse columns that are missing, not in the contract, or of a type that cannot hold what belongs there."""
    check_names(flat_names(source.schema), municipality=judge.municipality is not None)
    if found := list(wrong_types(dict(flat_types(source.schema)))):
        raise BadInput(found)
