"""A quotient that may not come out even does not decide anything by its last digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.checks.islands import VALUE, computing, in_file, op, output
from wbmgp_engine.law.checks.division import _comes_out_even

FIX = "multiply before you divide, ROUND the quotient, or divide by a number that comes out even"
NUMBER = output("uitkomst", "number")


def third(divisor: Any = 3) -> dict[str, Any]:
    return op("DIVIDE", values=["$getal", divisor])


@pytest.mark.parametrize(
    ("value", "where", "name"),
    [
        (op("MULTIPLY", values=[third(), 3]), "values.0", "MULTIPLY"),
        (op("FLOOR", value=third("$vijf"), precision=0), "", ""),
        (op("FLOOR", value=third("$jaren"), precision=0), "value", "FLOOR"),
        (op("CEIL", value=op("ADD", values=[1, third()]), precision=0), "value", "CEIL"),
        (
            op("MULTIPLY", values=[2, op("IF", cases=[{"when": "$ja", "then": third()}], default=1)]),
            "values.1",
            "MULTIPLY",
        ),
        (op("FLOOR", value=third("$twaalf"), precision=0), "value", "FLOOR"),
    ],
)
def test_quotient_below(value: Any, where: str, name: str) -> None:
    found = in_file(computing(value, declared=NUMBER))
    if not where:
        assert found == []
        return
    divisor = "$jaren" if "jaren" in str(value) else "$twaalf" if "twaalf" in str(value) else "3"
    assert found == [f"{VALUE}.{where}: {name} takes the DIVIDE by {divisor}, which may not come out even → {FIX}"]


@pytest.mark.parametrize("name", ["EQUALS", "GREATER_THAN", "LESS_THAN_OR_EQUAL"])
def test_quotient_in_a_comparison(name: str) -> None:
    assert in_file(computing(op(name, subject=third(), value=1))) == [
        f"{VALUE}.subject: {name} takes the DIVIDE by 3, which may not come out even → {FIX}"
    ]
    assert in_file(computing(op(name, subject=third(8), value=1))) == []


@pytest.mark.parametrize(
    "value",
    [
        third(),
        op("DIVIDE", values=[op("MULTIPLY", values=["$getal", 3]), 7]),
        op("ROUND", value=third(), precision=0),
        op("FLOOR", value=op("ROUND", value=third(), precision=2), precision=0),
        op("ADD", values=[third(), 1]),
    ],
)
def test_quotient_elsewhere_passes(value: Any) -> None:
    assert in_file(computing(value, declared=NUMBER)) == []


def test_a_quotient_is_followed_through_an_intermediate() -> None:
    share = {"output": "aandeel", "value": third()}
    value = op("FLOOR", value=op("ADD", values=["$aandeel", 1]), precision=0)
    assert in_file(computing(value, actions=[share], declared=NUMBER)) == [
        f"{VALUE}.value: FLOOR takes $aandeel with DIVIDE by 3 in it, which may not come out even → {FIX}"
    ]
    even = {"output": "aandeel", "value": third(4)}
    assert in_file(computing(value, actions=[even], declared=NUMBER)) == []


@given(st.integers(0, 12), st.integers(0, 12), st.sampled_from([1, -1]), st.sampled_from([1, 3, 7]), st.integers(-3, 3))
def test_a_divisor_comes_out_even_when_its_factors_are_two_and_five(
    twos: int, fives: int, sign: int, odd: int, shift: int
) -> None:
    assert _comes_out_even(Decimal(sign * 2**twos * 5**fives * odd).scaleb(shift)) is (odd == 1)


@pytest.mark.parametrize("divisor", [0, True, "5", None])
def test_what_is_no_number_does_not_come_out_even(divisor: Any) -> None:
    assert not _comes_out_even(divisor)
