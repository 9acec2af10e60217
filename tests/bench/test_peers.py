"""The models of peers that need no package of a peer say what our readers say; the others are compared by the bench."""

from __future__ import annotations

import polars as pl
import pytest

from bench.growth import designated
from bench.peers import by_hand
from bench.peers.applications import ON, application, arrays, rows
from bench.peers.polars_by_hand import differences
from bench.population import Population, compared, floor, hand, judge, measured, short
from bench.single import Case, answered, disagreements
from tests.agreement.comparing import scalar
from wbmgp_engine import Application, Lawbook
from wbmgp_engine.populations.files import BATCH
from wbmgp_engine.populations.rows import Rows

LAWBOOK = Lawbook.load()


@pytest.mark.parametrize("persons", [1, 3])
def test_python_by_hand_answers_as_the_scalar_reader(persons: int) -> None:
    case = Case.of(persons, LAWBOOK)
    assert disagreements(case, {"by hand": lambda place: by_hand.answer(case.rows[place], persons)}) == []
    # Every outcome and every gate occurs, so that agreement says something.
    found = [answered(one) for one in case.ours]
    assert len({one.advice for one in found}) == 5
    assert frozenset[str]().union(*(one.gates for one in found)) >= set(by_hand.GATES) - {"mandaat", "motivering"}


def test_a_peer_that_differs_is_named_with_the_first_application() -> None:
    case = Case.of(1, LAWBOOK, count=20)
    wrong = answered(case.ours[7])._replace(advice="elders")
    answers = {"peer": lambda place: wrong if place == 7 else answered(case.ours[place])}
    assert disagreements(case, answers) == ["peer, household of 1, application 7"]


@pytest.mark.parametrize("complete", [True, False], ids=["known", "unknown"])
def test_polars_by_hand_and_the_numpy_floor_answer_every_column_as_the_columns_reader(complete: bool) -> None:
    given = Population.of(5000, complete=complete)
    assert compared(given, hand) == {}
    assert compared(given, floor) == {}
    columns = {name for name in given.rows.schema if name != "kenmerk"}
    assert set(floor(given, slice(0, 10))) == columns < set(hand(given, slice(0, 10)))


def test_the_population_of_the_bench_is_the_applications_of_the_bench() -> None:
    given = Population.of(300, 2, complete=False)
    found = given.answers()[0]
    for place, row in enumerate(rows(given.arrays)):
        _, wanted = scalar(Application.model_validate(application(row)), LAWBOOK, ON)
        got = found.row(place, named=True)
        assert {name: got[name] for name in wanted} == wanted


def test_a_difference_in_one_row_is_counted_in_its_column() -> None:
    given = Population.of(BATCH // 40, complete=False)
    ours = given.answers()[0]
    spoiled = hand(given, slice(0, BATCH)) | {"weigering.zeker": ours["weigering.zeker"].set(_first(len(ours)), None)}
    assert differences(ours, spoiled) == {"weigering.zeker": 1}


def _first(count: int) -> pl.Series:
    return pl.Series([place == 0 for place in range(count)])


def test_a_population_that_is_answered_otherwise_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(given: Population, part: slice) -> dict[str, pl.Series]:
        found = hand(given, part)
        return found | {"weigering.zeker": ~found["weigering.zeker"]}

    monkeypatch.setattr("bench.population.hand", other)
    with pytest.raises(SystemExit, match=r"Polars by hand differs from ours in rows: .*weigering\.zeker"):
        list(measured((100,), say=lambda line: None))


def test_the_short_answer_of_a_row_is_that_by_hand() -> None:
    given = Population.of(2000, complete=True)
    assert list(short(given.answers()[0])) == [by_hand.answer(row) for row in rows(given.arrays)]


def test_designations_elsewhere_change_no_answer() -> None:
    given = Population.of(2000, complete=False)
    under = Population(given.arrays, given.frame, Rows(judge(designated(50))))
    assert len(designated(50)["aanwijzingen"]) == 50
    assert under.answers()[0].equals(given.answers()[0])


def test_the_same_seed_makes_the_same_applications_and_another_does_not() -> None:
    first, again, other = (list(rows(arrays(50, seed, complete=False))) for seed in (1, 1, 2))
    assert first == again != other
