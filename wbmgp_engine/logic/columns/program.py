"""Terms written as layers of dataframe expressions.

A term that others rest on becomes a column of its own, so that it is computed once; terms of one layer rest on earlier
layers only. Unknown is null: `&` and `|` are Kleene's in the engines this runs on, which the tests hold.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import reduce
from typing import Any, Final

import narwhals as nw

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic.symbolic.terms import Kind, Term, in_order

_TYPES: Final[Mapping[Kind, Any]] = {"boolean": nw.Boolean, "number": nw.Int64, "string": nw.String, "date": nw.Date}
_YEAR: Final = 10_000


class Program:
    """Expressions for some terms. `inputs` says how each input is read from a frame; `run` adds the wanted columns."""

    def __init__(self, wanted: Mapping[str, Term], inputs: Mapping[str, nw.Expr]) -> None:
        self.layers: list[dict[str, nw.Expr]] = []
        self._at: dict[str, int] = {}
        self._said: dict[int, tuple[nw.Expr, int]] = {}
        self._inputs = inputs
        for term in in_order(wanted.values()):
            self._said[term.number] = self._write(term)
        self.wanted = {name: self._said[term.number][0].alias(name) for name, term in wanted.items()}

    def run(self, frame: Any, *keep: str) -> Any:
        """The frame's `keep` columns with the wanted ones; a native frame in, a native frame of the same kind out."""
        found = nw.from_native(frame)
        for layer in self.layers:
            found = found.with_columns(*(expression.alias(name) for name, expression in layer.items()))
        return found.select(*keep, **self.wanted).to_native()

    # Columns -------------------------------------------------------------------------------------------------------

    def _column(self, name: str, expression: nw.Expr, layer: int) -> tuple[nw.Expr, int]:
        """A column of its own, with the first layer that can read it."""
        if name not in self._at:
            while len(self.layers) <= layer:
                self.layers.append({})
            self.layers[layer][name] = expression
            self._at[name] = layer + 1
        return nw.col(name), self._at[name]

    def _write(self, term: Term) -> tuple[nw.Expr, int]:
        if term.operator == "constant":
            return nw.lit(term.what), 0
        if term.operator == "unknown":
            return nw.lit(None, dtype=_TYPES.get(term.kind, nw.Boolean)), 0
        if term.operator == "input":
            return self._column(f"_{term.what}", self._inputs[term.what], 0)
        if term.operator == "not":
            expression, layer = self._said[term.of[0].number]
            return ~expression, layer
        expression, layer = self._operation(term)
        return self._column(f"_{term.number}", expression, layer)

    def _operands(self, term: Term) -> tuple[list[nw.Expr], int]:
        said = [self._said[part.number] for part in term.of]
        return [expression for expression, _ in said], max(layer for _, layer in said)

    def _operation(self, term: Term) -> tuple[nw.Expr, int]:
        if term.operator == "years":
            return self._whole_years(term)
        parts, layer = self._operands(term)
        write = _OPERATIONS.get(term.operator)
        if write is None:
            raise InvalidOperation(f"{term.operator} has no form in columns yet")
        return write(term, parts), layer

    # Years ---------------------------------------------------------------------------------------------------------

    def _whole_years(self, term: Term) -> tuple[nw.Expr, int]:
        start, end, layer = self._ends(term)
        backwards = self._ends(term, reverse=True)
        forward = (end - start) // _YEAR
        back = -((backwards[1] - backwards[0]) // _YEAR)
        return nw.when(end >= start).then(forward).otherwise(back), max(layer, backwards[2])

    def _ends(self, years: Term, *, reverse: bool = False) -> tuple[nw.Expr, nw.Expr, int]:
        first, last = reversed(years.of) if reverse else years.of
        (start, one), (end, other) = self._day_number(first, end=False), self._day_number(last, end=True)
        return start, end, max(one, other)

    def _day_number(self, term: Term, *, end: bool) -> tuple[nw.Expr, int]:
        """20280229 for a date. As an end, 28 February counts as the 29th in a year without one: the birthday is then."""
        if term.operator == "constant":
            return nw.lit(_number_of(term.what, end=end)), 0
        if not end:
            day, layer = self._said[term.number]
            parts = (day.dt.year(), day.dt.month(), day.dt.day())
            year, month, number = (part.cast(nw.Int32) for part in parts)
            return self._column(f"_{term.number}_day", year * _YEAR + month * 100 + number, layer)
        day_number, layer = self._day_number(term, end=False)
        year = day_number // _YEAR
        leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
        moved = day_number + ((day_number % _YEAR == 228) & ~leap).cast(nw.Int32)
        return self._column(f"_{term.number}_end", moved, layer)


def _number_of(day: date, *, end: bool) -> int:
    moved = end and (day.month, day.day) == (2, 28) and not isleap(day.year)
    return day.year * _YEAR + day.month * 100 + day.day + moved


def _all(term: Term, parts: list[nw.Expr]) -> nw.Expr:
    return reduce(lambda left, right: left & right, parts)


def _any(term: Term, parts: list[nw.Expr]) -> nw.Expr:
    return reduce(lambda left, right: left | right, parts)


def _among(term: Term, parts: list[nw.Expr]) -> nw.Expr:
    return reduce(lambda left, right: left | right, (parts[0] == text for text in term.what))


def _chosen(term: Term, parts: list[nw.Expr]) -> nw.Expr:
    """The first case that is true; unknown at the first condition that is."""
    *cases, default = parts
    found, nothing = default, nw.lit(None, dtype=_TYPES.get(term.kind, nw.Boolean))
    pairs: Iterable[tuple[Term, nw.Expr, nw.Expr]] = zip(term.of[:-1:2], cases[::2], cases[1::2], strict=True)
    for condition, when, then in reversed(list(pairs)):
        found = nw.when(when).then(then).otherwise(found)
        if not condition.certain:
            found = nw.when(when.is_null()).then(nothing).otherwise(found)
    return found


def _years_before(term: Term, parts: list[nw.Expr]) -> nw.Expr:
    """As `dates.years_before`: back by the calendar, from the day itself and from the day after, of which the later one."""
    back = f"-{term.what}y"
    after = parts[0].dt.offset_by("1d").dt.offset_by(back).dt.offset_by("-1d")
    return nw.max_horizontal(parts[0].dt.offset_by(back), after)


_OPERATIONS: Final[Mapping[str, Callable[[Term, list[nw.Expr]], nw.Expr]]] = {
    "and": _all,
    "or": _any,
    "one_of": _among,
    "choose": _chosen,
    "known": lambda term, parts: ~parts[0].is_null(),
    "surely": lambda term, parts: parts[0].fill_null(False),
    "equal": lambda term, parts: parts[0] == parts[1],
    "less": lambda term, parts: parts[0] < parts[1],
    "at_most": lambda term, parts: parts[0] <= parts[1],
    "years_before": _years_before,
    "days": lambda term, parts: (parts[1] - parts[0]).dt.total_minutes() // 1440,
}
