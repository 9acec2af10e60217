"""Values without a declared type, as files of other engines give them, and the edges of what fits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from wbmgp_engine.errors import ArithmeticOverflow, TypeMismatch
from wbmgp_engine.logic.plan import Declared, Place
from wbmgp_engine.logic.scalar import boundary
from wbmgp_engine.logic.scalar.arithmetic import arithmetic
from wbmgp_engine.logic.scalar.boundary import Boundary, quick_rows
from wbmgp_engine.logic.scalar.branches import Loop, refined
from wbmgp_engine.logic.scalar.date_operations import date_add
from wbmgp_engine.logic.values import NOT_TAKEN, ReferenceDate, Unknown

PLACE = Place("wet_proef", None, "1", "uit", "articles.1")
LEAST, MOST = -(2**63), 2**63 - 1
U, V = Unknown({"u"}), Unknown({"v"})
anything = Boundary(Declared("x"), PLACE, checked=False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("5.00"), 5), (Decimal("5.25"), Decimal("5.25")), (MOST, MOST), (LEAST, LEAST), (True, True), ("x", "x"),
        (date(2030, 5, 17), date(2030, 5, 17)), (ReferenceDate(2030, 5, 17), ReferenceDate(2030, 5, 17)), (U, U),
        ([Decimal("5.0"), None, [Decimal("6.0")]], [5, None, [6]]), ({"a": {"b": Decimal("7.0")}}, {"a": {"b": 7}}),
    ],
)  # fmt: skip
def test_values_come_in_the_form_the_law_computes_with(value: Any, expected: Any) -> None:
    found = anything(value)
    assert found == expected and repr(found) == repr(expected)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (2**63, "x is 9223372036854775808"), (Decimal(2**63), "x is 9223372036854775808"), (LEAST - 1, "x is -92"),
        ([0, 2**63], "x is 9223372036854775808"), ({"a": {"b": 2**63}}, "x.a.b is 9223372036854775808"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(value: Any, place: str) -> None:
    with pytest.raises(ArithmeticOverflow) as caught:
        anything(value)
    assert str(caught.value).startswith(f"wet_proef art. 1, uit [articles.1]: {place}")


@pytest.mark.parametrize(
    ("value", "place"),
    [(5.0, "x is 5.0"), ([5.0], "x is 5.0"), ({"a": 5.0}, "x.a is 5.0"), (Decimal("NaN"), "x is Decimal('NaN')")],
)
def test_no_float_comes_in_however_deep(value: Any, place: str) -> None:
    with pytest.raises(TypeMismatch) as caught:
        anything(value)
    assert str(caught.value).startswith(f"wet_proef art. 1, uit [articles.1]: {place}")


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"__unknown": True}, {"x"}),
        ({"__unknown": True, "missing": []}, {"x"}),
        ({"__unknown": True, "missing": ["a", {"law": "w", "name": "b", "kind": "input"}]}, {"a", "w#b:input"}),
    ],
)
def test_the_unknown_of_another_engine_is_unknown_here(told: dict[str, Any], missing: set[str]) -> None:
    assert anything(told) == Unknown(missing)
    assert anything({"a": [told]})["a"] == [Unknown(missing if missing != {"x"} else {"x.a"})]


@pytest.mark.parametrize("value", [{"__unknown": False}, {"__unknown": 1}, {"missing": ["a"]}])
def test_what_does_not_say_that_it_is_unknown_is_an_object(value: dict[str, Any]) -> None:
    assert anything(value) == value


@pytest.mark.parametrize("value", [2**63, Decimal(2**63)])
def test_a_declared_number_that_does_not_fit_is_named(value: Any) -> None:
    with pytest.raises(ArithmeticOverflow, match=r"articles\.1\]: x is 9223372036854775808, which does not fit"):
        Boundary(Declared("x", "number"), PLACE)(value)


def test_the_least_number_that_fits_is_computed_and_taken_as_it_is() -> None:
    assert arithmetic([LEAST + 1, -1], PLACE._replace(operation="ADD")) == LEAST
    fields = Declared("rijen", "array", columns={"n": Declared("n", "number")}).fields
    assert quick_rows([{"n": LEAST}], fields) == [{"n": LEAST}]


def test_whole_numbers_are_divided_exactly() -> None:
    assert arithmetic([MOST, 1], PLACE._replace(operation="DIVIDE")) == MOST
    assert arithmetic([1, 8], PLACE._replace(operation="DIVIDE")) == Decimal("0.125")


def test_as_many_rows_as_there_may_be_take_the_quick_way() -> None:
    def slow(rows: Any) -> Any:
        raise AssertionError(f"{len(rows)} rows went the long way")

    fields = Declared("rijen", "array", columns={"n": Declared("n", "number")}).fields
    rows = [{"n": 1}] * boundary.MAX_ELEMENTS
    assert boundary.rows(rows, fields, slow) == rows
    with pytest.raises(AssertionError, match="1001 rows"):
        boundary.rows([*rows, rows[0]], fields, slow)


def test_an_amount_that_is_no_whole_number_is_named() -> None:
    with pytest.raises(TypeMismatch, match=r"articles\.1\]: .*months"):
        date_add(date(2030, 5, 17), {"years": 1, "months": "2"}, PLACE)


# Branches and loops ----------------------------------------------------------------------------------------------------


def piece(value: Any) -> Any:
    return lambda c, r: value


def test_a_case_that_is_false_leaves_the_others_and_the_default_open() -> None:
    later = [(piece(False), piece(9)), (piece(U), piece(1))]
    assert refined(V, piece(1), later, piece(2), [], None, PLACE) == Unknown({"u", "v"})
    assert refined(V, piece(1), later, piece(1), [], None, PLACE) == 1
    assert refined(V, piece(1), [(piece(False), piece(9))], piece(2), [], None, PLACE) == V


def test_a_loop_has_a_slot_for_everything_but_the_element() -> None:
    assert Loop(PLACE, 3, None).blank == [NOT_TAKEN] * 2


def test_an_element_that_may_not_count_misses_what_its_body_misses_too() -> None:
    seen = list[Any]()

    def body(c: Any, row: Any) -> Any:
        seen.append((c, row[2]))
        return V

    loop, row, facts = Loop(PLACE, 4, "AND"), [0, 0, NOT_TAKEN], ["facts"]
    assert loop.doubtful(facts, row, U, True, body) == Unknown({"u", "v"})
    assert seen == [(facts, NOT_TAKEN)] and row[2] == V
    assert loop.doubtful(facts, row, U, Unknown({"w"}), body) == Unknown({"u", "v", "w"})
    assert loop.doubtful(facts, row, U, True, piece(False)) == U
    assert loop.doubtful(facts, row, U, True, piece(True)) is True
    # What is decided already misses nothing, whatever the body misses.
    assert loop.doubtful(facts, row, U, False, body) is False
