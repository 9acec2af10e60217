"""The page of the publication: what a person chooses goes along, who may make it, and what stops it is told with its place."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from tests.api.areas.test_ordinances import ordained
from tests.api.pages.desk.conftest import HERE, fields_of
from tests.api.pages.legal.conftest import LAWYER, RULES, Court
from tests.api.service import test_rule_books_in_use as rules
from wbmgp_api.identity.principal import Role
from wbmgp_api.rulebooks import review
from wbmgp_engine.law.hashing import content_hash

PAGE = "/verantwoording/publicatie"


def asked(court: Court, **said: str) -> Any:
    """The answer to who sends the form of the page."""
    person = court.as_(LAWYER)
    form: dict[str, Any] = {**fields_of(person.get(PAGE)), **said}
    return person.client.post(PAGE, data=form, headers={"Origin": HERE, "Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize("role", [LAWYER, RULES, Role.COUNCIL])
def test_who_publishes_reads_first_what_goes_along(court: Court, role: Role) -> None:
    person = court.as_(role)
    assert f'href="{PAGE}"' in person.get("/verantwoording")
    page = person.get(PAGE)
    assert "Er is nog geen simulatie klaar om te publiceren" in page and "Maak de publicatie" in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.PRIVACY])
def test_who_does_not_publish_sees_no_way_to_it(court: Court, role: Role) -> None:
    assert PAGE not in court.as_(role).get("/verantwoording")


def test_the_publication_is_a_zip_whose_hashes_hold_and_no_case_is_in_it(court: Court) -> None:
    got = asked(court)
    assert got.status_code == 200 and got.headers["content-type"] == "application/zip"
    assert got.headers["content-disposition"].startswith('attachment; filename="publicatie-GM9999-')
    with ZipFile(BytesIO(got.content)) as file:
        files = {name: file.read(name) for name in file.namelist()}
    for line in files["manifest-sha256.txt"].decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    whole = b"".join(files.values())
    assert not [case for case in (court.refused, court.granted) if case.encode() in whole]
    assert b"alert('x')" not in whole


def test_the_activities_are_those_of_the_processing_log_whatever_rule_book_is_in_use(
    court: Court, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "proved", lambda book, own: {"uitkomst": "bewezen", "nietBewezen": []})
    path, named = "verwerking/simulatie/2018-05-25.yaml", "Gevolgen van een aanwijzing vooraf verkennen"
    own = {**rules.OTHER, path: rules.OTHER[path].replace(named.encode(), b"Anders genoemd")}
    desk = court.office.desk
    assert rules.proposed(desk, own).status_code == 201
    tomorrow = str(court.service.office.today() + timedelta(1))
    assert rules.activated(desk, tomorrow, hash=content_hash(own)).status_code in (200, 201)
    desk.clock.days(2)
    with ZipFile(BytesIO(asked(court).content)) as file:
        published = file.read("verantwoording/verwerkingsregister.md").decode()
    for register in (published, court.as_(LAWYER).get("/verantwoording/verwerkingsregister")):
        assert content_hash(own) in register and named in register and "Anders genoemd" not in register


def test_a_simulation_that_is_not_there_is_said_to_be_none(court: Court) -> None:
    assert asked(court, simulatie="../x").status_code == 404
    got = asked(court, simulatie="0" * 32)
    assert got.status_code == 409 and "Een simulatie die u koos" in got.text


def test_what_looks_like_a_person_stops_it_and_its_place_is_read(court: Court) -> None:
    ordained(court.office.desk, citeertitel="Verordening van jan@voorbeeld.nl")
    got = asked(court)
    assert got.status_code == 409 and "jan@" not in got.text
    assert "verordeningen/hv-2026-" in got.text and "een e-mailadres" in got.text
