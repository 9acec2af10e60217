"""What a reader can work out from numbers that are shown: everything that the sums between them leave only one value for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

Sum = tuple[str, Sequence[str]]
"""A number, and the numbers that together are it."""
Shown = Mapping[str, int | None]


def worked_out(shown: Shown, sums: Iterable[Sum]) -> dict[str, Fraction]:
    """The hidden numbers that the sums give away, with their values.

    >>> worked_out({"all": 9, "a": 6, "b": None}, [("all", ["a", "b"])])
    {'b': Fraction(3, 1)}
    >>> worked_out({"all": 9, "a": None, "b": None}, [("all", ["a", "b"])])
    {}
    """
    hidden = [name for name, count in shown.items() if count is None]
    rows = [_row(shown, hidden, whole, parts) for whole, parts in sums]
    for at in range(len(hidden)):
        _clear(rows, at)
    # The last column is what a row comes to; a row with one number left says what that is.
    alone = [row for row in rows if sum(map(bool, row[:-1])) == 1]
    return {hidden[at]: row[-1] / row[at] for row in alone for at in range(len(hidden)) if row[at]}


def _row(shown: Shown, hidden: Sequence[str], whole: str, parts: Sequence[str]) -> list[Fraction]:
    signs = [(whole, -1), *((part, 1) for part in parts)]
    row = [Fraction(sum(sign for name, sign in signs if name == one)) for one in hidden]
    return [*row, Fraction(-sum(sign * count for name, sign in signs if (count := shown[name]) is not None))]


def _clear(rows: list[list[Fraction]], at: int) -> None:
    """Let one row alone hold this number: the first that has it and holds no earlier one alone."""
    found = next((row for row in rows if row[at] and not any(row[:at])), None)
    if found is None:
        return
    for row in rows:
        if row is not found and row[at]:
            times = row[at] / found[at]
            row[:] = [one - times * other for one, other in zip(row, found, strict=True)]


def refuse_small(shown: Shown, truth: Mapping[str, int], sums: Sequence[Sum], where: str) -> None:
    """Hold that what is shown is true, and that no number of 1 to 4 is shown or can be worked out."""
    for whole, parts in sums:
        assert truth[whole] == sum(truth[part] for part in parts), (where, whole)
    wrong = {name: (count, truth[name]) for name, count in shown.items() if count not in (None, truth[name])}
    assert not wrong, (where, wrong)
    small = {name: count for name, count in shown.items() if count is not None and 0 < count < 5}
    assert not small, (where, small)
    given_away = {name: value for name, value in worked_out(shown, sums).items() if 0 < value < 5}
    assert not given_away, (where, given_away, shown)
