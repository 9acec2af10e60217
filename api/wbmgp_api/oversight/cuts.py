"""The fewest cases that part a table: what sums of its rows and columns can be about alone.

The hidden cells of a table join rows to columns. Rows added up less columns added up are the cells between them and the
rest, and no other cells (those between are a cut). So the fewest cases that any sum of shown numbers is about are those of
the smallest cut, which M. Stoer and F. Wagner (1997) find.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping


def smallest_cut(edges: Iterable[tuple[Hashable, Hashable, int]]) -> int | None:
    """The weight of the smallest cut of a graph, of those of its parts that hang together; None without any edge.

    >>> smallest_cut([("a", "x", 2), ("a", "y", 9), ("b", "x", 8), ("b", "y", 7)])
    9
    >>> smallest_cut([("a", "x", 9), ("b", "x", 3), ("c", "y", 8)])
    3
    """
    beside: dict[Hashable, dict[Hashable, int]] = {}
    for one, other, weight in edges:
        if weight:
            beside.setdefault(one, {})[other] = weight
            beside.setdefault(other, {})[one] = weight
    found = list[int]()
    while beside:
        part = _reached(beside, next(iter(beside)))
        found += _cuts({node: beside.pop(node) for node in part})
    return min(found, default=None)


def _reached(beside: Mapping[Hashable, Mapping[Hashable, int]], start: Hashable) -> list[Hashable]:
    seen, pending = {start: None}, [start]
    while pending:
        for node in beside[pending.pop()]:
            if node not in seen:
                seen[node] = None
                pending.append(node)
    return list(seen)


def _cuts(beside: dict[Hashable, dict[Hashable, int]]) -> list[int]:
    """A cut for each time that two nodes become one; the smallest cut is among them."""
    found = list[int]()
    while len(beside) > 1:
        tied = dict.fromkeys(beside, 0)
        order = list[Hashable]()
        while tied:
            node = max(tied, key=lambda one: tied[one])
            order.append(node)
            weight = tied.pop(node)
            for other, more in beside[node].items():
                if other in tied:
                    tied[other] += more
        found.append(weight)
        _join(beside, order[-2], order[-1])
    return found


def _join(beside: dict[Hashable, dict[Hashable, int]], kept: Hashable, gone: Hashable) -> None:
    for other, weight in beside.pop(gone).items():
        del beside[other][gone]
        if other != kept:
            beside[kept][other] = beside[other][kept] = beside[kept].get(other, 0) + weight
