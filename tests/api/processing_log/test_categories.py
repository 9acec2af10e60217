"""Which data each line is about: the parts that the entry of a look names, else at most those of the activity (AVG art. 15)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.working import DESK, REVIEWER, Desk
from tests.api.pages.desk.conftest import Office, words
from tests.api.pages.desk.conftest import town as town  # the fixture
from tests.api.processing_log.lines import ASKED_FOR, ONE, looks_by_record, numbered, three
from tests.api.processing_log.test_reading import sought
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight.categories import of_activity
from wbmgp_engine.law.lawbook import Lawbook


def looked(desk: Desk) -> str:
    """A case that was completed and looked at, for its numbers and for what stands."""
    case = desk.take_in(three(), also=numbered(("p1", ONE)))
    desk.well(case, "_verklaar-volledig", DESK, {})
    for path in ("/burgerservicenummers", "/uitkomst", ""):
        assert desk.ask("GET", f"/aanvragen/{case}{path}", REVIEWER if not path else DESK).status_code == 200
    return case


def test_a_look_is_told_with_the_parts_that_were_opened(either: Desk) -> None:
    case = looked(either)
    office: Any = either.asking.client.app.state.service.office  # type: ignore[attr-defined]
    opened = dict(looks_by_record(office, case))
    found = [one for one in sought(either, zaak=case) if one["naam"] == "inzage"]
    assert len(found) == 12
    for one in found:
        assert one["categorieenUit"] == "record"
        assert set(one["categorieen"]) == opened[one["record"]]
    assert {tuple(one["categorieen"]) for one in found} > {("persoon",), ()}


def test_what_is_no_look_is_told_with_the_parts_of_its_activity(desk: Desk) -> None:
    found = [one for one in sought(desk, zaak=looked(desk)) if one["naam"] in ("intake", "verklaar_volledig")]
    assert found
    for one in found:
        assert one["categorieenUit"] == "activiteit"
        assert set(one["categorieen"]) == ASKED_FOR[one["activiteit"]]


@pytest.mark.parametrize("uri", ["urn:wbmgp:verwerking:vroeger:2018-05-25", "urn:wbmgp:verwerking:aanvraag:1999-01-01"])
def test_an_activity_that_the_rule_book_has_no_more_names_nothing(uri: str) -> None:
    assert of_activity(Lawbook.load(), uri) == ()


def test_the_officer_reads_it_in_plain_words(town: Office) -> None:
    case = looked(town.desk)
    officer = town.as_(Role.PRIVACY)
    officer.get("/toezicht/verwerkingen")
    found = words(officer.send("/toezicht/verwerkingen", 200, zaak=f"{case[:8]}-{case[8:13]}"))
    assert (
        "Gegevens bekijken Beslissen op een aanvraag balie geboortedatum, huishouden, woning en woongeschiedenis"
        in found
    )
    assert "Gegevens bekijken Beslissen op een aanvraag balie alleen de stand van de zaak" in found
    assert "Volledig verklaren Beslissen op een aanvraag balie hoogstens wat bij dit doel hoort" in found
    most = "Beslissen op een aanvraag: oordeel per grond en advies, burgerservicenummer, soort inkomen"
    assert found.count(most) == 1
