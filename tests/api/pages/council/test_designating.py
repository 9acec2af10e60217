"""The calendar, what the municipality records itself, and the register of evaluations: all as the rules and the API have them."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.api.pages.browsing import Browser
from tests.api.pages.council.conftest import Hall
from tests.api.pages.council.test_requests import begun, save
from tests.api.pages.council.test_simulating import inputs
from tests.api.pages.test_faces import accessible
from wbmgp_api.areas import register
from wbmgp_api.areas.content import Content
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.pages.council.evaluations import register as evaluated
from wbmgp_api.versions import OF_AREAS

KEPT = "/raad/vastgelegd"
HOSTILE = "<img src=x onerror=alert(1)>\"'"
DESIGNATION = {
    "id": "tarwewijk-2026", "naam": "Tarwewijk", "gebied": "tarwewijk/1", "soort": "gebied", "gronden": ["artikel_8", "artikel_10"],
    "instrument-artikel-10": "politiegegevens", "van": "2026-01-01", "tot": "2030-01-01", "verlenging": "1", "besluit.kenmerk": "2025-1",
}  # fmt: skip
ORDINANCE = {
    "id": "hv-2026", "citeertitel": "Huisvestingsverordening 2026", "vindplaats": "Gemeenteblad 2025, 1", "van": "2026-01-01", "tot": "2030-01-01",
    "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager", "hardheidsclausule": "ja", "c0-gronden": ["artikel_8"],
    "c0-verhuurder": ["corporatie", "particulier"], "c0-soort": ["zelfstandig"], "regio": "GM9999\nGM9998",
}  # fmt: skip


def area(hall: Hall, name: str = "tarwewijk") -> None:
    """An area that two people fixed."""
    office = hall.service.office
    one, two = (Principal(who, "GM9999", frozenset({Role.RULES}), "test", Role.RULES) for who in ("een", "twee"))
    content = Content.model_validate({"naam": "Tarwewijk", "van": "2025-01-01", "postcodes": ["9999AA"]})
    register.propose(office, one, [(name, content)])
    OF_AREAS.approve(office, two, name, 1)


@pytest.fixture
def council(hall: Hall) -> Browser:
    return hall.sit(Role.COUNCIL)


def proposed(hall: Hall, browser: Browser, kind: str, said: dict[str, Any]) -> str:
    got = hall.send(browser, f"{KEPT}/{kind}/nieuw", said)
    assert got.status_code == 303, re.findall(r"error-message.*|wb-faults.*|href=.#.*", got.text)
    return str(got.headers["location"])


def fixed(hall: Hall, at: str) -> Any:
    rules = hall.sit(Role.RULES, name="Regelbeheer")
    version = inputs(rules.get(at).text)["versie"][0]
    return hall.send(rules, at, {"actie": "stel-vast", "versie": version})


def test_a_designation_is_proposed_by_one_and_fixed_by_another(hall: Hall, council: Browser) -> None:
    area(hall)
    accessible(council.get(f"{KEPT}/aanwijzing/nieuw").text)
    at = proposed(hall, council, "aanwijzing", DESIGNATION)
    page = council.get(at)
    accessible(page.text)
    assert "Concept" in page.text and "stel-vast" not in page.text
    assert hall.send(council, at, {"actie": "stel-vast", "versie": "1"}).status_code == 403
    assert "Tarwewijk:" not in council.get("/raad/aanwijzingen").text
    assert fixed(hall, at).status_code == 303
    calendar = council.get("/raad/aanwijzingen?op=2026-11-18")
    accessible(calendar.text)
    assert "Nog 1.140 dagen" in calendar.text
    assert "5 november 2029" in calendar.text and "<svg" in calendar.text and "style=" not in calendar.text
    assert "Tarwewijk" in council.get("/raad").text
    again = hall.send(council, f"{KEPT}/aanwijzing/nieuw", DESIGNATION)
    assert again.status_code == 409 and 'href="#id"' in again.text and 'value="tarwewijk-2026"' in again.text


def test_a_new_version_keeps_what_has_no_field_and_an_end_is_proposed(hall: Hall, council: Browser) -> None:
    area(hall)
    at = proposed(hall, council, "aanwijzing", DESIGNATION)
    assert fixed(hall, at).status_code == 303
    form = council.get(f"{at}/wijzig")
    accessible(form.text)
    changed = hall.send(council, f"{at}/wijzig", inputs(form.text) | {"tot": "2029-01-01"})
    assert changed.status_code == 303, changed.text
    assert "1 januari 2029" in council.get(at).text and "politiegegevens" in council.get(at).text.lower()
    stale = hall.send(council, f"{at}/wijzig", inputs(form.text) | {"naam": "Later"})
    assert stale.status_code == 412 and 'value="Later"' in stale.text
    assert fixed(hall, at).status_code == 303
    wrong = hall.send(council, at, {"actie": "trek-in", "versie": "2", "van": "gisteren"})
    assert wrong.status_code == 400 and 'href="#van"' in wrong.text
    ended = hall.send(council, at, {"actie": "trek-in", "versie": "2", "van": "2028-01-01"})
    assert ended.status_code == 303 and fixed(hall, at).status_code == 303
    assert "Ingetrokken" in council.get(at).text


@pytest.mark.parametrize(
    "name", ["c", "c1", "c1x-gronden", f"c{'9' * 5_000}-gronden", "c999999999999-gronden", "c\u0661-soort"]
)
def test_a_field_that_no_form_has_makes_no_rows(hall: Hall, council: Browser, name: str) -> None:
    area(hall)
    got = hall.send(council, f"{KEPT}/verordening/nieuw", ORDINANCE | {name: "artikel_8", "citeertitel": ""})
    assert got.status_code == 400 and got.text.count('name="c') < 200


def test_an_ordinance_at_odds_with_the_act_is_refused_with_its_article(hall: Hall, council: Browser) -> None:
    at = proposed(hall, council, "verordening", ORDINANCE)
    page = council.get(at)
    accessible(page.text)
    assert "Huisvestingsverordening 2026" in page.text and "Wat opvalt" in page.text and "GM9998" in page.text
    assert fixed(hall, at).status_code == 303
    assert "Huisvestingsverordening 2026" in council.get("/raad/aanwijzingen").text
    odd = ORDINANCE | {"id": "hv-2", "c0-gronden": [], "citeertitel": HOSTILE}
    refused = hall.send(council, f"{KEPT}/verordening/nieuw", odd)
    assert refused.status_code == 400 and HOSTILE not in refused.text and html.escape("<img") in refused.text
    assert 'href="#c0-gronden"' in refused.text and 'name="c1-gronden"' in refused.text
    accessible(refused.text)


def test_a_statement_says_for_which_days_nothing_is_missing(hall: Hall, council: Browser) -> None:
    said = {
        "id": "volledig-2026", "omvat": ["aanwijzingen"], "van": "2026-01-01", "tot": "2027-01-01", "orgaan": "College", "grond": "Nagegaan.",
    }  # fmt: skip
    at = proposed(hall, council, "verklaring", said)
    accessible(council.get(at).text)
    backwards = hall.send(council, f"{KEPT}/verklaring/nieuw", said | {"id": "b", "tot": "2025-01-01"})
    assert backwards.status_code == 400 and 'value="2025-01-01"' in backwards.text
    accessible(council.get(KEPT).text)


def test_the_calendar_of_another_municipality_and_of_a_day_before_the_law(hall: Hall, council: Browser) -> None:
    other = council.get("/raad/aanwijzingen?gemeente=GM0599&op=2012-01-01")
    accessible(other.text)
    assert "Bloemhof" in other.text and "Niet bekend" in other.text
    assert "kon niet worden aangewezen" in council.get("/raad/aanwijzingen?op=1990-01-01").text
    wrong = council.get("/raad/aanwijzingen?op=morgen")
    assert wrong.status_code == 400 and "morgen" not in wrong.text
    desk = hall.sit(Role.DESK).get("/raad/aanwijzingen")
    assert desk.status_code == 200 and 'href="/raad/simulaties"' not in desk.text
    assert 'href="/raad/simulaties"' in hall.sit(Role.AUDITOR).get("/raad").text
    assert hall.sit(Role.DESK).get(KEPT).status_code == 403
    assert hall.sit(Role.LAWYER).get(f"{KEPT}/aanwijzing/nieuw").status_code == 403


def test_the_register_joins_what_the_rules_ask_and_what_was_written(hall: Hall, council: Browser) -> None:
    area(hall)
    fixed(hall, proposed(hall, council, "aanwijzing", DESIGNATION))
    before = council.get("/raad/evaluaties")
    accessible(before.text)
    assert "5 november 2029" in before.text and "nodig" in before.text and "Nog niets." in before.text
    at = begun(hall, council)
    save(hall, council, f"{at}/evaluatie", **{"evaluatie.vastgesteldDoorRaad": "2026-06-01"})
    added = save(
        hall,
        council,
        f"{at}/evaluatie/oordelen/nieuw",
        gebied="tarwewijk",
        grond="artikel_8",
        oordeel="niet_aantoonbaar",
    )
    assert added.status_code == 303
    after = council.get("/raad/evaluaties").text
    assert "niet aantoonbaar" in after and "1 juni 2026" in after and f"{at}/evaluatie" in after
    accessible(council.get("/raad").text)


def test_a_designation_that_is_over_asks_for_nothing() -> None:
    row = {
        "toestand": "afgelopen",
        "evaluatieVereist": None,
        "verzoekUiterlijk": None,
        "gebied": {"id": "a"},
        "grond": "artikel_8",
    }
    assert evaluated([row, row | {"toestand": "opgevolgd"}], []) == []
    (open_,) = evaluated([row | {"toestand": "loopt"}], [])
    assert open_.asked is None and not open_.done
