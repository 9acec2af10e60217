"""JSON text from outside: what it may not hold, and how deep and large it may be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.facts.samples import EXAMPLE
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import Application
from wbmgp_engine.facts.json_text import MAX_BYTES, MAX_DEPTH, read_json

REFUSED: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "input: is empty → give one JSON object, between { and }"),
    "blank": (" \n ", "input: is empty → give one JSON object, between { and }"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "input: is empty → give one JSON object, between { and }"),
    "cut off": ('{"a": ', "line 1, column 7: this is not JSON → expecting value"),
    "two documents": ("{}{}", "line 1, column 3: this is not JSON → extra data"),
    "a comment": ("{} // klaar", "line 1, column 4: this is not JSON → extra data"),
    "single quotes": (
        "{'a': 1}",
        "line 1, column 2: this is not JSON → expecting property name enclosed in double quotes",
    ),
    "a line break in text": ('{"a": "b\nc"}', "line 1, column 9: this is not JSON → invalid control character at"),
    "a plus": ('{"a": +1}', "line 1, column 7: this is not JSON → expecting value"),
    "NaN": ('{"a": NaN}', "a: NaN is not a JSON number → write a whole number"),
    "infinity": ('{"a": Infinity}', "a: Infinity is not a JSON number → write a whole number"),
    "minus infinity": ("[-Infinity]", "0: -Infinity is not a JSON number → write a whole number"),
    "a fraction": ('{"a": 1.5}', "a: 1.5 is not a whole number → write whole numbers; money in eurocents"),
    "a whole fraction": ('{"a": 1.0}', "a: 1.0 is not a whole number → write whole numbers; money in eurocents"),
    "an exponent": ('{"a": 1e400}', "a: 1e400 is not a whole number → write whole numbers; money in eurocents"),
    "a long fraction": (
        "[0." + "1" * 500 + "]",
        "0: 0." + "1" * 38 + " is not a whole number → write whole numbers; money in eurocents",
    ),
    "many digits": ("[" + "9" * 20 + "]", "0: a number of 20 digits → write a number of at most 19 digits"),
    "digits without end": (
        "[" + "9" * 10_000 + "]",
        "0: a number of 10000 digits → write a number of at most 19 digits",
    ),
    "a duplicate key": ('{"a": 1, "b": 2, "a": 1}', "a: this key stands twice in one object → keep one of the two"),
    "a duplicate key, escaped": (
        r'{"a": 1, "\u0061": 1}',
        "a: this key stands twice in one object → keep one of the two",
    ),
    "a duplicate key, deep": (
        '{"a": [{"b": {"c": 1, "c": 2}}]}',
        "a.0.b.c: this key stands twice in one object → keep one of the two",
    ),
    "a duplicate hostile key": (
        r'{"\u001b[2J": 1, "\u001b[2J": 1}',
        r"'\x1b[2J': this key stands twice in one object → keep one of the two",
    ),
    "a fraction, deep": (
        '{"huis": [1, {"huur prijs": 450.00}]}',
        "huis.1.'huur prijs': 450.00 is not a whole number → write whole numbers; money in eurocents",
    ),
    "several at once, in their order": (
        '{"b": {"x": NaN}, "a": [1.5, 2]}',
        "b.x: NaN is not a JSON number → write a whole number\n"
        "a.0: 1.5 is not a whole number → write whole numbers; money in eurocents",
    ),
    "nothing but a fraction": ("0.5", "input: 0.5 is not a whole number → write whole numbers; money in eurocents"),
    "too deep": ("[" * 51 + "]" * 51, "input: nested too deep → at most 50 levels"),
    "too deep in objects": ('{"a":' * 51 + "1" + "}" * 51, "input: nested too deep → at most 50 levels"),
    "absurdly deep": ("[" * 200_000, "input: nested too deep → at most 50 levels"),
    "too large": (b" " * (MAX_BYTES + 1), "input: 1000001 bytes → send at most 1000000 bytes"),
    "too large in bytes": ("é" * 500_001, "input: 1000002 bytes → send at most 1000000 bytes"),
    "latin 1": ('{"a": "é"}'.encode("latin-1"), "input: no UTF-8 at byte 7 → save the text as UTF-8"),
    "utf-16": ("{}".encode("utf-16"), "input: no UTF-8 at byte 0 → save the text as UTF-8"),
    "a lone surrogate as such": ('{"a": "\ud800"}', "input: no UTF-8 at byte 7 → save the text as UTF-8"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_whole_message(name: str) -> None:
    text, message = REFUSED[name]
    with pytest.raises(BadInput) as refused:
        read_json(text)
    assert str(refused.value) == message


def test_depth_is_allowed_up_to_the_limit() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert read_json(text) == json.loads(text)
    assert read_json("[" + "[]," * 200 + "[]]") == [[]] * 201


def test_no_more_than_a_hundred_are_told() -> None:
    with pytest.raises(BadInput) as refused:
        read_json("[" + "0.5," * 1_000 + "0.5]")
    assert len(refused.value.findings) == 100


def test_size_is_allowed_up_to_the_limit() -> None:
    assert read_json(b"1" + b" " * (MAX_BYTES - 1)) == 1


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_json(b"\xef\xbb\xbf{}") == {}


def test_a_duplicate_among_many_keys_is_found_at_once() -> None:
    text = "{" + ",".join(f'"{number}":1' for number in range(90_000)) + ',"89999":1}'
    with pytest.raises(BadInput, match=r"^89999: this key stands twice"):
        read_json(text)


@pytest.mark.parametrize("text", ['{"kenmerk": "\\ud800"}', '{"\\ud800": 1}', '{"kenmerk": "a\\u0000b"}'])
def test_what_json_allows_and_an_application_does_not(text: str) -> None:
    with pytest.raises(BadInput):
        Application.from_json(text)


def test_text_and_bytes_are_the_same_application() -> None:
    text = json.dumps(EXAMPLE, ensure_ascii=False)
    assert Application.from_json(text) == Application.from_json(text.encode()) == Application.model_validate(EXAMPLE)


_texts = st.text(st.characters(codec="utf-8"))
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=20,
)


@given(_values)
def test_what_is_written_is_read(value: Any) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_text_breaks_the_reader(text: bytes | str) -> None:
    try:
        Application.from_json(text)
    except BadInput as refused:
        str(refused).encode("utf-8")
    else:
        raise AssertionError("noise is no application")
