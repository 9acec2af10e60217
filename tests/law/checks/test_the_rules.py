"""The rules of this project pass their own checks, and the checks notice when something is taken away from them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.our_law import OUR_LAW
from wbmgp_engine.errors import RuleFileError
from wbmgp_engine.law.checks import check, check_file
from wbmgp_engine.law.reading import read_regulation
from wbmgp_engine.law.versions import Version

BOOK = OUR_LAW
VERSIONS = [version for law_id in BOOK.laws for version in BOOK.versions(law_id)]
READS = [version for version in VERSIONS if b"$" in version.text.partition(b"articles:")[2]]


def test_the_rules_have_no_finding() -> None:
    assert [str(finding) for finding in check(BOOK)] == []


def changed(version: Version, pattern: str, put: str, choice: int) -> str | None:
    """The text of a version with one of the matches of a pattern replaced."""
    text = version.text.decode()
    matches = list(re.finditer(pattern, text))
    if not matches:
        return None
    match = matches[choice % len(matches)]
    return text[: match.start()] + put + text[match.end() :]


def noticed(text: str | None) -> bool:
    if text is None:
        return True
    try:
        return bool(check_file(read_regulation(text, "regel.yaml")))
    except RuleFileError:
        return True


@given(st.sampled_from(READS), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_reference_that_is_misspelt_is_noticed(version: Version, choice: int) -> None:
    assert noticed(changed(version, r"(?<=[ \[{,]\$)[a-z]\w*", "verschreven", choice))


@pytest.mark.parametrize(
    ("pattern", "put"),
    [
        (r"default: (true|false|\d+)", "x: 1"),
        (r"x-origin:", "x-herkomst:"),
        (r"x-vraag:", "x-vragen:"),
        (r"leverancier: \w+", "bron: x"),
        (r"opties: \[[^]]*\]", "opties: []"),
        (r"type: boolean(?=\n)", "type: date"),
    ],
)
@given(version=st.sampled_from(VERSIONS), choice=st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_what_is_taken_away_is_noticed(pattern: str, put: str, version: Version, choice: int) -> None:
    assert noticed(changed(version, pattern, put, choice))
