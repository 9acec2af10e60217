"""Comparing and choosing where a value may be unknown, or the law's null."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wbmgp_engine.errors import AbsentOperand, InvalidOperation, TypeMismatch
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.symbolic.terms import Term, Terms
from wbmgp_engine.logic.symbolic.values import Null, Row, Rows, Scalar, Symbolic


class Comparing:
    """The comparisons of the grammar on symbolic values."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def known(self, value: Symbolic) -> Term:
        """Whether a value is known and not the law's null; itself never unknown."""
        if isinstance(value, Scalar):
            return self.terms.known(value.term)
        return value.known if isinstance(value, Rows) else self.terms.true

    def null(self, value: Symbolic) -> Term:
        """Whether a value is the law's null; itself never unknown."""
        if isinstance(value, Null):
            return self.terms.true
        return value.null if isinstance(value, Scalar | Rows) and value.null is not None else self.terms.false

    def equal(self, left: Symbolic, right: Symbolic, place: Place) -> Term:
        """EQUALS: two nulls are equal, null is equal to nothing else, unknown stays unknown."""
        terms = self.terms
        if isinstance(left, Rows) or isinstance(right, Rows):
            return self._equal_rows(left, right, place)
        no_left, no_right = self.null(left), self.null(right)
        both_there = self._equal_there(left, right, place)
        one_known = terms.only_where(terms.any_of((self.known(right), no_right)), terms.false)
        other_known = terms.only_where(self.known(left), terms.false)
        when_left_null = terms.choose([(no_right, terms.true)], one_known)
        return terms.choose([(no_left, when_left_null), (no_right, other_known)], both_there)

    def _equal_there(self, left: Symbolic, right: Symbolic, place: Place) -> Term:
        if isinstance(left, Null) or isinstance(right, Null):
            return self.terms.nobody_knows
        if not isinstance(left, Scalar) or not isinstance(right, Scalar):
            raise InvalidOperation(f"{place}: objects and lists have no EQUALS for a population or a proof yet")
        one, other = self._alike(left.term, right.term)
        if "any" not in (one.kind, other.kind) and one.kind != other.kind:
            return self.terms.where_known((one, other), self.terms.false)
        return self.terms.compare("equal", one, other)

    def _equal_rows(self, left: Symbolic, right: Symbolic, place: Place) -> Term:
        """Only "is it empty": what else two lists have to be compared on is for the single case."""
        filled, empty = (right, left) if self._surely_empty(left) else (left, right)
        if not isinstance(filled, Rows) or not self._surely_empty(empty):
            if isinstance(left, Null) or isinstance(right, Null):
                known = self.terms.all_of((self.known(left), self.known(right)))
                null = self.terms.all_of((self.null(left), self.null(right)))
                return self.terms.choose([(null, self.terms.true)], self.terms.only_where(known, self.terms.false))
            raise InvalidOperation(f"{place}: of a list only EQUALS [] has a form for a population or a proof")
        nothing = self.terms.negation(self.terms.any_of(row.counts for row in filled.items))
        return self.terms.only_where(filled.known, nothing)

    def _surely_empty(self, value: Symbolic) -> bool:
        return isinstance(value, Rows) and not value.items and value.known is self.terms.true

    def ordered(self, left: Symbolic, right: Symbolic, *, strict: bool, place: Place) -> Term:
        """< (strict) or ≤ of two numbers or two dates; unknown where one is unknown or the law's null."""
        if isinstance(left, Null) or isinstance(right, Null):
            raise AbsentOperand(f"{place}: an operand is null; test it with EQUALS null first")
        if not isinstance(left, Scalar) or not isinstance(right, Scalar):
            raise TypeMismatch(f"{place}: give two numbers or two dates")
        return self.terms.compare("less" if strict else "at_most", *self._alike(left.term, right.term))

    def _alike(self, left: Term, right: Term) -> tuple[Term, Term]:
        """A text of the rule file beside a date is a date."""
        if left.kind == "date" and right.kind == "string":
            return left, self._as_day(right)
        if left.kind == "string" and right.kind == "date":
            return self._as_day(left), right
        return left, right

    def _as_day(self, term: Term) -> Term:
        if term.operator != "constant":
            return term
        try:
            return self.terms.constant(dates.parse_day(term.what))
        except ValueError:
            return term

    def day(self, value: Symbolic) -> Term:
        """A date, for counting from or to it."""
        term = value.term if isinstance(value, Scalar) else self.terms.unknown("date")
        return self._as_day(term) if term.kind == "string" else term

    def member(self, subject: Symbolic, values: Symbolic, place: Place) -> Term:
        """IN: true on a match that is certain, unknown where the subject is or where a match may be."""
        if not isinstance(values, Rows):
            values = Rows((Row(self.terms.true, values),), self.terms.true)
        known = self.terms.any_of((self.known(subject), self.null(subject)))
        return self.terms.only_where(self.terms.all_of((known, values.known)), self._among(subject, values, place))

    def _among(self, subject: Symbolic, values: Rows, place: Place) -> Term:
        texts = [text for row in values.items if (text := self._text(row)) is not None]
        plain = isinstance(subject, Scalar) and subject.null is None and subject.term.kind == "string"
        if len(texts) < len(values.items) or not isinstance(subject, Scalar) or not plain:
            return self._each(subject, values, place)
        return self.terms.one_of(subject.term, texts)

    def _text(self, row: Row) -> str | None:
        """The text of an element that is one for certain."""
        if row.counts is not self.terms.true or not isinstance(row.value, Scalar):
            return None
        term = row.value.term
        return term.what if term.operator == "constant" and term.kind == "string" else None

    def _each(self, subject: Symbolic, values: Rows, place: Place) -> Term:
        terms = self.terms
        return terms.any_of(
            terms.choose([(row.counts, self.equal(subject, row.value, place))], terms.false) for row in values.items
        )

    def choose(self, cases: Sequence[tuple[Term, Symbolic]], default: Symbolic) -> Symbolic:
        """The value of the first case whose condition is true, with where it is the law's null."""
        terms, last = self.terms, self._term(default)
        chosen = terms.choose([(condition, self._term(value)) for condition, value in cases], last)
        null = terms.choose([(condition, self.null(value)) for condition, value in cases], self.null(default))
        # Where it is not known which case counts, it is not known to be null either.
        null = terms.choose([(terms.known(null), null)], terms.false)
        return Scalar(chosen, None if null is terms.false else null)

    def _term(self, value: Symbolic) -> Term:
        return value.term if isinstance(value, Scalar) else self.terms.unknown("any")

    def choose_rows(self, cases: Sequence[tuple[Term, Symbolic]], default: Symbolic, place: Place) -> Symbolic:
        """A choice between lists: the elements of all, each counting where its list is chosen."""
        rows, known, before = list[Row](), list[Term](), self.terms.true
        for condition, value in [*cases, (self.terms.true, default)]:
            here = self.terms.all_of((before, condition))
            rows += self._rows_where(here, value, place)
            known.append(self.terms.all_of((here, self.known(value))))
            before = self.terms.all_of((before, self.terms.negation(condition)))
        chosen = self.terms.any_of(known)
        return Rows(tuple(rows), self.terms.choose([(self.terms.known(chosen), chosen)], self.terms.false))

    def _rows_where(self, condition: Term, value: Symbolic, place: Place) -> Iterator[Row]:
        if isinstance(value, Null):
            return
        if not isinstance(value, Rows):
            raise InvalidOperation(f"{place}: a choice between a list and something else has no form here")
        yield from (Row(self.terms.all_of((condition, row.counts)), row.value) for row in value.items)
