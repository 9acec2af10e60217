"""What a lawyer's last reading found: later move-in, chosen behaviours, and what is asked first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.permits.test_what_a_lawyer_found import TEN
from tests.permits.test_what_a_lawyer_found_in_judgements import WEIGHED
from tests.permits.test_what_a_lawyer_found_next import FROM_2017, asked, assessed, gates, said, situated
from tests.permits.test_what_a_lawyer_found_next import verdicts as verdicts_of
from tests.properties.strategies import VERSIONS
from wbmgp_engine import Assessment

VOG = {**TEN, "instrument": "vog"}
from_2017 = pytest.mark.parametrize("version", FROM_2017)


def born(version: str, years: int) -> str:
    first = VERSIONS[version][0]
    return str(first.replace(year=first.year - years))


def ground(found: Assessment, name: str) -> Any:
    return next(item for item in found.grounds if item.id == name)


# Who moves in later --------------------------------------------------------------------------------------------------


def moves_in(version: str, *designations: dict[str, Any], **person: Any) -> Assessment:
    """Somebody who moves in with a tenant later, where the ordinance asks a permit for that."""
    there = situated(version, *(designations or (VOG,)), latereInwoning=True)
    applicant = {"id": "p1", "rol": "aanvrager", **person}
    return assessed(
        version, aanvraagsoort="latere_inwoning", huishouden=[applicant], onderzoek=None, situatie=there, hardheid=[]
    )


@from_2017
def test_nobody_under_16_needs_a_permit_to_move_in_later(version: str) -> None:
    found = moves_in(version, geboortedatum=born(version, 15))
    assert (found.advice, found.questions) == ("geen_vergunning_nodig", ())
    reason = ground(found, "toepassingsbereik").reason
    assert "pas vanaf 16 jaar een vergunning nodig" in reason["nl"]
    assert "only from the age of 16" in reason["en"]
    assert moves_in(version, geboortedatum=born(version, 16)).advice == "aanvullen"


@from_2017
@pytest.mark.parametrize("birth", [{}, {"geboortedatum": "year"}], ids=["absent", "year"])
def test_only_the_age_is_asked_while_it_decides_whether_a_permit_is_needed(version: str, birth: dict[str, str]) -> None:
    year = born(version, 16)[:4]
    found = moves_in(version, **dict.fromkeys(birth, year))
    assert (found.advice, asked(found)) == ("aanvullen", {"huishouden.p1.geboortedatum": "brp"})
    assert verdicts_of(found)["toepassingsbereik"] == "onbekend"


@from_2017
def test_later_move_in_rests_on_the_second_paragraph(version: str) -> None:
    found = moves_in(version, geboortedatum=born(version, 30))
    assert ground(found, "artikel_10").citation.text == "art. 10 lid 2 Wbmgp"
    assert [(question.fact, question.basis) for question in found.questions] == [
        ("onderzoek.vog.p1", "art. 10 lid 2 Wbmgp")
    ]
    new = assessed(version, onderzoek=None, situatie=situated(version, VOG))
    assert ground(new, "artikel_10").citation.text == "art. 10 lid 1 Wbmgp"
    assert {question.basis for question in new.questions} == {"art. 10 lid 1 Wbmgp"}


@from_2017
def test_the_age_is_shown_where_it_decided_and_the_certificate_where_it_was_read(version: str) -> None:
    there = situated(version, VOG, latereInwoning=True)
    person = {"id": "p1", "rol": "aanvrager", "geboortedatum": born(version, 30)}
    research = {"vog": {"p1": "overgelegd"}}
    found = assessed(version, aanvraagsoort="latere_inwoning", huishouden=[person], onderzoek=research, situatie=there)
    shown = {item.id: {fact.name for fact in item.facts} for item in found.grounds}
    assert "geboortedatum" in shown["toepassingsbereik"]
    assert "vog" not in shown["toepassingsbereik"]
    assert "vog" in shown["artikel_10"]


# Behaviours the ordinance chose --------------------------------------------------------------------------------------

AGAINST = {**WEIGHED, "woonverklaring": "weigeren"}
FAIR = {"grond": "artikel_10", "oordeel": "niet_onbillijk", "motivering": "m", "beslisser": "b"}


def screened(version: str, research: dict[str, Any], **ordinance: Any) -> Assessment:
    there = situated(version, TEN, **ordinance)
    return assessed(version, onderzoek=research, hardheid=FAIR, situatie=there, uitzondering15=False)


@from_2017
@pytest.mark.parametrize("none", [[], None])
@pytest.mark.parametrize("statement", ["weigeren", "verlenen_met_voorschriften"])
def test_without_chosen_behaviours_no_woonverklaring_can_weigh_against_the_applicant(
    version: str, none: Any, statement: str
) -> None:
    found = screened(version, {**WEIGHED, "woonverklaring": statement}, gedragingen=none)
    assert (found.advice, gates(found)) == ("aanvullen", [])
    assert asked(found) == {"situatie.verordening.gedragingen": "gemeente"}
    assert found.questions[0].decisive
    assert "vraag de burgemeester om een nieuwe" in found.questions[0].text["nl"]
    assert "ask the mayor for a new one" in found.questions[0].text["en"]
    assert "Dan is er niets dat de politie mag melden" in said(found)


@from_2017
def test_the_reason_says_that_no_behaviour_was_chosen(version: str) -> None:
    found = ground(screened(version, AGAINST, gedragingen=[]), "artikel_10")
    assert (found.verdict, found.citation.text) == ("onbekend", "art. 10 lid 1 Wbmgp")
    assert "de verordening kiest geen gedraging" in found.reason["nl"]
    assert "the ordinance chooses no behaviour" in found.reason["en"]


@from_2017
def test_a_favourable_woonverklaring_needs_no_behaviours(version: str) -> None:
    found = screened(version, {**WEIGHED, "woonverklaring": "verlenen"}, gedragingen=[])
    assert (found.advice, found.questions) == ("verlenen", ())


@from_2017
def test_chosen_behaviours_that_are_not_told_are_asked_without_changing_the_outcome(version: str) -> None:
    found, told = screened(version, AGAINST), screened(version, AGAINST, gedragingen=["a"])
    assert (found.advice, told.advice) == ("weigeren", "weigeren")
    assert asked(found) == {"situatie.verordening.gedragingen": "gemeente"}
    assert not found.questions[0].decisive
    assert "Er is niet opgegeven welke gedragingen" in said(found)
    assert (told.questions, told.remarks) == ((), ())
    favourable = screened(version, {"woonverklaring": "verlenen"})
    assert (favourable.advice, favourable.questions, favourable.remarks) == ("verlenen", (), ())


# What the designation asks -------------------------------------------------------------------------------------------


@from_2017
@pytest.mark.parametrize("instrument", [{}, {"instrument": None}])
def test_an_instrument_that_is_not_known_is_all_that_is_asked(version: str, instrument: dict[str, Any]) -> None:
    unsaid = {**{key: value for key, value in TEN.items() if key != "instrument"}, **instrument}
    found = assessed(version, onderzoek=None, situatie=situated(version, unsaid))
    assert (found.advice, asked(found)) == ("aanvullen", {"toepassingsbereik": "gemeente"})
    assert found.questions[0].text["nl"].startswith("Welk onderzoek noemt de aanwijzing")
    assert found.questions[0].text["en"].startswith("Which screening does the designation")
    assert found.questions[0].basis == "art. 5 lid 3 Wbmgp"
    assert "welk onderzoek de aanwijzing noemt" in ground(found, "artikel_10").reason["nl"]
