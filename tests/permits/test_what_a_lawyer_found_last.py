"""What a lawyer's last reading found: later move-in, chosen behaviours, and what is asked first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.samples import GARIB
from tests.permits.test_what_a_lawyer_found import EIGHT, TEN
from tests.permits.test_what_a_lawyer_found_in_judgements import WEIGHED
from tests.permits.test_what_a_lawyer_found_next import (
    BOOK,
    FROM_2017,
    asked,
    assessed,
    gates,
    said,
    situated,
    stranger,
)
from tests.permits.test_what_a_lawyer_found_next import verdicts as verdicts_of
from tests.permits.test_words_of_the_desk import SCREENED
from tests.properties.strategies import VERSIONS
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.permits.explanation import explain

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


# Which paragraph, and what is still to be decided ---------------------------------------------------------------------

IN_2026 = "2026-07-01"
JUDGED = {"oordeel": "niet_onbillijk", "motivering": "m", "beslisser": "b"}
GIVEN_AWAY = {"kandidatenMetVoorrang": True, "oordeel": "aan_ander", "motivering": "m", "beslisser": "b"}
NINE = {"grond": "artikel_9"}


def against_ten(**changes: Any) -> Assessment:
    there = situated(IN_2026, TEN, gedragingen=["a"])
    return assessed(IN_2026, onderzoek=AGAINST, hardheid=FAIR, situatie=there, **changes)


def test_the_gate_of_the_conflict_and_its_question_rest_on_both_paragraphs() -> None:
    found = against_ten()
    both = "art. 15 lid 3 en 5 Huisvestingswet 2014"
    assert [(gate.id, gate.citation.text) for gate in found.open_gates] == [("samenloop", both)]
    assert "&lid=3&" in (found.open_gates[0].citation.jci or "")
    assert [(question.fact, question.basis) for question in found.questions] == [("uitzondering15", both)]


def test_what_is_established_is_no_longer_to_be_found_out() -> None:
    unknown, established = against_ten(), against_ten(uitzondering15=True)
    assert "nagaan of artikel 15 lid 3 of 5" in explain(unknown, "nl")
    for language, old, new in (
        ("nl", "nagaan of artikel 15", "beslissen wat voorgaat"),
        ("en", "find out whether article 15", "decide what goes first"),
    ):
        said_now = explain(established, language)  # type: ignore[arg-type]
        assert (said_now.count(new), old in said_now) == (2, False)


@pytest.mark.parametrize("version", VERSIONS)
def test_accepted_hardship_speaks_of_its_own_ground_only(version: str) -> None:
    accepted = {"grond": "artikel_8", "oordeel": "onbillijk", "motivering": "m", "beslisser": "b"}
    found = assessed(
        version, huishouden=stranger(version, kenmerken=[]), hardheid=accepted, voorrang=GIVEN_AWAY,
        situatie=situated(version, EIGHT, NINE, voorrangskenmerken=["zorg"]), uitzondering15=False,
    )  # fmt: skip
    assert found.advice == "weigeren"
    reason = next(item for item in found.grounds if item.id == "hardheidsclausule").reason
    assert "Artikel 8 is dan geen reden om te weigeren." in reason["nl"]
    assert "Article 8 is no reason to refuse then." in reason["en"]
    assert "heel onbillijk" not in explain(found, "nl")


@pytest.mark.parametrize("version", VERSIONS)
def test_refused_hardship_does_not_speak_of_a_decision_that_is_not_there(version: str) -> None:
    there = situated(version, EIGHT)
    refused = {"grond": "artikel_8", **JUDGED}
    found = assessed(version, huishouden=stranger(version), hardheid=refused, situatie=there)
    reason = next(item for item in found.grounds if item.id == "hardheidsclausule").reason
    assert "De redenen horen in het besluit te staan." in reason["nl"]
    assert "The reasons belong in the decision." in reason["en"]
    assert "heel onbillijk" in explain(found, "nl")


# What must be known first --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_a_ground_of_which_the_scope_is_not_known_says_so(version: str) -> None:
    where = {"gebied": "tarwewijk", "soort": "zelfstandig", "huurprijs": 45000}
    there = situated(version, EIGHT)
    there["verordening"]["categorieen"] = [{"gronden": ["artikel_8"], "verhuurder": ["particulier"]}]
    found = assessed(version, woonruimte=where, huishouden=stranger(version), situatie=there)
    reason = ground(found, "artikel_8").reason
    assert reason["nl"] == "Eerst moet bekend zijn of artikel 8 voor deze woning geldt. Nog niet bekend: verhuurder."
    assert reason["en"].startswith("First it must be known whether article 8 applies to this dwelling.")


@from_2017
def test_an_old_designation_that_may_give_priority_is_a_matter_of_its_own_paragraph(version: str) -> None:
    old = {"gebied": "tarwewijk", "grond": "artikel_9", "van": "2016-06-01", "tot": None}
    there = situated(version, NINE)
    there["aanwijzingen"] = [old]
    found = assessed(version, situatie=there)
    assert (found.advice, ground(found, "toepassingsbereik").citation.text) == ("aanvullen", "art. 5 lid 2 Wbmgp")
    assert "niets bekend" not in explain(found, "nl")
    both = assessed(version, situatie={**there, "aanwijzingen": [{**old, "grond": "artikel_8"}, EIGHT | old]})
    assert ground(both, "toepassingsbereik").citation.text == "art. 5 lid 2 Wbmgp"


def test_what_was_decided_after_the_split_is_no_old_designation() -> None:
    told = {"gemeente": "GM1930", "woonruimte": {"gebied": "zwanenhoek"}, "aanvraagdatum": "2020-06-01"}
    data = {key: value for key, value in {**GARIB, **SCREENED, **told}.items() if key != "situatie"}
    found = assess(Application.model_validate(data), lawbook=BOOK)
    assert (found.advice, {question.path for question in found.questions}) == (
        "aanvullen",
        {"toepassingsbereik", "toepassingsbereik#aanwijzing"},
    )


# What the ordinance lacks, and a judgement that has nothing to judge ---------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("verdict", ["onbillijk", "niet_onbillijk"])
def test_an_ordinance_without_a_hardship_clause_is_remarked(version: str, verdict: str) -> None:
    judged = {"grond": "artikel_8", "oordeel": verdict, "motivering": "m", "beslisser": "b"}

    def found(**ordinance: Any) -> Assessment:
        there = situated(version, EIGHT, **ordinance)
        return assessed(version, huishouden=stranger(version), hardheid=judged, situatie=there, uitzondering15=False)

    without, silent = found(hardheidsclausule=False), found()
    assert without.advice == silent.advice
    assert "geen hardheidsclausule. Artikel 8 lid 2 Wbmgp" in said(without)
    assert any("no hardship clause" in remark["en"] for remark in without.remarks)
    # The act asks for the clause: what is not said is no reason to doubt it.
    assert "hardheidsclausule" not in said(silent) + said(found(hardheidsclausule=True))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_dwelling_given_to_nobody_is_remarked(version: str) -> None:
    there = situated(version, NINE, voorrangskenmerken=["zorg"])
    people = stranger(version, kenmerken=[])
    nobody = assessed(
        version, huishouden=people, voorrang={**GIVEN_AWAY, "kandidatenMetVoorrang": False}, situatie=there
    )
    assert nobody.advice == "verlenen"
    assert "Dat besluit telt hier niet mee" in said(nobody)
    assert any("That decision does not count here" in remark["en"] for remark in nobody.remarks)
    somebody = assessed(version, huishouden=people, voorrang=GIVEN_AWAY, situatie=there, uitzondering15=False)
    assert (somebody.advice, "telt hier niet mee" in said(somebody)) == ("weigeren", False)


def test_who_moves_in_later_signs_no_lease() -> None:
    later = moves_in("2017-07-01", geboortedatum="1980-01-01")
    new = assessed("2017-07-01", situatie=situated("2017-07-01", VOG))
    assert "huurcontract" not in explain(later, "nl")
    assert "Ga pas in de woning wonen als de vergunning er is." in explain(later, "nl")
    assert "Do not move in before you have the permit." in explain(later, "en")
    assert "Teken het huurcontract pas als de vergunning er is." in explain(new, "nl")


# Whose years and whose income ----------------------------------------------------------------------------------------


def household(version: str, **other: Any) -> Assessment:
    """An applicant who came a year ago and one other person, where the ordinance looks at every adult."""
    there = situated(version, EIGHT, inkomenstoets="een_meerderjarige", verblijfstoets="een_meerderjarige")
    return assessed(version, huishouden=[*stranger(version), {"id": "p2", **other}], situatie=there)


def since(version: str, years: int) -> list[dict[str, Any]]:
    return [{"gemeente": "GM0599", "vanaf": born(version, years), "tot": None}]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_minor_is_said_not_to_count_and_is_named_where_time_helps(version: str) -> None:
    child = {"rol": "kind", "geboortedatum": born(version, 17), "inkomen": [], "verblijf": since(version, 17)}
    found = household(version, **child)
    reason = ground(found, "artikel_8").reason
    assert reason["nl"].count("het kind is minderjarig en telt niet mee") == 2
    assert reason["en"].count("the child is a minor and does not count") == 2
    assert str(found.earliest_date) == born(version, -1)
    # Nobody lived anywhere before being born.
    broken = [fact.person for fact in ground(found, "artikel_8").facts if fact.name == "verblijf_onderbroken_door"]
    assert broken == ["p1"]
    assert "als het kind in de regio blijft wonen en als de aanwijzing" in explain(found, "nl")
    assert "if the child goes on living in the region and if the designation" in explain(found, "en")


@pytest.mark.parametrize("version", VERSIONS)
def test_time_alone_names_the_partner_whose_years_run(version: str) -> None:
    partner = {"rol": "partner", "geboortedatum": "1970-01-01", "inkomen": [], "verblijf": since(version, 5)}
    found = household(version, **partner)
    assert "minderjarig" not in ground(found, "artikel_8").reason["nl"]
    assert "als de partner in de regio blijft wonen" in explain(found, "nl")


def test_an_income_that_waits_for_a_judgement_is_named_in_words() -> None:
    people = stranger("2017-07-01")
    people[0]["inkomen"] = [{"soort": "ww"}]
    found = assessed("2017-07-01", huishouden=people, situatie=situated("2017-07-01", EIGHT))
    reason = ground(found, "artikel_8").reason
    assert "het oordeel of een inkomen dat niet op de lijst staat meetelt (de aanvrager)" in reason["nl"]
    assert "the judgement whether an income that is not on the list counts" in reason["en"]


def test_time_alone_names_the_child_whose_income_will_count() -> None:
    child = {
        "rol": "kind", "geboortedatum": "2000-01-01", "verblijf": [], "inkomen": [{"soort": "dienstbetrekking"}],
    }  # fmt: skip
    found = household("2017-07-01", **child)
    assert str(found.earliest_date) == "2018-01-01"
    assert "als het kind dit inkomen houdt" in explain(found, "nl")
    assert "if the child keeps this income" in explain(found, "en")
