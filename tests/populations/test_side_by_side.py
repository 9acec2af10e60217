"""Batches are judged side by side: the answers, the findings and the counts are those of one after the other."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import polars as pl
import pytest

from tests.populations.small import LAWBOOK, frame
from wbmgp_engine.errors import BadInput
from wbmgp_engine.populations.files import Source
from wbmgp_engine.populations.judging import Judge
from wbmgp_engine.populations.rows import Rows
from wbmgp_engine.populations.running import judge_file, numbered, side_by_side
from wbmgp_engine.populations.summary import Summary


def test_answers_come_in_the_order_of_what_was_asked() -> None:
    second = Event()

    def work(number: int) -> int:
        if number == 1:
            assert second.wait(30)  # the first is done after the second
        if number == 2:
            second.set()
        return number * 10

    assert list(side_by_side(work, (1, 2, 3, 4), most=2)) == [10, 20, 30, 40]


def test_few_items_are_taken_before_they_are_done() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    assert next(side_by_side(lambda number: number, items(), most=2)) == 0
    assert len(taken) == 3


def test_what_goes_wrong_comes_where_its_answer_would() -> None:
    answers = side_by_side(lambda number: 10 // number, (5, 2, 0, 1), most=3)
    assert [next(answers), next(answers)] == [2, 5]
    with pytest.raises(ZeroDivisionError):
        next(answers)


def test_frames_know_how_many_rows_come_before() -> None:
    assert [before for before, _ in numbered([frame(), frame().head(1), frame()])] == [0, 3, 4]


def test_threads_that_share_the_rows_say_the_same_as_one_alone() -> None:
    parts = list(numbered(_many(60).iter_slices(7)))
    alone, shared = Rows(Judge(LAWBOOK)), Rows(Judge(LAWBOOK))
    wanted = [alone.answers(part, before) for before, part in parts]

    def judged(part: tuple[int, pl.DataFrame]) -> pl.DataFrame | None:
        return shared.answers(part[1], part[0])

    found = list(side_by_side(judged, parts, most=4))
    assert [_rows(one) for one in found] == [_rows(one) for one in wanted]
    said = [(one.rows, one.by_outcome(), one.most_empty()) for one in (shared.summary, alone.summary)]
    assert said[0] == said[1]


def test_rows_leave_no_plan_and_no_application_behind() -> None:
    """A query held its plan and the plan its query: every population that was judged stayed in memory, row for row."""
    rows = Rows(Judge(LAWBOOK))
    rows.answers(frame())
    plans = [weakref.ref(plan) for plans in rows._free.values() for plan in plans]
    assert plans
    del rows
    gc.collect()
    assert [plan() for plan in plans] == [None] * len(plans)


def test_faults_are_told_by_row_whichever_batch_was_done_first(tmp_path: Path) -> None:
    wrong = {7, 31, 32, 118}
    rents = [None if row not in wrong else -row for row in range(1, 121)]
    _many(40).with_columns(pl.Series("woonruimte.huurprijs", rents, pl.Int64)).write_parquet(tmp_path / "in.parquet")
    with pytest.raises(BadInput) as refused:
        judge_file(Source(str(tmp_path / "in.parquet")), str(tmp_path / "out.parquet"), Judge(LAWBOOK), batch=10)
    assert [finding.place for finding in refused.value.findings] == [
        f"row {row}, column woonruimte.huurprijs" for row in sorted(wrong)
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_equal_counts_stand_by_name() -> None:
    one, other = Summary(), Summary()
    parts = [pl.DataFrame({"advies": [advice] * 2}) for advice in ("weigeren", "verlenen", "aanvullen")]
    for part in parts:
        one.add(part, pl.DataFrame())
    for part in reversed(parts):
        other.add(part, pl.DataFrame())
    assert one.by_outcome() == other.by_outcome() == [("aanvullen", 2), ("verlenen", 2), ("weigeren", 2)]


def _many(times: int) -> pl.DataFrame:
    return pl.concat([frame()] * times)


def _rows(answers: pl.DataFrame | None) -> list[dict[str, object]]:
    assert answers is not None
    return answers.to_dicts()
