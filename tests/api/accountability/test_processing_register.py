"""The register of processing says what the rule files say, each number by another road, and nothing that nobody told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import yaml

from tests.api.accountability.using import TODAY, lawbook, use
from tests.test_safeguards import defined_tests
from wbmgp_api.accountability import wording
from wbmgp_api.accountability.measures import MEASURES
from wbmgp_api.accountability.municipality import Account
from wbmgp_api.accountability.processing_register import processing_register
from wbmgp_api.accountability.sections import Document, Table
from wbmgp_engine.errors import LawNotFound
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.processing import schema
from wbmgp_engine.processing.schema import Person, Recipient
from wbmgp_engine.retention import RESULTS, Ending, kept
from wbmgp_engine.trail.receipt import ROLES

ROOT = Path(__file__).resolve().parents[3]
ACTIVITIES = {
    path.parent.name: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / "rules" / "verwerking").rglob("*.yaml")
}
MADE = processing_register(use())


RULE_FILES = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "rules" / "nl").rglob("*.yaml")]


def told_where_the_rules_come_from(text: str) -> bool:
    """Whether a text counts the files of `rules/nl` as they are: acts and decrees have a number of publication."""
    of_law, own = ([file for file in RULE_FILES if ("bwb_id" in file) is published] for published in (True, False))
    counted = [len({file["$id"] for file in of_law}), len(of_law), len({file["$id"] for file in own}), len(own)]
    return (
        "{} wetten en besluiten, in {} versies. Daarbij horen {} eigen onderdelen, in {} versies".format(*counted)
        in text
    )


def rows(document: Document, key: str) -> tuple[tuple[str, ...], ...]:
    value = document.fact(key).value
    assert isinstance(value, Table)
    return value.rows


def test_every_activity_stands_in_it_with_what_its_file_says() -> None:
    assert {row[1] for row in rows(MADE, "verwerkingen")} == {
        f"urn:wbmgp:verwerking:{name}:{told['valid_from']}" for name, told in ACTIVITIES.items()
    }
    assert f"{len(ACTIVITIES)} verwerkingen" in MADE.fact("verwerkingen").text
    for name, told in ACTIVITIES.items():
        assert MADE.fact(f"{name}.doel").value == told["doel"]
        assert [row[2] for row in rows(MADE, f"{name}.grondslagen")] == [one["bron"] for one in told["grondslagen"]]
        assert MADE.fact(f"{name}.categorieen").value == tuple(told["categorieen"])
        if told["ontvangers"]:
            assert [row[1] for row in rows(MADE, f"{name}.ontvangers")] == [one["wat"] for one in told["ontvangers"]]
        if told["bijzonder"]:
            assert [row[2] for row in rows(MADE, f"{name}.bijzonder")] == [one["bron"] for one in told["bijzonder"]]


def test_it_follows_the_letters_of_article_30() -> None:
    letters = [section.title.rpartition("onderde")[2] for section in MADE.sections if "onderde" in section.title]
    assert [part.partition(" ")[2].rstrip(")") for part in letters] == ["a", "b, c en d", "e", "f", "g"]


@pytest.mark.parametrize("result", RESULTS)
def test_each_term_is_the_one_that_erasing_uses(result: str) -> None:
    day = date(2026, 3, 1)
    told = kept([Ending(result, day, day, day, day)], lawbook())
    of_result = [row for row in rows(MADE, "termijnen") if row[0] == wording.RESULTS[result]]
    for category, term in told.items():
        lengths = [_days(row[2], day) for row in of_result if category in row[1].split(", ")]
        assert max(lengths, default=None) == term.until, (result, category)


def _days(text: str, since: date) -> date:
    number = 0 if text.startswith("tot ") else int(text.split()[0])
    return (
        since.replace(year=since.year + number) if " jaar na " in text else date.fromordinal(since.toordinal() + number)
    )


def test_no_word_of_the_rules_is_without_a_word_for_people() -> None:
    assert set(wording.CATEGORIES) == set(schema.CATEGORIES) and set(wording.RESULTS) == set(RESULTS)
    assert set(wording.PEOPLE) == set(get_args(Person)) and set(wording.RECIPIENTS) == set(get_args(Recipient))
    assert set(wording.ACTIVITIES) == set(ACTIVITIES) and set(wording.ROLES) == set(ROLES)


def test_every_measure_names_a_test_that_is_there_and_stands_once() -> None:
    for one in MEASURES:
        path, _, name = one.held_by.partition("::")
        assert name in defined_tests(ROOT / path), one.held_by
        assert MADE.fact(f"beveiliging.{one.key}").text == one.text
    assert len({one.key for one in MEASURES}) == len(MEASURES) == MADE.fact("beveiliging.software").value


def test_the_manual_names_every_measure_with_its_test_and_every_activity() -> None:
    manual = (ROOT / "docs" / "verwerkingen.md").read_text(encoding="utf-8")
    told = [line for line in manual.splitlines() if "](../tests/" in line]
    assert told == [f"| {one.text} | [`{one.held_by}`](../{one.held_by.partition('::')[0]}) |" for one in MEASURES]
    assert all(f"| `{name}` | " in manual for name in ACTIVITIES)


def test_what_the_municipality_did_not_tell_is_named_and_not_made_up() -> None:
    made = processing_register(use(account=Account()))
    assert made.missing == ("naam", "email", "verwerkingsverantwoordelijke", "fg", "leverancier", "beveiliging")
    assert MADE.missing == ()
    assert made.fact("fg").value is None and made.fact("fg").text.endswith("nog niet verteld.")
    assert made.fact("gemeente").text == "Gemeente: GM9999 (GM9999)."


def test_a_term_that_no_rule_names_is_asked_and_not_made_up() -> None:
    open_terms = {name for name, told in ACTIVITIES.items() if "open" in told["bewaring"]}
    asked = {
        section.facts[0].key.partition(".")[0]
        for section in MADE.sections
        if section.number.startswith("2.") and section.questions
    }
    assert asked == open_terms == {"toezicht", "aanmelding", "beheer", "simulatie"}


def test_a_municipality_with_an_older_rule_book_has_the_activities_of_the_processing_log() -> None:
    older = Lawbook.from_files(
        {path: text for path, text in lawbook().files.items() if not path.startswith("verwerking/")}
    )
    made = processing_register(replace(use(), lawbook=older, register=lawbook()))
    assert rows(made, "verwerkingen") == rows(MADE, "verwerkingen")
    assert made.fact("regelboek").value == older.hash != lawbook().hash
    with pytest.raises(LawNotFound, match="no purpose can be named"):
        processing_register(replace(use(), lawbook=older))


def test_it_is_of_its_day() -> None:
    assert (MADE.on, MADE.fact("peildatum").value) == (TODAY, "2026-11-22")
    assert MADE.fact("regelboek").value == lawbook().hash
