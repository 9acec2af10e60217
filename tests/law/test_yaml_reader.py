"""The YAML reader: what it reads, what it leaves alone, and every way it says no."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.law.strategies import documents
from wbmgp_engine.errors import RuleFileError
from wbmgp_engine.law import yaml_reader
from wbmgp_engine.law.yaml_reader import line_of, read_yaml


@pytest.fixture(autouse=True, params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs on the C parser and on the Python one, which stands in where libyaml is not installed."""
    chosen = yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    monkeypatch.setattr(yaml_reader, "_LOADER", chosen)
    return str(request.param)


def refusal(text: str | bytes, **options: int) -> str:
    with pytest.raises(RuleFileError) as caught:
        read_yaml(text, place="wet.yaml", **options)
    return str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        "no", "off", "yes", "on", "y", "N", "True", "FALSE", "Null", "NULL", "6:7", "12:30", "12:30:45", "010", "0o17",
        "0x1F", "0b1", "1_000", "1e3", "1.5e3", ".inf", "-.inf", ".nan", ".5", "5.", "+1", "+1.5", "1,5", "2031-07-01",
        "2031-07-01T10:00:00Z", "00", "-", "--1", "-01", "1.2.3", "=", "\u0661\u0662", "1\u066b5", "8a", "1.", "-.5",
        "½",
    ],
)  # fmt: skip
def test_plain_words_that_yaml_1_1_would_turn_into_something_else_stay_text(written: str) -> None:
    if written == "-":
        written = "'-'"  # a bare hyphen opens a list
    assert read_yaml(f"a: {written}", place="wet.yaml") == {"a": written.strip("'")}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("null", None), ("~", None), ("", None), ("true", True), ("false", False), ("0", 0), ("-0", 0), ("42", 42),
        ("-7", -7), ("9223372036854775807", 2**63 - 1), ("-9223372036854775808", -(2**63)), ("1.50", Decimal("1.50")),
        ("-0.25", Decimal("-0.25")), ("'5'", "5"), ('"true"', "true"), ("''", ""),
        ("|\n  een\n  twee\n", "een\ntwee\n"),
        (">-\n  een\n  twee\n", "een twee"), ("[1, [], {}]", [1, [], {}]),
    ],
)  # fmt: skip
def test_values_are_those_of_json(written: str, value: object) -> None:
    found = read_yaml(f"a: {written}", place="wet.yaml")["a"]
    assert found == value
    assert type(found) is type(value)


def test_no_number_is_ever_a_float_or_a_negative_zero() -> None:
    found = read_yaml("[-0.0, 0.1]", place="wet.yaml")
    assert found == [Decimal("0.0"), Decimal("0.1")]
    assert str(found[0]) == "0.0"


@given(documents)
def test_what_json_writes_is_read_back(document: Any) -> None:
    # json writes an escape for what lies outside the basic plane as two surrogates, which is not YAML.
    assert read_yaml(json.dumps(document, ensure_ascii=False), place="wet.yaml") == document


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), st.from_regex(r"[0-9_:.x-]{1,8}", fullmatch=True)))
def test_a_quoted_value_is_text_whatever_it_looks_like(document: dict[str, str]) -> None:
    written = "".join(f"{key}: '{value}'\n" for key, value in document.items()) or "{}"
    assert read_yaml(written, place="wet.yaml") == document


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("a: &x 1", "wet.yaml:1:4: anchor &x → delete it and write the value out where it is needed"),
        ("a: *x", "wet.yaml:1:4: alias *x → write the value out"),
        ("a: !!python/object/apply:os.system ['true']", "wet.yaml:1:4: "
         "tag tag:yaml.org,2002:python/object/apply:os.system → delete it; the type follows from the value"),
        ("a: !!str 1", "wet.yaml:1:4: tag tag:yaml.org,2002:str → delete it; the type follows from the value"),
        ("a: ! 1", "wet.yaml:1:4: tag ! → delete it; the type follows from the value"),
        ("a: !eigen 1", "wet.yaml:1:4: tag !eigen → delete it; the type follows from the value"),
        ("a: 1\nb: 2\na: 3", "wet.yaml:3:1: key 'a' stands here twice → keep one of them"),
        ("a: 1\n'a': 2", "wet.yaml:2:1: key 'a' stands here twice → keep one of them"),
        ("x: {b: 1, b: 1}", "wet.yaml:1:11: key 'b' stands here twice → keep one of them"),
        ("a:\n  <<: {b: 1}", "wet.yaml:2:3: merge key << → write the keys out"),
        ("1: a", "wet.yaml:1:1: key 1 is not text → put it in quotes"),
        ("1.5: a", "wet.yaml:1:1: key Decimal('1.5') is not text → put it in quotes"),
        ("true: a", "wet.yaml:1:1: key True is not text → put it in quotes"),
        ("null: a", "wet.yaml:1:1: key None is not text → put it in quotes"),
        ("? [a, b]\n: c", "wet.yaml:1:3: key ['a', 'b'] is not text → put it in quotes"),
        ("a: 1\n---\nb: 2", "wet.yaml:2:1: a second document → keep one document per file"),
        ("a: 1\n---\n", "wet.yaml:2:1: a second document → keep one document per file"),
        ("%YAML 1.1\n---\na: 1", "wet.yaml:1:1: a % directive → delete the line; only plain YAML is read"),
        ("%TAG ! tag:x,2000:\n---\na: 1", "wet.yaml:1:1: a % directive → delete the line; only plain YAML is read"),
        ("", "wet.yaml: the file is empty → write one YAML document in it"),
        ("# alleen commentaar\n", "wet.yaml: the file is empty → write one YAML document in it"),
        ("a: x\x00y", "wet.yaml:1:5: character U+0000 is a control or invisible character → delete it"),
        ("a: 1\nb: x\x1b[2Jy", "wet.yaml:2:5: character U+001B is a control or invisible character → delete it"),
        ("a: x\x85y", "wet.yaml:1:5: character U+0085 is a control or invisible character → delete it"),
        ("a: x\u2028y", "wet.yaml:1:5: character U+2028 is a control or invisible character → delete it"),
        ("a: x\u202ey", "wet.yaml:1:5: character U+202E is a control or invisible character → delete it"),
        ("a: x\u200by", "wet.yaml:1:5: character U+200B is a control or invisible character → delete it"),
        ("a: \ud800", "wet.yaml:1:4: character U+D800 is a control or invisible character → delete it"),
        ('a: "x\\0y"', "wet.yaml:1:4: the escape of character U+0000 → delete it"),
        ('a: "x\\u202Ey"', "wet.yaml:1:4: the escape of character U+202E → delete it"),
        (b"a: \xff", "wet.yaml: byte 0xff at offset 3 is not UTF-8 → save the file as UTF-8"),
        (b"\xff\xfea\x00:\x00", "wet.yaml: byte 0xff at offset 0 is not UTF-8 → save the file as UTF-8"),
        (b"a: \xed\xa0\x80", "wet.yaml: byte 0xed at offset 3 is not UTF-8 → save the file as UTF-8"),
        ("a: 9223372036854775808",
         "wet.yaml:1:4: number 9223372036854775808 does not fit in 64 bits → put it in quotes if it is a code"),
        ("a: -9223372036854775809",
         "wet.yaml:1:4: number -9223372036854775809 does not fit in 64 bits → put it in quotes if it is a code"),
        ("a: " + "9" * 5000,
         f"wet.yaml:1:4: number {'9' * 37}… does not fit in 64 bits → put it in quotes if it is a code"),
        ("a: 0." + "1" * 28,
         "wet.yaml:1:4: number 0.1111111111111111111111111111 has more than 28 digits → round it in the file"),
    ],
)  # fmt: skip
def test_refusals_name_place_value_and_fix(written: str | bytes, message: str) -> None:
    assert refusal(written) == message


@pytest.mark.parametrize(
    "written", ["a: [1", "a: 'x", "a: b: c", "\ta: 1", "a:\n\tb: 1", "a: @x", "- a\nb: 1", "a: 1\n  b: 2"]
)
def test_text_that_is_no_yaml_is_refused_with_its_line(written: str) -> None:
    message = refusal(written)
    assert message.startswith("wet.yaml:")
    assert message.endswith("→ mend the YAML at or before this line")


@pytest.mark.parametrize("unpaired", ['a: "\\ud800"', 'a: "\\ud83d\\ude00"'])
def test_an_escaped_surrogate_is_no_character(unpaired: str) -> None:
    assert refusal(unpaired).startswith("wet.yaml:1:")


@pytest.mark.parametrize("written", ["[" * 150 + "]" * 150, "{a: " * 150 + "}" * 150, "- " * 150 + "a", "[" * 900_000])
def test_deep_nesting_is_refused_without_a_recursion_error(written: str) -> None:
    assert "nested deeper than 100 levels → flatten it" in refusal(written)


def test_a_hundred_levels_are_read() -> None:
    assert read_yaml("[" * 100 + "]" * 100, place="wet.yaml")


def test_a_billion_laughs_die_at_the_first() -> None:
    bomb = 'a: &a ["lol","lol"]\nb: &b [*a,*a]\nc: &c [*b,*b]\n'
    assert refusal(bomb) == "wet.yaml:1:4: anchor &a → delete it and write the value out where it is needed"


def test_size_is_counted_in_bytes() -> None:
    assert refusal("é" * 6, max_bytes=11) == "wet.yaml: 12 bytes is more than the limit of 11 → split the file"
    assert read_yaml("é" * 6, place="wet.yaml", max_bytes=12) == "é" * 6
    assert refusal(b"x" * 1_000_001).startswith("wet.yaml: 1,000,001 bytes is more than the limit of 1,000,000")


def test_a_file_of_very_many_values_is_refused() -> None:
    assert "more than 100,000 values in one file → split the file" in refusal("[" + "0," * 100_001 + "]")


def test_a_byte_order_mark_and_windows_line_ends_are_taken() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1\r\nb: x\r\n", place="wet.yaml") == {"a": 1, "b": "x"}
    assert read_yaml("\ufeffa: 1", place="wet.yaml") == {"a": 1}


def test_a_second_byte_order_mark_is_an_invisible_character() -> None:
    assert refusal("\ufeff\ufeffa: 1").startswith("wet.yaml:1:1: character U+FEFF is")


def test_ordinary_signs_of_dutch_text_are_taken() -> None:
    words = "coöperatie \u2013 \u2018huurder\u2019 … €\xa01.000 ½"
    assert read_yaml(f"a: '{words}'", place="wet.yaml") == {"a": words}


def test_a_quoted_merge_key_is_only_a_key() -> None:
    assert read_yaml("'<<': 1", place="wet.yaml") == {"<<": 1}


def test_reading_a_file_of_twenty_kilobytes_takes_milliseconds(loader: str) -> None:
    if loader == "python":
        pytest.skip("the Python parser is the slow stand-in")
    text = "articles:\n" + "".join(
        f"  - {{number: '{n}', text: Een zin van een wet., value: $naam}}\n" for n in range(350)
    )
    assert 19_000 < len(text) < 25_000
    started = time.perf_counter()
    read_yaml(text, place="wet.yaml")
    assert time.perf_counter() - started < 0.015 * 5  # five times the promise, for a busy machine


@pytest.mark.parametrize(
    ("path", "line"),
    [((), 1), (("a",), 1), (("a", 0), 2), (("a", 1, "b"), 3), (("a", 1, "c"), 4), (("a", 9), 1), (("z", "y"), 1)],
)
def test_line_of_finds_the_element_or_its_nearest_parent(path: tuple[str | int, ...], line: int) -> None:
    assert line_of("a:\n  - x\n  - b: 1\n    c: 2\n", path) == line


def test_line_of_an_empty_text_is_nowhere() -> None:
    assert line_of("", ("a",)) is None
    assert line_of(b"\xef\xbb\xbfa: 1\n", ("a",)) == 1
