"""The page on which a data protection officer answers who used somebody's data, when and for what."""

from __future__ import annotations

import pytest

from tests.api.cases.working import DESK, LAWYER
from tests.api.pages.desk.conftest import Office, Person, fields_of, words
from tests.api.pages.desk.conftest import town as town  # the fixture
from tests.api.processing_log.lines import ONE, THREE, numbered, three
from wbmgp_api.identity.principal import Role

PLACE = "/toezicht/verwerkingen"


@pytest.fixture
def officer(town: Office) -> Person:
    person = town.as_(Role.PRIVACY)
    person.get(PLACE)
    return person


def worked_on(town: Office, times: int = 1) -> str:
    case = town.desk.take_in(three(), also=numbered(("p1", ONE)))
    town.desk.well(case, "_verklaar-volledig", DESK, {})
    for _ in range(times):
        town.desk.ask("GET", f"/aanvragen/{case}", LAWYER)
    return case


def test_it_is_reached_from_the_hub_and_asks_before_it_tells(officer: Person) -> None:
    assert f'href="{PLACE}"' in officer.get("/toezicht")
    page = words(officer.get(PLACE))
    assert "Wie gebruikte de gegevens?" in page
    assert "Gevonden verwerkingen" not in page


def test_somebody_hears_what_was_done_by_whom_and_for_what(town: Office, officer: Person) -> None:
    case = worked_on(town)
    found = words(officer.send(PLACE, 200, bsn=ONE))
    for said in (
        "Opzoeken wie de gegevens gebruikte", "Gegevens bekijken Toezicht op de uitvoering jurist",
        "Volledig verklaren Beslissen op een aanvraag balie", "Aanvraag innemen", case[:8], "gedaan",
    ):  # fmt: skip
        assert said in found
    assert ONE not in officer.last.headers.get("location", "")


def test_a_case_is_found_by_the_number_on_its_pages(town: Office, officer: Person) -> None:
    case = worked_on(town)
    found = words(officer.send(PLACE, 200, zaak=f"{case[:8]}-{case[8:13]}"))
    assert found.count("Aanvraag innemen") == 3  # once for each person


def test_what_happened_before_is_on_the_next_page(town: Office, officer: Person) -> None:
    worked_on(town, 101)
    first = officer.send(PLACE, 200, bsn=ONE)
    assert "Aanvraag innemen" not in words(first)
    assert fields_of(first, 1)["bsn"] == [ONE]
    assert "Aanvraag innemen" in words(officer.send(PLACE, 200, which=1))


@pytest.mark.parametrize(("said", "status", "words_of_it"), [
    ({"bsn": "123456789"}, 400, "burgerservicenummer"), ({"zaak": "bestaat-niet"}, 400, "Er is geen zaak met dit nummer."),
    ({}, 400, "een van de twee"), ({"bsn": ONE, "zaak": "x"}, 400, "een van de twee"),
])  # fmt: skip
def test_what_asks_nothing_comes_back_with_what_to_mend(
    officer: Person, said: dict[str, str], status: int, words_of_it: str
) -> None:
    assert words_of_it in words(officer.send(PLACE, status, **said))


def test_nobody_hears_of_whom_nothing_is_known_and_tries_without_end(officer: Person) -> None:
    found = words(officer.send(PLACE, 200, bsn=THREE))
    assert "Opzoeken wie de gegevens gebruikte" in found
    assert "Op nummer vindt u alleen zaken waarin het nummer is opgegeven." in found
    for _ in range(19):
        officer.send(PLACE, 200, bsn=THREE)
    officer.send(PLACE, 429, bsn=THREE)


def test_others_do_not_see_it(town: Office) -> None:
    for role in (LAWYER, Role.AUDITOR, DESK):
        town.as_(role).get(PLACE, 403)


def test_it_speaks_english(officer: Person) -> None:
    page = words(officer.client.get(PLACE, headers={"Accept-Language": "en"}).text)
    assert "Who used the data?" in page
    assert "Zoek" not in page
