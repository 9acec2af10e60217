"""The page of a decision to which somebody objected, and of cases that ended without a draft."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.api.cases.test_objections import appealed
from tests.api.cases.working import DESK, asked
from tests.api.pages.desk.conftest import words
from tests.api.pages.legal.conftest import LAWYER, Court
from tests.api.pages.legal.test_proving import download
from tests.api.store.samples import ACTOR
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.by_number import by_number
from wbmgp_api.store.erasing import erase
from wbmgp_engine.trail.categories import CATEGORIES


def test_the_decision_on_the_objection_stands_beside_the_first_one(court: Court) -> None:
    case, person = appealed(court.office.desk), court.as_(LAWYER)
    text = person.get(f"/recht/zaken/{case}")
    said = words(text)
    head = said[: said.index("Gronden en feiten")]
    for part in (
        "Wat er na dit besluit gebeurde",
        "Op het bezwaar beslissen",
        "De weigering houdt stand.",
        "ongegrond",
    ):
        assert part in head, part
    second = text.partition(f"/recht/zaken/{case}?toetsing=")[2][:32]
    again = person.get(f"/recht/zaken/{case}?toetsing={second}")
    assert f'<span class="wb-mono">{second}</span>' in again and f"?alles=ja&amp;toetsing={second}" in again
    person.get(f"/recht/zaken/{case}?toetsing=%3Cscript%3E", 404)


def test_the_dossier_holds_and_proves_every_assessment(court: Court) -> None:
    case = appealed(court.office.desk)
    with ZipFile(BytesIO(download(court.as_(LAWYER), case, "dossier/zip", 0))) as held:
        names = [name.partition("-")[2] for name in held.namelist()]
    assert (names.count("toetsing.json"), names.count("bewijsbundel.zip")) == (2, 2)


def test_nobody_is_said_to_have_decided_before_somebody_did(court: Court) -> None:
    desk, person = court.office.desk, court.as_(LAWYER)
    case = desk.drafted(asked(), "verlenen")
    said = words(person.get(f"/recht/zaken/{case}"))
    assert "een besluit over de vergunning is er niet" in said and "het besluit zelf" not in said
    assert "het besluit zelf" in words(person.get(f"/recht/zaken/{court.refused}"))
    with ZipFile(BytesIO(download(person, case, "dossier/zip", 0))) as held:
        assert "Het besluit zelf" not in held.read("01-verantwoording.txt").decode()


def test_a_withdrawn_application_does_not_wait_for_a_decision(court: Court) -> None:
    desk, person = court.office.desk, court.as_(LAWYER)
    case = desk.take_in(asked())
    assert "Er is nog geen besluit" in words(person.get(f"/recht/zaken/{case}"))
    desk.well(case, "_trek-in", DESK, {"toelichting": "Heeft een andere woning."})
    said = words(person.get(f"/recht/zaken/{case}"))
    assert "Er is nog geen besluit" not in said
    assert "Hoe deze zaak eindigde" in said and "Heeft een andere woning." in said


@pytest.mark.parametrize("written", ["{0}-{1}", " {0}{1} ", "{2}"])
def test_a_case_is_found_by_the_number_at_its_top(court: Court, written: str) -> None:
    case = court.refused
    number = written.format(case[:8], case[8:13].upper(), case)
    got = court.as_(LAWYER).client.get("/recht/zaken", params={"nummer": number}, follow_redirects=False)
    assert (got.status_code, got.headers["location"]) == (303, f"/recht/zaken/{case}")


@pytest.mark.parametrize("written", ["6", "%", "g" * 13, "0" * 13, "' or 1=1", "<b>" + "9" * 3000, "\0"])
def test_what_is_no_number_of_a_case_says_so_beside_the_field(court: Court, written: str) -> None:
    got = court.as_(LAWYER).client.get("/recht/zaken", params={"nummer": written}, follow_redirects=False)
    assert got.status_code == 400 and 'id="nummer-fout"' in got.text and "<b>9" not in got.text


def test_a_case_of_another_municipality_has_no_number_here(court: Court) -> None:
    office = court.service.office
    assert (
        by_number(office, Principal("a", "GM9999", frozenset({LAWYER}), "desk", LAWYER), court.refused) == court.refused
    )
    assert by_number(office, Principal("a", "GM0001", frozenset({LAWYER}), "desk", LAWYER), court.refused) is None


def test_what_is_erased_is_said_to_be_gone_and_who_decided_stays(court: Court) -> None:
    desk, person = court.office.desk, court.as_(LAWYER)
    case = appealed(desk)
    office = court.service.office
    moment = office.now()
    office.store.write("GM9999", lambda c: erase(c, office.recorder, "GM9999", case, CATEGORIES, ACTOR, moment))
    said = words(person.get(f"/recht/zaken/{case}"))
    assert "Geen leesbare toetsing" in said and "De weigering houdt stand." not in said
    assert "Vastgesteld door" in said and "Op het bezwaar beslissen" in said
    with ZipFile(BytesIO(download(person, case, "dossier/zip", 0))) as held:
        names = [name.partition("-")[2] for name in held.namelist()]
        kept = b"".join(held.read(name) for name in held.namelist())
    assert "toetsing.json" not in names and b"De weigering houdt stand." not in kept


def test_what_people_wrote_is_named_in_english_too(court: Court) -> None:
    case = appealed(court.office.desk)
    said = words(court.as_(LAWYER).get(f"/recht/zaken/{case}", 200, **{"Accept-Language": "en"}))
    assert "grounds of objection: Onjuist." in said and "judgement: unfounded" in said
    assert "gronden: Onjuist." not in said and "oordeel: ongegrond" not in said
