"""Terms written as formulas, unknown included.

A truth is a pair of formulas (surely true, surely false); neither holds where it is unknown. Any other value is a
number with a formula that says whether it is known: a date is the number of `days`, a text its place in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

import z3

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic.proofs import days
from wbmgp_engine.logic.symbolic.terms import Term, in_order


class Truth(NamedTuple):
    """Surely true, and surely false."""

    yes: z3.BoolRef
    no: z3.BoolRef

    @property
    def known(self) -> z3.BoolRef:
        """Whether it is one of the two."""
        return z3.Or(self.yes, self.no)


class Value(NamedTuple):
    """A number, a date or a text, and whether it is known; `end`: what a date is as the end of a span, where that is known."""

    number: z3.ArithRef
    known: z3.BoolRef
    end: z3.ArithRef | None = None

    @property
    def as_end(self) -> z3.ArithRef:
        """A date as the end of a span of years."""
        return days.as_end(self.number) if self.end is None else self.end


Written: TypeAlias = "Truth | Value"
_TRUE: Final = z3.BoolVal(True)
_FALSE: Final = z3.BoolVal(False)


class Texts:
    """A number for each text that plays a part."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def code(self, text: str) -> int:
        """The number of a text; a new one gets the next number."""
        if text not in self._texts:
            self._texts.append(text)
        return self._texts.index(text)

    def text(self, code: int) -> str | None:
        """The text of a number; None for another text than those of the rules."""
        return self._texts[code] if 0 <= code < len(self._texts) else None


class Formulas:
    """Writes terms. `inputs` says what stands for each input term; what is written once is not written again."""

    def __init__(self, inputs: Callable[[Term], Written], texts: Texts) -> None:
        self._inputs, self._texts = inputs, texts
        self._written: dict[int, Written] = {}

    def truth(self, term: Term) -> Truth:
        """A truth as its two formulas."""
        found = self._of(term)
        if isinstance(found, Value):
            # What is unknown of no kind in particular stands for a truth too.
            return Truth(_FALSE, _FALSE)
        return found

    def value(self, term: Term) -> Value:
        """A number, date or text with whether it is known."""
        found = self._of(term)
        if isinstance(found, Truth):
            return Value(z3.IntVal(0), _FALSE)
        return found

    def _of(self, term: Term) -> Written:
        if term.number not in self._written:
            for part in in_order([term]):
                if part.number not in self._written:
                    self._written[part.number] = self._write(part)
        return self._written[term.number]

    def _write(self, term: Term) -> Written:
        if term.operator == "input":
            return self._inputs(term)
        if term.operator == "constant":
            return self._constant(term.what)
        if term.operator == "unknown":
            return Truth(_FALSE, _FALSE) if term.kind == "boolean" else Value(z3.IntVal(0), _FALSE)
        write = _OPERATIONS.get(term.operator)
        if write is None:
            raise InvalidOperation(f"{term.operator} has no form in a proof yet")
        return write(self, term)

    def _constant(self, what: Any) -> Written:
        if isinstance(what, bool):
            return Truth(z3.BoolVal(what), z3.BoolVal(not what))
        if isinstance(what, Decimal) and what != what.to_integral_value():
            raise InvalidOperation(f"{what} is no whole number: it has no form in a proof yet")
        number = days.key_of(what) if isinstance(what, date) else self._texts.code(what) if isinstance(what, str) else int(what)  # fmt: skip
        return Value(z3.IntVal(number), _TRUE)

    # Logic ---------------------------------------------------------------------------------------------------------

    def _and(self, term: Term) -> Truth:
        parts = [self.truth(part) for part in term.of]
        return Truth(z3.And(*(part.yes for part in parts)), z3.Or(*(part.no for part in parts)))

    def _or(self, term: Term) -> Truth:
        parts = [self.truth(part) for part in term.of]
        return Truth(z3.Or(*(part.yes for part in parts)), z3.And(*(part.no for part in parts)))

    def _not(self, term: Term) -> Truth:
        found = self.truth(term.of[0])
        return Truth(found.no, found.yes)

    def _known(self, term: Term) -> Truth:
        known = self._of(term.of[0]).known
        return Truth(known, z3.Not(known))

    def _surely(self, term: Term) -> Truth:
        yes = self.truth(term.of[0]).yes
        return Truth(yes, z3.Not(yes))

    # Values --------------------------------------------------------------------------------------------------------

    def _compared(self, term: Term) -> Truth:
        left, right = (self.value(part) for part in term.of)
        known, holds = z3.And(left.known, right.known), _TESTS[term.operator](left.number, right.number)
        return Truth(z3.And(known, holds), z3.And(known, z3.Not(holds)))

    def _among(self, term: Term) -> Truth:
        found = self.value(term.of[0])
        holds = z3.Or(*(found.number == self._texts.code(text) for text in term.what))
        return Truth(z3.And(found.known, holds), z3.And(found.known, z3.Not(holds)))

    def _years(self, term: Term) -> Value:
        start, end = (self.value(part) for part in term.of)
        forward, back = ((last.as_end - first.number) / days.YEAR for first, last in ((start, end), (end, start)))
        return Value(z3.If(end.number >= start.number, forward, -back), z3.And(start.known, end.known))

    def _years_before(self, term: Term) -> Value:
        """The number of the last day, or of the 29th after it where that is no date: no start lies between the two."""
        end = self.value(term.of[0])
        return Value(end.as_end - term.what * days.YEAR, end.known)

    def _later(self, term: Term) -> Value:
        number, *smaller = term.what
        if any(smaller):
            raise InvalidOperation("a date some months, weeks or days later has no form in a proof yet")
        start = self.value(term.of[0])
        return Value(days.years_on(start.number, number), start.known)

    def _chosen(self, term: Term) -> Value:
        *cases, default = term.of
        found = self.value(default)
        for condition, value in reversed(list(zip(cases[::2], cases[1::2], strict=True))):
            when, then = self.truth(condition), self.value(value)
            known = z3.Or(z3.And(when.yes, then.known), z3.And(when.no, found.known))
            found = Value(z3.If(when.yes, then.number, found.number), known)
        return found


_TESTS: Final[Mapping[str, Callable[[z3.ArithRef, z3.ArithRef], z3.BoolRef]]] = {
    "equal": lambda left, right: left == right,
    "less": lambda left, right: left < right,
    "at_most": lambda left, right: left <= right,
}
_OPERATIONS: Final[Mapping[str, Callable[[Formulas, Term], Written]]] = {
    "and": Formulas._and, "or": Formulas._or, "not": Formulas._not, "known": Formulas._known,
    "surely": Formulas._surely, "equal": Formulas._compared, "less": Formulas._compared, "at_most": Formulas._compared,
    "one_of": Formulas._among, "years": Formulas._years, "years_before": Formulas._years_before,
    "later": Formulas._later, "choose": Formulas._chosen,
}  # fmt: skip
