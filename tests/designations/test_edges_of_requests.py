"""Edges of requests for designation that no other test stands at: a rule changed there would have gone unnoticed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.designations.requests import SUBSTANTIATED, asked, earlier, first, part, shown
from tests.our_law import OUR_LAW
from wbmgp_engine.designations.outcome_codes import OutcomeCodes

DAYS = ("2020-01-01", "2024-01-01")
UNCHECKED = "moeilijk na te gaan"


def remarks(*parts: dict[str, Any], **changes: Any) -> list[str]:
    return [item["nl"] for item in shown(asked(*parts, **changes), "2020-01-01")["opmerkingen"]]


@pytest.mark.parametrize(("end", "told"), [("2024-01-01", True), ("2024-01-02", False)])
def test_a_term_that_cannot_be_is_not_called_a_first_term(end: str, told: bool) -> None:
    """Article 5 lid 4: a first term is one of four years at most; one that is longer is none."""
    reasons = first(asked(part("2020-01-01", end)), "2020-01-01")["redenen"]
    assert any("Dit is een eerste termijn" in reason["nl"] for reason in reasons) is told


@pytest.mark.parametrize("criterion", ["noodzaak", "geschiktheid", "proportionaliteit"])
@pytest.mark.parametrize(
    ("lacking", "told"), [("jaar", True), ("vergelijking", True), (None, False)], ids=["year", "comparison", "none"]
)
def test_a_piece_of_evidence_without_its_year_or_comparison_is_told(
    criterion: str, lacking: str | None, told: bool
) -> None:
    """Article 6 lid 1: evidence has to be followed; one piece that lacks either is told, whatever stands beside it."""
    (whole,) = SUBSTANTIATED[criterion]["bewijs"]
    piece = {key: value for key, value in whole.items() if key != lacking}
    substantiated = {**SUBSTANTIATED, criterion: {"stelling": "…", "bewijs": [whole, piece]}}
    assert any(UNCHECKED in said for said in remarks(part(*DAYS), onderbouwing=substantiated)) is told


def test_an_ordinance_that_ends_does_not_cover_a_designation_without_an_end() -> None:
    """Housing Act 2014, article 4: the ordinance has its own term; a designation that is asked for ever outlasts it."""
    asked_for_ever = part("2020-01-01", None, tot=None)
    ordinance = {"van": "2020-01-01", "tot": "2024-01-01"}
    said = remarks(asked_for_ever, verordening=ordinance)
    assert any("dekt niet de hele gevraagde termijn" in remark for remark in said)


def test_an_evaluation_that_is_not_there_is_not_about_something_else() -> None:
    """Article 5 lid 5: that an evaluation is lacking is told as that, not as one of another ground or unit."""
    before = [earlier("2016-01-01", "2020-01-01")]
    lacking = asked(part(*DAYS), before=before, evaluatie=None)
    assert first(lacking, "2020-01-01")["criteria"]["evaluatie"] == "ontbreekt"
    assert not any("niet over deze grond" in said for said in remarks(part(*DAYS), before=before, evaluatie=None))


@pytest.mark.parametrize("year", [2008, 2014, 2015, 2016, 2017, 2020])
@pytest.mark.parametrize("ground", ["artikel_8", "artikel_9"])
def test_every_refusal_counts_as_one_in_the_evaluation_of_every_year(ground: str, year: int) -> None:
    """Article 5 lid 5: whoever weighs a measure has to see every refusal, also one on other criteria of the ordinance."""
    found = OutcomeCodes(OUR_LAW).of(ground, None, year)
    assert found.codes is not None
    assert {code for code in found.codes if code.startswith("geweigerd")} == found.refused & set(found.codes)
    assert "geweigerd_andere_criteria" in found.refused
