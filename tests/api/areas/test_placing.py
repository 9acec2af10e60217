"""Where a dwelling lies, in an address check and in the assessment of a case: found once, shown in words, kept with the facts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.areas.drawn import COUNCIL, RULES, approved, area, proposed, square
from tests.api.areas.test_designations import TENANT, counted, designated, designation
from tests.api.cases.working import DESK, REVIEWER, Desk, asked
from tests.api.store.samples import MASTER
from wbmgp_api import service
from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.matching import position
from wbmgp_api.areas.placing import location
from wbmgp_api.store import reading
from wbmgp_api.store.replay import Replayer
from wbmgp_api.v1.answers import Adrescontrole
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.dwelling import Dwelling

ADDRESS = {"adres": {"postcode": "3082AA", "huisnummer": 72}}
SEEN = "Het adres ligt in tarwewijk (versie 1 van het gebied). Dat is gezien aan de postcode."
OUTSIDE = "Het adres ligt niet in tarwewijk (versie 1 van het gebied)."
OPEN = "Aan het adres is niet te zien of het in tarwewijk ligt (versie 1 van het gebied)."


def checked(desk: Desk, dwelling: dict[str, Any], day: str = "2026-11-18", **more: Any) -> dict[str, Any]:
    """The answer to the open check of an address."""
    place = {"gemeente": TENANT, "datum": day, "woonruimte": dwelling} | more
    got = desk.asking.post("/v1/adrescontroles", place)
    assert got.status_code == 200, got.text
    Adrescontrole.model_validate_json(got.content)
    found: dict[str, Any] = got.json()
    return found


def remarks(found: dict[str, Any]) -> list[str]:
    return [one["nl"] for one in found["opmerkingen"] if "van het gebied" in one["nl"]]


def local(**changes: Any) -> dict[str, Any]:
    """An application that brings no situation: what is kept decides."""
    return {key: value for key, value in asked(**changes).items() if key != "situatie"}


def test_an_address_check_reads_what_the_municipality_keeps(either: Desk) -> None:
    before, earlier = checked(either, ADDRESS), checked(either, ADDRESS, "2025-12-31")
    designated(either)
    assert checked(either, ADDRESS, "2025-12-31") == earlier
    found = checked(either, ADDRESS)
    assert (found.keys(), remarks(found)) == (before.keys(), [SEEN])
    assert remarks(checked(either, {"adres": {"postcode": "9999ZZ", "huisnummer": 1}})) == [OUTSIDE]
    unknown = checked(either, {"adresseerbaarObject": "0599010000000001"})
    assert (unknown["uitkomst"], remarks(unknown)) == ("onbekend", [OPEN])
    assert "woonruimte.gebied" in [one["feit"] for one in unknown["vragen"]]
    # The name counts where the address tells nothing, and never against the address.
    assert "woonruimte.gebied" not in [one["feit"] for one in checked(either, {"gebied": "tarwewijk"})["vragen"]]
    other = checked(either, ADDRESS | {"gebied": "elders"})["opmerkingen"]
    assert "Het adres ligt wel in tarwewijk, maar de aanvraag noemt elders. Het adres telt." in [
        one["nl"] for one in other
    ]
    assert remarks(checked(either, ADDRESS, situatie={"aanwijzingen": None})) == []


def test_a_point_on_the_border_lies_in_it_and_the_answer_says_so(desk: Desk) -> None:
    proposed(desk, area(postcodes=[], geometrie=square()))
    approved(desk, "tarwewijk")
    desk.ask("POST", "/aanwijzingen", COUNCIL, designation())
    assert counted(desk).status_code == 200
    (said,) = remarks(checked(desk, {"gebied": "tarwewijk", "punt": ["4.4900000", "51.8950000"]}))
    assert said.endswith("Dat is gezien aan de plek op de kaart. Het punt ligt precies op de grens. Dat telt als erin.")
    (said,) = remarks(checked(desk, {"gebied": "tarwewijk", "punt": ["4.4950000", "51.8950000"]}))
    assert "grens" not in said
    assert remarks(checked(desk, {"gebied": "elders", "punt": ["4.4899999", "51.8950000"]})) == [OUTSIDE]
    assert remarks(checked(desk, {"gebied": "elders", "punt": ["9.0", "51.8950000"]})) == [OPEN]


def kept(desk: Desk, case: str) -> dict[str, Any]:
    got = desk.ask("GET", f"/aanvragen/{case}", REVIEWER)
    assert got.status_code == 200, got.text
    return dict(got.json()["aanvraag"])


def replayed(desk: Desk, case: str) -> list[bool]:
    store = desk.asking.client.app.state.service.store  # type: ignore[attr-defined]

    def job(connection: Any) -> list[bool]:
        rows = [row for row in reading.assessments(connection, TENANT) if row.case == case]
        return [Replayer(MASTER).replay(connection, row).same for row in rows]

    found: list[bool] = store.read(TENANT, job)
    return found


def assessed(desk: Desk, given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    case = desk.take_in(given)
    desk.well(case, "_verklaar-volledig", DESK, {})
    return case, desk.well(case, "toetsingen", REVIEWER)


def test_an_assessment_keeps_where_the_dwelling_lay_and_a_replay_reads_that(either: Desk) -> None:
    designated(either)
    given = local()
    given["woonruimte"] |= ADDRESS
    case, first = assessed(either, given)
    assert SEEN in [one["nl"] for one in first["toetsing"]["opmerkingen"]]
    (one, two) = kept(either, case)["plaatsing"]["aanwijzingen"]
    lying = {"id": "tarwewijk", "versie": 1, "ligging": "binnen", "wijze": "postcode"}
    assert (one["gebied"], one["grond"], two["instrument"]) == (lying, "artikel_8", "politiegegevens")
    # The area moves on; the designation is of the version that it names, and the old answer stays the old one.
    body = {key: said for key, said in area(postcodes=["3083BB"]).items() if key != "id"}
    either.ask("PUT", "/gebieden/tarwewijk", COUNCIL, body, headers={"If-Match": '"1"'})
    approved(either, "tarwewijk", 2)
    headers = {"If-Match": '"1"'}
    gone = either.ask("POST", "/aanwijzingen/tarwewijk-2026/_trek-in", RULES, {"van": "2026-11-01"}, headers=headers)
    assert gone.status_code == 200
    assert counted(either, 2).status_code == 200
    second = either.well(case, "toetsingen", REVIEWER)
    assert SEEN not in [one["nl"] for one in second["toetsing"]["opmerkingen"]]
    assert kept(either, case)["plaatsing"]["aanwijzingen"] == []
    assert replayed(either, case) == [True, True]


def test_what_is_only_proposed_changes_no_assessment(desk: Desk) -> None:
    designated(desk)
    given = local()
    given["woonruimte"] |= ADDRESS
    case, first = assessed(desk, given)
    headers = {"If-Match": '"1"'}
    desk.ask("POST", "/aanwijzingen/tarwewijk-2026/_trek-in", RULES, {"van": "2026-11-01"}, headers=headers)
    same = desk.well(case, "toetsingen", REVIEWER)
    assert same["toetsing"]["advies"] == first["toetsing"]["advies"]
    assert kept(desk, case)["plaatsing"]["aanwijzingen"]


@pytest.mark.parametrize(("dropped", "status"), [("situatie", 409), ("kenmerk", 201)])
def test_a_decision_waits_where_the_place_came_out_otherwise_since(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, dropped: str, status: int
) -> None:
    case, _ = assessed(desk, asked())

    def moved(registers: Any, connection: Any, application: Application, *rest: Any) -> Application:
        told = {key: value for key, value in application.to_json().items() if key != dropped}
        return Application.model_validate({"kenmerk": "ander", **told, "plaatsing": {"gebieden": []}})

    monkeypatch.setattr(service, "looked_up", moved)
    got = desk.step(case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"})
    assert got.status_code == status, got.text
    if status == 409:
        assert got.json()["errors"][0]["plaats"] == "toetsing"


def test_a_situation_that_was_given_replaces_what_is_kept(desk: Desk) -> None:
    designated(desk)
    case, _ = assessed(desk, asked(plaatsing={"gebieden": []}))
    assert "plaatsing" not in kept(desk, case)


def test_an_area_is_its_parts_together_so_what_cannot_be_compared_leaves_it_open() -> None:
    def where(held: dict[str, Any], known: dict[str, Any]) -> str:
        content = Content.model_validate({"naam": "A", "van": "2026-01-01", **held})
        return position(content, Location.model_validate(known)).where

    hood, other = {"code": "BU99990101", "jaar": 2024}, {"code": "BU99990102", "jaar": 2024}
    mixed = {"postcodes": ["3082AA"], "geometrie": square()}
    assert where(mixed, {"postcode": "3083BB"}) == "onbekend"
    assert where(mixed, {"postcode": "3083BB", "punt": [4.6, 51.895]}) == "buiten"
    assert where(mixed, {"postcode": "3083BB", "punt": [4.495, 51.895]}) == "binnen"
    assert where({"buurten": [hood]}, {"buurt": other}) == "buiten"
    assert where({"buurten": [hood]}, {"buurt": other | {"jaar": 2025}}) == "onbekend"
    assert where({"buurten": [hood]}, {"buurt": hood}) == "binnen"
    assert where({}, {"postcode": "3083BB"}) == "onbekend"


def test_everything_that_is_known_of_a_dwelling_is_looked_up() -> None:
    told = {
        "adresseerbaarObject": "0599010000000001", "pand": "0599100000000002", "openbareRuimte": "0599300000000003",
        "adres": {"postcode": "3082 AA", "huisnummer": 1}, "punt": ["4.495", "51.895"],
        "buurt": {"code": "BU99990101", "jaar": 2024},
    }  # fmt: skip
    found = location(Dwelling.model_validate(told)).to_json()
    assert found == {
        "adresseerbaarObject": told["adresseerbaarObject"], "pand": told["pand"],
        "openbareRuimte": told["openbareRuimte"], "postcode": "3082AA", "punt": [4.495, 51.895], "buurt": told["buurt"],
    }  # fmt: skip
    for wrong in ({"punt": [4.4, 51.8]}, {"punt": ["4,4", "51.8"]}, {"punt": ["4.4"]}, {"pand": "1"}, {"pand": None}):
        with pytest.raises((BadInput, ValueError)):
            Dwelling.model_validate(wrong)
