"""No small count can be worked out from what is published: tried by listing every table that fits."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from wbmgp_engine.designations.suppression import Cell, Table

SMALLEST = 3  # a small threshold keeps the search small; the method does not know the number


@st.composite
def tables(draw: st.DrawFn) -> dict[Cell, int]:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return {(f"r{row}", f"k{column}"): draw(st.integers(0, 5)) for row in range(rows) for column in range(columns)}


def fits(cells: dict[Cell, int], table: Table, guess: dict[Cell, int]) -> bool:
    """Whether a table agrees with every total that is published, and hidden totals are at least 1 as is known."""
    for axis, hidden in ((0, table.row_hidden), (1, table.column_hidden)):
        for name in {cell[axis] for cell in cells}:
            real = sum(value for cell, value in cells.items() if cell[axis] == name)
            tried = sum(value for cell, value in guess.items() if cell[axis] == name)
            if tried != real and not hidden(name):
                return False
    return table.total_hidden or sum(cells.values()) == sum(guess.values())


@given(tables())
@settings(max_examples=150, deadline=None)
def test_every_small_count_can_be_another(cells: dict[Cell, int]) -> None:
    table = Table(cells, SMALLEST)
    hidden = sorted(table.hidden_cells)
    small = [cell for cell, value in cells.items() if 0 < value < SMALLEST]
    assert set(small) <= set(hidden)
    # Readers know that a hidden count is at least 1; how large it can be they do not know.
    possible: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for change in product((-2, -1, 0, 1, 2), repeat=len(hidden)) if len(hidden) <= 6 else ():
        guess = {**cells, **{cell: cells[cell] + step for cell, step in zip(hidden, change, strict=True)}}
        if all(guess[cell] >= 1 for cell in hidden) and fits(cells, table, guess):
            for cell in hidden:
                possible[cell].add(guess[cell])
    if len(hidden) <= 6:
        assert all(len(possible[cell]) > 1 for cell in small)


@given(tables())
def test_zeros_are_published_and_nothing_is_hidden_without_need(cells: dict[Cell, int]) -> None:
    table = Table(cells, SMALLEST)
    assert all(cells[cell] > 0 for cell in table.hidden_cells)
    if all(value == 0 or value >= SMALLEST for value in cells.values()):
        assert table.hidden == set()


def test_a_small_table_is_hidden_with_its_totals() -> None:
    table = Table({("a", "x"): 1}, 5)
    assert table.row_hidden("a") and table.column_hidden("x") and table.total_hidden


def test_a_total_is_hidden_last() -> None:
    cells = {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7}
    table = Table(cells, 5)
    assert len(table.hidden_cells) == 4
    assert not (table.row_hidden("a") or table.column_hidden("x") or table.total_hidden)
