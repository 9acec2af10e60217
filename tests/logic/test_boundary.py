"""The type wall: what facts may be, by declared type."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.logic.asking import evaluate, register
from wbmgp_engine.errors import AbsentOperand, ArithmeticOverflow, InvalidOperation, RunError, TypeMismatch
from wbmgp_engine.logic.values import ReferenceDate, Unknown


def accepted(kind: str, value: Any, **more: Any) -> Any:
    return evaluate("$x", {"x": value}, inputs=[register("x", kind, **more)])


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("number", 5, 5),
        ("amount", Decimal("5.00"), 5),
        ("number", Decimal("5.25"), Decimal("5.25")),
        ("number", -(2**63), -(2**63)),
        ("boolean", False, False),
        ("string", "", ""),
        ("date", date(2031, 7, 1), date(2031, 7, 1)),
        ("date", "2031-07-01", date(2031, 7, 1)),
        ("date", ReferenceDate(2031, 7, 1), date(2031, 7, 1)),
        ("array", [1, "a"], [1, "a"]),
        ("object", {"a": 1}, {"a": 1}),
        ("number", Unknown({"u"}), Unknown({"u"})),
        ("array", [Unknown({"u"})], [Unknown({"u"})]),
        ("number", None, None),
    ],
)
def test_values_of_the_declared_type_come_in(kind: str, value: Any, expected: Any) -> None:
    found = accepted(kind, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        ("number", True, TypeMismatch),
        ("number", "5", TypeMismatch),
        ("number", 5.0, TypeMismatch),
        ("number", Decimal("NaN"), TypeMismatch),
        ("number", Decimal("Infinity"), TypeMismatch),
        ("number", 2**63, ArithmeticOverflow),
        ("amount", Decimal("1e30"), ArithmeticOverflow),
        ("boolean", 1, TypeMismatch),
        ("boolean", "true", TypeMismatch),
        ("string", 5, TypeMismatch),
        ("date", "2031-7-1", InvalidOperation),
        ("date", "2031-02-29", InvalidOperation),
        ("date", 20310701, TypeMismatch),
        ("date", datetime(2031, 7, 1, 12), TypeMismatch),
        ("array", {"a": 1}, TypeMismatch),
        ("array", (1, 2), TypeMismatch),
        ("array", [0] * 1001, InvalidOperation),
        ("object", [1], TypeMismatch),
    ],
)
def test_other_values_do_not(kind: str, value: Any, error: type[RunError]) -> None:
    with pytest.raises(error, match=r"^wet_proef \(2020-01-01\) art\. 1, x \[articles\.1\.machine_readable\.execution"):
        accepted(kind, value)


def test_null_only_where_it_is_allowed() -> None:
    with pytest.raises(AbsentOperand, match="x is null, but it is not nullable; leave it out when it is not known"):
        accepted("number", None, nullable=False)


COLUMNS = {
    "id": {"type": "string"},
    "geboren": {"type": "date"},
    "bedrag": {"type": "number", "nullable": True},
    "delen": {"type": "array", "x-velden": {"w": {"type": "boolean"}}},
}
ROW = {"id": "p1", "geboren": "1990-02-28", "bedrag": None, "delen": [{"w": True}]}


def rows(*values: Any) -> Any:
    return accepted("array", list(values), **{"x-velden": COLUMNS})


def test_rows_are_checked_field_by_field() -> None:
    assert rows(ROW) == [{**ROW, "geboren": date(1990, 2, 28)}]
    assert rows({"id": "p2"}) == [
        {"id": "p2", "geboren": Unknown({"x[0].geboren"}), "bedrag": Unknown({"x[0].bedrag"}), "delen": Unknown({"x[0].delen"})}
    ]  # fmt: skip
    assert rows(Unknown({"p1"})) == [Unknown({"p1"})]


def test_an_article_never_sees_fields_it_does_not_declare() -> None:
    assert rows({**ROW, "ras": "x"}) == rows(ROW)


@pytest.mark.parametrize(
    ("row", "error", "message"),
    [
        ({**ROW, "id": 5}, TypeMismatch, "x[0].id is 5, a number; give a string"),
        ({**ROW, "id": None}, AbsentOperand, "x[0].id is null, but it is not nullable"),
        ({**ROW, "geboren": "28-2-1990"}, InvalidOperation, 'x[0].geboren is "28-2-1990"; write an existing date'),
        ({**ROW, "delen": [{"w": 1}]}, TypeMismatch, "x[0].delen[0].w is 1, a number; give a boolean"),
        ("p1", TypeMismatch, 'x[0] is "p1", a string; give an object'),
    ],
)
def test_faults_in_rows_name_the_field(row: Any, error: type[RunError], message: str) -> None:
    with pytest.raises(error) as caught:
        rows(row)
    assert message in str(caught.value)


def test_an_object_may_declare_its_fields_too() -> None:
    columns = {"n": {"type": "number"}}
    assert accepted("object", {}, **{"x-velden": columns}) == {"n": Unknown({"x.n"})}
    with pytest.raises(TypeMismatch):
        accepted("object", {"n": "1"}, **{"x-velden": columns})
