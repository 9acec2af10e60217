"""The checks that keep nothing answer what the command line answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.service.asking import BOOK, Asking, application
from wbmgp_api.identity.principal import Role
from wbmgp_api.v1 import answers
from wbmgp_engine import Application, DesignationRequest, assess, assess_designation

REQUEST: dict[str, Any] = {
    "kenmerk": "v", "gemeente": "GM1930", "verzonden": "2019-10-24", "ontvangen": "2019-10-25",
    "onderdelen": [{"gebied": {"id": "zwanenhoek", "soort": "gebied", "naam": "Zwanenhoek"}, "grond": "artikel_9",
                    "vanaf": "2020-01-01", "tot": "2024-01-01"}],
}  # fmt: skip


@pytest.mark.parametrize("extra", ["true", "false"])
@pytest.mark.parametrize("trail", ["true", "false"])
def test_an_application_is_answered_as_by_the_engine(asking: Asking, extra: str, trail: str) -> None:
    got = asking.post(f"/v1/toetsingen?alternatieven={extra}&spoor={trail}", application(), Role.DESK)
    made = assess(Application.model_validate(application()), lawbook=BOOK)
    assert got.status_code == 200
    assert got.json() == json.loads(json.dumps(made.to_json(alternatives=extra == "true", trail=trail == "true")))
    assert got.json()["advies"] == "beoordelen"


def test_the_day_of_the_decision_chooses_the_law(asking: Asking) -> None:
    got = asking.post("/v1/toetsingen?peildatum=2024-06-01", application(), Role.DESK).json()
    assert got["recht"]["datum"] == "2024-06-01"


@pytest.mark.parametrize(
    ("case", "model"),
    [
        (application(), answers.Toetsing),
        (application(huishouden=[{"id": "p", "rol": "aanvrager"}]), answers.Toetsing),
        (application(situatie={"regio": [], "aanwijzingen": []}), answers.Toetsing),
    ],
)
def test_answers_have_the_published_shape(asking: Asking, case: Any, model: Any) -> None:
    model.model_validate_json(asking.post("/v1/toetsingen?spoor=true", case, Role.DESK).content)


def test_a_request_for_designation(asking: Asking) -> None:
    got = asking.post("/v1/aanwijzingstoetsingen", REQUEST, Role.COUNCIL)
    made = assess_designation(DesignationRequest.model_validate(REQUEST), lawbook=BOOK)
    assert got.json() == json.loads(json.dumps(made.to_json()))
    assert got.json()["beslistermijn"]["eindigt"] == "2019-12-20"
    answers.Aanwijzingstoetsing.model_validate_json(got.content)


def test_a_request_without_any_date_asks_for_one(asking: Asking) -> None:
    bare = {key: value for key, value in REQUEST.items() if key not in ("verzonden", "ontvangen")}
    got = asking.post("/v1/aanwijzingstoetsingen", bare, Role.COUNCIL)
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "peildatum")
    assert asking.post("/v1/aanwijzingstoetsingen?peildatum=2020-01-01", bare, Role.COUNCIL).status_code == 200


@pytest.mark.parametrize(
    ("place", "outcome"),
    [
        ({}, "van_toepassing"),
        ({"woonruimte": {"gebied": "elders", "verhuurder": "particulier", "soort": "zelfstandig"}}, "niet_van_toepassing"),
        ({"situatie": None}, "onbekend"),
    ],
)  # fmt: skip
def test_an_address_needs_no_person_and_no_login(asking: Asking, place: dict[str, Any], outcome: str) -> None:
    whole = application()
    given = {
        "gemeente": whole["gemeente"],
        "datum": "2024-03-08",
        "woonruimte": whole["woonruimte"],
        "situatie": whole["situatie"],
    }
    given = {key: value for key, value in {**given, **place}.items() if value is not None}
    got = asking.post("/v1/adrescontroles", given)
    assert (got.status_code, got.json()["uitkomst"]) == (200, outcome)
    answers.Adrescontrole.model_validate_json(got.content)
    assert not [question for question in got.json()["vragen"] if "huishouden" in question["feit"]]


def test_an_address_check_has_no_place_for_a_person(asking: Asking) -> None:
    given = {"gemeente": "GM9999", "datum": "2024-03-08", "woonruimte": {"gebied": "x"}, "huishouden": []}
    assert asking.post("/v1/adrescontroles", given).status_code == 400


CONDUCT = {"gemeente": "GM9999", "aanvraagdatum": "2019-03-15", "gedragingenVerordening": ["a"],
           "gedragingen": [{"letter": "a", "datum": "2018-01-01", "minderjarig": False}]}  # fmt: skip


def test_conduct_is_for_the_mayor_only_and_stands_in_no_log(asking: Asking) -> None:
    got = asking.post("/v1/gedragingentoetsen", CONDUCT, Role.MAYOR)
    assert got.json()["gedragingen"] == [{"letter": "a", "oordeel": "telt_mee", "redenen": []}]
    answers.Gedragingentoets.model_validate_json(got.content)
    assert "2018-01-01" not in json.dumps(asking.lines, default=str)
    for role in set(Role) - {Role.MAYOR}:
        assert asking.post("/v1/gedragingentoetsen", CONDUCT, role).status_code == 403
    assert asking.post("/v1/gedragingentoetsen", CONDUCT).status_code == 401


def test_a_day_without_law_is_bad_input(asking: Asking) -> None:
    got = asking.post("/v1/gedragingentoetsen?peildatum=1990-01-01", CONDUCT, Role.MAYOR)
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "peildatum")
