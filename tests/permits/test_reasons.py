"""A reason says which branch of a ground held, with the facts of the case, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.permits.test_what_a_lawyer_found import EIGHT, TEN, assessed, newcomer, situation
from wbmgp_engine import Assessment
from wbmgp_engine.permits.texts import person_in_words

NINE = {"grond": "artikel_9", "van": "2018-01-01", "tot": "2022-01-01"}


def reason(found: Assessment, ground: str) -> dict[str, str]:
    return dict(next(item.reason for item in found.grounds if item.id == ground))


def on_eight(**person: Any) -> Assessment:
    return assessed(huishouden=newcomer(**person), situatie=situation(EIGHT, grounds=["artikel_8"]))


def test_six_years_are_the_reason_with_whose_and_since_when() -> None:
    said = reason(on_eight(verblijf=[{"gemeente": "GM0599", "vanaf": "2001-01-01", "tot": None}]), "artikel_8")
    assert "zes jaar of langer onafgebroken in de regio gewoond (de aanvrager sinds 1 januari 2001)" in said["nl"]
    assert "(the applicant since 1 January 2001)" in said["en"]
    assert "lijst" not in said["nl"]


def test_an_income_is_the_reason_with_its_kind() -> None:
    said = reason(on_eight(inkomen=[{"soort": "aow"}]), "artikel_8")
    assert "Er is een inkomen van de lijst van artikel 8 (de aanvrager: aow)." in said["nl"]
    assert "state pension" in said["en"]


def test_a_requirement_that_is_not_met_names_residence_income_and_the_refusing_provision() -> None:
    said = reason(on_eight(), "artikel_8")["nl"]
    assert "(de aanvrager sinds 1 januari 2017; daarvoor " in said
    assert "(de aanvrager: bijstand)" in said
    assert "art. 15 lid 4 Huisvestingswet 2014" in said


def test_from_july_2026_the_refusing_provision_has_another_number() -> None:
    eight = {**EIGHT, "van": "2026-01-01", "tot": "2028-01-01"}
    found = assessed(aanvraagdatum="2026-08-01", situatie=situation(eight, grounds=["artikel_8"]), huishouden=newcomer(
        verblijf=[{"gemeente": "GM0599", "vanaf": "2024-01-01", "tot": None}]
    ))  # fmt: skip
    assert "art. 15 lid 7 Huisvestingswet 2014" in reason(found, "artikel_8")["nl"]


def test_what_is_missing_is_named() -> None:
    [person] = newcomer()
    person.pop("inkomen")
    said = reason(assessed(huishouden=[person], situatie=situation(EIGHT, grounds=["artikel_8"])), "artikel_8")
    assert said["nl"].startswith("Nog niet bekend: soort inkomen (de aanvrager).")
    assert said["en"].startswith("Not known yet: kind of income (the applicant).")


def test_only_those_who_count_stand_in_the_reason() -> None:
    [person] = newcomer()
    other = {"id": "p2", "rol": "partner", "geboortedatum": "1980-01-01", "inkomen": [{"soort": "ww"}]}
    alone = assessed(huishouden=[person, other], situatie=situation(EIGHT, grounds=["artikel_8"]))
    assert "p2" not in reason(alone, "artikel_8")["nl"]


def test_the_designated_area_is_named() -> None:
    said = reason(on_eight(), "toepassingsbereik")["nl"]
    area = "tarwewijk, artikel 8, vanaf 1 januari 2018 tot 1 januari 2022"
    ordinance = "verordening vanaf 1 januari 2018, noemt artikel 8 (elke woning)"
    assert said.endswith(f"aangewezen gebied ({area}), en de verordening vraagt hier een vergunning ({ordinance}).")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"woonruimte": {"gebied": "elders"}}, "ligt dan niet in een aangewezen gebied"),
        (
            {"situatie": situation(EIGHT, grounds=["artikel_10"])},
            "tot 1 januari 2022), maar geen verordening vraagt hier dan een vergunning (verordening vanaf 1 januari 2018, "
            "noemt artikel 10 (elke woning); deze woning: particulier, zelfstandig, huur 450,00 euro)",
        ),
        (
            {"situatie": {**situation(EIGHT, grounds=[]), "verordening": None}},
            "vergunning (er is geen verordening bekend; deze woning",
        ),
        (
            {"situatie": situation({**EIGHT, "tot": "2019-01-01"}, grounds=["artikel_8"])},
            "geen aanwijzing, wel op andere dagen (tarwewijk, artikel 8, vanaf 1 januari 2018 tot 1 januari 2019)",
        ),
        (
            {"situatie": situation({**EIGHT, "van": "2020-01-01", "tot": None}, grounds=["artikel_8"])},
            "wel op andere dagen (tarwewijk, artikel 8, vanaf 1 januari 2020)",
        ),
        (
            {
                "aanvraagdatum": "2016-06-01",
                "situatie": situation({**TEN, "van": "2016-01-01"}, grounds=["artikel_10"]),
                "huishouden": newcomer(verblijf=[]),
            },
            "noemt een grond die de wet van die dag niet kent",
        ),
        ({"aanvraagsoort": "latere_inwoning"}, "Wie later bij een huurder komt wonen"),
    ],
)
def test_where_no_permit_is_needed_the_reason_says_why(changes: dict[str, Any], words: str) -> None:
    given = {"huishouden": newcomer(), "situatie": situation(EIGHT, grounds=["artikel_8"]), **changes}
    found = assessed(**given)
    assert found.advice == "geen_vergunning_nodig"
    assert words in reason(found, "toepassingsbereik")["nl"]


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (None, "Burgemeester en wethouders kunnen dan weigeren (art. 15 lid 3 Huisvestingswet 2014)"),
        ("aan_ander", "hebben besloten dat die voorgaat"),
        ("verlenen", "hebben besloten de vergunning toch aan deze aanvrager te geven"),
    ],
)
def test_a_decision_on_priority_that_was_taken_is_told(judgement: str | None, words: str) -> None:
    given = situation(NINE, grounds=["artikel_9"])
    given["verordening"]["voorrangskenmerken"] = ["zorg"]
    decided = {"oordeel": judgement, "motivering": "omdat", "beslisser": "X"} if judgement else {}
    found = assessed(
        situatie=given, huishouden=newcomer(kenmerken=[]), voorrang={"kandidatenMetVoorrang": True, **decided}
    )
    assert words in reason(found, "artikel_9")["nl"]


@pytest.mark.parametrize(
    ("designation", "ground", "cited"),
    [(EIGHT, "artikel_8", "art. 5 lid 1 Wbmgp"), (NINE, "artikel_9", "art. 5 lid 2 Wbmgp"), (TEN, "artikel_10", "art. 5 lid 3 Wbmgp")],
)  # fmt: skip
def test_the_scope_cites_the_lid_of_the_designation(designation: dict[str, Any], ground: str, cited: str) -> None:
    found = assessed(huishouden=newcomer(), situatie=situation(designation, grounds=[ground]))
    assert next(item.citation.text for item in found.grounds if item.id == "toepassingsbereik") == cited


def test_the_hardship_gate_of_article_8_rests_on_the_ordinance_too() -> None:
    [gate] = [gate for gate in on_eight().open_gates if gate.id == "hardheidsclausule"]
    assert gate.citation.text == "art. 8 lid 2 Wbmgp, de hardheidsclausule van de verordening"


def test_a_source_is_that_of_the_weakest_stay_of_the_row() -> None:
    stays = [
        {"gemeente": "GM0363", "vanaf": "1990-01-01", "tot": "2015-01-01", "bron": {"soort": "opgave"}},
        {"gemeente": "GM0599", "vanaf": "2015-01-01", "tot": "2016-01-01", "bron": {"soort": "bewijsstuk"}},
        {"gemeente": "GM0599", "vanaf": "2016-01-01", "tot": None, "bron": {"soort": "brp"}},
    ]
    found = on_eight(verblijf=stays)
    facts = next(item.facts for item in found.grounds if item.id == "artikel_8")
    assert {fact.name: fact.source for fact in facts}["onafgebroken_ingezetene_vanaf"] == "bewijsstuk"


def test_the_source_of_lawful_residence_is_the_persons() -> None:
    found = on_eight(rechtmatigVerblijf=True, bron={"soort": "brp"})
    facts = next(item.facts for item in found.grounds if item.id == "rechtmatig_verblijf")
    assert [(fact.name, fact.source) for fact in facts] == [("rechtmatig_verblijf", "brp")]


def any_adult(**partner: Any) -> Assessment:
    """A newcomer with a partner, where the ordinance counts any adult."""
    given = situation(EIGHT, grounds=["artikel_8"])
    given["verordening"] |= {"inkomenstoets": "een_meerderjarige", "verblijfstoets": "een_meerderjarige"}
    other = {"id": "p2", "rol": "partner", "geboortedatum": "1980-01-01", **partner}
    return assessed(huishouden=[*newcomer(), other], situatie=given)


def test_of_two_people_the_reason_names_the_one_who_made_it() -> None:
    stays = [{"gemeente": "GM0599", "vanaf": "2001-01-01", "tot": None}]
    said = reason(any_adult(verblijf=stays, inkomen=[]), "artikel_8")["nl"]
    assert "(de partner sinds 1 januari 2001)" in said and "p1" not in said


def test_of_several_incomes_the_reason_names_the_one_of_the_list() -> None:
    said = reason(any_adult(verblijf=[], inkomen=[{"soort": "bijstand"}, {"soort": "aow"}]), "artikel_8")["nl"]
    assert "(de partner: aow)" in said and "bijstand" not in said


@pytest.mark.parametrize(
    ("stays", "words"),
    [
        ([{"gemeente": "GM0363", "vanaf": "1990-01-01", "tot": None}], "niet in de regio: elders (GM0363))"),
        (
            [{"gemeente": "GM0599", "vanaf": "1990-01-01", "tot": "2018-01-01"}],
            "niet in de regio: op die dag geen verblijf opgegeven)",
        ),
        ([], "niet in de regio: volgens de hele opgave nergens ingezetene)"),
    ],
)
def test_who_lives_elsewhere_is_told_where(stays: list[dict[str, Any]], words: str) -> None:
    assert words in reason(on_eight(verblijf=stays), "artikel_8")["nl"]


@pytest.mark.parametrize(
    ("traits", "candidates", "words"),
    [
        (["zorg"], True, "De aanvrager heeft zelf een kenmerk dat voorrang geeft (zorg)."),
        (["anders"], False, "Niemand met voorrang wil deze woning."),
        (None, True, "Nog niet bekend: kenmerken van de aanvrager."),
        ([], None, "Nog niet bekend: een ander met voorrang wil de woning."),
    ],
)
def test_the_case_of_priority_is_told(traits: list[str] | None, candidates: bool | None, words: str) -> None:
    given = situation(NINE, grounds=["artikel_9"])
    given["verordening"]["voorrangskenmerken"] = ["zorg"]
    person = newcomer() if traits is None else newcomer(kenmerken=traits)
    priority = {} if candidates is None else {"kandidatenMetVoorrang": candidates}
    found = assessed(situatie=given, huishouden=person, voorrang=priority)
    assert reason(found, "artikel_9")["nl"].startswith(words)


def test_what_is_not_known_of_the_scope_is_named() -> None:
    given = situation(EIGHT, grounds=["artikel_8"])
    given["verordening"]["categorieen"] = [{"gronden": ["artikel_8"], "huurprijsTot": 60000}]
    found = assessed(woonruimte={"gebied": "tarwewijk"}, huishouden=newcomer(), situatie=given)
    assert reason(found, "toepassingsbereik")["nl"].endswith("Nog niet bekend: huurprijs per maand.")


def test_a_person_is_named_by_role_and_only_where_several_have_it_by_id() -> None:
    [person] = newcomer()
    child = {"rol": "kind", "geboortedatum": "2010-01-01"}
    one = assessed(huishouden=[person, {"id": "p2", **child}]).application
    two = assessed(huishouden=[person, {"id": "p2", **child}, {"id": "p3", **child}]).application
    assert person_in_words(one, "p2", "nl") == "het kind"
    assert (person_in_words(two, "p3", "nl"), person_in_words(two, "p1", "en")) == ("het kind (p3)", "the applicant")


def test_since_when_somebody_lives_there_is_asked_in_a_sentence() -> None:
    [person] = newcomer(inkomen=[])
    person.pop("verblijf")
    said = reason(assessed(huishouden=[person], situatie=situation(EIGHT, grounds=["artikel_8"])), "artikel_8")
    assert said["nl"].startswith("Nog niet bekend: sinds wanneer de aanvrager onafgebroken in de regio woont.")
    assert said["en"].startswith(
        "Not known yet: since when the applicant has lived in the region without interruption."
    )
