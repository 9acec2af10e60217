"""Every operation of the grammar with good, unknown, null and wrong-type operands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.logic.asking import evaluate, op
from wbmgp_engine.errors import (
    AbsentOperand,
    ArithmeticOverflow,
    DivisionByZero,
    InvalidOperation,
    RunError,
    TypeMismatch,
)
from wbmgp_engine.law.document import OPERANDS
from wbmgp_engine.logic.values import Unknown

U = "$onbekend"
UNKNOWN = Unknown({"onbekend"})
DAY = "2028-02-29"
NUMBERS = ("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX")
ORDERINGS = ("GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL")
ROUNDINGS = ("ROUND", "CEIL", "FLOOR")

GOOD: list[tuple[dict[str, Any], Any]] = [
    (op("ADD", values=[1, 2, 3]), 6),
    (op("ADD", values=[1, Decimal("0.5")]), Decimal("1.5")),
    (op("ADD", values=["wo", "ont"]), "woont"),
    (op("ADD", values=["op ", op("START_OF", date=DAY, in_="year")]), "op 2028-01-01"),
    (op("ADD", values=[op("LIST", items=[1]), op("LIST", items=[2, None])]), [1, 2, None]),
    (op("SUBTRACT", values=[10, 3, 2]), 5),
    (op("SUBTRACT", values=[10]), 10),
    (op("MULTIPLY", values=[4, Decimal("0.5")]), Decimal("2.0")),
    (op("DIVIDE", values=[100, 4, 5]), Decimal(5)),
    (op("DIVIDE", values=[1, 3]), Decimal("0.3333333333333333333333333333")),
    (op("MIN", values=[3, Decimal("2.5")]), Decimal("2.5")),
    (op("MAX", values=[3, Decimal("2.5")]), Decimal(3)),
    (op("ROUND", value=Decimal("-2.5"), precision=0), -3),
    (op("ROUND", value=Decimal("2.5"), precision=0), 3),
    (op("ROUND", value=Decimal("2.345"), precision=2), Decimal("2.35")),
    (op("ROUND", value=12350, precision=-2), 12400),
    # More digits than a number may have are needed on the way, not in the answer.
    (op("ROUND", value=Decimal("123456789012345.5"), precision=20), Decimal("123456789012345.5")),
    (op("CEIL", value=Decimal("-2.5"), precision=0), -2),
    (op("CEIL", value=12301, precision=-2), 12400),
    (op("FLOOR", value=Decimal("-2.5"), precision=0), -3),
    (op("FLOOR", value=Decimal("2.59"), precision=1), Decimal("2.5")),
    (op("EQUALS", subject=42, value=Decimal("42.0")), True),
    (op("EQUALS", subject="42", value=42), False),
    (op("EQUALS", subject=True, value=1), False),
    (op("EQUALS", subject=op("LIST", items=[1, "a"]), value=op("LIST", items=[1, "a"])), True),
    (op("EQUALS", subject=op("DATE", year=2028, month=2, day=29), value=DAY), True),
    (op("EQUALS", subject="$referencedate", value="2030-05-17"), True),
    (op("EQUALS", subject=None, value=None), True),
    (op("EQUALS", subject=0, value=None), False),
    (op("GREATER_THAN", subject=2, value=Decimal("1.9")), True),
    (op("GREATER_THAN", subject="2031-01-01", value="$referencedate"), True),
    (op("GREATER_THAN_OR_EQUAL", subject=2, value=2), True),
    (op("GREATER_THAN_OR_EQUAL", subject="2030-05-16", value="$referencedate"), False),
    (op("LESS_THAN", subject=2, value=2), False),
    (op("LESS_THAN_OR_EQUAL", subject="$referencedate.iso", value="$referencedate"), True),
    (op("AND", conditions=[]), True),
    (op("AND", conditions=[True, False]), False),
    (op("OR", conditions=[]), False),
    (op("OR", conditions=[False, True]), True),
    (op("NOT", value=False), True),
    (op("IF", cases=[{"when": False, "then": 1}, {"when": True, "then": 2}, {"when": True, "then": 3}]), 2),
    (op("IF", cases=[{"when": False, "then": 1}], default=9), 9),
    (op("IF", cases=[{"when": False, "then": 1}]), None),
    (op("IN", subject="b", values=["a", "b"]), True),
    (op("IN", subject=True, values=[1]), False),
    (op("IN", subject=1, value=op("LIST", items=[Decimal("1.0")])), True),
    (op("IN", subject=1, value=1), True),
    (op("IN", subject=None, values=[1, None]), True),
    (op("IN", subject=op("DATE", year=2028, month=2, day=29), values=[DAY]), True),
    (op("IN", subject="$referencedate", values=["2030-05-17"]), False),
    (op("IN", subject=1, values=[]), False),
    (op("LIST", items=[1, None, "a"]), [1, None, "a"]),
    (op("FOREACH", collection=op("LIST", items=[1, 2, 3]), body=op("MULTIPLY", values=["$item", 2])), [2, 4, 6]),
    (op("AGE", date_of_birth="2008-02-29", reference_date="2026-02-28"), 18),
    (op("DATE_DIFF", from_="2030-05-17", to="2030-05-01", in_="days"), -16),
    (op("DATE_DIFF", from_="2027-01-31", to="2027-02-28", in_="months"), 1),
    (op("DATE_DIFF", from_="2011-05-25", to="$referencedate", in_="years"), 18),
    (op("DATE_ADD", date=DAY, years=1), date(2029, 2, 28)),
    (op("DATE_ADD", date=DAY, years=1, months=-1, weeks=1, days=Decimal("1.9")), date(2029, 2, 5)),
    (op("DATE_ADD", date="$referencedate", days=Decimal("-1.9")), date(2030, 5, 16)),
    (op("DATE", year=2028, month=2, day=29), date(2028, 2, 29)),
    (op("DAY_OF_WEEK", date="2026-11-23"), 0),
    (op("DATE_PART", date=DAY, in_="month"), 2),
    (op("START_OF", date=DAY, in_="month"), date(2028, 2, 1)),
    (op("START_OF", date="$referencedate", in_="year"), date(2030, 1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), GOOD)
def test_good_operands(expression: dict[str, Any], expected: Any) -> None:
    found = evaluate(expression)
    assert found == expected
    assert type(found) is type(expected)


UNKNOWN_OPERANDS: list[dict[str, Any]] = [
    *(op(name, values=[1, U]) for name in NUMBERS),
    *(op(name, value=U, precision=0) for name in ROUNDINGS),
    *(op(name, subject=U, value=1) for name in ("EQUALS", *ORDERINGS)),
    *(op(name, subject=1, value=U) for name in ("EQUALS", *ORDERINGS)),
    op("EQUALS", subject=U, value=None),
    op("EQUALS", subject=op("LIST", items=[U]), value=op("LIST", items=[5])),
    op("AND", conditions=[True, U]),
    op("OR", conditions=[U, False]),
    op("NOT", value=U),
    op("IF", cases=[{"when": U, "then": 1}, {"when": True, "then": 2}], default=3),
    op("IN", subject=U, values=[1]),
    op("IN", subject=1, values=[2, U]),
    op("IN", subject=1, value=U),
    op("FOREACH", collection=U, body="$item"),
    op("FOREACH", collection=1, body=U),
    op("FOREACH", collection=1, filter=U, body=1, combine="ADD"),
    op("AGE", date_of_birth=U, reference_date=DAY),
    op("DATE_DIFF", from_=DAY, to=U, in_="days"),
    op("DATE_DIFF", from_=DAY, to=DAY, in_=U),
    op("DATE_ADD", date=U, days=1),
    op("DATE_ADD", date=DAY, days=U),
    op("DATE", year=U, month=1, day=1),
    op("DAY_OF_WEEK", date=U),
    op("DATE_PART", date=U, in_="year"),
    op("START_OF", date=U, in_="month"),
]


@pytest.mark.parametrize("expression", UNKNOWN_OPERANDS)
def test_unknown_operands_make_the_result_unknown(expression: dict[str, Any]) -> None:
    assert evaluate(expression) == UNKNOWN


def test_a_list_keeps_unknown_and_null_elements() -> None:
    assert evaluate(op("LIST", items=[U, None])) == [UNKNOWN, None]


NULL_OPERANDS: list[dict[str, Any]] = [
    *(op(name, values=[1, None]) for name in NUMBERS),
    op("ADD", values=[None, "a"]),
    op("ADD", values=["a", None]),
    *(op(name, value=None, precision=0) for name in ROUNDINGS),
    *(op(name, subject=1, value=None) for name in ORDERINGS),
    *(op(name, subject=None, value=1) for name in ORDERINGS),
    op("AND", conditions=[True, None]),
    op("OR", conditions=[False, None]),
    op("NOT", value=None),
    op("IF", cases=[{"when": None, "then": 1}]),
    op("FOREACH", collection=1, filter=None, body=1),
    *(
        op("FOREACH", collection=op("LIST", items=[1, 2]), body=None, combine=name)
        for name in ("ADD", "OR", "AND", "MIN", "MAX")
    ),
    op("AGE", date_of_birth=None, reference_date=DAY),
    op("DATE_DIFF", from_=None, to=DAY, in_="days"),
    op("DATE_ADD", date=None, days=1),
    op("DATE_ADD", date=DAY, months=None),
    op("DATE", year=2030, month=None, day=1),
    op("DAY_OF_WEEK", date=None),
    op("DATE_PART", date=None, in_="year"),
    op("START_OF", date=None, in_="month"),
]


@pytest.mark.parametrize("expression", NULL_OPERANDS)
def test_null_operands_are_errors(expression: dict[str, Any]) -> None:
    with pytest.raises(AbsentOperand, match=r"wet_proef \(2020-01-01\) art\. 1, uit, .*test it with EQUALS null first"):
        evaluate(expression)


WRONG: list[tuple[dict[str, Any], type[RunError]]] = [
    *((op(name, values=[1, "a"]), TypeMismatch) for name in NUMBERS),
    *((op(name, values=[True]), TypeMismatch) for name in NUMBERS),
    (op("ADD", values=["a", 1]), TypeMismatch),
    (op("ADD", values=[op("LIST", items=[]), "a"]), TypeMismatch),
    (op("MIN", values=["2030-01-01"]), TypeMismatch),
    (op("DIVIDE", values=[0, 0]), DivisionByZero),
    (op("DIVIDE", values=[1, Decimal("0.0")]), DivisionByZero),
    (op("ADD", values=[2**63 - 1, 1]), ArithmeticOverflow),
    (op("SUBTRACT", values=[-(2**63), 1]), ArithmeticOverflow),
    (op("MULTIPLY", values=[2**62, 2]), ArithmeticOverflow),
    (op("MULTIPLY", values=[Decimal("9" * 27 + ".5"), Decimal("100.5")]), ArithmeticOverflow),
    *((op(name, value="1", precision=0), TypeMismatch) for name in ROUNDINGS),
    *((op(name, subject=1, value="2030-01-01"), TypeMismatch) for name in ORDERINGS),
    *((op(name, subject="b", value="a"), TypeMismatch) for name in ORDERINGS),
    *((op(name, subject=True, value=1), TypeMismatch) for name in ORDERINGS),
    (op("AND", conditions=[1]), TypeMismatch),
    (op("OR", conditions=["waar"]), TypeMismatch),
    (op("NOT", value=0), TypeMismatch),
    (op("IF", cases=[{"when": "ja", "then": 1}]), TypeMismatch),
    (op("FOREACH", collection=1, filter=1, body=1), TypeMismatch),
    (op("FOREACH", collection=1, body=1, combine="OR"), TypeMismatch),
    (op("FOREACH", collection="a", body="$item", combine="MAX"), TypeMismatch),
    (op("FOREACH", collection=op("LIST", items=["a", 1]), body="$item", combine="ADD"), TypeMismatch),
    (op("FOREACH", collection=op("LIST", items=[1] * 1001), body="$item"), InvalidOperation),
    (op("AGE", date_of_birth=1990, reference_date=DAY), TypeMismatch),
    (op("AGE", date_of_birth="2029-02-29", reference_date=DAY), InvalidOperation),
    (op("DATE_DIFF", from_="2030-1-1", to=DAY, in_="days"), InvalidOperation),
    (op("DATE_DIFF", from_=DAY, to=True, in_="days"), TypeMismatch),
    (op("DATE_ADD", date="20300101", days=1), InvalidOperation),
    (op("DATE_ADD", date=DAY, days="1"), TypeMismatch),
    (op("DATE_ADD", date=DAY, years=9000), InvalidOperation),
    (op("DATE_ADD", date=DAY, days=10**15), InvalidOperation),
    (op("DATE", year=2030, month=2, day=30), InvalidOperation),
    (op("DATE", year=2030, month=2, day=Decimal("1.5")), InvalidOperation),
    (op("DATE", year="2030", month=2, day=1), TypeMismatch),
    (op("DAY_OF_WEEK", date=op("LIST", items=[])), TypeMismatch),
    (op("DATE_PART", date=5, in_="year"), TypeMismatch),
    (op("START_OF", date=False, in_="year"), TypeMismatch),
]


@pytest.mark.parametrize(("expression", "error"), WRONG)
def test_wrong_operands_are_errors(expression: dict[str, Any], error: type[RunError]) -> None:
    with pytest.raises(error, match=r"wet_proef \(2020-01-01\) art\. 1, uit, "):
        evaluate(expression)


@pytest.mark.parametrize(
    "table", [GOOD, UNKNOWN_OPERANDS, NULL_OPERANDS, WRONG], ids=["good", "unknown", "null", "wrong"]
)
def test_no_operation_is_forgotten(table: list[Any]) -> None:
    tested = {(row[0] if isinstance(row, tuple) else row)["operation"] for row in table}
    cannot = {"good": set(), "unknown": {"LIST"}, "null": {"EQUALS", "IN", "LIST"}, "wrong": {"EQUALS", "IN", "LIST"}}
    names = {id(GOOD): "good", id(UNKNOWN_OPERANDS): "unknown", id(NULL_OPERANDS): "null", id(WRONG): "wrong"}
    assert set(OPERANDS) - tested == cannot[names[id(table)]]


def test_the_message_names_place_value_and_fix() -> None:
    with pytest.raises(TypeMismatch) as caught:
        evaluate(op("AND", conditions=[True, op("NOT", value="ja")]))
    assert str(caught.value) == (
        "wet_proef (2020-01-01) art. 1, uit, NOT [articles.1.machine_readable.execution.actions.uit.value.conditions.1]: "
        '"ja" is a string; give true or false'
    )


def test_the_unit_of_a_difference_may_be_read_from_a_name() -> None:
    expression = op("DATE_DIFF", from_="2011-05-25", to="2011-06-25", in_="$t")
    assert evaluate(expression, {"t": "months"}) == 1
    assert evaluate(expression) == Unknown({"t"})
    with pytest.raises(AbsentOperand):
        evaluate(expression, {"t": None})
    with pytest.raises(InvalidOperation, match="'in' is \"weeks\"; use days, months or years"):
        evaluate(expression, {"t": "weeks"})
    with pytest.raises(TypeMismatch):
        evaluate(op("DATE_DIFF", from_=DAY, to=DAY, in_="$n"), {"n": 1})


TRUTH = {"T": True, "F": False, "U": "$b", "N": None}
TABLES = {
    "AND": {"T": "TFU×", "F": "FFFF", "U": "UFU×", "N": "××××"},
    "OR": {"T": "TTTT", "F": "TFU×", "U": "TUU×", "N": "××××"},
}


@pytest.mark.parametrize("name", ["AND", "OR"])
@pytest.mark.parametrize("first", "TFUN")
@pytest.mark.parametrize(("column", "second"), list(enumerate("TFUN")))
def test_truth_tables(name: str, first: str, column: int, second: str) -> None:
    expression = op(name, conditions=[TRUTH[first], TRUTH[second]])
    expected = TABLES[name][first][column]
    if expected == "×":
        with pytest.raises(AbsentOperand):
            evaluate(expression)
    else:
        assert evaluate(expression) == {"T": True, "F": False, "U": Unknown({"b"})}[expected]


def test_what_stands_behind_a_deciding_operand_cannot_fail() -> None:
    fails = op("DIVIDE", values=[1, 0])
    assert evaluate(op("AND", conditions=[U, False, fails])) is False
    assert evaluate(op("OR", conditions=[U, True, fails])) is True
    with pytest.raises(DivisionByZero):
        evaluate(op("AND", conditions=[U, fails]))


def test_missing_facts_are_gathered_over_all_operands() -> None:
    assert evaluate(op("AND", conditions=["$b", True, U])) == Unknown({"b", "onbekend"})
    assert evaluate(op("ADD", values=["$n", "$m", 1])) == Unknown({"n", "m"})
    assert evaluate(op("IN", subject=1, values=["$n", 2, "$m"])) == Unknown({"n", "m"})


def test_containers_compare_element_by_element() -> None:
    both = op("EQUALS", subject=op("LIST", items=[U, 1]), value=op("LIST", items=[9, 2]))
    assert evaluate(both) is False
    assert evaluate(op("EQUALS", subject=op("LIST", items=[U, 1]), value=op("LIST", items=[9, 1]))) == UNKNOWN
    assert evaluate(op("IN", subject=3, values=[U, 3])) is True


def test_multiplying_back_a_division_shows_the_28_digits() -> None:
    third = op("MULTIPLY", values=[op("DIVIDE", values=[1, 3]), 3])
    assert evaluate(op("FLOOR", value=third, precision=0)) == 0
