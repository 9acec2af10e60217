"""Canonical bytes: those of RFC 8785; whatever has no single form is refused, with its place."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from tests.trail.strategies import json_values
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail import verify
from wbmgp_engine.trail.canonical import MAX_DEPTH, decode, encode


@given(json_values)
def test_the_bytes_are_those_of_two_other_writers_and_read_back(value: Any) -> None:
    data = encode(value)
    assert data == rfc8785.dumps(value) == verify.canonical(value)
    assert decode(data) == value
    assert encode(decode(data)) == data


def test_keys_stand_in_the_order_of_utf_16_units() -> None:
    # The example of RFC 8785, 3.2.3, and the pair that tells UTF-16 from code points.
    keys = ["\u20ac", "\r", "1", "\u0080", "\U0001f600", "\u00f6", "\ufb03"]
    data = encode(dict.fromkeys(keys, 0))
    assert list(decode(data)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb03"]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("\x00\x1f\x7f", b'"\\u0000\\u001f\x7f"'),
        ('\b\t\n\f\r"\\/', b'"\\b\\t\\n\\f\\r\\"\\\\/"'),
        ("\u2028<é>😀", '"\u2028<é>😀"'.encode()),
    ],
)
def test_text_is_escaped_as_little_as_can_be(text: str, data: bytes) -> None:
    assert encode(text) == data == rfc8785.dumps(text)


NESTED: Any = 0
for _ in range(MAX_DEPTH + 1):
    NESTED = [NESTED]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"a": [0, {"b": 1.0}]}, "a.1.b: is a float → use text, whole numbers, true, false, null, lists and objects"),
        (float("nan"), "value: is a float → use text, whole numbers, true, false, null, lists and objects"),
        ((1,), "value: is a tuple → use text, whole numbers, true, false, null, lists and objects"),
        ({"a": 2**53}, "a: is a number that not every reader of JSON can hold → keep numbers within ±9007199254740991"),
        ([-(2**53)], "0: is a number that not every reader of JSON can hold → keep numbers within ±9007199254740991"),
        ({"a": "\ud800"}, "a: holds half a character (a lone surrogate) → send the text as UTF-8"),
        ({"\udfff": 1}, "value: holds half a character (a lone surrogate) → send the text as UTF-8"),
        ({"a": "e\u0301"}, "a: holds letters with loose accents → send the text in Unicode's composed form (NFC)"),
        ({"a": {"e\u0301": 1}}, "a: holds letters with loose accents → send the text in Unicode's composed form (NFC)"),
        ({1: 2}, "value: has a key that is no text: 1 → use text for keys"),
        (NESTED, ".".join("0" * MAX_DEPTH) + ": is nested too deep → keep to 200 levels"),
    ],
)
def test_what_has_no_single_form_is_refused_with_its_place(value: Any, message: str) -> None:
    with pytest.raises(BadInput) as problem:
        encode(value)
    assert str(problem.value) == message
    with pytest.raises(BadInput):
        # A subclass hides what it really is.
        encode(type("Text", (str,), {})("x"))


def test_the_largest_numbers_and_the_deepest_nesting_are_kept() -> None:
    assert encode([2**53 - 1, -(2**53) + 1]) == b"[9007199254740991,-9007199254740991]"
    assert decode(encode(NESTED[0])) == NESTED[0]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}', b"1.0", b"1e3", b"NaN", b"-0", b"01", b"\xff", b'"\\u0061"',
        b'"\\ud800"', b'"\\/"', b"[1]\n", b"\xef\xbb\xbf1", b"[" * 100_000, b"9" * 5_000, b"9007199254740992", b"[" * 201 + b"]" * 201,
    ],
)  # fmt: skip
def test_bytes_in_any_other_form_are_not_read(data: bytes) -> None:
    with pytest.raises(BadInput):
        decode(data)
    with pytest.raises(verify.Failure):
        verify.canonical_value(data)


def test_what_was_recorded_is_read_whatever_the_unicode_version_of_the_reader() -> None:
    assert decode('"e\u0301"'.encode()) == "e\u0301"


@given(st.binary(max_size=40))
def test_both_readers_accept_the_same_bytes(data: bytes) -> None:
    def read(reader: Any) -> Any:
        try:
            return (reader(data),)
        except (BadInput, verify.Failure):
            return None

    assert read(decode) == read(verify.canonical_value)
