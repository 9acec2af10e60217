"""docs/performance.md and its pictures are what the results make; a goal that is missed says so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bench.goals import GOALS, Goal, Rows
from bench.measuring import faster
from bench.performance import BLOCKS, PAGE, PICTURES, TEMPLATE, page, shown, table
from bench.pictures import PICTURES as DRAWN
from bench.pictures import stamp
from bench.rows import read
from bench.run import PARTS


def test_the_page_is_what_the_results_and_the_template_make() -> None:
    assert PAGE.read_text("utf-8") == page(read(), TEMPLATE.read_text("utf-8")), "run python -m bench.performance"


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_was_drawn_from_these_rows_and_stands_in_the_page(name: str) -> None:
    drawn = (PICTURES / f"{name}.svg").read_text("utf-8")
    assert drawn.rstrip().endswith(stamp(DRAWN[name].values(Rows(read()["rows"])))), (
        "run make bench, or bench.performance with [bench]"
    )
    assert re.search(rf"!\[[^]]+\]\(pictures/{name}\.svg\)", PAGE.read_text("utf-8"))


def test_every_block_has_its_place() -> None:
    assert sorted(re.findall(r"<!-- bench: ([a-z]+) -->", TEMPLATE.read_text("utf-8"))) == sorted(BLOCKS)


def test_every_part_that_is_run_has_its_place_in_the_page() -> None:
    told = {"goals", "machines", "sizes"}
    assert {*PARTS, "store"} | told == set(BLOCKS)


def test_the_faster_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("bench.measuring.time.perf_counter", lambda: now[0])

    def slow() -> None:
        now[0] += 2

    def quick() -> None:
        now[0] += 1

    assert faster(slow, quick) is quick and faster(quick, slow) is quick


def test_every_row_was_compared_and_is_the_only_one_of_its_case() -> None:
    rows = read()["rows"]
    cases = [(row["bench"], row["system"], row["case"], row["size"]) for row in rows]
    assert all(row["agrees"] for row in rows) and len(cases) == len(set(cases))
    assert {row["bench"] for row in rows} == {
        "decision", "process", "single", "population", "growth", "service", "store", "simulation", "pages",
    }  # fmt: skip


def rows(**ratios: float) -> Rows:
    return Rows([single(name, size, ratio) for size in (1, 3) for name, ratio in ratios.items()])


def single(system: str, size: int, ratio: float) -> dict[str, Any]:
    return {"bench": "single", "system": system, "case": "decision", "size": size, "ratio": ratio * size, "value": 1}


@pytest.mark.parametrize(
    ("goal", "found", "verdict"),
    [
        (Goal("", 5, "×", lambda rows: 5.0), "5×", "reached"),
        (Goal("", 5, "×", lambda rows: 2.0), "2×", "**missed**, by a factor of 2.50"),
        (Goal("", 200, " µs", lambda rows: 150.0, least=False), "150 µs", "reached"),
        (Goal("", 200, " µs", lambda rows: 300.0, least=False), "300 µs", "**missed**, by a factor of 1.50"),
        (Goal("", 5, "×", lambda rows: None), "–", "not measured"),
    ],
    ids=["reached", "short", "under", "over", "nothing"],
)
def test_a_goal_says_whether_it_was_reached(goal: Goal, found: str, verdict: str) -> None:
    assert goal.line(Rows([]))[2:] == (found, verdict)


def test_the_least_favourable_household_counts() -> None:
    zen = next(goal for goal in GOALS if "zen-engine" in goal.text)
    assert zen.found(rows(**{"zen-engine": 2.0})) == 2.0


def test_the_largest_population_counts() -> None:
    def row(system: str, size: int, value: float) -> dict[str, Any]:
        return {"bench": "population", "system": system, "case": "known", "size": size, "value": value}

    given = [row("wbmgp on Polars", 10, 9), row("wbmgp on Polars", 100, 6), row("OpenFisca-core", 100, 2), row("OpenFisca-core", 10, 1)]  # fmt: skip
    faster = next(goal for goal in GOALS if "population, times faster than OpenFisca-core" in goal.text)
    assert faster.found(Rows(given)) == 3


def test_growth_compares_the_two_largest_populations() -> None:
    given = [
        {"bench": "growth", "case": "applications", "size": size, "value": value}
        for size, value in ((10, 1), (1000, 4), (100, 5))
    ]
    linear = next(goal for goal in GOALS if goal.text.startswith("growth"))
    assert linear.found(Rows(given)) == 1.25
    assert linear.found(Rows(given[:1])) is None


def test_a_simulation_is_linear_where_ten_times_the_households_cost_ten_times_the_time() -> None:
    found = [
        {"bench": "simulation", "case": "households", "size": size, "value": value}
        for size, value in ((25_000, 900), (250_000, 200), (2_500_000, 230))
    ]
    linear = next(goal for goal in GOALS if goal.text.startswith("… a household"))
    assert linear.found(Rows(found)) == 1.15
    assert linear.found(Rows(found[:1])) is None


def test_no_goal_reads_what_no_part_measures() -> None:
    measured = Rows(read()["rows"])
    assert [goal.text for goal in GOALS if goal.found(measured) is None] == []


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(123.66, "us", "124 µs"), (3.81, "us", "3.81 µs"), (4_126_000.0, "1/s", "4.13 million/s"), (1461.8, "1/s", "1,462/s"), (90.2, "ms", "90.2 ms")],
)  # fmt: skip
def test_a_figure_is_shown_with_its_unit(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_numbers_stand_to_the_right() -> None:
    assert table("what | much:", [("a", 1)]) == "| what | much |\n|---|--:|\n| a | 1 |\n"


def test_rows_of_a_part_take_the_place_of_those_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bench import rows as kept

    file = tmp_path / "results.json"
    file.write_text('{"machines": {}, "rows": []}')
    monkeypatch.setattr(kept, "FILE", file)
    kept.keep([{**single("a", 1, 1), "value": 1}, single("b", 1, 1), {**single("c", 1, 1), "bench": "store"}])
    kept.keep([{**single("a", 1, 1), "value": 2}])
    assert [(row["system"], row["value"]) for row in kept.read()["rows"]] == [("a", 2), ("b", 1), ("c", 1)]
    kept.keep([single("d", 1, 1)], whole=True)
    assert [row["system"] for row in kept.read()["rows"]] == ["c", "d"]
    assert set(kept.read()["machines"]) == {"single", "store"}
