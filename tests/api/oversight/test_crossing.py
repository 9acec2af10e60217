"""Divisions of the same cases laid across each other: found exactly where a sum of their groups is about a few cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import product
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.oversight.crossing import gives_away
from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.disparate import Disparity, compare
from wbmgp_api.oversight.groups_supplied import supplied

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def case(number: int) -> str:
    return f"{number:032x}"


def divided(*groups: str) -> dict[str, str]:
    return {case(at): group for at, group in enumerate(groups)}


def away(*columns: dict[str, str]) -> bool:
    named = {str(at): column for at, column in enumerate(columns)}
    shown = {name: sorted(set(column.values())) for name, column in named.items()}
    return gives_away(named, shown, columns[0].keys())


def test_groups_of_two_columns_that_together_differ_by_one_case_give_it_away() -> None:
    one = divided(*"A" * 20, *"B" * 21, *"F" * 19, *"G" * 20)
    other = divided(*"C" * 10, *"D" * 10, *"C" * 10, *"D" * 10, *"E" * 10, *"H" * 20, *"E" * 10)
    assert away(one, other)
    assert not away(one) and not away(other)
    # With five cases more on the one edge between both halves, the difference is of six.
    more = {case(at): "B" for at in range(100, 105)}
    assert not away(one | more, other | dict.fromkeys(more, "E"))


def test_columns_that_cross_in_every_cell_or_say_the_same_give_nothing_away() -> None:
    one = divided(*(str(at % 3) for at in range(60)))
    assert not away(one, divided(*("ab"[at % 2] for at in range(60))))
    assert not away(one, one)


@given(st.lists(st.tuples(*[st.sampled_from("ab"), st.sampled_from("cd"), st.sampled_from("ef")]), max_size=24))
def test_it_is_what_trying_every_small_sum_finds(rows: list[tuple[str, str, str]]) -> None:
    columns = [divided(*(row[at] for row in rows)) for at in range(3)]
    groups = sorted({(at, row[at]) for row in rows for at in range(3)})
    cells = Counter(rows)
    sums = (
        {row: total + sum(times for (at, name), times in zip(groups, weights, strict=True) if row[at] == name) for row in cells}
        for total in range(-2, 3)
        for weights in product((-1, 0, 1), repeat=len(groups))
    )  # fmt: skip
    few = any(0 < sum(cells[row] for row, value in found.items() if value) < 5 for found in sums)
    assert away(*columns) == few


def report(outcomes: dict[str, bool], rows: list[tuple[int, str, str]]) -> Disparity:
    text = "\n".join(["zaak,een,twee", *(f"{case(at)},{one},{two}" for at, one, two in rows)])
    return compare(outcomes, supplied(text.encode()), YEAR)


def told(found: Disparity) -> list[set[int | None]]:
    return [{group.decided for group in column.groups} for column in found.columns]


def test_cases_that_nobody_decided_do_not_hide_that_two_groups_differ_by_one() -> None:
    outcomes = {case(at): at % 3 == 0 for at in range(60)}
    decided = [(at, "a" if at < 30 else "b", "c" if at < 30 and at != 7 else "d") for at in range(60)]
    padding = [
        (at, *groups) for start, groups in ((1000, ("a", "d")), (2000, ("b", "c"))) for at in range(start, start + 6)
    ]
    found = report(outcomes, decided + padding)
    assert told(found) == [{30}, {None}]


def test_columns_that_cross_in_large_cells_are_both_told() -> None:
    outcomes = {case(at): at % 3 == 0 for at in range(120)}
    found = report(outcomes, [(at, "ab"[at % 2], "cd"[at // 2 % 2]) for at in range(120)])
    assert told(found) == [{60}, {60}]


def test_many_groups_end_soon() -> None:
    begun = process_time()
    columns = [divided(*(str(at * step % 997 % 12) for at in range(600))) for step in (3, 5, 7, 11)]
    away(*columns)
    assert process_time() - begun < 20
