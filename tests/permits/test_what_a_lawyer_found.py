"""What a lawyer's reading found, each with the input that showed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.commands.samples import GARIB
from tests.our_law import OUR_LAW
from tests.permits.test_words_of_the_desk import SCREENED
from wbmgp_engine import Application, Assessment, assess


def assessed(**changes: Any) -> Assessment:
    return assess(Application.model_validate({**GARIB, **SCREENED, **changes}), lawbook=OUR_LAW)


def situation(*designations: dict[str, Any], grounds: list[str]) -> dict[str, Any]:
    ordinance = {
        "van": "2018-01-01",
        "tot": None,
        "categorieen": [{"gronden": grounds}],
        "inkomenstoets": "aanvrager",
        "verblijfstoets": "aanvrager",
    }
    return {
        "regio": ["GM0599"],
        "aanwijzingen": [{"gebied": "tarwewijk", **item} for item in designations],
        "verordening": ordinance,
    }


def newcomer(**changes: Any) -> list[dict[str, Any]]:
    stay = {"gemeente": "GM0599", "vanaf": "2017-01-01", "tot": None}
    return [{**SCREENED["huishouden"][0], "verblijf": [stay], "inkomen": [{"soort": "bijstand"}], **changes}]


EIGHT = {"grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"}
TEN = {"grond": "artikel_10", "instrument": "politiegegevens", "van": "2018-01-01", "tot": "2022-01-01"}


def test_nothing_of_article_10_is_read_or_shown_before_the_ordinary_criteria() -> None:
    found = assessed(huishouden=newcomer(), situatie=situation(EIGHT, TEN, grounds=["artikel_8", "artikel_10"]))
    ground = next(item for item in found.grounds if item.id == "artikel_10")
    assert (ground.verdict, ground.facts) == ("onbekend", ())
    taken = {node.name for node in found.run.trace().walk() if node.taken}
    assert not taken & {
        "woonverklaring",
        "gehoord",
        "hoorplicht_nagekomen",
        "weging_volledig",
        *(f"weging_{x}" for x in "abcde"),
    }


def test_article_10_shows_its_own_facts_only() -> None:
    ground = next(item for item in assessed().grounds if item.id == "artikel_10")
    assert {fact.name for fact in ground.facts} <= {"woonverklaring", "geboortedatum", "vog"}
    assert "woonverklaring" in {fact.name for fact in ground.facts}


def test_a_designation_the_statute_cannot_have_made_imposes_no_instrument() -> None:
    older = {"grond": "artikel_10", "instrument": "vog", "van": "2016-06-01", "tot": "2020-01-01"}
    research = {"instrument": "politiegegevens", "woonverklaring": "verlenen"}
    assert assessed(onderzoek=research, situatie=situation(TEN, older, grounds=["artikel_10"])).advice == "verlenen"


def test_a_designation_without_an_end_is_in_force() -> None:
    found = assessed(huishouden=newcomer(), situatie=situation({**EIGHT, "tot": None}, grounds=["artikel_8"]))
    assert {item.id: item.verdict for item in found.grounds}["artikel_8"] == "niet_voldaan"
    unsaid = situation({"grond": "artikel_8", "van": "2018-01-01"}, grounds=["artikel_8"])
    assert assessed(huishouden=newcomer(), situatie=unsaid).advice == "aanvullen"


def test_six_years_that_are_full_before_a_known_move_give_a_date() -> None:
    stay = {"gemeente": "GM0599", "vanaf": "2017-01-01", "tot": "2024-01-01"}
    found = assessed(huishouden=newcomer(verblijf=[stay]), situatie=situation(EIGHT, grounds=["artikel_8"]))
    assert found.earliest_date == date(2023, 1, 1)


def test_no_ground_plays_where_no_permit_is_needed() -> None:
    found = assessed(huishouden=newcomer(rechtmatigVerblijf=False), situatie=situation(grounds=["artikel_8"]))
    assert found.advice == "geen_vergunning_nodig"
    assert {item.verdict for item in found.grounds} == {"niet_van_toepassing"}


def test_an_alternative_keeps_a_judgement_that_was_given() -> None:
    judged = {"soort": "ww", "oordeel": "telt_niet", "motivering": "m", "beslisser": "b"}
    found = assessed(huishouden=newcomer(inkomen=[judged]), situatie=situation(EIGHT, grounds=["artikel_8"]))
    wage = [
        item.changes["huishouden.p1.inkomen"] for item in found.alternatives if "huishouden.p1.inkomen" in item.changes
    ]
    assert [judged, {"soort": "dienstbetrekking"}] in wage


def test_the_one_question_that_decides_says_so() -> None:
    certificate = {**TEN, "instrument": "vog"}
    found = assessed(onderzoek={}, situatie=situation(certificate, grounds=["artikel_10"]))
    assert [(question.fact, question.decisive) for question in found.questions] == [("onderzoek.vog.p1", True)]
