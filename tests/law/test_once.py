"""What was worked out from a rule book is remembered within bounds, and goes with it."""

from __future__ import annotations

import gc
import weakref
from datetime import date

from wbmgp_engine.designations.checklist import checklist
from wbmgp_engine.law import lawbook as lawbooks
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register
from wbmgp_engine.permits.conduct import _plans
from wbmgp_engine.permits.question import ask

DAY = date(2019, 3, 15)
SCOPE = {"gemeente_code": "GM0599"}


def test_a_rule_book_goes_with_everything_that_was_asked_of_it() -> None:
    book = Lawbook.load()
    ask(book, DAY, SCOPE)
    checklist(book, DAY)
    _plans(book, DAY)
    load_register(book, "GM0599")
    there = weakref.ref(book)
    del book
    gc.collect()
    assert there() is None


def test_the_same_question_is_compiled_once() -> None:
    book = Lawbook.load()
    assert ask(book, DAY, SCOPE) is ask(book, DAY, SCOPE)


def test_of_one_kind_the_last_ones_used_are_remembered() -> None:
    book, made = Lawbook.from_texts([]), list[int]()

    def worked_out(number: int) -> int:
        return book.once("number", number, lambda: made.append(number) or number)  # type: ignore[func-returns-value]

    for number in range(lawbooks.MOST):
        worked_out(number)
    worked_out(0)  # used again, so that 1 is now the one that was used longest ago
    worked_out(lawbooks.MOST)
    assert made == list(range(lawbooks.MOST + 1))
    assert [worked_out(number) for number in (0, 1)] == [0, 1]
    assert made[-1:] == [1]
    assert len(made) == lawbooks.MOST + 2


def test_what_is_worked_out_as_nothing_is_remembered_too() -> None:
    book, asked = Lawbook.from_texts([]), list[None]()
    for _ in range(2):
        assert book.once("nothing", "x", lambda: asked.append(None)) is None
    assert asked == [None]
