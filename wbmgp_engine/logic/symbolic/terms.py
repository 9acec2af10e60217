"""Terms of three-valued logic: what a question to the law becomes when only a part of its facts is fixed.

A term is a value that may be unknown. It is a constant, an input, or an operation on other terms. `Terms` makes each
term once, and folds what is decided already: a question asked of a population knows the designations and the
ordinance beforehand, and most of the law folds away. What a term means is written down here once; a reader over
columns and one over logic formulas only say how to write it in their own language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

from wbmgp_engine.logic import dates
from wbmgp_engine.logic.symbolic.folding import merged

Kind = Literal["boolean", "number", "string", "date", "any"]
Operator = Literal[
    "constant", "unknown", "input", "and", "or", "not", "known", "surely", "equal", "less", "at_most", "one_of",
    "years", "months", "days", "later", "years_before", "choose",
]  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """One value. `of` holds the operands; `what` the constant, the name of an input, or the texts of `one_of`.

    `certain`: it is never unknown.
    """

    number: int
    operator: Operator
    kind: Kind
    of: tuple[Term, ...] = ()
    what: Any = None
    certain: bool = False


_KINDS: Final[dict[type, Kind]] = {bool: "boolean", int: "number", Decimal: "number", str: "string", date: "date"}
_TESTS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "equal": lambda a, b: bool(a == b),
    "less": lambda a, b: bool(a < b),
    "at_most": lambda a, b: bool(a <= b),
}
_SPANS: Final = {"years": dates.years_between, "months": dates.months_between, "days": dates.days_between}
_Key: TypeAlias = "tuple[Any, ...]"


class Terms:
    """Makes terms; two that say the same are the same object."""

    def __init__(self) -> None:
        self._made: dict[_Key, Term] = {}
        self.true = self.constant(True)
        self.false = self.constant(False)
        self.nobody_knows = self.unknown("boolean")

    def _term(
        self, operator: Operator, kind: Kind, of: tuple[Term, ...] = (), what: Any = None, *, certain: bool = False
    ) -> Term:
        key = (operator, kind, tuple(term.number for term in of), type(what), what)
        if key not in self._made:
            self._made[key] = Term(len(self._made), operator, kind, of, what, certain)
        return self._made[key]

    def constant(self, value: Any) -> Term:
        """A value of the rule file or of a fixed fact."""
        return self._term("constant", _KINDS[type(value)], what=value, certain=True)

    def unknown(self, kind: Kind) -> Term:
        """A value nobody has."""
        return self._term("unknown", kind)

    def input(self, name: str, kind: Kind, *, certain: bool = False) -> Term:
        """A fact that differs from case to case; `certain` when it is always given."""
        return self._term("input", kind, what=name, certain=certain)

    def all_of(self, terms: Iterable[Term]) -> Term:
        """AND: false where one is false, else unknown where one is unknown."""
        return self._junction("and", terms, decisive=self.false)

    def any_of(self, terms: Iterable[Term]) -> Term:
        """OR: true where one is true, else unknown where one is unknown."""
        return self._junction("or", terms, decisive=self.true)

    def _junction(self, operator: Literal["and", "or"], terms: Iterable[Term], decisive: Term) -> Term:
        neutral = self.true if decisive is self.false else self.false
        found: dict[Term, None] = {}
        for term in terms:
            for part in term.of if term.operator == operator else (term,):
                if part is decisive:
                    return decisive
                if part is not neutral:
                    found[part] = None
        # x AND NOT x is false only where x is certain: unknown, it stays unknown.
        if any(term.certain and self.negation(term) in found for term in found):
            return decisive
        if operator == "or" and len(found) > 1:
            found = dict.fromkeys(merged(self, [*found]))
        if len(found) < 2:
            return next(iter(found), neutral)
        parts = tuple(sorted(found, key=lambda term: term.number))
        return self._term(operator, "boolean", parts, certain=all(term.certain for term in parts))

    def negation(self, term: Term) -> Term:
        """NOT."""
        if term.operator == "not":
            return term.of[0]
        if term.operator == "constant":
            return self.false if term.what else self.true
        return term if term.operator == "unknown" else self._term("not", "boolean", (term,), certain=term.certain)

    def known(self, term: Term) -> Term:
        """Whether a value is there; itself never unknown."""
        if term.certain:
            return self.true
        return self.false if term.operator == "unknown" else self._term("known", "boolean", (term,), certain=True)

    def surely(self, term: Term) -> Term:
        """Whether a truth is known to be true; itself never unknown."""
        if term.certain:
            return term
        return self.false if term.operator == "unknown" else self._term("surely", "boolean", (term,), certain=True)

    def choose(self, cases: Iterable[tuple[Term, Term]], default: Term) -> Term:
        """The value of the first case whose condition is true; unknown as soon as a condition before it is unknown."""
        open_cases: list[tuple[Term, Term]] = []
        for condition, value in cases:
            if condition is self.false:
                continue
            if condition is self.true or condition.operator == "unknown":
                default = value if condition is self.true else self.unknown(value.kind)
                break
            open_cases.append((condition, value))
        while open_cases and open_cases[-1][1] is default and open_cases[-1][0].certain:
            open_cases.pop()
        if not open_cases:
            return default
        return self._chosen(open_cases, default)

    def _chosen(self, cases: list[tuple[Term, Term]], default: Term) -> Term:
        values = [*(value for _, value in cases), default]
        kind: Kind = next((value.kind for value in values if value.kind != "any"), "any")
        if kind == "boolean":
            return self._chosen_truth(cases, default)
        parts = (*(term for case in cases for term in case), default)
        return self._term("choose", kind, parts, certain=all(term.certain for term in parts))

    def _chosen_truth(self, cases: list[tuple[Term, Term]], default: Term) -> Term:
        """A choice between truths in AND, OR and NOT: a condition that is unknown leaves it unknown, whatever follows."""
        found = default
        for condition, value in reversed(cases):
            otherwise = self.negation(condition)
            doubt = self.all_of((condition, otherwise))
            found = self.any_of((self.all_of((condition, value)), self.all_of((otherwise, found)), doubt))
        return found

    def compare(self, operator: Literal["equal", "less", "at_most"], left: Term, right: Term) -> Term:
        """=, < and ≤ of two values of one kind; unknown where one of them is."""
        if "unknown" in (left.operator, right.operator):
            return self.nobody_knows
        if left.operator == right.operator == "constant":
            return self.constant(_TESTS[operator](left.what, right.what))
        if left is right:
            return self.where_known((left,), self.constant(operator != "less"))
        if operator == "equal" and left.number > right.number:
            left, right = right, left
        if operator == "equal" and left.kind == "boolean":
            return self._same_truth(left, right)
        if operator != "equal" and (found := self._years_passed(operator, left, right)) is not None:
            return found
        return self._term(operator, "boolean", (left, right), certain=left.certain and right.certain)

    def _years_passed(self, operator: str, left: Term, right: Term) -> Term | None:
        """Whole years against a number above zero, as two dates: no date has to be taken apart for each case."""
        if (left.operator, right.operator) == ("constant", "years"):
            number = int(left.what) + (operator == "less")
            return self._passed(number, right) if left.what == int(left.what) and number > 0 else None
        if (left.operator, right.operator) == ("years", "constant"):
            number = int(right.what) + (operator == "at_most")
            return self.negation(self._passed(number, left)) if right.what == int(right.what) and number > 0 else None
        return None

    def _passed(self, number: int, years: Term) -> Term:
        start, end = years.of
        if end.operator == "constant":
            return self.compare("at_most", start, self.constant(dates.years_before(end.what, number)))
        if start.operator == "constant":
            return self.compare("at_most", self.later(start, years=number, months=0, weeks=0, days=0), end)
        return self.compare("at_most", start, self._term("years_before", "date", (end,), number, certain=end.certain))

    def _same_truth(self, left: Term, right: Term) -> Term:
        for one, other in ((left, right), (right, left)):
            if one.operator == "constant":
                return other if one.what else self.negation(other)
        both = self.all_of((left, right))
        neither = self.negation(self.any_of((left, right)))
        return self.any_of((both, neither))

    def where_known(self, terms: Iterable[Term], value: Term) -> Term:
        """A value that is unknown where one of these is."""
        return self.only_where(self.all_of(self.known(term) for term in terms), value)

    def only_where(self, condition: Term, value: Term) -> Term:
        """A value that is unknown where a condition is not true."""
        return self.choose([(condition, value)], self.unknown(value.kind))

    def one_of(self, term: Term, texts: Iterable[str]) -> Term:
        """Whether a text is one of these; unknown where it is."""
        wanted = tuple(sorted(set(texts)))
        if term.operator == "unknown":
            return self.nobody_knows
        if term.operator == "constant":
            return self.constant(term.what in wanted)
        if not wanted:
            return self.where_known((term,), self.false)
        if len(wanted) == 1:
            return self.compare("equal", term, self.constant(wanted[0]))
        return self._term("one_of", "boolean", (term,), wanted, certain=term.certain)

    def span(self, unit: Literal["years", "months", "days"], start: Term, end: Term) -> Term:
        """Whole years, months or days from one date to another, by calendar parts; negative when they go back."""
        if "unknown" in (start.operator, end.operator):
            return self.unknown("number")
        if start.operator == end.operator == "constant":
            return self.constant(_SPANS[unit](start.what, end.what))
        return self._term(unit, "number", (start, end), certain=start.certain and end.certain)

    def later(self, start: Term, *, years: int, months: int, weeks: int, days: int) -> Term:
        """A date some years, months, weeks and days on, each step clamped before the next one starts."""
        if start.operator == "constant":
            return self.constant(dates.add(start.what, years=years, months=months, weeks=weeks, days=days))
        if start.operator == "unknown":
            return self.unknown("date")
        return self._term("later", "date", (start,), (years, months, weeks, days), certain=start.certain)


def in_order(wanted: Iterable[Term]) -> list[Term]:
    """These terms and all they rest on, each once and after what it needs."""
    found: dict[int, Term] = {}
    pending = list(wanted)
    while pending:
        term = pending.pop()
        if term.number not in found:
            found[term.number] = term
            pending.extend(term.of)
    return [found[number] for number in sorted(found)]
