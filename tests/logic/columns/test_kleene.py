"""Unknown is null: the engines' own `&`, `|` and comparisons follow Kleene, which the columns reader rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from tests.logic.columns.engines import ENGINES, Engine
from wbmgp_engine.logic.columns import SAME_CALENDAR, Program
from wbmgp_engine.logic.dates import years_before, years_between
from wbmgp_engine.logic.symbolic.terms import Term, Terms

Truth = bool | None
TRUTHS: tuple[Truth, ...] = (True, False, None)
TRIPLES = list(product(TRUTHS, repeat=3))
DAY = date(2021, 5, 1)


def _all(*values: Truth) -> Truth:
    return False if False in values else None if None in values else True


def _any(*values: Truth) -> Truth:
    return True if True in values else None if None in values else False


def _not(value: Truth) -> Truth:
    return None if value is None else not value


def _choose(condition: Truth, then: Truth, otherwise: Truth) -> Truth:
    return None if condition is None else then if condition else otherwise


def _same(one: Any, other: Any) -> Truth:
    return None if one is None or other is None else one == other


WRITTEN: dict[str, tuple[Callable[[Terms, Term, Term, Term], Term], Callable[[Truth, Truth, Truth], Truth]]] = {
    "and": (lambda t, a, b, c: t.all_of((a, b, c)), _all),
    "or": (lambda t, a, b, c: t.any_of((a, b, c)), _any),
    "not": (lambda t, a, b, c: t.negation(a), lambda a, b, c: _not(a)),
    "not of and": (lambda t, a, b, c: t.negation(t.all_of((a, b))), lambda a, b, c: _not(_all(a, b))),
    "or of and": (lambda t, a, b, c: t.any_of((t.all_of((a, b)), c)), lambda a, b, c: _any(_all(a, b), c)),
    "known": (lambda t, a, b, c: t.known(t.all_of((a, b))), lambda a, b, c: _all(a, b) is not None),
    "surely": (lambda t, a, b, c: t.surely(t.any_of((a, b))), lambda a, b, c: _any(a, b) is True),
    "equal": (lambda t, a, b, c: t.compare("equal", a, b), lambda a, b, c: _same(a, b)),
    "choose": (lambda t, a, b, c: t.choose([(a, b)], c), _choose),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WRITTEN)
def test_truths(engine: Engine, name: str) -> None:
    write, meant = WRITTEN[name]
    terms = Terms()
    wanted = write(terms, *(terms.input(column, "boolean") for column in "abc"))
    got = engine.run(Program({"r": wanted}, {column: nw.col(column) for column in "abc"}), TRIPLES, "boolean")
    assert got == [meant(*triple) for triple in TRIPLES]


TEXTS = ("aow", "ww", "bijstand", "a'b", "", None)
COMPARED: dict[str, tuple[Callable[[Terms, Term, Term], Term], Callable[[Any, Any], Truth]]] = {
    "equal": (lambda t, a, b: t.compare("equal", a, b), _same),
    "equal to a text": (lambda t, a, b: t.compare("equal", a, t.constant("ww")), lambda a, b: _same(a, "ww")),
    "one of few": (lambda t, a, b: t.one_of(a, ("ww", "aow")), lambda a, b: None if a is None else a in ("ww", "aow")),
    "one of many": (
        lambda t, a, b: t.one_of(a, [f"x{n}" for n in range(200)] + ["ww"]),
        lambda a, b: None if a is None else a == "ww",
    ),
    "one of, said apart": (
        lambda t, a, b: t.any_of(t.compare("equal", a, t.constant(text)) for text in ("ww", "aow")),
        lambda a, b: None if a is None else a in ("ww", "aow"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", COMPARED)
def test_texts(engine: Engine, name: str) -> None:
    write, meant = COMPARED[name]
    terms, pairs = Terms(), list(product(TEXTS, repeat=2))
    wanted = write(terms, terms.input("a", "string"), terms.input("b", "string"))
    got = engine.run(Program({"r": wanted}, {column: nw.col(column) for column in "ab"}), pairs, "string")
    assert got == [meant(*pair) for pair in pairs]


DAYS = [date(2000, 2, 28), date(2000, 2, 29), date(2000, 3, 1), date(2002, 2, 28), date(1999, 12, 31), DAY, None]
ON_DAYS: dict[str, tuple[Callable[[Terms, Term, Term], Term], Callable[[date, date], Any]]] = {
    "less": (lambda t, a, b: t.compare("less", a, b), lambda a, b: a < b),
    "at most": (lambda t, a, b: t.compare("at_most", a, b), lambda a, b: a <= b),
    "before a day": (
        lambda t, a, b: t.all_of((t.compare("less", t.constant(DAY), a), t.compare("at_most", b, t.constant(DAY)))),
        lambda a, b: a > DAY and b <= DAY,
    ),
    "years": (lambda t, a, b: t.span("years", a, b), years_between),
    "days": (lambda t, a, b: t.span("days", a, b), lambda a, b: (b - a).days),
    "two years or more": (
        lambda t, a, b: t.compare("at_most", t.constant(2), t.span("years", a, b)), lambda a, b: years_between(a, b) >= 2,
    ),
    "less than two years": (
        lambda t, a, b: t.compare("less", t.span("years", a, b), t.constant(2)), lambda a, b: years_between(a, b) < 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ON_DAYS)
def test_dates(engine: Engine, name: str) -> None:
    write, meant = ON_DAYS[name]
    terms, pairs = Terms(), list(product(DAYS, repeat=2))
    wanted = write(terms, terms.input("a", "date"), terms.input("b", "date"))
    got = engine.run(Program({"r": wanted}, {column: nw.col(column) for column in "ab"}), pairs, "date")
    # Of an AND that is false already the other side may be unknown; the pairs without a null say enough there.
    both = [number for number, pair in enumerate(pairs) if None not in pair or name != "before a day"]
    assert [got[number] for number in both] == [_meant(meant, *pairs[number]) for number in both]


def _meant(meant: Callable[[date, date], Any], one: date | None, other: date | None) -> Any:
    return None if one is None or other is None else meant(one, other)


@pytest.mark.parametrize("years", [1, 2, 3, 4, 6, 16, 18, 21])
@pytest.mark.parametrize("same_calendar", [True, False])
def test_years_are_counted_back_as_for_one_case(years: int, same_calendar: bool) -> None:
    first = SAME_CALENDAR[0].year + 22
    days = [
        date(first, 1, 1) + timedelta(days=number) for number in range((SAME_CALENDAR[1] - date(first, 1, 1)).days + 1)
    ]
    frame = pl.DataFrame({"a": days, "b": [years_before(day, years) for day in days]})
    terms = Terms()
    one, other = terms.input("a", "date"), terms.input("b", "date")
    later = terms.later(other, years=0, months=0, weeks=0, days=1)
    reached = {
        name: terms.compare("at_most", terms.constant(years), terms.span("years", start, one))
        for name, start in (("on", other), ("after", later))
    }
    program = Program(reached, {name: nw.col(name) for name in "ab"}, same_calendar=same_calendar)
    got = program.run(frame)
    assert got["on"].all() and not got["after"].any()
