"""The page of a decision to which somebody objected, and of cases that ended without a draft."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from tests.api.cases.test_objections import appealed
from tests.api.cases.working import DESK, asked
from tests.api.pages.desk.conftest import words
from tests.api.pages.legal.conftest import LAWYER, Court
from tests.api.pages.legal.test_proving import download


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


def test_a_withdrawn_application_does_not_wait_for_a_decision(court: Court) -> None:
    desk, person = court.office.desk, court.as_(LAWYER)
    case = desk.take_in(asked())
    assert "Er is nog geen besluit" in words(person.get(f"/recht/zaken/{case}"))
    desk.well(case, "_trek-in", DESK, {"toelichting": "Heeft een andere woning."})
    said = words(person.get(f"/recht/zaken/{case}"))
    assert "Er is nog geen besluit" not in said
    assert "Hoe deze zaak eindigde" in said and "Heeft een andere woning." in said
