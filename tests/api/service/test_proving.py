"""What is proved about a proposed rule book: what changed against the one in use, once, and nothing without a solver."""

from __future__ import annotations

import pytest

from tests.api.service.asking import BOOK
from wbmgp_api.rulebooks import proving
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.proving import proofs

_ACT = "nl/wet/wet_bijzondere_maatregelen_grootstedelijke_problematiek/2017-07-01.yaml"


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "_FOUND", {})


def changed(old: str, new: str) -> Lawbook:
    text = BOOK.files[_ACT].decode()
    assert old in text
    return Lawbook.from_files({**BOOK.files, _ACT: text.replace(old, new).encode()})


def test_the_rule_book_in_use_is_proved_already() -> None:
    assert proving.proved(BOOK, BOOK) == {"uitkomst": "bewezen", "nietBewezen": []}


def test_a_rule_book_that_harms_somebody_is_refuted_by_an_application() -> None:
    and_not_or = "operation: AND, conditions: [$zes_jaar_ingezetene, $inkomen_telt]"
    found = proving.proved(
        changed("operation: OR, conditions: [$zes_jaar_ingezetene, $inkomen_telt]", and_not_or), BOOK
    )
    failing = [one for one in found["nietBewezen"] if one["eigenschap"] == "inkomen_telt_niet"]
    assert found["uitkomst"] == "niet_bewezen"
    assert all(one["tegenvoorbeeld"][0]["aanvraag"]["huishouden"] for one in failing)
    assert [version["van"] for one in failing for version in one["versies"]] == ["2017-07-01", "2026-07-01"]


def test_what_was_found_of_a_rule_book_is_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def no_groups(book: Lawbook) -> tuple[()]:
        asked.append(book.hash)
        return ()

    monkeypatch.setattr(proofs, "groups", no_groups)
    monkeypatch.setattr(proving, "_MOST_FOUND", 1)
    one, other = changed("vereiste_jaren: {value: 6,", "vereiste_jaren: {value: 5,"), changed("value: 16", "value: 17")
    for book in (one, one, other, one):
        assert proving.proved(book, BOOK)["uitkomst"] == "bewezen"
    assert [found for found in asked if found != BOOK.hash] == [one.hash, other.hash, one.hash]


def test_without_the_extra_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "find_spec", lambda name: None)
    assert proving.proved(BOOK, BOOK) == {"uitkomst": "niet_geprobeerd", "nietBewezen": []}
