"""Taking in: first the place, then the people; one case however often the form is sent; then the rest, step by step."""

from __future__ import annotations

import pytest

from tests.api.cases.working import DESK, REVIEWER
from tests.api.pages.desk.conftest import Office, Person, fields_of, words
from wbmgp_api.identity.principal import Role

PLACE = {
    "woonruimte.adres.postcode": "9999 aa",
    "woonruimte.adres.huisnummer": "12",
    "woonruimte.soort": "zelfstandig",
    "woonruimte.huurprijs": "640",
}
PERSON = {"huishouden.0.rol": "aanvrager", "huishouden.0.geboortedatum": "1990", "kenmerk": "I-1"}


def at_people(town: Office) -> Person:
    somebody = town.as_(DESK)
    somebody.get("/zaken/nieuw")
    somebody.send("/zaken/nieuw", 200, **PLACE)
    somebody.send("/zaken/nieuw", 200, stap="mensen")
    return somebody


def test_the_place_is_answered_before_anything_personal_is_asked(town: Office) -> None:
    somebody = town.as_(DESK)
    first = somebody.get("/zaken/nieuw")
    assert "geboortedatum" not in first and "bsn" not in first
    text = somebody.send("/zaken/nieuw", 200, **PLACE)
    assert "Dat weten wij niet" in words(text) and "geboortedatum" not in text
    assert fields_of(text)["woonruimte.adres.postcode"] == ["9999 AA"]
    back = somebody.send("/zaken/nieuw", 200, which=1, opnieuw="ja")
    assert fields_of(back)["woonruimte.huurprijs"] == ["640,00"]


def test_a_place_that_cannot_be_comes_back(town: Office) -> None:
    somebody = town.as_(DESK)
    somebody.get("/zaken/nieuw")
    text = somebody.send(
        "/zaken/nieuw", 400, **PLACE | {"woonruimte.adres.huisnummer": "1a", "aanvraagdatum": "gisteren"}
    )
    assert 'href="#woonruimte.adres.huisnummer"' in text and 'href="#aanvraagdatum"' in text
    assert fields_of(text)["aanvraagdatum"] == ["gisteren"]


def test_a_case_is_made_once_and_the_intake_goes_on(town: Office) -> None:
    somebody = at_people(town)
    page = somebody.last
    to = somebody.send("/zaken/nieuw", **PERSON, **{"huishouden.0.bsn": "999990019"})
    somebody.last = page
    assert somebody.send("/zaken/nieuw", **PERSON, **{"huishouden.0.bsn": "999990019"}) == to
    somebody.last = page
    assert "Fout:" in somebody.send("/zaken/nieuw", 422, **PERSON | {"kenmerk": "I-2"})
    case = to.split("/")[2]
    assert to == f"/zaken/{case}/verblijf?intake=ja"
    told = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()
    assert told["status"] == "ontvangen" and told["aanvraag"]["woonruimte"]["huurprijs"] == 64000
    assert told["aanvraag"]["woonruimte"]["adres"] == {"postcode": "9999AA", "huisnummer": 12}
    assert told["aanvraag"]["huishouden"] == [{"id": "p1", "rol": "aanvrager", "geboortedatum": "1990"}]
    numbers = town.desk.ask("GET", f"/aanvragen/{case}/burgerservicenummers", DESK).json()["burgerservicenummers"]
    assert numbers == [{"persoon": "p1", "nummer": "999990019"}]

    text = somebody.get(to)
    assert fields_of(text)["toelichting"] == ["Ingevuld bij de intake"] and "Stappen van de intake" in text
    stay = {
        "huishouden.0.verblijf.0.gemeente": "GM9999",
        "huishouden.0.verblijf.0.vanaf": "2010",
        "huishouden.0.verblijf.0.tot": "nu",
    }
    to = somebody.send(f"/zaken/{case}/verblijf", **stay)
    assert to == f"/zaken/{case}/inkomen?intake=ja"
    version = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["versie"]
    somebody.get(to)
    assert somebody.send(f"/zaken/{case}/inkomen") == f"/zaken/{case}/bewijs?intake=ja"
    told = town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()
    assert told["versie"] == version == 2, "a step without news makes no version"
    assert told["aanvraag"]["huishouden"][0]["verblijf"] == [{"gemeente": "GM9999", "vanaf": "2010", "tot": None}]
    assert "Klaar met de intake" in somebody.get(f"/zaken/{case}/bewijs?intake=ja")


def test_all_faults_come_at_once_and_nothing_typed_is_lost(town: Office) -> None:
    somebody = at_people(town)
    said = {
        "huishouden.0.geboortedatum": "31-02-1990",
        "huishouden.0.rol": "kind",
        "huishouden.0.bsn": "123456789",
        "ontvangen": "ooit",
    }
    text = somebody.send("/zaken/nieuw", 400, **said)
    for field in ("kenmerk", "ontvangen", "huishouden.0.geboortedatum", "huishouden.0.bsn"):
        assert f'href="#{field}"' in text and f'id="{field}"' in text, field
    found = fields_of(text)
    assert all(found[name] == [value] for name, value in said.items())
    assert found["woonruimte.adres.huisnummer"] == ["12"]


def test_a_row_more_and_one_less_keep_what_was_typed(town: Office) -> None:
    somebody = at_people(town)
    text = somebody.send("/zaken/nieuw", 200, rij="huishouden", **PERSON)
    assert fields_of(text)["huishouden.0.geboortedatum"] == ["1990"] and "huishouden.1.rol" in fields_of(text)
    somebody.send(
        "/zaken/nieuw", 200, rij="huishouden", **{"huishouden.1.rol": "kind", "huishouden.1.bsn": "111222333"}
    )
    text = somebody.send("/zaken/nieuw", 200, **{"huishouden.0.weg": "ja"})
    assert fields_of(text)["huishouden.0.rol"] == ["kind"] and fields_of(text)["huishouden.0.bsn"] == ["111222333"]
    assert fields_of(text)["kenmerk"] == ["I-1"]


def test_a_household_of_nobody_is_no_application(town: Office) -> None:
    somebody = at_people(town)
    text = somebody.send("/zaken/nieuw", 400, **{"huishouden.0.rol": "", "kenmerk": "x"})
    assert 'href="#huishouden.0.rol"' in text


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.DESK, Role.REVIEWER)])
def test_others_take_in_nothing_here(town: Office, role: Role) -> None:
    town.as_(role).get("/zaken/nieuw", 403)
