"""A dwelling beside designations of the rule book and of the municipality: lists, kept areas and names, the surest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.law.register import load_register
from wbmgp_engine.permits.assess import context_of
from wbmgp_engine.permits.assessment import Assessment

BOOK, DAY = Lawbook.load(), date(2016, 1, 1)
_REGISTER = load_register(BOOK, "GM0502")
assert _REGISTER is not None
UNIT = _REGISTER.possible_on(DAY)[0].gebied


def told(dwelling: dict[str, Any], placing: dict[str, Any] | None, code: str = "GM0502") -> Application:
    given: dict[str, Any] = {
        "kenmerk": "plaats", "gemeente": code, "aanvraagdatum": "2016-01-01",
        "woonruimte": {"adres": {"postcode": "1234AB", "huisnummer": 1}} | dwelling,
        "huishouden": [{"id": "p1", "rol": "aanvrager"}],
    }  # fmt: skip
    return Application.model_validate(given if placing is None else given | {"plaatsing": placing})


def lying(where: str, **more: Any) -> dict[str, Any]:
    return {"gebieden": [{"id": UNIT, "versie": 3, "ligging": where, **more}]}


@pytest.mark.parametrize(
    ("dwelling", "placing", "inside"),
    [
        ({}, None, None), ({"gebied": UNIT}, None, True), ({"gebied": "elders"}, None, False),
        ({}, lying("binnen", wijze="postcode"), True), ({}, lying("buiten"), False), ({}, lying("onbekend"), None),
        ({"gebied": "elders"}, lying("binnen", wijze="vlak"), True), ({"gebied": UNIT}, lying("onbekend"), True),
        ({}, {"gebieden": []}, None),
    ],
)  # fmt: skip
def test_a_designation_of_the_rule_book_is_where_its_kept_area_is(
    dwelling: dict[str, Any], placing: dict[str, Any] | None, inside: bool | None
) -> None:
    found = context_of(told(dwelling, placing), BOOK, DAY)
    assert {one.inside for one in found.designations if one.area == UNIT} == {inside}


def test_the_words_say_what_was_seen_once_and_that_the_address_counts() -> None:
    placing = lying("binnen", wijze="vlak", opDeGrens=True)
    remarks = context_of(told({"gebied": "elders"}, placing), BOOK, DAY).remarks
    assert remarks[0]["en"] == (
        f"The address lies in {UNIT} (version 3 of the area). That was seen by the place on the map."
        " The point lies exactly on the border. That counts as inside."
    )
    assert any("ligt wel in" in one["nl"] for one in remarks)
    assert sum("van het gebied" in one["nl"] for one in remarks) == 1


STATED = {"id": "jaar", "versie": 2, "van": "2016-01-01", "tot": "2016-07-01", "omvat": ["aanwijzingen"]}
BOTH = STATED | {"omvat": ["aanwijzingen", "verordeningen"]}


def stated(dwelling: dict[str, Any], said: dict[str, Any], day: date = DAY, code: str = "GM0502") -> Assessment:
    """The answer about a dwelling in a municipality that states this of its register."""
    return assess(told(dwelling, {"gebieden": [], "volledig": [said]}, code), lawbook=BOOK, on=day)


@pytest.mark.parametrize(
    ("day", "complete"),
    [(date(2015, 12, 31), False), (date(2016, 1, 1), True), (date(2016, 6, 30), True), (date(2016, 7, 1), False)],
)
def test_a_municipality_states_of_its_own_days_only_that_its_register_is_complete(day: date, complete: bool) -> None:
    found = stated({"gebied": "elders"}, STATED, day, "GM9999")
    assert found.bound.context.complete == (complete, False)
    assert found.advice == ("geen_vergunning_nodig" if complete else "aanvullen")
    words = [one for one in found.remarks if "verklaring jaar, versie 2" in one["nl"]]
    assert len(words) == complete
    if complete:
        assert "alle aanwijzingen van 1 januari 2016 tot 1 juli 2016 bekend zijn" in words[0]["nl"]
        assert "all designations from 1 January 2016 until 1 July 2016" in words[0]["en"]


def test_a_statement_decides_nothing_about_a_designation_that_may_hold() -> None:
    for inside in ({}, {"gebied": UNIT}):
        assert stated(inside, STATED).advice == "aanvullen"  # an ordinance that nobody wrote down here may ask a permit
    assert stated({"gebied": "elders"}, STATED).advice == "geen_vergunning_nodig"


def test_without_an_ordinance_no_permit_is_asked_where_that_is_stated_too() -> None:
    found = stated({"gebied": UNIT}, BOTH)
    assert (found.bound.context.complete, found.advice) == ((True, True), "geen_vergunning_nodig")
    assert any("alle aanwijzingen en verordeningen van" in one["nl"] for one in found.remarks)
    # Which designations run is not known to the day, so it is not said that there is none.
    assert "geen verordening vraagt hier dan een vergunning." in found.grounds[0].reason["nl"]
    outside = stated({"gebied": "elders"}, BOTH)
    assert "zij ligt dan niet in een aangewezen gebied." in outside.grounds[0].reason["nl"]
    only = stated({"gebied": "elders"}, STATED | {"omvat": ["verordeningen"]})
    assert only.bound.context.complete == (False, True)
    # Where no ordinance can ask a permit it does not matter which designations there are.
    assert only.advice == "geen_vergunning_nodig"


def test_a_rule_book_that_asked_for_both_at_once_is_not_told_more_than_was_stated() -> None:
    for covers, whole in ((["aanwijzingen"], False), (["verordeningen"], False), (BOTH["omvat"], True)):
        facts = stated({}, STATED | {"omvat": covers}).bound.facts
        assert facts["register_volledig"] is whole


OWN = {
    "id": "hv", "versie": 3, "citeertitel": "Verordening Wonen", "vindplaats": "Gemeenteblad 2015, 9", "van": "2016-01-01",
    "tot": "2016-07-01", "categorieen": [{"gronden": ["artikel_8"]}],
}  # fmt: skip


def ordained(own: dict[str, Any], day: date = DAY, **placing: Any) -> Assessment:
    """An answer about a dwelling in the unit, with the ordinance that its municipality keeps."""
    found = {"gebieden": [], "verordening": own} | placing
    return assess(told({"gebied": UNIT}, found), lawbook=BOOK, on=day)


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2015, 12, 31), False), (date(2016, 1, 1), True), (date(2016, 6, 30), True), (date(2016, 7, 1), False)],
)
def test_the_ordinance_of_the_municipality_is_read_on_its_own_days_in_place_of_that_of_the_rule_book(
    day: date, counts: bool
) -> None:
    found = ordained(OWN, day)
    assert (found.bound.context.scope, found.bound.context.ordinance is not None) == (
        ("GM0000", True) if counts else ("GM0502", False)
    )
    said = "De verordening is Verordening Wonen (Gemeenteblad 2015, 9), zoals de gemeente die heeft vastgelegd (verordening hv, versie 3)."
    assert (said in [one["nl"] for one in found.remarks]) is counts


def test_an_ordinance_without_an_end_lasts_and_one_without_a_source_is_named_without() -> None:
    endless = {key: said for key, said in OWN.items() if key not in ("tot", "vindplaats")}
    found = ordained(endless, date(2018, 1, 1))
    assert found.bound.context.ordinance is not None
    (said,) = [one for one in found.remarks if "verordening hv" in one["nl"]]
    assert (
        said["en"] == "The ordinance is Verordening Wonen, as the municipality recorded it (ordinance hv, version 3)."
    )


@pytest.mark.parametrize(
    ("region", "verdict"),
    [({}, "onbekend"), ({"regio": ["GM0599"]}, "voldaan"), ({"regio": ["GM0606"]}, "niet_voldaan")],
)
def test_the_ordinance_names_the_region_in_which_somebody_has_to_have_lived(
    region: dict[str, list[str]], verdict: str
) -> None:
    own = OWN | {"verblijfstoets": "aanvrager", "inkomenstoets": "aanvrager"} | region
    unit = {"id": "wijk", "versie": 1, "ligging": "binnen", "wijze": "postcode"}
    designated = {
        "id": "wijk-2016",
        "versie": 1,
        "gebied": unit,
        "grond": "artikel_8",
        "van": "2016-01-01",
        "tot": "2020-01-01",
    }
    placed = {"gebieden": [unit], "aanwijzingen": [designated], "verordening": own, "volledig": [BOTH]}
    lived = {
        "verblijf": [{"gemeente": "GM0599", "vanaf": "1980-01-01", "tot": None}],
        "inkomen": [{"soort": "bijstand"}],
    }
    household = [{"id": "p1", "rol": "aanvrager", "geboortedatum": "1980-01-01", **lived}]
    given = told({"verhuurder": "particulier"}, placed, "GM9998").to_json() | {"huishouden": household}
    found = assess(Application.model_validate(given), lawbook=BOOK, on=DAY)
    assert {ground.id: ground.verdict for ground in found.grounds}["artikel_8"] == verdict
    assert ("situatie.regio" in {one.fact for one in found.questions}) is not bool(region)
    assert any("vormen deze gemeenten de regio: GM0" in one["nl"] for one in found.remarks) is bool(region)


def test_the_designation_that_is_known_is_named_also_where_the_rule_book_knows_of_others_only_in_part() -> None:
    unit = {"id": "wijk", "versie": 1, "ligging": "binnen", "wijze": "postcode"}
    days = {"van": "2016-01-01", "tot": "2020-01-01"}
    ended = {
        "id": "oud",
        "versie": 1,
        "gebied": unit | {"id": "oude-wijk"},
        "grond": "artikel_8",
        "van": "2014-01-01",
        "tot": "2015-12-31",
    }
    designated = {"id": "wijk-2016", "versie": 1, "gebied": unit, "grond": "artikel_8", **days}
    placed = {"gebieden": [unit], "aanwijzingen": [ended, designated], "verordening": OWN, "volledig": [BOTH]}
    found = assess(told({"verhuurder": "particulier"}, placed), lawbook=BOOK, on=DAY)
    assert found.grounds[0].verdict == "voldaan"
    reason = found.grounds[0].reason["nl"]
    assert "(wijk, artikel 8, vanaf 1 januari 2016 tot 1 januari 2020)" in reason and "oude-wijk" not in reason
    assert "(Verordening Wonen vanaf 1 januari 2016" in reason


def test_whether_another_ordinance_asks_more_is_known_only_where_that_is_stated() -> None:
    verdicts = {
        ground.id: ground.verdict for ground in ordained(OWN | {"categorieen": [{"gronden": ["artikel_9"]}]}).grounds
    }
    assert verdicts["artikel_8"] == "onbekend"
    sure = ordained(OWN | {"categorieen": [{"gronden": ["artikel_9"]}]}, volledig=[BOTH])
    assert {ground.id: ground.verdict for ground in sure.grounds}["artikel_8"] == "niet_van_toepassing"


def test_the_answer_says_which_version_of_the_register_was_read_unless_a_situation_replaced_it() -> None:
    version = {"versie": 7, "vastgesteld": "2026-11-18T09:00:00.000001Z"}
    placed = told({}, {"gebieden": [], "register": version})
    assert assess(placed, lawbook=BOOK, on=DAY).law()["register"] == version
    given = Application.model_validate(placed.to_json() | {"situatie": {"aanwijzingen": []}})
    for other in (told({}, None), told({}, {"gebieden": []}), given):
        assert "register" not in assess(other, lawbook=BOOK, on=DAY).law()


def test_a_designation_of_the_municipality_counts_on_its_days_only_also_without_a_register() -> None:
    own = {
        "id": "a", "versie": 1, "gebied": {"id": "wijk", "versie": 2, "ligging": "onbekend"}, "grond": "artikel_8",
        "van": "2015-01-01", "tot": "2017-01-01",
    }  # fmt: skip
    placing = {"aanwijzingen": [own, own | {"tot": "2016-01-01"}, own | {"van": "2016-01-02"}]}
    for code in ("GM0502", "GM9999"):
        found = context_of(told({"gebied": "wijk"}, placing, code), BOOK, DAY)
        (one,) = (one for one in found.designations if one.area == "wijk")
        assert (one.inside, one.start, one.end) == (True, date(2015, 1, 1), date(2017, 1, 1))
        assert not any(
            "telt." in said["nl"] for said in found.remarks if "wijk" in said["nl"] and "noemt" in said["nl"]
        )
