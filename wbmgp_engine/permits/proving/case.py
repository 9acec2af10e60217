"""One application in a proof: a solver's variable for each field, and what the law says of them as formulas."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

import z3

from wbmgp_engine.logic.proofs import days
from wbmgp_engine.logic.proofs.formulas import Formulas, Texts, Truth, Value
from wbmgp_engine.logic.symbolic.terms import Term
from wbmgp_engine.permits.proving.fields import Field

_HIGHEST: Final = 1_000_000
Given: TypeAlias = bool | int | str | date


class Case:
    """One application. Of another case it shares every field but those that are `varied`."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        texts: Texts,
        *,
        name: str = "een",
        like: Case | None = None,
        varied: Collection[str] = (),
    ) -> None:
        self.name, self.texts, self._fields = name, texts, fields
        self.can_be: list[z3.BoolRef] = [] if like is None else list(like.can_be)
        self._inputs: dict[str, Truth | Value] = {}
        for field in fields:
            shared = None if like is None or field in varied else like._inputs[field]
            self._inputs[field] = self._variable(field) if shared is None else shared
        self.formulas = Formulas(lambda term: self._inputs[term.what], texts)

    # Variables -----------------------------------------------------------------------------------------------------

    def _variable(self, name: str) -> Truth | Value:
        field, symbol = self._fields[name], f"{self.name}:{name}"
        if field.kind == "boolean":
            return self._truth(symbol, always=field.always)
        known = z3.BoolVal(True) if field.always else z3.Bool(f"{symbol}?")
        if field.kind == "date":
            number, end, real = days.any_day(symbol)
            self.can_be.append(real)
            return Value(number, known, end)
        number = z3.Int(symbol)
        self.can_be.append(self._domain(field, number))
        return Value(number, known)

    def _truth(self, symbol: str, *, always: bool) -> Truth:
        yes = z3.Bool(symbol)
        if always:
            return Truth(yes, z3.Not(yes))
        no = z3.Bool(f"{symbol}!")
        self.can_be.append(z3.Not(z3.And(yes, no)))
        return Truth(yes, no)

    def _domain(self, field: Field, number: z3.ArithRef) -> z3.BoolRef:
        if field.kind == "string":
            return z3.Or(*(number == self.texts.code(text) for text in field.texts))
        return z3.And(number >= 0, number <= _HIGHEST)

    # What is asked of a field --------------------------------------------------------------------------------------

    @property
    def names(self) -> Iterator[str]:
        """The names of the fields."""
        return iter(self._fields)

    def variable(self, name: str) -> Truth | Value:
        """What stands for a field."""
        return self._inputs[name]

    def yes(self, name: str) -> z3.BoolRef:
        """That a truth is told to be so."""
        return self._truth_of(name).yes

    def known(self, name: str) -> z3.BoolRef:
        """That a field is filled in."""
        return self._inputs[name].known

    def filled(self, name: str) -> z3.BoolRef:
        """That a field says something: it is known, and not a "no" that stands for nothing said."""
        return self.yes(name) if self._fields[name] == Field("boolean", always=True) else self.known(name)

    def number(self, name: str) -> z3.ArithRef:
        """The value of a field that is no truth; it means nothing where the field is not known."""
        found = self._inputs[name]
        assert isinstance(found, Value)
        return found.number

    def as_end(self, name: str) -> z3.ArithRef:
        """A date as the end of a span of years."""
        found = self._inputs[name]
        assert isinstance(found, Value)
        return found.as_end

    def says(self, name: str, *texts: str) -> z3.BoolRef:
        """That a field is filled in with one of these texts."""
        matches = z3.Or(*(self.number(name) == self.texts.code(text) for text in texts))
        return z3.And(self.known(name), matches)

    def _truth_of(self, name: str) -> Truth:
        found = self._inputs[name]
        assert isinstance(found, Truth)
        return found

    def same(self, other: Case, names: Iterable[str]) -> z3.BoolRef:
        """That these fields are the same in both, unknown included."""
        return z3.And(*(condition for name in names for condition in self._same(other, name)))

    def _same(self, other: Case, name: str) -> Iterator[z3.BoolRef]:
        mine, theirs = self._inputs[name], other._inputs[name]
        if isinstance(mine, Truth) and isinstance(theirs, Truth):
            yield from (mine.yes == theirs.yes, mine.no == theirs.no)
        elif isinstance(mine, Value) and isinstance(theirs, Value):
            yield mine.known == theirs.known
            yield z3.Implies(mine.known, mine.number == theirs.number)

    # What the law says ---------------------------------------------------------------------------------------------

    def truth(self, term: Term) -> Truth:
        """An output of the law."""
        return self.formulas.truth(term)

    def is_one_of(self, term: Term, texts: Iterable[str]) -> z3.BoolRef:
        """That a text of the law is one of these."""
        found = self.formulas.value(term)
        return z3.And(found.known, z3.Or(*(found.number == self.texts.code(text) for text in texts)))

    # Reading a model -----------------------------------------------------------------------------------------------

    def given(self, model: z3.ModelRef) -> dict[str, Given]:
        """The fields that are filled in, in the application that a solver found."""
        found = ((name, self._given(model, name)) for name in self._fields)
        return {name: value for name, value in found if value is not None}

    def _given(self, model: z3.ModelRef, name: str) -> Given | None:
        field, written = self._fields[name], self._inputs[name]
        if isinstance(written, Truth):
            said = _holds(model, written.yes)
            return said if field.always or said or _holds(model, written.no) else None
        if not _holds(model, written.known):
            return None
        number = model.eval(written.number, model_completion=True).as_long()
        if field.kind == "date":
            return days.day_of(number)
        return self.texts.text(number) if field.kind == "string" else int(number)


def _holds(model: z3.ModelRef, formula: z3.BoolRef) -> bool:
    return bool(z3.is_true(model.eval(formula, model_completion=True)))
