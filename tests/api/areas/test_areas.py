"""Areas over HTTP: proposed by one, approved by another, in versions, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests.api.areas.drawn import COUNCIL, FAR, RULES, approved, area, proposed, square
from tests.api.cases.working import Desk
from wbmgp_api.identity.principal import Role
from wbmgp_api.v1 import area_answers as answers


def found(desk: Desk, place: dict[str, Any], **more: Any) -> Any:
    got = desk.ask("POST", "/gebieden/_zoek" + more.pop("query", ""), Role.DESK, place, **more)
    assert got.status_code == 200, got.text
    answers.Gebiedsvondsten.model_validate_json(got.content)
    return [(one["gebied"], one["versie"], one["wijze"]) for one in got.json()["gebieden"]]


def test_an_area_counts_once_another_person_approved_it(either: Desk) -> None:
    made = proposed(either, area())
    answers.Gebied.model_validate_json(made.content)
    assert (made.headers["etag"], made.headers["location"]) == ('"1"', "/v1/gebieden/tarwewijk")
    assert (made.json()["properties"]["status"], made.json()["properties"]["door"]) == ("concept", "mij")
    assert found(either, {"postcode": "3082AA"}) == []
    alone = either.ask("POST", "/gebieden/tarwewijk/_stel-vast", RULES, headers={"If-Match": '"1"'})
    assert alone.status_code == 403
    assert found(either, {"postcode": "3082AA"}) == []
    assert approved(either, "tarwewijk").json()["properties"]["status"] == "vastgesteld"
    assert found(either, {"postcode": "3082AA"}) == [("tarwewijk", 1, "postcode")]
    assert found(either, {"postcode": "3082AA"}, tenant="GM0599") == []
    assert found(either, {"postcode": "3082AA"}, query="?peildatum=2025-12-31") == []
    twice = approved(either, "tarwewijk")
    assert (twice.status_code, twice.json()["errors"][0]["plaats"]) == (409, "versie")


def test_a_new_version_leaves_the_old_one_standing_until_it_is_approved(either: Desk) -> None:
    proposed(either, area())
    approved(either, "tarwewijk")
    body = {key: value for key, value in area(postcodes=["3083BB"], van="2026-06-01").items() if key != "id"}
    assert either.ask("PUT", "/gebieden/tarwewijk", COUNCIL, body).status_code == 428
    assert either.ask("PUT", "/gebieden/tarwewijk", COUNCIL, body, headers={"If-Match": '"7"'}).status_code == 412
    changed = either.ask("PUT", "/gebieden/tarwewijk", COUNCIL, body, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert found(either, {"postcode": "3083BB"}) == []
    assert either.ask("POST", "/gebieden/tarwewijk/_stel-vast", COUNCIL, headers={"If-Match": '"2"'}).status_code == 403
    assert approved(either, "tarwewijk", 2).status_code == 200
    assert found(either, {"postcode": "3083BB"}) == [("tarwewijk", 2, "postcode")]
    # Before its first day the version before it counts.
    assert found(either, {"postcode": "3082AA"}, query="?peildatum=2026-05-31") == [("tarwewijk", 1, "postcode")]


def test_a_withdrawal_takes_two_people_as_well(either: Desk) -> None:
    proposed(either, area())
    approved(either, "tarwewijk")
    gone = either.ask("POST", "/gebieden/tarwewijk/_trek-in", RULES, {"van": "2026-07-01"}, headers={"If-Match": '"1"'})
    assert (gone.status_code, gone.json()["properties"]["status"]) == (200, "concept")
    assert found(either, {"postcode": "3082AA"}) == [("tarwewijk", 1, "postcode")]
    assert approved(either, "tarwewijk", 2).json()["properties"]["status"] == "ingetrokken"
    assert found(either, {"postcode": "3082AA"}) == []
    assert found(either, {"postcode": "3082AA"}, query="?peildatum=2026-06-30") == [("tarwewijk", 1, "postcode")]


def test_the_surest_way_is_told(desk: Desk) -> None:
    object_, building, street = "0599010000000001", "0599100000000002", "0599300000000003"
    hood = {"code": "BU99990101", "jaar": 2024}
    whole = area(objecten=[object_], panden=[building], openbareRuimten=[street], buurten=[hood], geometrie=square())
    proposed(desk, whole)
    approved(desk, "tarwewijk")
    place = {
        "adresseerbaarObject": object_, "pand": building, "openbareRuimte": street, "postcode": "3082AA",
        "punt": [4.495, 51.895], "buurt": hood,
    }  # fmt: skip
    ways = ("object", "pand", "openbareRuimte", "postcode", "vlak", "buurt")
    for key, way in zip(list(place), ways, strict=True):
        assert found(desk, place) == [("tarwewijk", 1, way)]
        del place[key]
    assert found(desk, {"punt": [4.6, 51.895], "buurt": {"code": "BU99990101", "jaar": 2023}}) == []


def test_the_dutch_grid_is_taken_and_given_back_as_crs84(desk: Desk) -> None:
    rd = {"Content-Crs": "<http://www.opengis.net/def/crs/EPSG/0/28992>"}
    made = proposed(desk, area(geometrie=square(155_000, 463_000, 100)), headers=rd)
    assert made.headers["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    corners = [(round(x, 3), round(y, 3)) for x, y in made.json()["geometry"]["coordinates"][0]]
    assert set(corners) == {(5.387, 52.155), (5.389, 52.155), (5.389, 52.156), (5.387, 52.156)}
    approved(desk, "tarwewijk")
    assert found(desk, {"punt": [155_050, 463_050]}, headers=rd) == [("tarwewijk", 1, "vlak")]
    far = desk.ask("POST", "/gebieden/_zoek", RULES, {"punt": [155_050, 463_050]})
    assert (far.status_code, far.json()["errors"][0]["plaats"]) == (400, "punt")
    unknown = desk.ask("POST", "/gebieden", RULES, area(), headers={"Content-Crs": "<urn:iets>"})
    assert (unknown.status_code, unknown.json()["errors"][0]["plaats"]) == (400, "Content-Crs")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"geometrie": {"type": "Polygon", "coordinates": [[[4.4, 51.8], [4.5, 51.9], [4.4, 51.8]]]}}, "geometrie"),
        ({"geometrie": {"type": "Point", "coordinates": [4.4, 51.8]}}, "geometrie"),
        ({"postcodes": []}, "gebied"),
        ({"postcodes": ["3082aa"]}, "postcodes.0"),
        ({"buurten": [{"code": "BU1", "jaar": 2024}]}, "buurten.0.code"),
        ({"van": "1-1-2026"}, "van"),
        ({"id": "Tarwe Wijk"}, "id"),
        ({"kleur": "rood"}, "kleur"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_kept(desk: Desk, changes: dict[str, Any], place: str) -> None:
    got = desk.ask("POST", "/gebieden", RULES, area(**changes))
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [place])
    assert desk.ask("GET", "/gebieden", RULES).json()["aantal"] == 0


def test_the_list_has_pages_a_box_and_a_day(desk: Desk) -> None:
    proposed(desk, area(id="noord", geometrie=square(4.49, 52.0)))
    proposed(desk, area(id="zuid", geometrie=square(4.49, 51.0)))
    proposed(desk, area(id="zonder-vlak"))
    approved(desk, "zuid")
    first = desk.ask("GET", "/gebieden?pageSize=2", Role.LANDLORD)
    answers.Gebiedenlijst.model_validate_json(first.content)
    assert (first.json()["type"], [one["id"] for one in first.json()["features"]]) == (
        "FeatureCollection",
        ["noord", "zonder-vlak"],
    )
    assert [one["id"] for one in desk.ask("GET", "/gebieden?pageSize=2&page=2", RULES).json()["features"]] == ["zuid"]
    boxed = desk.ask("GET", "/gebieden?bbox=4.4,51.9,4.6,52.1", RULES).json()
    assert [one["id"] for one in boxed["features"]] == ["noord"]
    dated = desk.ask("GET", f"/gebieden?peildatum={FAR}", RULES).json()
    assert [(one["id"], one["properties"]["status"]) for one in dated["features"]] == [("zuid", "vastgesteld")]
    assert desk.ask("GET", "/gebieden?bbox=4,5,6", RULES).status_code == 400
    assert desk.ask("GET", "/gebieden/zuid", RULES).headers["etag"] == '"1"'
    assert desk.ask("GET", "/gebieden/zuid", RULES, tenant="GM0599").status_code == 404
    assert desk.ask("GET", f"/gebieden/{'z' * 201}", RULES).status_code == 404


def test_an_area_is_proposed_once_and_only_by_who_may(desk: Desk) -> None:
    proposed(desk, area())
    assert desk.ask("POST", "/gebieden", RULES, area()).status_code == 409
    assert desk.ask("POST", "/gebieden", Role.DESK, area(id="ander")).status_code == 403
    twice = desk.ask("POST", "/gebieden", RULES).status_code
    assert twice == 415


def test_the_database_itself_asks_for_two_people_and_keeps_versions(either: Desk) -> None:
    proposed(either, area())
    store = either.asking.client.app.state.service.store  # type: ignore[attr-defined]
    moment, maker = "2026-11-21T09:00:00.000000Z", "SELECT made_by FROM area_version"
    same = f"INSERT INTO area_approval SELECT tenant, id, 1, made_by, ({maker}), '{moment}' FROM area_version"
    for statement in (same, "UPDATE area_version SET kind = 'intrekking'", "DELETE FROM area_version"):
        with pytest.raises(DBAPIError):
            store.write("GM9999", lambda connection, text=statement: connection.exec_driver_sql(text))
    assert either.ask("GET", "/gebieden/tarwewijk", RULES).json()["properties"]["status"] == "concept"


@pytest.mark.parametrize("change", [{"naam": "Wijk van 999990019"}, {"naam": "999-990-019"}, {"id": "wijk-999990019"}])
def test_a_name_is_no_place_for_a_number_of_a_person(desk: Desk, change: dict[str, Any]) -> None:
    got = desk.ask("POST", "/gebieden", RULES, area(**change))
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, list(change))
    assert proposed(desk, area(naam="Wijk 999990018")).status_code == 201
