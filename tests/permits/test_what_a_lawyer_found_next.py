"""What a lawyer's second reading found: the scope of the act, residence, and judgements that lack something."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.commands.samples import GARIB
from tests.our_law import OUR_LAW
from tests.permits.test_what_a_lawyer_found import EIGHT, TEN, newcomer, situation
from tests.permits.test_words_of_the_desk import SCREENED
from tests.properties.strategies import VERSIONS
from wbmgp_engine import Application, Assessment, assess

BOOK = OUR_LAW
FROM_2015 = [version for version in VERSIONS if version >= "2015"]
FROM_2017 = [version for version in VERSIONS if version >= "2017"]


def assessed(version: str = "2017-07-01", on: date | None = None, **changes: Any) -> Assessment:
    """The assessment on the first day of a version; no judgement on hardship unless one is given."""
    data = {**GARIB, **SCREENED, "aanvraagdatum": str(VERSIONS[version][0]), "hardheid": [], **changes}
    return assess(Application.model_validate(data), lawbook=BOOK, on=on)


def situated(version: str, *designations: dict[str, Any], **ordinance: Any) -> dict[str, Any]:
    """Designations and an ordinance that run in a version and name all grounds."""
    first = VERSIONS[version][0]
    period = {"van": str(first), "tot": str(first.replace(year=first.year + 4))}
    grounds = [item["grond"] for item in designations]
    found = situation(*({**item, **period} for item in designations), grounds=grounds)
    found["verordening"] |= {"van": str(first), **ordinance}
    return found


def stranger(version: str, **changes: Any) -> list[dict[str, Any]]:
    """An applicant who came to the region a year before, with an income that is not on the list."""
    first = VERSIONS[version][0]
    stay = {"gemeente": "GM0599", "vanaf": str(first.replace(year=first.year - 1)), "tot": None}
    return newcomer(verblijf=[stay], **changes)


def verdicts(found: Assessment) -> dict[str, str]:
    return {ground.id: ground.verdict for ground in found.grounds}


def gates(found: Assessment) -> list[str]:
    return sorted(gate.id for gate in found.open_gates)


def asked(found: Assessment) -> dict[str, str]:
    return {question.fact: question.supplier for question in found.questions}


def said(found: Assessment) -> str:
    return " ".join(remark["nl"] for remark in found.remarks)


# Later move-in -------------------------------------------------------------------------------------------------------

NO_CERTIFICATE = {"vog": {"p1": "niet_overgelegd"}}


def moves_in(version: str, **ordinance: Any) -> Assessment:
    by_certificate = {**TEN, "instrument": "vog"}
    return assessed(
        version,
        aanvraagsoort="latere_inwoning",
        onderzoek=NO_CERTIFICATE,
        situatie=situated(version, by_certificate, **ordinance),
        uitzondering15=False,
    )


@pytest.mark.parametrize("version", FROM_2017)
def test_an_ordinance_silent_on_later_move_in_is_asked_about(version: str) -> None:
    found = moves_in(version)
    assert (found.advice, gates(found)) == ("aanvullen", [])
    assert asked(found) == {"situatie.verordening.latereInwoning": "gemeente"}
    assert found.questions[0].decisive


@pytest.mark.parametrize("version", FROM_2017)
@pytest.mark.parametrize(
    ("rule", "advice"), [(True, "beoordelen"), (False, "geen_vergunning_nodig"), (None, "geen_vergunning_nodig")]
)
def test_what_the_ordinance_says_of_later_move_in_decides(version: str, rule: Any, advice: str) -> None:
    found = moves_in(version, latereInwoning=rule)
    assert (found.advice, found.questions) == (advice, ())


@pytest.mark.parametrize("version", [version for version in VERSIONS if version < "2017"])
@pytest.mark.parametrize("rule", [{}, {"latereInwoning": True}])
def test_before_2017_no_later_move_in_needs_a_permit(version: str, rule: dict[str, Any]) -> None:
    for one in (EIGHT, TEN, {**EIGHT, "grond": "artikel_9"}):
        there = situated(version, one, **rule)
        found = assessed(version, aanvraagsoort="latere_inwoning", huishouden=stranger(version), situatie=there)
        assert (found.advice, found.questions) == ("geen_vergunning_nodig", ())


def test_where_nothing_covers_the_dwelling_the_silence_does_not_matter() -> None:
    there = situated("2017-07-01", EIGHT)
    assert assessed(aanvraagsoort="latere_inwoning", situatie=there).advice == "geen_vergunning_nodig"
    none = {**there, "verordening": None}
    assert assessed(aanvraagsoort="latere_inwoning", situatie=none).advice == "geen_vergunning_nodig"


# Before the act ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["GM0599", "GM9999"])
@pytest.mark.parametrize("day", ["2005-12-29", "2005-10-07", "2004-01-01", "1850-06-01"])
def test_before_the_act_there_is_no_permit_of_the_act(code: str, day: str) -> None:
    household = [{"id": "p1", "rol": "aanvrager"}]
    for given in ({}, {"situatie": situated("2005-12-30", EIGHT)}):
        data = {**GARIB, "gemeente": code, "aanvraagdatum": day, "huishouden": household, "hardheid": [], **given}
        if not given:
            del data["situatie"]
        answer = assess(Application.model_validate(data), lawbook=BOOK).to_json()
        assert (answer["advies"], answer["vragen"], answer["openstaand"]) == ("geen_vergunning_nodig", [], [])
        assert "bestond de Wbmgp nog niet" in answer["gronden"][0]["reden"]["nl"]
        assert "gewone huisvestingsvergunning" in answer["gronden"][0]["reden"]["nl"]
        assert "jci" not in answer["gronden"][0]["bron"]
        assert [item["id"] for item in answer["recht"]["regelingen"]] == ["toets_huisvestingsvergunning"]


def test_no_day_is_too_early_and_the_first_day_of_the_act_is_the_act() -> None:
    assert assessed(on=date.min).advice == "geen_vergunning_nodig"
    first = {**EIGHT, "van": "2005-12-30", "tot": "2009-12-30"}
    there = situation(first, grounds=["artikel_8"])
    there["verordening"]["van"] = "2005-12-30"
    found = assessed(on=date(2005, 12, 30), aanvraagdatum="2005-12-30", huishouden=newcomer(), situatie=there)
    assert found.advice == "beoordelen"


@pytest.mark.parametrize("day", [date(2004, 1, 1), date(2006, 12, 31), date(2016, 1, 1), date(2018, 1, 1)])
def test_a_decision_before_the_application_is_remarked(day: date) -> None:
    later = {"aanvraagdatum": str(day.replace(year=day.year + 1))}
    assert "ligt voor de datum van de aanvraag" in said(assessed(on=day, **later))
    assert "ligt voor de datum van de aanvraag" not in said(assessed(on=day, aanvraagdatum=str(day)))


# Lawful residence ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", FROM_2015)
@pytest.mark.parametrize("income", [{}, {"inkomen": ...}], ids=["unmet", "unknown"])
def test_no_lawful_residence_is_a_refusal_that_hardship_of_article_8_does_not_hold_back(
    version: str, income: dict[str, Any]
) -> None:
    person = stranger(version, rechtmatigVerblijf=False)[0]
    person = {key: value for key, value in person.items() if key not in income}
    found = assessed(version, huishouden=[person], situatie=situated(version, EIGHT))
    assert (found.advice, gates(found), found.questions) == ("weigeren", [], ())
    assert verdicts(found)["artikel_8"] == ("onbekend" if income else "niet_voldaan")
    assert "hardheidsclausule" not in verdicts(found)


@pytest.mark.parametrize("version", FROM_2015)
def test_a_judgement_on_hardship_is_shown_beside_a_refusal_it_cannot_cure(version: str) -> None:
    judged = {"grond": "artikel_8", "oordeel": "onbillijk", "motivering": "m", "beslisser": "b"}
    person = stranger(version, rechtmatigVerblijf=False)
    found = assessed(version, huishouden=person, hardheid=judged, situatie=situated(version, EIGHT))
    assert (found.advice, verdicts(found)["hardheidsclausule"]) == ("weigeren", "voldaan")


@pytest.mark.parametrize("version", FROM_2015)
def test_the_gate_of_hardship_stays_while_lawful_residence_is_not_known(version: str) -> None:
    person = {key: value for key, value in stranger(version)[0].items() if key != "rechtmatigVerblijf"}
    found = assessed(version, huishouden=[person], situatie=situated(version, EIGHT))
    assert found.advice == "beoordelen"
    assert "hardheidsclausule" in gates(found)


BEFORE_2015 = [version for version in VERSIONS if version < "2015"]


def resident(version: str, *, lawful: Any) -> Assessment:
    person = {**newcomer()[0], "inkomen": [{"soort": "dienstbetrekking"}], "rechtmatigVerblijf": lawful}
    household = [{key: value for key, value in person.items() if value is not ...}]
    return assessed(version, huishouden=household, situatie=situated(version, EIGHT))


@pytest.mark.parametrize("version", BEFORE_2015)
def test_before_2015_silence_on_residence_is_remarked(version: str) -> None:
    silent, stated = resident(version, lawful=...), resident(version, lawful=True)
    assert (silent.advice, stated.advice) == ("verlenen", "verlenen")
    assert "Er is niet opgegeven of de aanvrager in Nederland mag wonen" in said(silent)
    assert "Er is niet opgegeven" not in said(stated)


@pytest.mark.parametrize("version", BEFORE_2015)
def test_before_2015_a_no_is_a_question_that_says_how_to_answer_it(version: str) -> None:
    found = resident(version, lawful=False)
    assert (found.advice, asked(found)) == (
        "aanvullen",
        {"huishouden.p1.rechtmatigVerblijf": "burgemeester_en_wethouders"},
    )
    assert "geef dan bij rechtmatigVerblijf true op" in found.questions[0].text["nl"]
    assert "give true at rechtmatigVerblijf" in found.questions[0].text["en"]
    ground = next(item for item in found.grounds if item.id == "rechtmatig_verblijf")
    assert (ground.verdict, [fact.value for fact in ground.facts]) == ("onbekend", [False])
