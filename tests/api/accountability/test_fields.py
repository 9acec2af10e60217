"""The published rules of the Algoritmeregister: every limit of every field is held, and every fault is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from wbmgp_api.accountability.fields import Field, faults, standard

# As the register of the Rijk has it (MinBZK/Algoritmeregister, v1_0.json of 29 August 2025), copied by hand and not from our file.
LENGTHS = {
    "name": 100, "description_short": 400, "organization": 100, "begin_date": 7, "end_date": 7, "contact_email": 500, "website": 500,
    "url": 500, "goal": 2500, "proportionality": 2500, "human_intervention": 2500, "risks": 2500, "lawful_basis": 2500,
    "process_index_url": 500, "impacttoetsen": 2500, "source_data": 2500, "methods_and_models": 5000, "provider": 200,
    "publiccode": 500, "source_id": 100, "tags": 2500,
}  # fmt: skip
IN_ROWS = {
    "lawful_basis_grouping": {"title": (100, True), "link": (500, True)},
    "impacttoetsen_grouping": {"title": (None, True), "link": (500, False)},
    "source_data_grouping": {"title": (500, True), "link": (500, True)},
}
WITH_MARKS = ("goal", "proportionality", "human_intervention", "risks", "lawful_basis", "impacttoetsen", "source_data", "methods_and_models", "tags")  # fmt: skip
CHOICES = {
    "status": ("In ontwikkeling", "In gebruik", "Buiten gebruik"), "lang": ("nld",), "standard_version": ("1.0",),
    "publication_category": ("Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"),
}  # fmt: skip
REQUIRED = ("name", "description_short", "organization", "status", "contact_email", "publication_category", "lang")
WHOLE: dict[str, Any] = {
    "name": "Naam", "description_short": "Kort", "organization": "Gemeente A", "status": "Buiten gebruik",
    "category": ["Wonen"], "begin_date": "2026-01", "end_date": "2026-02", "contact_email": "a@b.nl",
    "website": "https://a.nl/", "publication_category": "Impactvolle algoritmes", "url": "https://a.nl/b",
    "goal": "<p>Doel</p><ul><li>een</li></ul>", "proportionality": "P", "human_intervention": "H<br>H", "risks": "R",
    "lawful_basis": "L", "lawful_basis_grouping": [{"title": "T", "link": "https://a.nl/w"}],
    "process_index_url": "https://a.nl/v", "impacttoetsen_grouping": [{"title": "DPIA"}], "impacttoetsen": "I",
    "source_data": "S", "source_data_grouping": [{"title": "T", "link": "https://a.nl/s"}], "methods_and_models": "M",
    "provider": "Wij", "publiccode": "https://a.nl/c", "lang": "nld", "standard_version": "1.0", "source_id": "1",
    "tags": "wonen, vergunning",
}  # fmt: skip


def places(entry: dict[str, Any]) -> set[str]:
    return {one.place for one in faults(entry)}


def all_fields() -> Iterator[tuple[str, Field]]:
    yield from standard().fields.items()


def valued(name: str, field: Field, length: int) -> Any:
    """A value of a field of so many characters, in the form of the field."""
    if field.kind in ("link", "contact"):
        return "https://a.nl/".ljust(length, "x")
    return "x" * length


def test_an_entry_with_every_field_is_without_fault() -> None:
    assert set(WHOLE) == set(standard().fields)
    assert faults(WHOLE) == []


def test_the_rules_are_those_that_are_published() -> None:
    fields = standard().fields
    assert {name: field.length for name, field in fields.items() if field.length} == LENGTHS
    assert {name: tuple(field.choices or ()) for name, field in fields.items() if field.kind == "keuze"} == CHOICES
    assert len(fields["category"].choices or ()) == 16 and "Wonen" in (fields["category"].choices or ())
    found = {name: field.rows for name, field in fields.items() if field.rows}
    assert {
        name: {key: (one.length, one.required) for key, one in row.items()} for name, row in found.items()
    } == IN_ROWS
    assert tuple(name for name, field in fields.items() if field.kind == "opgemaakt") == WITH_MARKS
    assert standard().marks == ["div", "br", "p", "ul", "ol", "li"]


def test_the_required_fields_are_those_of_the_standard() -> None:
    assert tuple(name for name, field in all_fields() if field.required) == REQUIRED
    assert {one.place: one.problem for one in faults({})} == dict.fromkeys(REQUIRED, "is required and empty")


@pytest.mark.parametrize(("name", "field"), [(n, f) for n, f in all_fields() if f.length and f.kind != "maand"])
def test_a_text_is_held_to_its_length(name: str, field: Field) -> None:
    assert field.length is not None
    assert name not in places({**WHOLE, name: valued(name, field, field.length)})
    assert name in places({**WHOLE, name: valued(name, field, field.length + 1)})


@pytest.mark.parametrize(("name", "field"), [(n, f) for n, f in all_fields() if f.kind == "keuze"])
def test_a_choice_is_one_of_the_standard(name: str, field: Field) -> None:
    for choice in field.choices or ():
        assert name not in places({**WHOLE, name: choice})
    assert name in places({**WHOLE, name: f"{WHOLE[name]}x"})


@pytest.mark.parametrize(("name", "field"), [(n, f) for n, f in all_fields() if f.rows])
def test_rows_are_held_to_their_fields(name: str, field: Field) -> None:
    row = WHOLE[name][0]
    assert field.rows is not None
    for column, inner in field.rows.items():
        if inner.length:
            longest = valued(column, inner, inner.length)
            assert faults({**WHOLE, name: [{**row, column: longest}]}) == []
            assert f"{name}[0].{column}" in places({**WHOLE, name: [{**row, column: longest + "x"}]})
        without = {key: value for key, value in row.items() if key != column}
        assert (f"{name}[0].{column}" in places({**WHOLE, name: [without]})) is inner.required
    assert f"{name}[1]" in places({**WHOLE, name: [row, "x"]})
    assert f"{name}[0].naam" in places({**WHOLE, name: [{**row, "naam": "x"}]})
    assert name in places({**WHOLE, name: "x"})


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"category": ["Wonen", "Werk", "Recht"]}, None),
        ({"category": ["Wonen", "Wonen"]}, "category[1]"),
        ({"category": ["Huis"]}, "category[0]"),
        ({"category": "Wonen"}, "category"),
        ({"begin_date": "2026-1"}, "begin_date"),
        ({"end_date": "2025-12"}, "end_date"),
        ({"status": "In gebruik"}, "end_date"),
        ({"contact_email": "https://a.nl/vraag"}, None),
        ({"contact_email": "bel ons"}, "contact_email"),
        ({"website": "http://a.nl"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"goal": "<script>x</script>"}, "goal"),
        ({"goal": '<p class="a">x</p>'}, "goal"),
        ({"goal": "<p>x"}, "goal"),
        ({"goal": "</p>x"}, "goal"),
        ({"goal": "a < b"}, "goal"),
        ({"name": "<p>Naam</p>"}, "name"),
        ({"name": "Na\u0000am"}, "name"),
        ({"name": "  "}, "name"),
        ({"name": 3}, "name"),
        ({"goal": ""}, "goal"),
        ({"doel": "x"}, "doel"),
    ],
)
def test_what_the_standard_does_not_take_is_named(change: dict[str, Any], place: str | None) -> None:
    assert places({**WHOLE, **change}) == ({place} if place else set())


def test_every_fault_is_said_with_its_value_and_its_fix() -> None:
    found = faults({**WHOLE, "status": "Klaar", "end_date": "2026-13"})
    assert [(one.place, one.problem) for one in found] == [
        ("status", "'Klaar' is not allowed"),
        ("end_date", "'2026-13' is no month"),
        ("end_date", "'2026-13' beside the status 'Klaar'"),
    ]
    assert all(one.fix for one in found)
