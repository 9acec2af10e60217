"""Neighbourhoods of the CBS as areas: all of a file, or nothing with every fault at its feature."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.areas.drawn import RULES, approved, square
from tests.api.cases.working import Desk
from wbmgp_api.areas import neighbourhoods as reading
from wbmgp_api.v1 import area_answers as answers


def feature(code: str = "BU99990101", **changes: Any) -> dict[str, Any]:
    said = {"buurtcode": code, "buurtnaam": "Noord", "gemeentecode": "GM9999"}
    return {"type": "Feature", "properties": said, "geometry": square()} | changes


def file(*features: Any, **more: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **more}


def imported(desk: Desk, document: Any, query: str = "?jaar=2024&van=2026-01-01") -> Any:
    return desk.ask("POST", f"/gebieden/_importeer{query}", RULES, document)


def test_each_neighbourhood_becomes_an_area_to_approve(either: Desk) -> None:
    other = feature(properties={"statcode": "BU99990102", "statnaam": "Zuid"}, geometry=square(4.6))
    got = imported(either, file(feature(), other))
    assert got.status_code == 201, got.text
    answers.Gebiedenlijst.model_validate_json(got.content)
    assert [one["id"] for one in got.json()["features"]] == ["bu99990101-2024", "bu99990102-2024"]
    approved(either, "bu99990102-2024")
    for place in ({"punt": [4.605, 51.895]}, {"buurt": {"code": "BU99990102", "jaar": 2024}}):
        found = either.ask("POST", "/gebieden/_zoek", RULES, place).json()["gebieden"]
        assert [one["gebied"] for one in found] == ["bu99990102-2024"]


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ({"wijkcode": "WK999901"}, True), ({"WK_CODE": "WK999901", "GM_CODE": "GM9999"}, True),
        ({"wijkcode": "WK999902"}, False), ({"WK_CODE": "GM9999"}, False), ({"gemeentecode": "GM0599"}, False),
        ({"GM_CODE": "9999"}, False),
    ],
)  # fmt: skip
def test_district_and_municipality_have_to_fit_the_neighbourhood(desk: Desk, said: dict[str, str], right: bool) -> None:
    known = {"BU_CODE": "BU99990101", "BU_NAAM": "Noord"}
    got = imported(desk, file(feature(properties=known | said)))
    assert got.status_code == (201 if right else 400), got.text
    if not right:
        assert [one["plaats"] for one in got.json()["errors"]] == ["features.0.properties"]
        assert desk.ask("GET", "/gebieden", RULES).json()["aantal"] == 0


def test_an_old_file_names_the_dutch_grid_itself(desk: Desk) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    got = imported(desk, file(feature(geometry=square(155_000, 463_000, 100)), crs=crs))
    assert got.status_code == 201, got.text
    assert round(got.json()["features"][0]["geometry"]["coordinates"][0][0][0], 3) == 5.387


def test_every_fault_comes_at_once_and_nothing_is_kept(desk: Desk) -> None:
    nameless = feature("BU99990105", properties={"buurtcode": "BU99990105"})
    wrong = file(
        feature(), feature("WK999901"), feature("BU05990101"), nameless, feature(geometry=None), "tekst",
        feature(properties=None), feature(),
    )  # fmt: skip
    got = imported(desk, wrong)
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (
        400,
        ["features.1.properties", "features.2.properties", "features.3.properties", "features.4.geometry", "features.5",
         "features.6", "features"],
    )  # fmt: skip
    assert desk.ask("GET", "/gebieden", RULES).json()["aantal"] == 0


def test_one_that_is_there_already_keeps_the_others_out(either: Desk) -> None:
    assert imported(either, file(feature())).status_code == 201
    assert imported(either, file(feature("BU99990102"), feature())).status_code == 409
    assert either.ask("GET", "/gebieden", RULES).json()["aantal"] == 1


@pytest.mark.parametrize(
    ("document", "query"),
    [([], "?jaar=2024"), (file(), "?jaar=2024"), ({"type": "Feature", "features": [1]}, "?jaar=2024"),
     (file(feature()), ""), (file(feature()), "?jaar=1890")],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(desk: Desk, document: Any, query: str) -> None:
    assert imported(desk, document, query).status_code == 400


def test_a_file_has_a_bounded_number_of_features(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FEATURES", 1)
    got = imported(desk, file(feature(), feature("BU99990102")))
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "features")
