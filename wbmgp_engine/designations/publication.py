"""The register of outcomes as it can be published: without small counts, and without what gives them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from wbmgp_engine.designations.evaluation import SIDE, Register, Row, gap, large
from wbmgp_engine.designations.suppression import Table
from wbmgp_engine.facts.evaluation import Key


def publishable(whole: Register) -> Register:
    """The register without small counts, and without what they could be worked out from.

    Each ground with its instrument is one table with totals. A table with a row that does not add up is not published.
    """
    kept = dict[Key, Row]()
    totals = list[Row]()
    for total in whole.totals:
        rows = [row for row in whole.rows if row.key[1:3] == total.key[1:3]]
        faulty = not all(map(_adds_up, rows))
        shown, bottom = _hidden(rows, total) if faulty else _published(rows, total)
        kept.update((row.key, row) for row in shown)
        totals.append(bottom)
    # The numbers of a row that does not add up may be small themselves.
    gaps = tuple(
        gap("telt_niet_op_zonder_getallen", item.place, row=item.about) if item.rule == "telt_niet_op" else item
        for item in whole.gaps
    )
    return Register(whole.municipality, tuple(kept[row.key] for row in whole.rows), gaps, True, tuple(totals))


def _adds_up(row: Row) -> bool:
    return row.applications == sum(count or 0 for count in row.counts.values())


def _published(rows: Sequence[Row], total: Row) -> tuple[list[Row], Row]:
    names = [_name(row) for row in rows]
    cells = {(name, code): row.counts[code] or 0 for name, row in zip(names, rows, strict=True) for code in row.counts}
    smallest = total.codes.smallest
    table = Table(cells, smallest)
    shown = []
    for name, row in zip(names, rows, strict=True):
        gone = frozenset(code for code in row.counts if (name, code) in table.hidden_cells)
        shown.append(_without(row, gone, table.row_hidden(name), smallest))
    gone = frozenset(code for code in total.counts if table.column_hidden(code))
    bottom = _without(total, gone, table.total_hidden, smallest)
    # A side figure of one row could be worked out from the total when the others are shown.
    return shown, _no_side(bottom) if any(row.hidden for row in shown) else bottom


def _hidden(rows: Sequence[Row], total: Row) -> tuple[list[Row], Row]:
    return [_without(row, frozenset(row.counts), True, 0) for row in rows], _without(
        total, frozenset(total.counts), True, 0
    )


def _without(row: Row, gone: frozenset[str], total: bool, smallest: int) -> Row:
    """The row without these counts; side figures stand only beside a row that is shown whole, and are not small."""
    counts = {code: None if code in gone else value for code, value in row.counts.items()}
    whole = not gone and not total
    small = {name for name, value in row.side.items() if value is not None and not (whole and large(value, smallest))}
    # What is left of two figures that are shown may not be small either.
    for name, most in _DIFFERENCES:
        value, larger = row.side[name], most(row)
        if value is not None and larger is not None and not large(abs(larger - value), smallest):
            small.add(name)
    small = {name for name in small if row.side[name] is not None}
    side = {name: None if name in small else value for name, value in row.side.items()}
    hidden = gone | small | ({"aanvragen"} if total else set())
    return Row(row.key, None if total else row.applications, counts, side, row.codes, frozenset(hidden))


_DIFFERENCES: Final[tuple[tuple[str, Callable[[Row], int | None]], ...]] = (
    ("bezwaren_gegrond", lambda row: row.side["bezwaren"]),
    ("hardheid_bepleit", lambda row: row.of(row.codes.hardship)),
    ("bezwaren", lambda row: row.decided),
    ("hardheid_bepleit", lambda row: row.decided),
)


def _no_side(row: Row) -> Row:
    known = {name for name, value in row.side.items() if value is not None}
    return Row(row.key, row.applications, row.counts, dict.fromkeys(SIDE), row.codes, row.hidden | known)


def _name(row: Row) -> str:
    return f"{row.key[0]} {row.key[3]}"
