"""What generated code calls where its quick way ends, called by itself: it is met too rarely to be left to whole laws."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from wbmgp_engine.errors import AbsentOperand, ArithmeticOverflow, InvalidOperation, TypeMismatch, VariableNotFound
from wbmgp_engine.logic.plan import Declared, Place
from wbmgp_engine.logic.scalar import boundary
from wbmgp_engine.logic.scalar.arithmetic import arithmetic
from wbmgp_engine.logic.scalar.boundary import Boundary, quick_rows
from wbmgp_engine.logic.scalar.branches import MAX_ELEMENTS, Loop, _agreed, refined
from wbmgp_engine.logic.scalar.date_operations import age, date_diff
from wbmgp_engine.logic.scalar.operations import compare, day_or_none, field_of, member
from wbmgp_engine.logic.scalar.step_functions import absent
from wbmgp_engine.logic.values import ReferenceDate, Unknown

PLACE = Place("wet_proef", None, "1", "uit", "articles.1")
U, V = Unknown({"u"}), Unknown({"v"})
TODAY = ReferenceDate(2030, 5, 17)
DAY = date(2030, 5, 17)


# Dates -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("born", ["2008-02-29", date(2008, 2, 29), {"iso": "2008-02-29"}])
@pytest.mark.parametrize(
    ("on", "years"), [("2030-05-17", 22), (TODAY, 22), (date(2026, 2, 28), 18), ("2026-02-27", 17)]
)
def test_age_takes_a_day_in_every_form(born: Any, on: Any, years: int) -> None:
    assert age(born, on, PLACE) == years


def test_age_of_unknown_and_of_what_is_no_day() -> None:
    assert age(U, V, PLACE) == Unknown({"u", "v"})
    wrong: list[tuple[Any, Any]] = [("2030-02-30", DAY), (DAY, "2030-02-30")]
    for born, on in wrong:
        with pytest.raises(InvalidOperation, match=r'^wet_proef art\. 1, uit \[articles\.1\]: "2030-02-30" is no date'):
            age(born, on, PLACE)
    with pytest.raises(TypeMismatch, match=r"^wet_proef art\. 1, uit"):
        age(5, DAY, PLACE)


@pytest.mark.parametrize(("unit", "count"), [("days", 396), ("months", 13), ("years", 1)])
def test_a_difference_in_every_unit(unit: str, count: int) -> None:
    assert date_diff("2029-04-16", TODAY, unit, PLACE) == count


@pytest.mark.parametrize("unit", ["DAYS", "weeks", ""])
def test_a_difference_in_no_other_unit(unit: str) -> None:
    with pytest.raises(InvalidOperation, match="use days, months or years"):
        date_diff(DAY, DAY, unit, PLACE)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(DAY, DAY), (TODAY, DAY), ("2030-05-17", DAY), ({"iso": "2030-05-17"}, DAY), ({}, None), ("x", None), (5, None)],
)
def test_what_counts_as_a_day(value: Any, expected: date | None) -> None:
    found = day_or_none(value)
    assert found == expected and type(found) is type(expected)


# Comparing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "greater"),
    [
        (2, 1, True), (1, 2, False), (2, Decimal("1.9"), True), (Decimal("1.9"), 2, False), (2, 2, False),
        ("2030-05-18", TODAY, True), (TODAY, date(2030, 5, 18), False), (DAY, "2030-05-16", True),
    ],
)  # fmt: skip
def test_numbers_and_days_are_compared(a: Any, b: Any, greater: bool) -> None:
    place = PLACE._replace(operation="GREATER_THAN")
    assert compare(a, b, place) is greater
    assert compare(a, U, place) == U == compare(U, b, place)


@pytest.mark.parametrize(("a", "b"), [(1, DAY), (DAY, 1), ("x", DAY), (1, "2030-05-17"), (True, 1), (1, True)])
def test_nothing_else_is_compared(a: Any, b: Any) -> None:
    with pytest.raises(TypeMismatch, match="give two numbers or two dates"):
        compare(a, b, PLACE._replace(operation="LESS_THAN"))


@pytest.mark.parametrize(("a", "b"), [(None, 1), (1, None), (None, None)])
def test_null_is_compared_with_nothing(a: Any, b: Any) -> None:
    with pytest.raises(AbsentOperand):
        compare(a, b, PLACE._replace(operation="LESS_THAN"))


@pytest.mark.parametrize(
    ("subject", "values", "expected"),
    [
        ("a", ["a", "b"], True), ("c", ["a", "b"], False), ("a", "a", True), ("a", "b", False), ("a", [U, "a"], True),
        ("a", [U, "b", V], Unknown({"u", "v"})), (U, ["a"], U), (U, [], U), ("a", U, U), (U, V, Unknown({"u", "v"})),
        (1, [Decimal(1)], True), (DAY, ["2030-05-17"], True), (None, [None], True), (1, [True], False),
    ],
)  # fmt: skip
def test_membership(subject: Any, values: Any, expected: Any) -> None:
    found = member(subject, values, PLACE)
    assert found == expected and type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [({"n": 1}, "n", 1), (None, "n", None), (U, "n", U), (TODAY, "year", 2030), ([5, 6], "0", 5), ([5, 6], "1", 6)],
)
def test_fields(value: Any, name: str, expected: Any) -> None:
    assert field_of(value, name, PLACE) == expected


@pytest.mark.parametrize(("value", "name"), [({}, "n"), ([5], "1"), ([5], "x"), ("text", "0"), (TODAY, "0"), (5, "0")])
def test_fields_that_are_not_there(value: Any, name: str) -> None:
    with pytest.raises(VariableNotFound, match=f"has no field '{name}'"):
        field_of(value, name, PLACE)


# Numbers ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("number", "fits"),
    [("7.922816251426433759354395033E+28", True), ("7.922816251426433759354395034E+28", False)],
)
def test_a_decimal_stays_below_its_limit(number: str, fits: bool, sign: int) -> None:
    largest = Decimal(number) * sign
    values, place = [largest, Decimal("0.5")], PLACE._replace(operation="MAX" if largest > 0 else "MIN")
    if fits:
        assert arithmetic(values, place) == largest
        return
    with pytest.raises(ArithmeticOverflow):
        arithmetic(values, place)


# Branches and loops ----------------------------------------------------------------------------------------------------


def test_what_branches_agree_on_is_that_of_the_first() -> None:
    found = _agreed([1, Decimal("1.0")], U)
    assert found == 1 and type(found) is int
    assert _agreed([5], U) == 5
    assert _agreed([1, V], U) == Unknown({"u", "v"})


def test_a_later_condition_sees_the_element_at_hand() -> None:
    def element(c: Any, r: Any) -> Any:
        return r[0]

    def one(c: Any, r: Any) -> int:
        return 1

    def two(c: Any, r: Any) -> int:
        return 2

    assert refined(U, one, [(element, two)], one, [], [False], PLACE) == 1
    assert refined(U, one, [(element, two)], one, [], [True], PLACE) == U


def test_a_condition_that_is_none_is_refused_with_its_place() -> None:
    with pytest.raises(
        TypeMismatch, match=r"^wet_proef art\. 1, uit \[articles\.1\]: 5 is a number; give true or false"
    ):
        refined(5, lambda c, r: 1, [], lambda c, r: 2, [], None, PLACE)


@pytest.mark.parametrize(("combine", "decided", "open_"), [("OR", True, False), ("AND", False, True)])
def test_what_is_decided_stays_decided(combine: str, decided: bool, open_: bool) -> None:
    loop = Loop(PLACE, 3, combine)
    assert loop.undecided(U, decided) is decided
    assert loop.undecided(U, open_) == U
    assert Loop(PLACE, 3, None).undecided(U, decided) == U


def test_a_list_may_be_as_long_as_the_limit() -> None:
    loop = Loop(PLACE, 3, None)
    assert len(loop.elements([0] * MAX_ELEMENTS)) == MAX_ELEMENTS
    with pytest.raises(InvalidOperation):
        loop.elements([0] * (MAX_ELEMENTS + 1))


# The type wall ---------------------------------------------------------------------------------------------------------


def test_lists_may_be_as_long_as_the_limit() -> None:
    whole = [0] * boundary.MAX_ELEMENTS
    for declared in (Declared("x", "array"), Declared("x", "array", columns={"n": Declared("n")})):
        rows = whole if declared.columns is None else [{"n": 1}] * len(whole)
        assert len(Boundary(declared, PLACE)(rows)) == len(rows)
        assert len(boundary._array(rows, declared, PLACE, "x")) == len(rows)
        for read in (Boundary(declared, PLACE), lambda value, d=declared: boundary._array(value, d, PLACE, "x")):
            with pytest.raises(InvalidOperation):
                read([*rows, rows[0]])


def test_a_value_of_no_declared_type_is_taken_as_it_is() -> None:
    assert Boundary(Declared("x"), PLACE)(Decimal("5.0")) == 5
    assert Boundary(Declared("x", "number"), PLACE, checked=False)("text") == "text"
    with pytest.raises(TypeMismatch, match=r"^wet_proef art\. 1, uit \[articles\.1\]: x is 5\.0"):
        Boundary(Declared("x"), PLACE)(5.0)


QUICK: dict[str, tuple[Declared, Any]] = {
    "a number": (Declared("n", "number"), 5),
    "an amount": (Declared("n", "amount"), 5),
    "null where it may": (Declared("n", "number"), None),
    "unknown": (Declared("n", "date", nullable=False), U),
    "a day": (Declared("n", "date"), DAY),
    "a text": (Declared("n", "string"), "x"),
    "a truth": (Declared("n", "boolean"), True),
    "a short list": (Declared("n", "array"), [1, "a", None]),
    "a list at its limit": (Declared("n", "array"), [0] * boundary.MAX_ELEMENTS),
    "rows": (Declared("n", "array", columns={"s": Declared("s", "string")}), [{"s": "x"}]),
}
SLOW: dict[str, tuple[Declared, Any]] = {
    "a decimal": (Declared("n", "number"), Decimal("5.5")),
    "a large number": (Declared("n", "number"), 2**63),
    "null where it may not": (Declared("n", "number", nullable=False), None),
    "a day in text": (Declared("n", "date"), "2030-05-17"),
    "a number for a text": (Declared("n", "string"), 5),
    "a list for a text": (Declared("n", "string"), ["x"]),
    "a number for a list": (Declared("n", "array"), 5),
    "a long list": (Declared("n", "array"), [0] * (boundary.MAX_ELEMENTS + 1)),
    "rows that are none": (Declared("n", "array", columns={"s": Declared("s", "string")}), [1]),
    "an object": (Declared("n", "object"), {}),
}


@pytest.mark.parametrize("name", QUICK)
def test_usual_values_of_a_row_come_in_as_they_are(name: str) -> None:
    declared, value = QUICK[name]
    fields = Declared("rijen", "array", columns={"n": declared, "id": Declared("id", "string")}).fields
    assert quick_rows([{"n": value, "id": "p1"}] * 2, fields) == [{"n": value, "id": "p1"}] * 2
    assert len(fields.quick) == 1


@pytest.mark.parametrize("name", SLOW)
def test_all_others_go_the_long_way(name: str) -> None:
    declared, value = SLOW[name]
    fields = Declared("rijen", "array", columns={"n": declared, "id": Declared("id", "string")}).fields
    with pytest.raises(LookupError):
        quick_rows([{"n": value, "id": "p1"}], fields)


def test_classes_that_were_looked_at_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, look = list[Any](), boundary._looks

    def counted(columns: Any, classes: Any) -> Any:
        looked.append(classes)
        return look(columns, classes)

    monkeypatch.setattr(boundary, "_looks", counted)
    fields = Declared("rijen", "array", columns={f"k{n}": Declared(f"k{n}", "number") for n in range(9)}).fields
    rows = [
        {f"k{n}": None if number >> n & 1 else n for n in range(9)} for number in range(boundary.MAX_KINDS_OF_ROWS + 1)
    ]
    quick_rows(rows[:-1] * 2, fields)
    assert len(looked) == boundary.MAX_KINDS_OF_ROWS == len(fields.quick)
    quick_rows(rows[-1:], fields)
    assert len(fields.quick) == 1


def test_rows_of_the_law_take_the_quick_way(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = Declared("rijen", "array", columns={"n": Declared("n", "number")})
    monkeypatch.setattr(boundary, "_accept", None)
    assert Boundary(declared, PLACE)([{"n": 1}]) == [{"n": 1}]


def test_a_fault_in_a_row_names_its_place() -> None:
    declared = Declared("rijen", "array", columns={"n": Declared("n", "number")})
    with pytest.raises(TypeMismatch, match=r"^wet_proef art\. 1, uit \[articles\.1\]: rijen\[0\]\.n is"):
        Boundary(declared, PLACE)([{"n": "5"}])


def test_what_nobody_gave_is_null_where_nothing_stands_for_it() -> None:
    step: Any = SimpleNamespace(absent=None)
    assert absent(step) == (None, None)
    step = SimpleNamespace(absent="feit")
    assert absent(step) == (Unknown({"feit"}), None)
