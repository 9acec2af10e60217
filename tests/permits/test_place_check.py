"""What the rules say of a place before anybody applies, and of nobody in particular."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.our_law import OUR_LAW as BOOK
from wbmgp_engine.facts.place import Place
from wbmgp_engine.permits.general import facts, guards
from wbmgp_engine.permits.place import PlaceCheck, check_place

DAY = date(2026, 11, 18)
ARTICLES = ("artikel_8", "artikel_9", "artikel_10")
ADDRESS = {"adres": {"postcode": "9999AA", "huisnummer": 1}}


def situation(**changes: Any) -> dict[str, Any]:
    designations = [
        {"gebied": "wijk", "grond": ground, "van": "2024-01-01", "tot": "2028-01-01",
         **({"instrument": "politiegegevens"} if ground == "artikel_10" else {})}
        for ground in ARTICLES
    ]  # fmt: skip
    ordinance = {
        "van": "2024-01-01", "categorieen": [{"gronden": list(ARTICLES)} | changes], "inkomenstoets": "aanvrager",
        "verblijfstoets": "aanvrager", "voorrangskenmerken": ["zorg"], "gedragingen": ["a"],
    }  # fmt: skip
    return {"aanwijzingen": designations, "verordening": ordinance, "regio": ["GM9998", "GM9999"]}


def check(dwelling: dict[str, Any], day: date = DAY, **changes: Any) -> PlaceCheck:
    given = {"gemeente": "GM9999", "datum": day.isoformat(), "woonruimte": dwelling, "situatie": situation(**changes)}
    return PlaceCheck(Place.model_validate(given), BOOK)


def test_every_ground_that_applies_says_what_it_asks_and_what_guards_a_refusal() -> None:
    found = {one.id: one for one in check({"gebied": "wijk"}).bearings}
    assert list(found) == ["rechtmatig_verblijf", *ARTICLES]
    assert all(one.applies is True and one.asked for one in found.values())
    assert [one.id for one in found["artikel_10"].guards] == ["hardheidsclausule", "hoorplicht", "weging_10b"]
    assert [one.citation.text for one in found["artikel_8"].guards] == ["art. 8 lid 2 Wbmgp"]


def test_nothing_is_asked_that_the_municipality_has_to_know_itself_and_nobody_is_named() -> None:
    asked = [one for bearing in check({"gebied": "wijk"}).bearings for one in bearing.asked]
    assert {one.supplier for one in asked} == {"aanvrager", "brp", "verhuurder", "burgemeester"}
    assert not any("{" in one.text[language] for one in asked for language in ("nl", "en"))
    assert all(one.basis.startswith("art. ") for one in asked)


@pytest.mark.parametrize(("dwelling", "changes", "outcome", "applies"), [
    ({"gebied": "wijk"}, {"verhuurder": ["corporatie"]}, "onbekend", None),
    ({"gebied": "wijk", "verhuurder": "corporatie"}, {"verhuurder": ["corporatie"]}, "van_toepassing", True),
    ({"gebied": "wijk", "verhuurder": "particulier"}, {"verhuurder": ["corporatie"]}, "niet_van_toepassing", False),
    ({"gebied": "elders"}, {}, "niet_van_toepassing", False),
    (ADDRESS, {}, "onbekend", None),
])  # fmt: skip
def test_whether_it_applies_is_yes_no_or_not_known(dwelling: Any, changes: Any, outcome: str, applies: Any) -> None:
    found = check(dwelling, **changes)
    assert (found.outcome, found.to_json()["uitkomst"]) == (outcome, outcome)
    assert {one.applies for one in found.bearings if one.id in ARTICLES} == {applies}


def test_designations_are_told_with_their_days_unless_the_dwelling_lies_elsewhere() -> None:
    inside, unknown = check({"gebied": "wijk"}).designated, check(ADDRESS).designated
    assert [(one.ground, one.end, one.inside) for one in inside] == [(one, date(2028, 1, 1), True) for one in ARTICLES]
    assert [one.inside for one in unknown] == [None, None, None]
    assert check({"gebied": "elders"}).designated == ()


def test_the_shape_of_the_contract_is_what_it_says_in_short() -> None:
    place = Place.model_validate({"gemeente": "GM0599", "datum": "2026-11-18", "woonruimte": ADDRESS})
    assert check_place(place, lawbook=BOOK) == PlaceCheck(place, BOOK).to_json()


@pytest.mark.parametrize("day", [date(2006, 7, 1), date(2015, 6, 1), date(2017, 1, 1), DAY])
def test_in_general_the_rules_ask_for_each_fact_once_and_say_who_answers(day: date) -> None:
    found = facts(BOOK, day)
    assert len({one.text["nl"] for one in found}) == len(found) > 10
    assert all(one.supplier and one.basis and "{" not in one.text["nl"] + one.text["en"] for one in found)


def test_the_safeguards_of_a_day_are_those_of_its_law() -> None:
    assert {one.ground for one in guards(BOOK, date(2006, 7, 1))} & {"artikel_10"} == set()
    assert {one.id for one in guards(BOOK, DAY)} >= {"hardheidsclausule", "hoorplicht", "weging_10b", "voorrang"}
