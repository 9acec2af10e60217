"""Each operation on terms as a formula: the calendar as `dates` has it, unknown as unknown, and what has no form yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import z3
from hypothesis import example, given
from hypothesis import strategies as st

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.proofs import Formulas, Texts, Truth, Value
from wbmgp_engine.logic.proofs.days import any_day, as_end, day_of, key_of, month_or_year
from wbmgp_engine.logic.symbolic.terms import Term, Terms

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FEBRUARY = [date(2024, 2, 28), date(2024, 2, 29), date(2023, 2, 28), date(2100, 2, 28), date(2000, 2, 29)]
_DAYS = st.sampled_from(FEBRUARY) | DAYS


def written(inputs: dict[str, Truth | Value]) -> Formulas:
    return Formulas(lambda term: inputs[term.what], Texts())


def day(value: date | None) -> Value:
    return Value(z3.IntVal(key_of(value or date(1900, 1, 1))), z3.BoolVal(value is not None))


def number(formula: z3.ExprRef) -> int:
    return int(z3.simplify(formula).as_long())


def told(truth: Truth) -> bool | None:
    yes, no = (z3.is_true(z3.simplify(formula)) for formula in truth)
    assert not (yes and no)
    return True if yes else False if no else None


@given(_DAYS, _DAYS)
@example(date(2008, 2, 29), date(2026, 2, 28))
@example(date(2026, 2, 28), date(2008, 2, 29))
def test_whole_years_are_those_of_the_calendar(start: date, end: date) -> None:
    terms = Terms()
    span = terms.span("years", terms.input("van", "date"), terms.input("tot", "date"))
    found = written({"van": day(start), "tot": day(end)}).value(span)
    assert (number(found.number), z3.is_true(z3.simplify(found.known))) == (dates.years_between(start, end), True)


@given(_DAYS, _DAYS, st.integers(1, 40))
def test_years_passed_are_those_of_the_calendar(start: date, end: date, years: int) -> None:
    terms = Terms()
    span = terms.span("years", terms.input("van", "date"), terms.input("tot", "date"))
    passed = terms.compare("at_most", terms.constant(years), span)
    assert told(written({"van": day(start), "tot": day(end)}).truth(passed)) == (
        dates.years_between(start, end) >= years
    )


@given(_DAYS, st.integers(-20, 20))
def test_some_years_later_is_the_day_of_the_calendar(start: date, years: int) -> None:
    terms = Terms()
    later = terms.later(terms.input("van", "date"), years=years, months=0, weeks=0, days=0)
    found = written({"van": day(start)}).value(later)
    assert day_of(number(found.number)) == dates.add_years(start, years)


def test_every_number_that_can_be_a_day_is_one() -> None:
    key, end, real = any_day("dag")
    solver = z3.Solver()
    solver.add(real, key % 10_000 == 229)
    assert solver.check(key == 20240229) == z3.sat
    assert solver.check(key == 21000229) == z3.unsat
    assert solver.check(key == 20230229) == z3.unsat
    other = z3.Solver()
    other.add(real, end != as_end(key))
    assert other.check(key == 20230228) == other.check(key == 20240228) == other.check(key == 20240229) == z3.unsat


@given(_DAYS)
def test_the_end_of_a_span_is_one_day_on_only_where_february_ends(value: date) -> None:
    moved = (value.month, value.day) == (2, 28) and dates.add(value, days=1).month == 3
    assert number(as_end(z3.IntVal(key_of(value)))) == key_of(value) + moved


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (20240101, {20240131, 20241231}),
        (20240201, {20240229}),
        (21000201, {21000228}),
        (20230401, {20230430}),
        (20230402, set()),
    ],
)
def test_a_month_or_a_year_runs_to_its_last_day(first: int, last: set[int]) -> None:
    known, end = month_or_year("geheel", z3.IntVal(first))
    solver, found = z3.Solver(), set()
    solver.add(known)
    while solver.check() == z3.sat:
        found.add(solver.model().eval(end, model_completion=True).as_long())
        solver.add(end != max(found), *(end != one for one in found))
    assert found == last


@pytest.mark.parametrize("value", [True, False, None])
def test_unknown_stays_unknown(value: bool | None) -> None:
    terms = Terms()
    one = terms.input("een", "boolean")
    formulas = written({"een": Truth(z3.BoolVal(value is True), z3.BoolVal(value is False))})
    assert told(formulas.truth(one)) is value
    assert told(formulas.truth(terms.negation(one))) is (None if value is None else not value)
    assert told(formulas.truth(terms.known(one))) is (value is not None)
    assert told(formulas.truth(terms.surely(one))) is (value is True)
    assert told(formulas.truth(terms.all_of((one, terms.nobody_knows)))) is (False if value is False else None)
    assert told(formulas.truth(terms.any_of((one, terms.nobody_knows)))) is (True if value else None)


@pytest.mark.parametrize("condition", [True, False, None])
@pytest.mark.parametrize("text", ["a", "b", None])
def test_a_choice_waits_for_its_condition_and_its_value(condition: bool | None, text: str | None) -> None:
    terms, texts = Terms(), Texts()
    given_texts = {"a": texts.code("a"), "b": texts.code("b")}
    inputs: dict[str, Truth | Value] = {
        "als": Truth(z3.BoolVal(condition is True), z3.BoolVal(condition is False)),
        "dan": Value(z3.IntVal(given_texts.get(text or "", 9)), z3.BoolVal(text is not None)),
    }
    formulas = Formulas(lambda term: inputs[term.what], texts)
    chosen = terms.choose([(terms.input("als", "boolean"), terms.input("dan", "string"))], terms.constant("b"))
    expected = {True: text, False: "b", None: None}[condition]
    for wanted in ("a", "b"):
        same = terms.compare("equal", chosen, terms.constant(wanted))
        assert told(formulas.truth(same)) is (None if expected is None else expected == wanted)
    among = formulas.truth(terms.one_of(chosen, ["a", "c"]))
    assert told(among) is (None if expected is None else expected == "a")


def test_numbers_are_compared_whole_and_texts_are_numbers() -> None:
    terms, texts = Terms(), Texts()
    formulas = Formulas(lambda term: Value(z3.IntVal(71_000), z3.BoolVal(True)), texts)
    rent = terms.input("huur", "number")
    assert told(formulas.truth(terms.compare("less", rent, terms.constant(Decimal(71_001))))) is True
    assert told(formulas.truth(terms.compare("at_most", terms.constant(71_001), rent))) is False
    with pytest.raises(InvalidOperation, match="no whole number"):
        formulas.value(terms.constant(Decimal("0.5")))
    assert [texts.code(text) for text in ("a", "b", "a")] == [0, 1, 0]
    assert (texts.text(1), texts.text(9), texts.text(-1)) == ("b", None, None)


def test_what_nobody_has_is_unknown_as_a_truth_and_as_a_value() -> None:
    terms, formulas = Terms(), written({})
    for kind in ("any", "date", "boolean"):
        nothing: Term = terms.unknown(kind)
        assert told(formulas.truth(nothing)) is None
        assert not z3.is_true(z3.simplify(formulas.value(nothing).known))


def test_what_has_no_form_is_refused() -> None:
    terms = Terms()
    formulas = written({"van": day(date(2020, 1, 1)), "tot": day(date(2021, 1, 1))})
    start, end = terms.input("van", "date"), terms.input("tot", "date")
    with pytest.raises(InvalidOperation, match="months has no form"):
        formulas.value(terms.span("months", start, end))
    with pytest.raises(InvalidOperation, match="months, weeks or days later"):
        formulas.value(terms.later(start, years=0, months=1, weeks=0, days=0))
