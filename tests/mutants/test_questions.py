"""The mutants of what only other questions read: none of the permit's, seen by the tests that come by them, and taken back."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.designations.requests import answered, asked, part
from tests.mutants.code import UNTESTED
from tests.mutants.killing import trials
from tests.mutants.questions import QUESTIONS, Others, Watched, change, others, read_once, results, stands
from tests.mutants.report import told
from tests.mutants.rules import reached
from tests.mutants.sites import Mutant
from tests.our_law import OUR_LAW
from wbmgp_engine.law import reading
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar.run import CompiledPlan

TOO_LONG = asked(part("2018-01-01", "2022-01-02"), ontvangen="2017-10-01")
"""One day more than the four years of art. 5 lid 4 Wbmgp."""


@pytest.fixture(scope="module")
def found() -> list[Mutant]:
    return others(OUR_LAW)


@pytest.fixture
def mutant(found: list[Mutant]) -> Iterator[Mutant]:
    """A designation may take five years in place of four; taken back at the end."""
    (one,) = (mutant for mutant in found if (mutant.name, mutant.kind) == ("termijn_in_jaren", "number one higher"))
    yield one
    one.undo()
    OUR_LAW._once.clear()


def test_the_questions_have_mutants_and_none_that_the_permit_reads(found: list[Mutant]) -> None:
    assert {mutant.law for mutant in found} >= QUESTIONS
    assert not {mutant.id for mutant in found} & {mutant.id for mutant in reached(OUR_LAW, trials(OUR_LAW))}


def test_what_a_test_came_by_is_seen_and_runs_are_as_before() -> None:
    before = CompiledPlan.run
    with Watched() as watched:
        answered(TOO_LONG)
    assert CompiledPlan.run is before
    assert {law for law, *_ in watched.places()} >= {"toets_aanwijzingsverzoek"}
    assert "toets_verordening" not in {law for law, *_ in watched.places()}
    with Watched() as nothing:
        pass
    assert nothing.places() == frozenset()


def test_a_mutant_of_a_request_is_seen_where_the_request_came_by(mutant: Mutant) -> None:
    with Watched() as watched:
        before = answered(TOO_LONG).parts[0].verdict
    assert not mutant.places.isdisjoint(watched.places())
    gc.freeze()  # a test that calls the command line leaves it so
    change({mutant.id: mutant})(mutant.id)
    assert answered(TOO_LONG).parts[0].verdict != before


def test_rule_books_of_one_text_share_what_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_regulation", reading.read_regulation)
    first, second = (next(Lawbook.load().regulations()) for _ in range(2))
    assert first is not second
    read_once()
    first, second = (next(Lawbook.load().regulations()) for _ in range(2))
    assert first is second


def test_the_last_word_counts_and_the_rest_is_pending(tmp_path: Path, found: list[Mutant]) -> None:
    names, out = [mutant.id for mutant in found[:2]], tmp_path / "questions.jsonl"
    said = [(names[0], None), (names[0], "tests/a.py::b"), (names[1], UNTESTED), ("gone", None)]
    lines = [json.dumps({"mutant": name, "kind": "NOT removed", "killed": by}) for name, by in said]
    out.write_text("\n".join(lines), encoding="utf-8")
    fates = {names[0]: ("NOT removed", "tests/a.py::b"), names[1]: ("NOT removed", UNTESTED)}
    assert results(out, found) == Others(fates, len(found) - 2)


@pytest.mark.parametrize(
    ("killed", "suite", "stays"),
    [("a test", "old", True), (None, "new", True), (None, "old", False), (UNTESTED, "old", False)],
)
def test_who_survived_is_tried_again_by_other_tests(killed: str | None, suite: str, stays: bool) -> None:
    assert stands({"killed": killed, "suite": suite}, "new") is stays


def test_the_report_counts_each_once_and_says_who_has_no_reason() -> None:
    fates = {"a": ("k", "tests/a.py::b"), "b": ("k", None), "c": ("k", UNTESTED)}
    page = "".join(told(Others(fates, 4)))
    assert "3 of 7 were judged, in an order of no meaning: 1 were noticed, 1 survived, 1 stand where" in page
    assert "| k | 3 | 1 | 1 | 1 |" in page
    assert "### Survived (1, of which 1 without a reason)\n\n- `b` – NOT EXPLAINED YET" in page
