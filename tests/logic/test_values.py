"""Unknown, equality in three values, and the exact JSON form."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_engine.logic.values import NOT_TAKEN, ReferenceDate, Unknown, as_json, dumps, equal, missing_in, show

names = st.frozensets(st.sampled_from("abcd"), min_size=1)
scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.decimals(-9, 9, places=1) | st.sampled_from(["a", "1"])
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xy"), inner)
)


@given(names, names, names)
def test_merging_what_is_missing_is_a_union(a: frozenset[str], b: frozenset[str], c: frozenset[str]) -> None:
    merged = (Unknown(a) | Unknown(b)) | Unknown(c)
    assert merged == Unknown(c) | (Unknown(b) | Unknown(a))
    assert merged.missing == a | b | c


def test_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match=r"unknown is neither true nor false \(missing: a, b\)"):
        bool(Unknown({"b", "a"}))


def test_unknown_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Unknown({"a"}).missing = frozenset()  # type: ignore[misc]


@given(values)
def test_equality_is_reflexive(value: Any) -> None:
    assert equal(value, value) is True


@given(values, values)
def test_equality_is_symmetric_and_never_confuses_truth_with_numbers(a: Any, b: Any) -> None:
    assert equal(a, b) is equal(b, a)
    if isinstance(a, bool) and not isinstance(b, bool):
        assert equal(a, b) is False


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, Decimal("1.0"), True),
        (True, 1, False),
        (False, 0, False),
        ("1", 1, False),
        (None, False, False),
        (date(2031, 7, 1), "2031-07-01", True),
        (ReferenceDate(2031, 7, 1), date(2031, 7, 1), True),
        (ReferenceDate(2031, 7, 1), "2031-07-02", False),
        ({"iso": "2031-07-01"}, "2031-07-01", True),
        ({"iso": "2031-07-01"}, date(2031, 7, 1), True),
        ({"iso": 1}, "2031-07-01", False),
        ([1, 2], [1], False),
        ({"x": 1}, {"y": 1}, False),
        ([Unknown({"a"}), 1], [9, 2], False),
        ([Unknown({"a"}), 1], [9, 1], Unknown({"a"})),
        ({"x": Unknown({"a"})}, {"x": Unknown({"b"})}, Unknown({"a", "b"})),
        (Unknown({"a"}), None, Unknown({"a"})),
    ],
)
def test_equality(a: Any, b: Any, expected: Any) -> None:
    assert equal(a, b) == expected
    assert equal(b, a) == expected


def test_membership_does_not_take_the_reference_date_for_text() -> None:
    assert equal(ReferenceDate(2031, 7, 1), "2031-07-01", dates=False) is False
    assert equal(date(2031, 7, 1), "2031-07-01", dates=False) is True


def test_what_is_missing_is_found_at_any_depth() -> None:
    assert missing_in([1, {"x": [Unknown({"a"})]}, Unknown({"b"})]) == Unknown({"a", "b"})
    assert missing_in({"x": [1, None]}) is None


@given(values)
def test_json_keeps_every_digit(value: Any) -> None:
    assert equal(json.loads(dumps(value), parse_float=Decimal), value) is True


def test_json_forms() -> None:
    value = {
        "d": ReferenceDate(2031, 7, 1),
        "e": date(2031, 7, 1),
        "n": Decimal("5.0"),
        "u": Unknown({"b", "a"}),
        "l": (1,),
    }
    assert as_json(value) == {
        "d": {"iso": "2031-07-01", "year": 2031, "month": 7, "day": 1},
        "e": "2031-07-01",
        "n": 5,
        "u": {"__unknown": True, "missing": ["a", "b"]},
        "l": [1],
    }
    assert dumps([{}, [], Decimal("1E-9"), 'ë"']) == '[{}, [], 0.000000001, "ë\\""]'


def test_long_values_are_cut_in_messages() -> None:
    assert show("a" * 100) == '"' + "a" * 76 + "…"
    assert show(1.5) == "1.5"
    assert repr(NOT_TAKEN) == "NOT_TAKEN"
