"""Tables of groups: every number is true, none is small, and no small one follows from the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.api.oversight.derivable import SMALLEST, derivable
from wbmgp_api.oversight.small_tables import Row, table, told_apart

KINDS = ("volgt", "gunstiger", "strenger")
FINE = {kind: kind for kind in KINDS}
COARSE = FINE | {"gunstiger": "wijkt_af", "strenger": "wijkt_af"}
_COUNTS = st.dictionaries(
    st.sampled_from("abcdef"), st.fixed_dictionaries({kind: st.integers(0, 12) for kind in KINDS}), max_size=6
)


def _true(
    counts: dict[str, dict[str, int]], rows: list[Row], kinds: dict[str, str]
) -> dict[str | None, dict[str, int]]:
    """The counts of the rows that are shown, added up by another road."""
    apart = {row.key for row in rows}
    found: dict[str | None, dict[str, int]] = {row.key: dict.fromkeys(kinds.values(), 0) for row in rows}
    for key, row in counts.items():
        for kind, count in row.items():
            if (key if key in apart else None) in found:
                found[key if key in apart else None][kinds[kind]] += count
    return found


@given(_COUNTS)
def test_what_is_shown_is_true_and_nothing_small_is_shown_or_follows(counts: dict[str, dict[str, int]]) -> None:
    whole = sum(sum(row.values()) for row in counts.values())
    kinds = dict(
        told_apart([kind for row in counts.values() for kind, n in row.items() for _ in range(n)], [FINE, COARSE])
    )
    rows = table(counts, kinds)
    assert bool(rows) is (whole >= SMALLEST)
    if not rows:
        return
    assert sum(row.size for row in rows) == whole and all(row.size >= SMALLEST for row in rows)
    if not kinds:
        assert all(row.cells == {} for row in rows)
        return
    true = _true(counts, rows, kinds)
    cells, hidden = {}, set()
    for row in rows:
        assert sum(true[row.key].values()) == row.size
        for name, shown in row.cells.items():
            cells[str(row.key), name] = true[row.key][name]
            assert shown in (None, true[row.key][name]) and (shown is None or shown == 0 or shown >= SMALLEST)
            hidden |= {(str(row.key), name)} if shown is None else set()
    assert {cell for cell, count in cells.items() if 0 < count < SMALLEST} <= hidden
    assert derivable(cells, hidden) == set()


@given(st.lists(st.sampled_from(KINDS), max_size=40))
def test_kinds_are_as_fine_as_no_small_one_allows(kinds: list[str]) -> None:
    found = told_apart(kinds, [FINE, COARSE])
    sizes = {name: [found.get(kind) for kind in kinds].count(name) for name in set(found.values())}
    assert all(size == 0 or size >= SMALLEST for size in sizes.values())
    if all(kinds.count(kind) == 0 or kinds.count(kind) >= SMALLEST for kind in KINDS):
        assert found == FINE


def test_the_checker_finds_what_can_be_worked_out() -> None:
    cells = {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7}
    assert derivable(cells, {("a", "x")}) == {("a", "x")}
    assert derivable(cells, {("a", "x"), ("a", "y")}) == {("a", "x")}
    assert derivable(cells, set(cells)) == set()
    ones = {("a", "x"): 1, ("a", "y"): 6, ("b", "x"): 6, ("b", "y"): 1}
    assert derivable(ones, set(ones)) == set()


def test_small_groups_become_one_with_the_next_larger() -> None:
    made = table({"a": {"v": 20}, "b": {"v": 6}, "c": {"v": 1}}, {"v": "v"})
    assert [(row.key, row.size, row.percent("v")) for row in made] == [("a", 20, 100), (None, 7, 100)]
    assert table({"a": {"v": 3}, "b": {"v": 1}}, {"v": "v"}) == []
