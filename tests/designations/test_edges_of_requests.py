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


@pytest.mark.parametrize("ended", ["2020-01-01", "2019-01-01"], ids=["required", "open whether required"])
@pytest.mark.parametrize(
    ("lacking", "status"), [(None, "onderbouwd"), ("vastgesteldDoorRaad", "zwak"), ("oordeel", "zwak")]
)
def test_an_evaluation_is_weak_without_its_council_and_without_what_it_found(
    lacking: str | None, status: str, ended: str
) -> None:
    """Article 5 lid 5: both are looked at by themselves, also while it is open whether the law asks an evaluation here."""
    of_part = {"gebied": "a", "grond": "artikel_9", "oordeel": "niet_aantoonbaar"}
    evaluation = {
        "vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{key: of_part[key] for key in of_part if key != lacking}],
    }  # fmt: skip
    given = {key: value for key, value in evaluation.items() if key != lacking}
    request = asked(part(*DAYS), before=[earlier("2015-01-01", ended)], evaluatie=given)
    assert first(request, "2020-01-01")["criteria"]["evaluatie"] == status


@pytest.mark.parametrize("year", [2008, 2020])
def test_the_codes_of_article_9_tell_who_went_before(year: int) -> None:
    """Article 9 gives priority: without a code for it nobody can see afterwards whether the measure worked."""
    found = OutcomeCodes(OUR_LAW).of("artikel_9", None, year)
    assert found.codes is not None
    assert set(found.codes) == {
        "geweigerd_andere_criteria", "geweigerd_voorrang_ander", "verleend", "verleend_met_voorrang",
    }  # fmt: skip
    assert found.priority & set(found.codes) == {"verleend_met_voorrang"}
