"""A dwelling beside designations of the rule book and of the municipality: lists, kept areas and names, the surest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.law.register import load_register
from wbmgp_engine.permits.assess import context_of

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
