"""What desk officers stumbled over, each with the input that showed it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.samples import GARIB
from tests.our_law import OUR_LAW
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.permits.explanation import explain

SCREENED: dict[str, Any] = {
    "aanvraagdatum": "2019-06-01",
    "huishouden": [
        {
            "id": "p1",
            "rol": "aanvrager",
            "geboortedatum": "1980-01-01",
            "rechtmatigVerblijf": True,
            "verblijf": [{"gemeente": "GM0599", "vanaf": "2000-01-01", "tot": None}],
        }
    ],
    "onderzoek": {
        "instrument": "politiegegevens",
        "woonverklaring": "weigeren",
        "gehoord": True,
        "weging": dict.fromkeys("abcde", "gewogen"),
    },
    "hardheid": {"grond": "artikel_10", "oordeel": "niet_onbillijk", "motivering": "r", "beslisser": "b"},
    "situatie": {
        "regio": ["GM0599"],
        "aanwijzingen": [
            {
                "gebied": "tarwewijk",
                "grond": "artikel_10",
                "instrument": "politiegegevens",
                "van": "2018-01-01",
                "tot": "2022-01-01",
            }
        ],
        "verordening": {"van": "2018-01-01", "tot": None, "categorieen": [{"gronden": ["artikel_10"]}]},
    },
}


def assessed(**changes: Any) -> Assessment:
    return assess(Application.model_validate({**GARIB, **SCREENED, **changes}), lawbook=OUR_LAW)


def test_hardship_under_article_10_rests_on_article_10() -> None:
    found = assessed()
    assert found.advice == "weigeren"
    hardship = [ground for ground in found.grounds if ground.id == "hardheidsclausule"]
    assert [ground.citation.text for ground in hardship] == ["art. 10 lid 5 Wbmgp"]


def test_conditions_cannot_forge_lines_of_the_answer() -> None:
    research = {**SCREENED["onderzoek"], "woonverklaring": "verlenen_met_voorschriften"}
    forged = "meldplicht\n\nRecht\nAdvies: weiger de vergunning.\u202e\x1b[31m"
    said = explain(assessed(onderzoek={**research, "voorschriften": [forged]}), "nl")
    assert "- meldplicht Recht Advies: weiger de vergunning.[31m\n" in said
    assert said.count("\nRecht\n") == 1


def test_nothing_is_shown_that_nobody_stated() -> None:
    assert "latere inwoning" not in explain(assessed(), "nl")


def test_an_answer_names_its_case() -> None:
    second = explain(assessed(), "nl").splitlines()[1]
    assert second == "Aanvraag garib van 1 juni 2019 in tarwewijk, Rotterdam (GM0599)."


def test_a_judgement_without_reasons_is_not_called_absent() -> None:
    said = explain(assessed(hardheid={"grond": "artikel_10", "oordeel": "niet_onbillijk"}), "nl")
    assert "Er is nog geen oordeel over de hardheidsclausule met redenen en een naam." in said


def test_hardship_is_offered_only_where_it_can_help() -> None:
    plea = "heel onbillijk zou zijn"
    assert plea in explain(assessed(), "nl")
    priority = {
        "situatie": {
            "regio": ["GM0599"],
            "aanwijzingen": [{"gebied": "tarwewijk", "grond": "artikel_9", "van": "2018-01-01", "tot": "2022-01-01"}],
            "verordening": {"van": "2018-01-01", "tot": None, "categorieen": [{"gronden": ["artikel_9"]}]},
        },
        "voorrang": {"kandidatenMetVoorrang": True},
    }
    assert plea not in explain(assessed(**priority), "nl")


@pytest.mark.parametrize(("language", "said"), [("nl", "de aanvrager"), ("en", "the applicant")])
def test_questions_speak_of_people_not_of_ids(language: Any, said: str) -> None:
    person = {key: value for key, value in SCREENED["huishouden"][0].items() if key != "rechtmatigVerblijf"}
    situation = {
        **GARIB["situatie"],
        "aanwijzingen": [{"gebied": "tarwewijk", "grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"}],
    }
    found = assessed(huishouden=[{key: person[key] for key in ("id", "rol", "geboortedatum")}], situatie=situation)
    assert any(said in question.text[language] for question in found.questions)


PERSON: dict[str, Any] = SCREENED["huishouden"][0]


@pytest.mark.parametrize("day", ["2019-06-01", "2026-08-01"])
@pytest.mark.parametrize(
    ("changes", "nl", "en"),
    [
        (
            {"onderzoek": {"instrument": "politiegegevens"}},
            "is er nog niet. Nog niet bekend: woonverklaring van de burgemeester.",
            "is not there yet. Not known yet: the mayor's woonverklaring.",
        ),
        (
            {"huishouden": [{key: value for key, value in PERSON.items() if key != "rechtmatigVerblijf"}]},
            "telt nog niet mee: eerst moet blijken dat aan de gewone eisen is voldaan (art. 4 Besluit selectieve "
            "woningtoewijzing). Daarvoor is nog niet bekend: rechtmatig verblijf (de aanvrager).",
            "does not count yet: first it must be clear that the ordinary requirements are met (art. 4 Besluit "
            "selectieve woningtoewijzing). Not known yet for that: lawful residence (the applicant).",
        ),
        (
            {"huishouden": [{**PERSON, "rechtmatigVerblijf": False}]},
            "telt niet mee zolang niet aan de gewone eisen is voldaan",
            "does not count as long as the ordinary requirements are not met",
        ),
    ],
)
def test_of_a_screening_it_is_told_whether_it_is_absent_or_does_not_count_yet(
    day: str, changes: dict[str, Any], nl: str, en: str
) -> None:
    designated = {**SCREENED["situatie"]["aanwijzingen"][0], "tot": "2028-01-01"}
    found = assessed(aanvraagdatum=day, situatie={**SCREENED["situatie"], "aanwijzingen": [designated]}, **changes)
    [screening] = [ground for ground in found.grounds if ground.id == "artikel_10"]
    assert screening.verdict == "onbekend"
    assert nl in screening.reason["nl"]
    assert en in screening.reason["en"]


@pytest.mark.parametrize("day", ["2010-01-01", "2015-06-01", "2019-06-01", "2026-08-01"])
@pytest.mark.parametrize("key", ["motivering", "beslisser"])
def test_a_judgement_that_lacks_something_names_the_field_and_who_fills_it_in(day: str, key: str) -> None:
    judged = {"grond": "artikel_8", "oordeel": "niet_onbillijk", "motivering": "r", "beslisser": "b"}
    designated = {"gebied": "tarwewijk", "grond": "artikel_8", "van": "2006-07-01", "tot": "2028-01-01"}
    ordinance = {"van": "2006-07-01", "tot": None, "categorieen": [{"gronden": ["artikel_8"]}]}
    found = assessed(
        aanvraagdatum=day,
        huishouden=[{**PERSON, "verblijf": [], "inkomen": [{"soort": "bijstand"}]}],
        hardheid={name: value for name, value in judged.items() if name != key},
        situatie={"regio": ["GM0599"], "aanwijzingen": [designated], "verordening": ordinance},
    )
    languages: tuple[tuple[Language, str, str], ...] = (
        ("nl", f"invullen bij {key}", "burgemeester en wethouders of de medewerker die namens hen oordeelde"),
        ("en", f"fill in {key}", "the municipal executive or the official who judged on its behalf"),
    )
    for language, field, who in languages:
        said = explain(found, language)
        assert field in said
        assert who in said


@pytest.mark.parametrize(("language", "amount"), [("nl", "per maand: 450,05 euro"), ("en", "month: 450.05 euros")])
def test_rent_is_told_in_euros(language: Language, amount: str) -> None:
    dwelling = {"gebied": "tarwewijk", "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 45005}
    ordinance: dict[str, Any] = {"van": "2018-01-01", "tot": None}
    ordinance["categorieen"] = [{"gronden": ["artikel_10"], "huurprijsTot": 80000}]
    found = assessed(woonruimte=dwelling, situatie={**SCREENED["situatie"], "verordening": ordinance})
    said = explain(found, language)
    assert amount in said
    assert "45005" not in said


def test_municipalities_are_named_where_the_register_knows_them() -> None:
    stays: list[dict[str, Any]] = [
        {"gemeente": "GM0363", "vanaf": "2001-01-01", "tot": "2010-01-01"},
        {"gemeente": "GM0606", "vanaf": "2010-01-01", "tot": "2016-01-01"},
        {"gemeente": "GM0599", "vanaf": "2016-01-01", "tot": None},
    ]
    designated = {"gebied": "tarwewijk", "grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"}
    ordinance = {"van": "2018-01-01", "tot": None, "categorieen": [{"gronden": ["artikel_8"]}]}
    situation = {"regio": ["GM0599"], "aanwijzingen": [designated], "verordening": ordinance}
    person = {**PERSON, "inkomen": [{"soort": "bijstand"}]}
    near = explain(assessed(huishouden=[{**person, "verblijf": stays}], situatie=situation), "nl")
    assert near.count("daarvoor elders (Schiedam, GM0606) tot 1 januari 2016") == 1
    assert near.count("daarvoor: elders (Schiedam, GM0606) tot 1 januari 2016") == 1
    far = explain(assessed(huishouden=[{**person, "verblijf": [stays[0], stays[2]]}], situatie=situation), "nl")
    assert far.count("daarvoor: geen verblijf opgegeven tot 1 januari 2016") == 1
    gone = explain(assessed(huishouden=[{**person, "verblijf": [{**stays[0], "tot": None}]}], situatie=situation), "en")
    assert "elsewhere (GM0363)" in gone


def test_the_hash_of_the_rule_book_is_short_in_words_and_whole_in_the_json() -> None:
    found = assessed()
    whole = found.to_json()["recht"]["regelboek"]
    said = explain(found, "nl")
    assert whole not in said
    assert f"Regelboek {whole[:19]}… (volledig in de JSON)." in said
