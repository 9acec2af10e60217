"""Small counts kept out of a table so that nobody can work them out from the totals.

A table with its totals is a circulation: from the grand total to the rows, to the columns, and back. What a reader can
still believe about hidden entries is what flow around a circle can change, so a small count is safe exactly when such
a circle of hidden entries runs through it (D. Gusfield, 1988; here with every hidden entry known to be at least 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from typing import Final

Cell = tuple[str, str]
_START, _END = ("totaal", ""), ("totaal", "kolommen")
Node = tuple[str, str]
Arc = tuple[Node, Node]
# A total is worth more to a reader than a cell, and is hidden last.
_TOTAL_COSTS: Final = 10**12


class Circulation:
    """Counts as arcs of a circulation, totals too; `hidden` says what may not be published so that `small` stays unknown."""

    def __init__(self, values: Mapping[Arc, int], small: Iterable[Arc]) -> None:
        self._values = dict(values)
        self._out: dict[Node, list[Node]] = {}
        self._in: dict[Node, list[Node]] = {}
        for tail, head in self._values:
            self._out.setdefault(tail, []).append(head)
            self._in.setdefault(head, []).append(tail)
        kept = sorted(small)
        self.hidden: set[Arc] = set(kept)
        self._costs = {arc: 0 if arc in self.hidden else self.cost(arc) for arc in self._values}
        safe = set[Arc]()
        for arc in kept:
            if arc not in safe:
                circle = self._circle(arc)
                self.hidden.update(circle)
                self._costs.update(dict.fromkeys(circle, 0))
                # A circle changes every entry on it, so all of them are safe.
                safe.update(circle)

    def is_total(self, arc: Arc) -> bool:
        """Whether an entry is a total: those are hidden last."""
        return "totaal" in (arc[0][0], arc[1][0])

    def cost(self, arc: Arc) -> int:
        """What hiding an entry takes from a reader."""
        return self._values[arc] + (_TOTAL_COSTS if self.is_total(arc) else 0)

    def _circle(self, arc: Arc) -> list[Arc]:
        """The arcs to hide for a circle through a small count, the cheapest; along its own row and column there is one."""
        tail, head = arc
        queue: list[tuple[int, int, Node]] = [(0, 0, head)]
        order, costs, came = count(1), {head: 0}, dict[Node, tuple[Node, Arc]]()
        while queue and queue[0][2] != tail:
            cost, _, node = heappop(queue)
            for following, used in self._steps(node, arc) if cost == costs[node] else ():
                reached = cost + self._costs[used]
                if reached < costs.get(following, reached + 1):
                    costs[following], came[following] = reached, (node, used)
                    # Among equals the end of the circle comes first: there is nothing cheaper to find.
                    heappush(queue, (reached, 0 if following == tail else next(order), following))
        return list(_back(came, tail, head))

    def _steps(self, node: Node, arc: Arc) -> Iterator[tuple[Node, Arc]]:
        """Along an entry that can grow, or back along one that can shrink and still be at least 1."""
        for head in self._out.get(node, ()):
            if self._values[node, head] >= 1 and (node, head) != arc:
                yield head, (node, head)
        for tail in self._in.get(node, ()):
            if self._values[tail, node] >= 2 and (tail, node) != arc:
                yield tail, (tail, node)


class Table(Circulation):
    """Counts by row and column with their totals; `hidden` says what may not be published.

    >>> table = Table({("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 7, ("c", "x"): 30, ("c", "y"): 40}, 5)
    >>> sorted(table.hidden_cells)
    [('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')]
    """

    def __init__(self, cells: Mapping[Cell, int], smallest: int) -> None:
        values = dict(_arcs(cells))
        super().__init__(values, (arc for arc, value in values.items() if 0 < value < smallest))

    @cached_property
    def hidden_cells(self) -> set[Cell]:
        """The cells that are not published."""
        return {(row[1], column[1]) for row, column in self.hidden if row[0] == "rij" and column[0] == "kolom"}

    def row_hidden(self, row: str) -> bool:
        """Whether the total of a row is not published."""
        return (_START, ("rij", row)) in self.hidden

    def column_hidden(self, column: str) -> bool:
        """Whether the total of a column is not published."""
        return (("kolom", column), _END) in self.hidden

    @property
    def total_hidden(self) -> bool:
        """Whether the grand total is not published."""
        return (_END, _START) in self.hidden


def _back(came: Mapping[Node, tuple[Node, Arc]], node: Node, start: Node) -> Iterator[Arc]:
    while node != start:
        node, used = came[node]
        yield used


def _arcs(cells: Mapping[Cell, int]) -> Iterator[tuple[Arc, int]]:
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for (row, column), value in cells.items():
        rows[row] = rows.get(row, 0) + value
        columns[column] = columns.get(column, 0) + value
        yield (("rij", row), ("kolom", column)), value
    yield from (((_START, ("rij", row)), value) for row, value in rows.items())
    yield from (((("kolom", column), _END), value) for column, value in columns.items())
    yield (_END, _START), sum(rows.values())
