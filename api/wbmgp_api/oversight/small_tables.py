"""Counts by group and kind, without small ones: none is shown, and none follows from the totals.

The groups are parts of one whole that is shown, and so are the kinds. Small groups become one group. Kinds are the same
in every table of a whole, and are made coarser together; a small count within them is hidden with enough others, so that
no sum of what is shown is about one to four cases alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wbmgp_api.oversight.cuts import smallest_cut
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_engine.designations.suppression import Table

Counts = Mapping[str, Mapping[str, int]]
Cell = tuple[str | None, str]
Kinds = Mapping[str, str]
"""What each kind is called; kinds with one name are counted as one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A group: its size, and how many of each kind; None for what is not shown. `key` is None for small groups together."""

    key: str | None
    size: int
    cells: Mapping[str, int | None]

    def percent(self, kind: str) -> int | None:
        """The share of a kind in whole percents, never rounded up to all of them; None where it is not shown.

        >>> Row("a", 1000, {"volgt": 999}).percent("volgt"), Row("a", 8, {"volgt": None}).percent("volgt")
        (99, None)
        """
        found = self.cells.get(kind)
        return None if found is None else 100 * found // self.size


def counted(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """How often each group has each kind."""
    found: dict[str, dict[str, int]] = {}
    for key, kind in pairs:
        row = found.setdefault(key, {})
        row[kind] = row.get(kind, 0) + 1
    return found


def told_apart(kinds: Iterable[str], choices: Sequence[Kinds]) -> Kinds:
    """The finest choice of kinds in which none is small in the whole; none at all where there is no such choice.

    >>> told_apart(["a"] * 9 + ["b"] * 2 + ["c"] * 4, [{"a": "a", "b": "b", "c": "c"}, {"a": "a", "b": "x", "c": "x"}])
    {'a': 'a', 'b': 'x', 'c': 'x'}
    """
    listed = list(kinds)
    for choice in choices:
        sizes = [sum(choice[kind] == name for kind in listed) for name in set(choice.values())]
        if all(size == 0 or size >= SMALLEST for size in sizes):
            return choice
    return {}


def table(counts: Counts, kinds: Kinds) -> list[Row]:
    """The groups as they can be shown, the largest first; none where all of them together are too few."""
    groups = _large({key: _named(row, kinds) for key, row in counts.items() if sum(row.values())})
    names = list(dict.fromkeys(kinds.values()))
    hidden = _hidden(groups, names)
    left = smallest_cut((("rij", key), name, groups[key].get(name, 0)) for key, name in hidden)
    if left is not None and left < SMALLEST:
        # Some of the hidden ones are few together: then no count is shown, also not which are nought.
        hidden = {(key, name) for key in groups for name in names}
    return [_row(key, row, names, hidden) for key, row in groups.items()]


def _row(key: str | None, row: Mapping[str, int], names: Sequence[str], hidden: Collection[Cell]) -> Row:
    return Row(key, _size(row), {name: None if (key, name) in hidden else row.get(name, 0) for name in names})


def _named(row: Mapping[str, int], kinds: Kinds) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind, count in row.items():
        name = kinds.get(kind, "")
        found[name] = found.get(name, 0) + count
    return found


def _size(row: Mapping[str, int]) -> int:
    return sum(row.values())


def _large(groups: Mapping[str, dict[str, int]]) -> dict[str | None, dict[str, int]]:
    """The groups, with the small ones as one under None: with the next larger, where even that is too small."""
    ordered = sorted(groups, key=lambda key: (-_size(groups[key]), key))
    kept = [key for key in ordered if _size(groups[key]) >= SMALLEST]
    rest = ordered[len(kept) :]
    while rest and sum(_size(groups[key]) for key in rest) < SMALLEST and kept:
        rest.append(kept.pop())
    found: dict[str | None, dict[str, int]] = {key: groups[key] for key in kept}
    together: dict[str, int] = {}
    for key in rest:
        for name, count in groups[key].items():
            together[name] = together.get(name, 0) + count
    return found | ({None: together} if _size(together) >= SMALLEST else {})


def _hidden(groups: Mapping[str | None, Mapping[str, int]], names: Sequence[str]) -> set[Cell]:
    """The counts that are not shown, and others with them. Totals stay: they are the same in every table of a whole."""
    # A key of a group can be any text; its number can not be taken for that of small groups together.
    keys = dict(enumerate(groups))
    cells = {(str(number), name): groups[key].get(name, 0) for number, key in keys.items() for name in names}
    return {(keys[int(number)], name) for number, name in Table(cells, SMALLEST).hidden_cells}
