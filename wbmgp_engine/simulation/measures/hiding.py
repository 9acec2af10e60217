"""Small counts of people, and what would give them away, kept out of the measures.

A count is small when its mean over the replicates lies above nought and below the threshold. In every table a count has
the same status, and each table on its own keeps what is hidden unknown (`Circulation`): tables are gone through until
none asks for more. This is the usual way with linked tables; that no reader can combine all of them is not proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from wbmgp_engine.designations.suppression import Arc, Circulation
from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.measures.cubes import Axes, Counts, Mask, Numbers
from wbmgp_engine.simulation.measures.linking import Key, Linked, Tables, is_state

SMALLEST, LEAST, MOST = 5, 3, 10
# What is not published is anything to a reader: it can grow and shrink.
_ANYTHING: Final = 2


def check_smallest(smallest: int) -> int:
    """The threshold; BadInput outside what is sensible."""
    if not LEAST <= smallest <= MOST:
        fix = f"give a whole number from {LEAST} to {MOST}"
        raise BadInput.one("smallest", f"{smallest} is no threshold for small counts", fix)
    return smallest


def hidden(axes: Axes, means: Mapping[Key, Numbers], smallest: int) -> dict[Key, Mask]:
    """What is hidden of one option. `means`: by block, `[row, year, group]`, for every counter of people."""
    tables = Tables(axes, means)
    flat = np.concatenate([values.ravel() for values in means.values()])
    gone: Mask = (flat > 0) & (flat < smallest)
    if gone.any():
        _close(list(tables.every()), np.ceil(flat).astype(np.int64), gone)
    masks: dict[Key, Mask] = tables.numbering.apart(gone)
    for key, mask in masks.items():
        if is_state(key[0]):
            mask[:, 0] = mask[:, -1]
    return masks


def _close(tables: Sequence[Linked], counts: Counts, gone: Mask) -> None:
    """Hide what has to be hidden beside what is, until no table asks for more."""
    done = np.zeros(len(tables), dtype=np.int64)
    again = True
    while again:
        again = False
        for number, table in enumerate(tables):
            published = table.numbers >= 0
            if (there := int((gone[table.numbers] & published).sum())) == done[number]:
                continue
            fresh = table.numbers[_asked(table, counts, gone)]
            gone[fresh[fresh >= 0]] = True
            done[number] = int((gone[table.numbers] & published).sum())
            again |= bool(done[number] > there)


def _asked(table: Linked, counts: Counts, gone: Mask) -> list[int]:
    """The places of the entries that a table keeps unknown."""
    arcs = table.layout.arcs
    free = table.numbers < 0
    values = np.where(free, _ANYTHING, counts[table.numbers]).tolist()
    small = np.flatnonzero(gone[table.numbers] & ~free).tolist()
    unpublished = frozenset(arcs[place] for place in np.flatnonzero(free))
    found = _Table(table, unpublished, dict(zip(arcs, values, strict=True)), [arcs[place] for place in small]).hidden
    return [place for place, arc in enumerate(arcs) if arc in found]


class _Table(Circulation):
    def __init__(self, table: Linked, free: frozenset[Arc], values: Mapping[Arc, int], small: Iterable[Arc]) -> None:
        self._cells, self._free = table.layout.cells, free
        super().__init__(values, small)

    def is_total(self, arc: Arc) -> bool:
        return arc not in self._cells

    def cost(self, arc: Arc) -> int:
        return 0 if arc in self._free else super().cost(arc)
