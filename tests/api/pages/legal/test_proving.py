"""The dossier, the bundle and the log on the pages: downloaded, checked, damaged, verified by a program of its own."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.api.pages.desk.conftest import HERE, Person, fields_of, words
from tests.api.pages.legal.conftest import AUDITOR, LAWYER, Court
from wbmgp_engine.trail.categories import CATEGORIES


def download(person: Person, case: str, path: str, which: int, **said: Any) -> bytes:
    """What a form on the page of the dossier gives."""
    form = fields_of(person.get(f"/recht/zaken/{case}/dossier"), which) | said
    got = person.client.post(f"/recht/zaken/{case}/{path}", data=form, headers={"Origin": HERE})
    assert got.status_code == 200 and got.headers["content-type"] == "application/zip", got.text
    assert got.headers["content-disposition"].startswith("attachment;")
    return bytes(got.content)


def upload(person: Person, data: bytes, keys: bytes | None = None) -> tuple[int, str]:
    word = fields_of(person.get("/recht/logboek"), 0)["woord"][0]
    files = {"bundel": ("b.zip", data)} | ({} if keys is None else {"sleutels": ("sleutels", keys)})
    got = person.client.post("/recht/logboek/_upload", data={"woord": word}, files=files, headers={"Origin": HERE})
    return got.status_code, words(got.text)


def test_a_bundle_from_the_page_proves_itself_on_the_page(court: Court) -> None:
    person = court.as_(LAWYER)
    made = download(person, court.refused, "bewijs", 1, deel=["beoordeling", "spoor"])
    with ZipFile(BytesIO(made)) as held:
        assert {name for name in held.namelist() if name.startswith("payload/")} == {
            "payload/beoordeling.json", "payload/spoor.json",
        }  # fmt: skip
    assert court.looks(court.refused)[-1] == ("jurist", ("beoordeling", "spoor"))
    status, said = upload(person, made)
    assert status == 200 and "Elk bewijs klopt" in said and "Wat is niet bewezen" in said
    damaged = made.replace(b'"weigeren"', b'"verlenen"', 1)
    assert damaged != made and "Een bewijs klopt niet" in upload(person, damaged)[1]
    assert "Dit is geen bundel" in upload(person, made, b"geen sleutels")[1]


def test_an_auditor_gets_a_bundle_that_stays_closed(court: Court) -> None:
    made = download(court.as_(AUDITOR), court.refused, "bewijs", 0, deel=list(CATEGORIES))
    with ZipFile(BytesIO(made)) as held:
        assert not any(name.startswith("payload/") for name in held.namelist())
    assert court.looks(court.refused)[-1] == ("auditor", ())


def _bomb() -> bytes:
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as file:
        file.writestr("leaf.json", b"0" * 50_000_000)
        file.writestr("../../etc/passwd", b"x")
    return held.getvalue()


@pytest.mark.parametrize("data", [b"geen zip", b"PK\x05\x06" + b"\0" * 18, _bomb()], ids=["text", "empty", "bomb"])
def test_what_is_no_bundle_is_said_to_be_none(court: Court, data: bytes) -> None:
    status, said = upload(court.as_(AUDITOR), data)
    assert status == 200 and "Dit is geen bundel" in said


def test_no_file_is_a_fault_beside_the_field(court: Court) -> None:
    person = court.as_(LAWYER)
    form = fields_of(person.get("/recht/logboek"), 0)
    got = person.client.post("/recht/logboek/_upload", data=form, headers={"Origin": HERE})
    assert got.status_code == 400 and 'id="bundel-fout"' in got.text


def test_the_dossier_is_one_zip_of_the_whole_case_with_its_proof(court: Court) -> None:
    made = download(court.as_(LAWYER), court.refused, "dossier/zip", 0)
    with ZipFile(BytesIO(made)) as held:
        told = held.read("00-inventaris.txt").decode()
        account = held.read("01-verantwoording.txt").decode()
        proof = held.read(next(name for name in held.namelist() if name.endswith("bewijsbundel.zip")))
    assert all(f"{number:02}. " in told for number in range(1, 10)) and "sha256" in told
    assert "volgt het advies" in account and "Niet onbillijk" in account and "Wonen in de regio" in account
    assert "Elk bewijs klopt" in upload(court.as_(LAWYER), proof)[1]


def test_a_dossier_is_not_for_an_auditor_and_not_without_a_form(court: Court) -> None:
    person = court.as_(AUDITOR)
    form = fields_of(person.get(f"/recht/zaken/{court.refused}/dossier"), 0)
    got = person.client.post(f"/recht/zaken/{court.refused}/dossier/zip", data=form, headers={"Origin": HERE})
    assert got.status_code == 403
    assert court.as_(LAWYER).client.get(f"/recht/zaken/{court.refused}/dossier/zip").status_code == 405


def test_the_log_is_verified_by_a_program_of_its_own(court: Court) -> None:
    download(court.as_(LAWYER), court.granted, "bewijs", 1)  # it signs a head
    person = court.as_(AUDITOR)
    assert "Ga het na" in person.get("/recht/logboek")
    assert person.send("/recht/logboek") == "/recht/logboek"
    for _ in range(300):
        said = words(person.get("/recht/logboek"))
        if "Er wordt nu nagerekend" not in said and "Laatste keer" in said:
            break
        time.sleep(0.1)
    assert "Alles klopt" in said and "zaken nagegaan, met" in said, said


def test_the_verifier_can_be_taken_along(court: Court) -> None:
    got = court.as_(AUDITOR).client.get("/recht/logboek/verify.py")
    assert (
        got.status_code == 200 and b"def verify(" in got.content and "attachment" in got.headers["content-disposition"]
    )
