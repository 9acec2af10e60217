"""A document reads the same as a program and as a person: nothing in a text becomes a mark, a row or a part of its own."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbmgp_api.accountability.sections import Document, Fact, Section, Table, plain
from wbmgp_engine.errors import BadInput

DOCUMENT = Document(
    "proef", "Een proef", "naar het model 1.0",
    (
        Section("1", "Begin", (Fact("zaken", "Er zijn 12 zaken.", 12, "telling"), Fact("ja", "Het is zo.", True))),
        Section("1.2", "Rijen", (Fact("tabel", "Wie wat krijgt", Table(("Wie", "Wat"), (("balie", "a|b"),))),), ("Wie beheert dit?",)),
    ),
    ("rsin",), (Fact("versie", "Regelboek 1."),), date(2026, 11, 21),
)  # fmt: skip


def test_it_reads_as_a_person_expects() -> None:
    assert (
        DOCUMENT.to_markdown()
        == """# Een proef

naar het model 1.0

- Regelboek 1.

**Nog niet verteld:** `rsin`.

## 1 Begin

- Er zijn 12 zaken. *(telling)*
- Het is zo.

### 1.2 Rijen

Wie wat krijgt

| Wie | Wat |
| --- | --- |
| balie | a\\|b |

Wat de software niet weet:

- [ ] Wie beheert dit?
"""
    )


def test_a_program_reads_the_same_facts_in_the_same_order() -> None:
    told = DOCUMENT.to_json()
    assert told == json.loads(json.dumps(told))
    assert [part["nummer"] for part in told["onderdelen"]] == ["1", "1.2"]
    assert told["onderdelen"][0]["feiten"] == [
        {"sleutel": "zaken", "tekst": "Er zijn 12 zaken.", "waarde": 12, "bron": "telling"},
        {"sleutel": "ja", "tekst": "Het is zo.", "waarde": True},
    ]
    assert told["onderdelen"][1]["feiten"][0]["waarde"] == [{"Wie": "balie", "Wat": "a|b"}]
    assert (told["peildatum"], told["ontbreekt"]) == ("2026-11-21", ["rsin"])


def test_a_part_and_a_fact_are_found_by_name() -> None:
    assert DOCUMENT.section("1.2").questions == ("Wie beheert dit?",)
    assert (DOCUMENT.fact("zaken").value, DOCUMENT.fact("versie").text) == (12, "Regelboek 1.")
    for ask in (DOCUMENT.section, DOCUMENT.fact):
        with pytest.raises(BadInput, match="weg"):
            ask("weg")
    with pytest.raises(BadInput, match="2 cells"):
        Table(("a", "b"), (("1",),))


@given(st.text(max_size=60))
def test_no_text_makes_a_line_a_heading_a_list_or_a_cell_of_its_own(text: str) -> None:
    said = plain(text)
    assert "\n" not in said and "\r" not in said
    assert not said.startswith(("#", "-", "+", "*", ">"))
    row = Document(
        "d", "t", "s", (Section("1", "x", (Fact("k", "t", Table(("A", "B"), ((text, "b"),))),)),)
    ).to_markdown()
    line = row.splitlines()[-1]
    assert line.replace("\\\\", "").replace("\\|", "").count("|") == 3


def test_one_column_is_a_list_below_its_text_and_without_text_a_list_of_its_own() -> None:
    items = Table(("Onderdeel",), (("een",), ("# twee",)))
    facts = (Fact("a", "Het zijn:", items), Fact("b", "", items), Fact("c", "Klaar."))
    made = Document("d", "t", "s", (Section("1", "x", facts),))
    assert made.to_markdown().splitlines()[-6:] == [
        "- Het zijn:",
        "  - een",
        "  - \\# twee",
        "- een",
        "- \\# twee",
        "- Klaar.",
    ]


@given(st.lists(st.text(max_size=30), max_size=4))
def test_a_text_makes_no_part_of_its_own(texts: list[str]) -> None:
    facts = tuple(Fact(f"k{place}", text, source=text) for place, text in enumerate(texts))
    lines = Document("d", "t", "s", (Section("1", "x", facts, tuple(texts)),)).to_markdown().splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# t", "## 1 x"]
    assert sum(line.startswith("- ") for line in lines) == 2 * len(texts)
