"""The page on what critics say: every row is whole, stands once, and names a file and a test that are there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "safeguards.md"
TEXT = PAGE.read_text(encoding="utf-8")
SAID = ("nr", "criticism", "who says it", "safeguard", "how far", "what no software can answer")
HELD = ("nr", "where it lives", "the test that holds it")
STATES = ("held", "partly", "missing")
NAMED = re.compile(r"\[`(?P<named>[^`]+)`\]\((?P<link>[^)]+)\)")
Row = dict[str, str]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a page, each as its rows of cells; the line under the head is left out."""
    found = [list(lines) for piped, lines in groupby(text.splitlines(), lambda line: line.startswith("|")) if piped]
    return [[cells(line) for line in lines if not re.fullmatch(r"[|\s-]+", line)] for lines in found]


def rows(head: tuple[str, ...]) -> list[Row]:
    """The rows of every table with this head. A row with a cell more or less is an error."""
    return [dict(zip(head, row, strict=True)) for first, *rest in tables(TEXT) if tuple(first) == head for row in rest]


@cache
def defined_tests(path: Path) -> frozenset[str]:
    """The names of the tests that a module defines."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


CRITICISMS, PROOFS = rows(SAID), rows(HELD)


def test_every_row_is_whole() -> None:
    assert len(CRITICISMS) > 40
    assert [row["nr"] for row in (*CRITICISMS, *PROOFS) if not all(row.values())] == []
    assert {row["how far"] for row in CRITICISMS} <= set(STATES)


def test_every_criticism_stands_once_and_has_its_proof() -> None:
    said = [row["nr"] for row in CRITICISMS]
    assert [name for name, count in Counter(said).items() if count > 1] == []
    assert [row["nr"] for row in PROOFS] == said


def test_the_numbers_of_a_theme_have_no_gap() -> None:
    for letter, theme in groupby((row["nr"] for row in CRITICISMS), lambda name: name[0]):
        names = list(theme)
        assert names == [f"{letter}{at}" for at in range(1, len(names) + 1)]


def test_the_counts_on_top_are_those_of_the_rows() -> None:
    states = Counter(row["how far"] for row in CRITICISMS)
    counts = ", ".join(f"{states[state]} {state}" for state in STATES)
    assert f"**{len(CRITICISMS)} criticisms: {counts}.**" in TEXT


@pytest.mark.parametrize("row", PROOFS, ids=[row["nr"] for row in PROOFS])
def test_what_a_row_names_is_there(row: Row) -> None:
    (where,), proofs = NAMED.findall(row["where it lives"]), NAMED.findall(row["the test that holds it"])
    assert (ROOT / where[0]).is_file() and proofs
    for named, link in (where, *proofs):
        path, _, test = named.partition("::")
        assert (PAGE.parent / link).resolve() == ROOT / path
        assert (named, link) == where or test in defined_tests(ROOT / path), named


def test_the_page_is_found() -> None:
    assert "docs/safeguards.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "safeguards.md" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
