"""Edges of requests for designation that no other test stands at: a rule changed there would have gone unnoticed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.designations.requests import SUBSTANTIATED, asked, earlier, first, part, rules, shown
from wbmgp_engine.designations.question import ENTRY
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Value

DAYS = ("2020-01-01", "2024-01-01")
UNCHECKED = "moeilijk na te gaan"


def remarks(*parts: dict[str, Any], on: str = "2020-01-01", **changes: Any) -> list[str]:
    return [item["nl"] for item in shown(asked(*parts, **changes), on)["opmerkingen"]]


def lacks(criterion: str, **changes: Any) -> str:
    """What is said to lack in a criterion whose text is changed; of article 10, for which every criterion is asked."""
    texts = {**SUBSTANTIATED, criterion: {**SUBSTANTIATED[criterion], **changes}}
    found = first(asked(part(*DAYS, "artikel_10", instrument="vog"), onderbouwing=texts), "2020-01-01")
    said: str = found["criteriumredenen"].get(criterion, {"nl": ""})["nl"]
    return said


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


@pytest.mark.parametrize("on", [date(2008, 1, 1), date(2016, 1, 1), date(2020, 1, 1)], ids=str)
@pytest.mark.parametrize(("last", "told"), [(date(2024, 1, 1), False), (date(2023, 12, 31), True), (None, False)])
def test_an_ordinance_whose_first_day_is_nobodys_to_tell_is_held_to_its_last(
    last: date | None, told: bool, on: date
) -> None:
    """The first day of an ordinance may be empty, as in an application; then only the end shows what it leaves bare."""
    facts: dict[str, Value] = {
        "verordening_eerste_dag": None, "verordening_laatste_dag": last,
        "gevraagd_vanaf": date(2020, 1, 1), "gevraagd_tot": date(2024, 1, 1),
    }  # fmt: skip
    assert compile_plan(rules(), ENTRY, ["opmerking_verordening"], on).run(facts, on)["opmerking_verordening"] is told


def test_an_evaluation_that_is_not_there_is_not_about_something_else() -> None:
    """Article 5 lid 5: that an evaluation is lacking is told as that, not as one of another ground or unit."""
    before = [earlier("2016-01-01", "2020-01-01")]
    lacking = asked(part(*DAYS), before=before, evaluatie=None)
    assert first(lacking, "2020-01-01")["criteria"]["evaluatie"] == "ontbreekt"
    assert not any("niet over deze grond" in said for said in remarks(part(*DAYS), before=before, evaluatie=None))


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


MILDER = "Bij geen van de lichtere maatregelen staan zowel de periode als het resultaat"
BOTH_FIGURES = "De cijfers noemen niet allebei"


@pytest.mark.parametrize("known", ["periode", "resultaat"])
def test_a_milder_measure_counts_only_with_both_its_period_and_its_result(known: str) -> None:
    """Article 6 lid 1 sub b: that something else was tried shows nothing without what came of it, and when."""
    (whole,) = SUBSTANTIATED["subsidiariteit"]["alternatieven"]
    half = {"maatregel": whole["maatregel"], known: whole[known]}
    assert MILDER in lacks("subsidiariteit", alternatieven=[half])
    assert lacks("subsidiariteit", alternatieven=[half, whole]) == ""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"cijfers": {"aanbodPerJaar": 900}}, True), ({"cijfers": {"uitgeslotenPerJaar": 60}}, True),
        ({"cijfers": {"aanbodPerJaar": 900, "uitgeslotenPerJaar": 60}}, False), ({"cijfers": None}, False),
    ],
    ids=["supply only", "kept out only", "both", "none at all"],
)  # fmt: skip
def test_figures_on_the_region_name_what_there_is_and_who_is_kept_out(given: dict[str, Any], told: bool) -> None:
    """Article 6 lid 2: only both together show whether enough is left; that there are no figures is told as that."""
    assert (BOTH_FIGURES in lacks("regionaleMogelijkheden", **given)) is told


EARLY = "voordat de eerste eerdere aanwijzing begon"


@pytest.mark.parametrize("on", ["2014-06-01", "2016-01-01", "2020-01-01"])
@pytest.mark.parametrize(
    ("adopted", "told"), [("2012-06-01", False), ("2008-01-01", False), ("2007-12-31", True)], ids=str
)
def test_an_evaluation_may_stand_between_two_earlier_designations(adopted: str, told: bool, on: str) -> None:
    """Article 5 lid 5 (from 2017): one of the first term is about this measure, though a second term came after it."""
    before = [
        earlier("2008-01-01", "2012-01-01"),
        earlier("2016-01-01", "2020-01-01"),
        earlier("2012-01-01", "2016-01-01"),
    ]
    evaluation = {"vastgesteldDoorRaad": adopted, "onderdelen": [{"gebied": "a", "grond": "artikel_9"}]}
    said = remarks(part(*DAYS), on=on, before=before, evaluatie=evaluation)
    assert any(EARLY in remark for remark in said) is (told and on >= "2017")


def test_an_evaluation_beside_a_first_request_came_before_no_measure() -> None:
    """Article 5 lid 5 asks none there; without an earlier designation there is nothing that it came too early for."""
    evaluation = {"vastgesteldDoorRaad": "2019-06-01", "onderdelen": [{"gebied": "a", "grond": "artikel_9"}]}
    assert not any(EARLY in said for said in remarks(part(*DAYS), before=[], evaluatie=evaluation))


@pytest.mark.parametrize("on", ["2014-06-01", "2016-01-01", "2020-01-01"])
@pytest.mark.parametrize(
    ("grounds", "told"),
    [
        (("artikel_9",), False), (("artikel_9", "artikel_9"), True), (("artikel_10", "artikel_10"), True),
        (("artikel_9", "artikel_9", "artikel_10"), True), (("artikel_9", "artikel_10"), False),
    ],
)  # fmt: skip
def test_one_other_part_on_the_same_ground_is_enough_to_be_told(grounds: tuple[str, ...], told: bool, on: str) -> None:
    """Article 5 lid 1: whoever asks the same dwellings twice is told so, whatever else is asked for them besides."""
    whole, *streets = grounds
    parts = [
        part(*DAYS, whole),
        *(part(*DAYS, ground, area=f"s{at}", within="a", kind="straat") for at, ground in enumerate(streets)),
    ]
    assert any("gaan over dezelfde woningen" in said for said in remarks(*parts, on=on)) is told


def test_a_later_term_that_lies_apart_does_not_keep_an_ended_one_alive() -> None:
    """Article 5 lid 4: between the end of the term that is extended and the request there was no designation."""
    before = [earlier("2016-01-01", "2020-01-01"), earlier("2025-01-01", "2029-01-01")]
    said = remarks(part(*DAYS), on="2020-06-01", before=before, verzonden="2020-06-01")
    assert any("De vorige termijn was al afgelopen" in remark for remark in said)


@pytest.mark.parametrize(("deviation", "told"), [({"afwijkingAdvies": "omdat"}, False), ({}, True)])
def test_reasons_that_go_into_the_advice_need_no_second_look(deviation: dict[str, Any], told: bool) -> None:
    """General Administrative Law Act 3:50: the program asks to read the reasons only where nothing said answers the advice."""
    decision = {"datum": "2020-02-01", "strekking": "toegewezen", "motivering": "omdat", **deviation}
    against = {"orgaan": "een_adviseur", "strekking": "negatief"}
    said = remarks(part(*DAYS), adviezen=[against], besluit=decision)
    assert any("ga na of zij zegt waarom" in remark for remark in said) is told
