"""An answer of several parts, as the address of Open Formulieren: a mapping names a part by the question and its own key."""

from __future__ import annotations

import pytest

from tests.api.exchange.brp_answers import Json
from wbmgp_api.exchange.open_forms import submission
from wbmgp_api.exchange.open_forms_intake import Taken, intake
from wbmgp_api.exchange.open_forms_mapping import Forms

TOWN = "GM0599"
FORMS = Forms.read(
    b"""
gemeenten:
  GM0599:
    f:
      herken: [f]
      personen: {p1: aanvrager, k1: kind}
      velden:
        adres.postcode: {naar: woonruimte.adres.postcode}
        adres.houseNumber: {naar: woonruimte.adres.huisnummer}
        adres.houseLetter: {naar: woonruimte.adres.huisletter}
        kind.geboren: {naar: huishouden.k1.geboortedatum}
        over.mij.geboren: {naar: huishouden.p1.geboortedatum}
      herhaald:
        kinderen: {rol: kind, velden: {geboren: {naar: geboortedatum}}}
      overslaan: [adres.city]
""",
    "f.yaml",
)[TOWN]
ADDRESS: Json = {"postcode": "3081 aa", "houseNumber": "12", "houseLetter": "", "city": "Rotterdam", "streetName": "X"}


def taken(**values: object) -> Taken:
    sent = {
        "values": values,
        "metadata": {"form_name": "f", "public_reference": "OF-1", "registration_timestamp": "2026-01-02T09:00:00Z"},
    }
    return intake(submission(sent), FORMS, TOWN)


def test_the_parts_of_an_address_are_taken_and_what_has_no_place_is_noted() -> None:
    found = taken(adres=ADDRESS, over={"mij": {"geboren": "1990-01-02"}})
    told = found.came.application.to_json()
    assert told["woonruimte"] == {"adres": {"postcode": "3081AA", "huisnummer": 12}}
    assert told["huishouden"] == [{"id": "p1", "rol": "aanvrager", "geboortedatum": "1990-01-02"}]
    assert [(one.code, one.place) for one in found.notices] == [("unmapped", "values.adres.streetName")]


@pytest.mark.parametrize("given", ["1990-01-02", {"mij": "1990-01-02"}, {"mij": {"anders": "1990-01-02"}}])
def test_another_shape_than_the_mapping_knows_is_not_taken(given: object) -> None:
    found = taken(adres=ADDRESS, over=given)
    assert "geboortedatum" not in found.came.application.to_json()["huishouden"][0]
    assert [one.code for one in found.notices] == ["unmapped", "unmapped"]


def test_somebody_of_a_row_gets_no_name_that_the_mapping_gave_to_another() -> None:
    rows = [{"geboren": "2015-01-02"}, {"geboren": "2016-01-02"}]
    given = taken(adres=ADDRESS, over={"mij": {"geboren": "1990-01-02"}}, kind={"geboren": "2014-01-02"}, kinderen=rows)
    told = given.came.application.to_json()["huishouden"]
    assert [(one["id"], one["geboortedatum"]) for one in told] == [
        ("p1", "1990-01-02"), ("k1", "2014-01-02"), ("k2", "2015-01-02"), ("k3", "2016-01-02"),
    ]  # fmt: skip
