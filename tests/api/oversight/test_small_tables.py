"""Tables of groups: every number is true, none is small, and no small one follows from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.oversight.subtraction import Sum, refuse_small
from wbmgp_api.oversight.cuts import smallest_cut
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.small_tables import Row, table, told_apart

T = TypeVar("T")
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
@settings(max_examples=60, deadline=None)
def test_what_is_shown_is_true_and_nothing_small_is_shown_or_follows(counts: dict[str, dict[str, int]]) -> None:
    whole = sum(sum(row.values()) for row in counts.values())
    kinds = dict(
        told_apart([kind for row in counts.values() for kind, n in row.items() for _ in range(n)], [FINE, COARSE])
    )
    rows = table(counts, kinds)
    assert bool(rows) is (whole >= SMALLEST)
    assert kinds or not any(row.cells for row in rows)
    if not rows or not kinds:
        return
    assert sum(row.size for row in rows) == whole and all(row.size >= SMALLEST for row in rows)
    names, true = list(dict.fromkeys(kinds.values())), _true(counts, rows, kinds)
    shown: dict[str, int | None] = {str(row.key): row.size for row in rows}
    truth, sums = {str(row.key): row.size for row in rows}, list[Sum]()
    for row in rows:
        shown |= {f"{row.key} {name}": count for name, count in row.cells.items()}
        truth |= {f"{row.key} {name}": true[row.key][name] for name in row.cells}
        sums.append((str(row.key), [f"{row.key} {name}" for name in names]))
    for name in names:
        shown[name] = truth[name] = sum(true[row.key][name] for row in rows)
        sums.append((name, [f"{row.key} {name}" for row in rows]))
    refuse_small(shown, truth, sums, "table")
    if all(count is None for row in rows for count in row.cells.values()):
        return
    # Nor do sums of several hidden cells: rows added up less columns added up.
    for group, left in product(_subsets(rows), _subsets(names)):
        inside = [(row.key, name) for row in rows for name in names if (row in group) != (name in left)]
        few = sum(true[key][name] for key, name in inside if shown[f"{key} {name}"] is None)
        assert not 0 < few < SMALLEST, (inside, shown)


def _subsets(listed: Sequence[T]) -> list[tuple[T, ...]]:
    return [those for size in range(len(listed) + 1) for those in combinations(listed, size)]


@given(st.lists(st.sampled_from(KINDS), max_size=40))
def test_kinds_are_as_fine_as_no_small_one_allows(kinds: list[str]) -> None:
    found = told_apart(kinds, [FINE, COARSE])
    sizes = {name: [found.get(kind) for kind in kinds].count(name) for name in set(found.values())}
    assert all(size == 0 or size >= SMALLEST for size in sizes.values())
    if all(kinds.count(kind) == 0 or kinds.count(kind) >= SMALLEST for kind in KINDS):
        assert found == FINE


def test_of_two_kinds_that_are_few_together_neither_is_shown() -> None:
    counts = {"a": {"volgt": 40, "gunstiger": 1, "strenger": 2}, "b": {"volgt": 40, "gunstiger": 9, "strenger": 9}}
    assert {row.cells["volgt"] for row in table(counts, FINE)} == {None}


def test_the_smallest_cut_is_that_of_trying_them_all() -> None:
    edges = [("a", "x", 6), ("a", "y", 2), ("b", "y", 7), ("b", "z", 2), ("c", "z", 9), ("c", "x", 1)]
    nodes = sorted({node for edge in edges for node in edge[:2]})
    cuts = [
        sum(weight for one, other, weight in edges if (one in those) != (other in those))
        for those in _subsets(nodes)[1:-1]
    ]
    assert smallest_cut(edges) == min(cuts) == 3 and smallest_cut([]) is smallest_cut([("a", "x", 0)]) is None


def test_small_groups_become_one_with_the_next_larger() -> None:
    made = table({"a": {"v": 20}, "b": {"v": 6}, "c": {"v": 1}}, {"v": "v"})
    assert [(row.key, row.size, row.percent("v")) for row in made] == [("a", 20, 100), (None, 7, 100)]
    assert table({"a": {"v": 3}, "b": {"v": 1}}, {"v": "v"}) == []
