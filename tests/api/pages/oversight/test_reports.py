"""The pages of groups, the yearly report and the data for the evaluation: what they show, take and refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection

from tests.api.oversight.filled import TENANT, Filled, Made
from tests.api.pages.desk.conftest import HERE, Office, Person, fields_of, made, words
from tests.api.pages.legal.conftest import AUDITOR, LAWYER
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role

MADE = [
    *[Made(day="2025-05-01", received="2025-04-01", looked_in=1)] * 60,
    *[Made("weigeren", "weigeren", day="2025-05-01", received="2025-04-01")] * 40,
]  # fmt: skip
WHY = {"jaar": "2025", "doel": "Jaarlijkse toets.", "grondslag": "art. 6 lid 1 onder e AVG"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, list[str]]]:
    folder: Path = tmp_path_factory.mktemp("verslagen")
    cases = list[str]()

    def fill(connection: Connection) -> None:
        filled = Filled(connection)
        filled.decided(MADE)
        cases.extend(filled.cases)

    for office in made(LocalIssuer.at(folder / "login"), f"sqlite:///{folder}/zaken.db"):
        office.app.state.service.store.write(TENANT, fill)
        yield office, cases


def brought(person: Person, table: str, **said: str) -> Any:
    """The answer to a table."""
    page = person.get("/toezicht/groepen")
    word = fields_of(page, 0)["woord"][0]
    files = {"tabel": ("groepen.csv", table.encode(), "text/csv")}
    data = {"woord": word, **WHY, **said}
    return person.client.post("/toezicht/groepen/_upload", data=data, files=files, headers={"Origin": HERE})


def test_groups_are_shown_and_gone(filled: tuple[Office, list[str]]) -> None:
    office, cases = filled
    rows = [f"{case};{'Xanadu' if 40 <= at < 90 else 'Ypsilon'}" for at, case in enumerate(cases)]
    person = office.as_(Role.PRIVACY, subject="fg")
    got = brought(person, "\n".join(["zaak;wijk", *rows]))
    said = words(got.text)
    assert got.status_code == 200
    assert "100 aanvragen, waarvan 40 geweigerd" in said
    # Exact bounds are 1.1057 and 9.4454, and their reverse: shown wider, by thousandths of shares, never narrower.
    assert "Xanadu 50 30/50 (60,0 %) 20,0 % 3,0 1,10 en 9,47" in said and "0,3 0,10 en 0,91" in said
    assert "meer dan toeval" in said
    assert "Beantwoord dan deze vier vragen" in said
    assert "Xanadu" not in person.get("/toezicht/groepen")


@pytest.mark.parametrize(
    ("table", "said", "words_of"),
    [
        ("zaak;wijk\nx;Xanadu", {}, "In rij 2 staat geen zaak."),
        ("zaak;wijk", {"jaar": "abc"}, "Verbeter dit eerst"),
        ("", {}, "Kies een tabel"),
    ],
)
def test_what_cannot_be_compared_is_said(
    filled: tuple[Office, list[str]], table: str, said: dict[str, str], words_of: str
) -> None:
    got = brought(filled[0].as_(LAWYER), table, **said)
    assert got.status_code == 400 and words_of in words(got.text) and "Xanadu" not in got.text


def test_all_that_was_left_empty_is_said_at_once(filled: tuple[Office, list[str]]) -> None:
    said = words(brought(filled[0].as_(AUDITOR), "", doel="", grondslag="").text)
    assert "Kies een tabel" in said and said.count("Het doel of de grondslag ontbreekt") >= 2


def test_whoever_says_no_purpose_gets_nothing(filled: tuple[Office, list[str]]) -> None:
    office, cases = filled
    rows = [f"{case};{'a' if at % 2 else 'b'}" for at, case in enumerate(cases)]
    got = brought(office.as_(AUDITOR), "\n".join(["zaak;wijk", *rows]), doel="")
    assert got.status_code == 400 and "Het doel of de grondslag ontbreekt" in words(got.text)


def test_the_yearly_report(filled: tuple[Office, list[str]]) -> None:
    person = filled[0].as_(Role.PRIVACY, subject="fg")
    said = words(person.get("/toezicht/jaarverslag?jaar=2025"))
    assert "Besluiten genomen: 100." in said and "jurist 60" in said and "Vul zelf aan" in said
    assert "- Besluiten genomen: 100." in person.get("/toezicht/jaarverslag/bestand?jaar=2025")
    assert json.loads(person.get("/toezicht/jaarverslag/bestand?jaar=2025&vorm=json"))["id"] == "fg-jaarverslag"
    for path in ("/toezicht/jaarverslag", "/toezicht/jaarverslag/bestand"):
        # A year that still grows would tell of single cases, by the difference between two days.
        for year in (1999, 2026):
            person.get(f"{path}?jaar={year}", 400)


def test_the_data_for_the_evaluation(filled: tuple[Office, list[str]]) -> None:
    person = filled[0].as_(LAWYER)
    assert "Maak het bestand" in words(person.get("/toezicht/evaluatie"))
    page = person.get("/toezicht/evaluatie")
    word = fields_of(page, 0)["woord"][0]

    def asked(first: str, last: str) -> Any:
        data = {"woord": word, "van": first, "tot": last}
        return person.client.post("/toezicht/evaluatie", data=data, headers={"Origin": HERE})

    got = asked("2025", "2025")
    with ZipFile(BytesIO(got.content)) as held:
        assert json.loads(held.read("metadata.json"))["jaren"] == [2025]
    assert asked("2025", "2024").status_code == asked("x", "2025").status_code == 400
    filled[0].as_(Role.PRIVACY, subject="fg").get("/toezicht/evaluatie", 403)
