"""The time to object, as the explanation names it: the number is that of the rule book."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.our_law import OUR_LAW
from wbmgp_engine import Application, assess
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.objection import time_to_object

BOOK = OUR_LAW
EXAMPLE = Path(__file__).resolve().parents[2] / "scenarios" / "voorbeeld-aanvraag.json"


def changed(old: bytes, new: bytes) -> Lawbook:
    """Our rules with another text in every version of the Awb."""
    files = {
        path: text.replace(old, new) if path.startswith("kalender/algemene_wet_bestuursrecht/") else text
        for path, text in BOOK.files.items()
    }
    return Lawbook.from_files(files)


def explained(book: Lawbook) -> str:
    return explain(assess(Application.from_json(EXAMPLE.read_bytes()), lawbook=book))


def test_the_explanation_names_the_term_of_the_rule_book() -> None:
    assert "binnen 6 weken bezwaar maken (art. 6:7 Awb)" in explained(BOOK)
    shorter = changed(b"bezwaar: {lengte: 6,", b"bezwaar: {lengte: 1,")
    assert "binnen 1 week bezwaar maken (art. 6:7 Awb)" in explained(shorter)


def test_without_a_term_no_number_is_named() -> None:
    files = {path: text for path, text in BOOK.files.items() if not path.startswith("kalender/")}
    without = Lawbook.from_files(files)
    assert time_to_object(without, date(2024, 1, 1)) is None
    assert "Dan kunt u bezwaar maken. In het besluit staat tot wanneer." in explained(without)


def test_a_day_before_the_first_text_has_none() -> None:
    assert time_to_object(BOOK, date(1993, 12, 31)) is None
    assert time_to_object(BOOK, date(1994, 1, 1)) is not None
