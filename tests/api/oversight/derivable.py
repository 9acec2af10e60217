"""What a reader of a table can work out: the hidden counts that every table with the same shown numbers has."""

from __future__ import annotations

from collections.abc import Mapping

Cells = Mapping[tuple[str, str], int]
SMALLEST = 5


def derivable(true: Cells, hidden: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The hidden small counts that are pinned, to a reader who knows all totals and every count that is not hidden.

    Another table with the same totals exists where a count can grow or shrink by one, and others make up for it: by steps
    along rows and columns through hidden counts, back to where it began. The reader takes what is hidden for at least one,
    unless nothing of the table is shown.
    """
    least = (
        0 if hidden >= {cell for cell, count in true.items() if count} and any(not true[one] for one in hidden) else 1
    )
    return {
        cell
        for cell in hidden
        if 0 < true[cell] < SMALLEST
        and not _moves(true, hidden, cell, least, 1)
        and not _moves(true, hidden, cell, least, -1)
    }


def _moves(true: Cells, hidden: set[tuple[str, str]], cell: tuple[str, str], least: int, step: int) -> bool:
    """Whether a count can change by `step`: its row makes up for it elsewhere, that column again, until its own column."""
    if step < 0 and true[cell] <= least:
        return False
    seen, rows = {cell[0]}, [cell[0]]
    while rows:
        row = rows.pop()
        for one in hidden:
            if one[0] != row or one[1] == cell[1] or (step > 0 and true[one] <= least):
                continue
            for other in hidden:
                if (
                    other[1] == one[1]
                    and other[0] != row
                    and other[0] not in seen
                    and (step > 0 or true[other] > least)
                ):
                    seen.add(other[0])
                    rows.append(other[0])
    ends = {one[0] for one in hidden if one[1] == cell[1] and one != cell and (step < 0 or true[one] > least)}
    return bool(ends & (seen - {cell[0]}))
