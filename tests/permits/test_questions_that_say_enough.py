"""What is asked: of whom, once for each reason, and never what is known already."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.commands.samples import GARIB
from tests.our_law import OUR_LAW
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.permits.explanation import explain


def garib(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(GARIB), **changes}


def assessed(data: dict[str, Any]) -> Assessment:
    return assess(Application.model_validate(data), lawbook=OUR_LAW)


def asked(found: Assessment) -> list[tuple[str, str, bool]]:
    return [(question.fact, question.supplier, question.decisive) for question in found.questions]


# The region -----------------------------------------------------------------------------------------------------------


def without_region(place: str = "GM0606", start: str = "2005-05-25") -> dict[str, Any]:
    data = garib()
    del data["situatie"]["regio"]
    stays = data["huishouden"][0]["verblijf"]
    stays[0]["gemeente"], stays[0]["tot"], stays[1]["vanaf"] = place, start, start
    return data


def test_a_history_that_is_given_is_not_asked_again_for_want_of_the_region() -> None:
    found = assessed(without_region())
    assert (found.advice, asked(found)) == ("aanvullen", [("situatie.regio", "gemeente", True)])
    reason = next(ground.reason["nl"] for ground in found.grounds if ground.id == "artikel_8")
    assert "welke gemeenten de regio vormen" in reason


def test_a_history_with_a_doubt_of_its_own_is_asked_too() -> None:
    found = assessed(without_region(start="2001"))
    assert [fact for fact, _, _ in asked(found)] == ["huishouden.p1.verblijf", "situatie.regio"]


def test_who_came_from_abroad_needs_no_region() -> None:
    assert assessed(without_region(place="buitenland")).advice == "weigeren"


def test_without_a_history_it_is_the_history_that_is_asked() -> None:
    data = without_region()
    del data["huishouden"][0]["verblijf"]
    assert [fact for fact, _, _ in asked(assessed(data))] == ["huishouden.p1.verblijf"]


@pytest.mark.parametrize(("region", "told"), [(["GM0606", "GM0622"], True), (["GM0606", "GM0599"], False)])
def test_a_region_that_forgets_its_own_municipality_is_remarked(region: list[str], told: bool) -> None:
    data = garib()
    data["situatie"]["regio"] = region
    found = assessed(data)
    assert any("noemt de gemeente zelf (GM0599) niet" in remark["nl"] for remark in found.remarks) is told
    assert found.earliest_date is not None and found.earliest_date.isoformat() == "2011-05-25"


# One field, two reasons -----------------------------------------------------------------------------------------------


def old_designation() -> dict[str, Any]:
    """An old designation, with an ordinance of more than four years that gives priority."""
    data = garib(aanvraagdatum="2018-01-01", voorrang={"kandidatenMetVoorrang": True})
    data["huishouden"][0].update(inkomen=[{"soort": "aow"}], kenmerken=[])
    area = {"gebied": "tarwewijk", "grond": "artikel_8", "van": "2016-01-01", "tot": "2020-01-01"}
    data["situatie"]["aanwijzingen"] = [area]
    data["situatie"]["verordening"].update(
        categorieen=[{"gronden": ["artikel_8", "artikel_9"]}], voorrangskenmerken=["zorg"]
    )
    return data


def test_two_questions_about_the_scope_are_both_asked() -> None:
    found = assessed(old_designation())
    assert asked(found) == [("toepassingsbereik", "gemeente", False)] * 2
    assert [question.basis for question in found.questions] == [
        "art. 5 lid 2 Wbmgp",
        "art. 4 lid 1 Huisvestingswet 2014",
    ]


def test_what_the_law_leaves_open_is_told_as_open() -> None:
    said = assessed(old_designation()).questions[0].text
    assert "De wet zegt dit niet" in said["nl"] and "geen veld" in said["nl"] and "De gemeente kan" in said["nl"]
    assert "The act does not say" in said["en"] and "The municipality can" in said["en"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_same_words_are_said_once(language: str) -> None:
    said = [question.text[language] for question in assessed(old_designation()).questions]
    assert len(said) == len(set(said))


# One line for all ------------------------------------------------------------------------------------------------------


def of_three(test: str) -> dict[str, Any]:
    """Three adults of whom nothing is known."""
    data = garib(
        huishouden=[{"id": "p1", "rol": "aanvrager"}, {"id": "p2", "rol": "partner"}, {"id": "p3", "rol": "kind"}]
    )
    data["situatie"]["verordening"].update(inkomenstoets=test, verblijfstoets=test)
    return data


def test_the_same_question_about_several_persons_is_one_line_and_says_when_one_of_them_is_enough() -> None:
    found = assessed(of_three("een_meerderjarige"))
    said = explain(found, "nl")
    people = "de aanvrager, de partner en het kind"
    assert said.count("Welke soorten inkomen heeft") == 1 and f"Welke soorten inkomen heeft {people}?" in said
    assert "een inkomen van de lijst van een van hen genoeg" in said
    assert "zes jaar verblijf van een van hen genoeg" in said
    assert "income of the list of one of them is enough" in explain(found, "en")
    assert "in te vullen bij huishouden.p1.inkomen, huishouden.p2.inkomen, huishouden.p3.inkomen)" in said
    assert len([fact for fact, _, _ in asked(found) if fact.endswith(".inkomen")]) == 3


def test_of_one_person_nothing_is_said_about_the_others() -> None:
    said = explain(assessed(of_three("aanvrager")), "nl")
    assert "Welke soorten inkomen heeft de aanvrager?" in said
    assert "een van hen" not in said


def test_a_question_names_the_place_of_its_answer() -> None:
    unknown = {"verblijf": None, "inkomen": [{"soort": "ww"}]}
    person = {key: value for key, value in {**GARIB["huishouden"][0], **unknown}.items() if value is not None}
    found = assessed(garib(huishouden=[person]))
    dutch, english = explain(found, "nl"), explain(found, "en")
    for key in ("huishouden.p1.verblijf", "huishouden.p1.inkomen.oordeel"):
        assert f"; in te vullen bij {key})" in dutch
        assert f"; to be filled in at {key})" in english


def test_what_no_field_can_answer_names_no_place() -> None:
    lines = [line for line in explain(assessed(old_designation()), "nl").splitlines() if line.endswith("Wbmgp)")]
    [old] = [line for line in lines if "De wet zegt dit niet" in line and line.startswith("- Geldt")]
    assert "in te vullen" not in old


def test_what_the_register_does_not_hold_is_filled_in_as_a_situation() -> None:
    found = assessed({key: value for key, value in garib().items() if key != "situatie"})
    assert "; in te vullen bij situatie)" in explain(found, "nl")
