"""Terms written as layers of dataframe expressions.

A term that others rest on becomes a column of its own, so that it is computed once; terms of one layer rest on earlier
layers only. Unknown is null: `&` and `|` are Kleene's in the engines this runs on, which the tests hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import eq, ge, gt, le, lt
from typing import Any, Final

import narwhals as nw

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic.columns import calendar_arithmetic as calendar
from wbmgp_engine.logic.symbolic.terms import Kind, Term, in_order

_TYPES: Final[Mapping[Kind, Any]] = {"boolean": nw.Boolean, "number": nw.Int64, "string": nw.String, "date": nw.Date}
_FEW: Final = 8
Comparison = Callable[[nw.Expr, nw.Expr], nw.Expr]


class Program:
    """Expressions for some terms. `inputs` says how each input is read from a frame; `run` adds the wanted columns.

    `words`: every text that a choice can give, where the engine has a type for a closed list; that is much faster.
    `same_calendar`: every date from which years are counted back lies, with the answer, in `SAME_CALENDAR`.
    """

    def __init__(
        self,
        wanted: Mapping[str, Term],
        inputs: Mapping[str, nw.Expr],
        *,
        words: Sequence[str] | None = None,
        same_calendar: bool = False,
    ) -> None:
        self.layers: list[dict[str, nw.Expr]] = []
        self._at: dict[str, int] = {}
        self._said: dict[int, tuple[nw.Expr, int]] = {}
        self._inputs = inputs
        self.inputs = tuple(inputs)
        self._words: Any = nw.String if words is None else nw.Enum(words)
        self._before = calendar.years_before_in_same_calendar if same_calendar else calendar.years_before
        for term in in_order(wanted.values()):
            self._said[term.number] = self._write(term)
        self.wanted = {name: self._value(term).alias(name) for name, term in wanted.items()}

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
            return nw.lit(None, dtype=self._type(term)), 0
        if term.operator == "input":
            return self._inputs[term.what], 0
        if term.operator == "not":
            expression, layer = self._said[term.of[0].number]
            return ~expression, layer
        expression, layer = self._operation(term)
        return self._column(f"_{term.number}", expression, layer)

    def _operation(self, term: Term) -> tuple[nw.Expr, int]:
        if term.operator == "years":
            return self._whole_years(term)
        said = [self._said[part.number] for part in term.of]
        parts, layer = [expression for expression, _ in said], max(at for _, at in said)
        if term.operator == "choose":
            return self._chosen(term), layer
        if term.operator == "years_before":
            return self._before(parts[0], term.what), layer
        write = _OPERATIONS.get(term.operator)
        if write is None:
            raise InvalidOperation(f"{term.operator} has no form in columns yet")
        return write(term, parts), layer

    # Choices -------------------------------------------------------------------------------------------------------

    def _type(self, term: Term) -> Any:
        return self._words if term.kind == "string" else _TYPES.get(term.kind, nw.Boolean)

    def _value(self, term: Term) -> nw.Expr:
        """A term where a choice gives it: a text is one of the words."""
        if term.operator == "constant" and term.kind == "string":
            return nw.lit(term.what, dtype=self._words)
        expression, _ = self._said[term.number]
        return expression.cast(self._words) if term.operator == "input" and term.kind == "string" else expression

    def _chosen(self, term: Term) -> nw.Expr:
        """The first case that is true; unknown at the first condition that is."""
        *cases, default = term.of
        found, nothing = self._value(default), nw.lit(None, dtype=self._type(term))
        for condition, then in reversed(list(zip(cases[::2], cases[1::2], strict=True))):
            when, _ = self._said[condition.number]
            found = nw.when(when).then(self._value(then)).otherwise(found)
            if not condition.certain:
                found = nw.when(when.is_null()).then(nothing).otherwise(found)
        return found

    # Years ---------------------------------------------------------------------------------------------------------

    def _whole_years(self, term: Term) -> tuple[nw.Expr, int]:
        start, end, layer = self._ends(term)
        first, last, other = self._ends(term, reverse=True)
        forward, back = (end - start) // calendar.YEAR, -((last - first) // calendar.YEAR)
        return nw.when(end >= start).then(forward).otherwise(back), max(layer, other)

    def _ends(self, years: Term, *, reverse: bool = False) -> tuple[nw.Expr, nw.Expr, int]:
        first, last = reversed(years.of) if reverse else years.of
        (start, one), (end, other) = self._day_number(first, end=False), self._day_number(last, end=True)
        return start, end, max(one, other)

    def _day_number(self, term: Term, *, end: bool) -> tuple[nw.Expr, int]:
        if term.operator == "constant":
            return nw.lit(calendar.number_of(term.what, end=end)), 0
        if not end:
            day, layer = self._said[term.number]
            return self._column(f"_{term.number}_day", calendar.day_number(day), layer)
        number, layer = self._day_number(term, end=False)
        return self._column(f"_{term.number}_end", calendar.as_end(number), layer)


def _all(term: Term, parts: Iterable[nw.Expr]) -> nw.Expr:
    return reduce(lambda left, right: left & right, parts)


def _any(term: Term, parts: Iterable[nw.Expr]) -> nw.Expr:
    return reduce(lambda left, right: left | right, parts)


def _among(term: Term, parts: list[nw.Expr]) -> nw.Expr:
    if len(term.what) > _FEW:
        return parts[0].is_in(term.what)
    return _any(term, (parts[0] == text for text in term.what))


def _compared(term: Term, parts: list[nw.Expr], test: Comparison, turned: Comparison) -> nw.Expr:
    """The column stands first: a literal before a column of a closed list has the length of a literal in Polars 2.1."""
    left, right = parts
    return turned(right, left) if term.of[0].operator == "constant" else test(left, right)


_OPERATIONS: Final[Mapping[str, Callable[[Term, list[nw.Expr]], nw.Expr]]] = {
    "and": _all,
    "or": _any,
    "one_of": _among,
    "known": lambda term, parts: ~parts[0].is_null(),
    "surely": lambda term, parts: parts[0].fill_null(False),
    "equal": lambda term, parts: _compared(term, parts, eq, eq),
    "less": lambda term, parts: _compared(term, parts, lt, gt),
    "at_most": lambda term, parts: _compared(term, parts, le, ge),
    "days": lambda term, parts: calendar.days_between(*parts),
    "later": lambda term, parts: calendar.later(parts[0], *term.what),
}
