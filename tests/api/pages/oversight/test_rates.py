"""The pages of appeals and versions with a year of decisions: what they show, to whom, and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.api.oversight.filled import TENANT, Filled, Made
from tests.api.pages.desk.conftest import Office, made
from tests.api.pages.legal.conftest import AUDITOR, LAWYER
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight import reasons

OLD, NEW = f"sha256:{'1' * 64}", f"sha256:{'2' * 64}"
SINCE: Any = {"law_date": "2026-07-01", "book": NEW}
MADE = [
    *[Made("verlenen", "verlenen", "2026-04-01", "2026-03-01", law_date="2026-03-01", book=OLD)] * 40,
    *[Made("weigeren", "weigeren", "2026-08-01", "2026-07-01", judged="ongegrond", **SINCE)] * 14,
    *[Made("verlenen", "weigeren", "2026-08-01", "2026-07-01", officer="b", judged="gegrond", **SINCE)] * 11,
    *[Made("verlenen", "verlenen", "2026-09-01", "2026-07-01", judged="niet_ontvankelijk", **SINCE)] * 7,
]  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("toezicht")
    for office in made(LocalIssuer.at(folder / "login"), f"sqlite:///{folder}/zaken.db"):
        office.app.state.service.store.write(TENANT, lambda connection: Filled(connection).decided(MADE))
        yield office


def words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("role", [LAWYER, AUDITOR, Role.PRIVACY])
def test_appeals_of_a_quarter(filled: Office, role: Role) -> None:
    said = words(filled.as_(role, subject="lezer").get("/toezicht/bezwaren?periode=2026-Q3"))
    assert "Ingediend 32 Afgehandeld 32" in said and "acht nog" not in said
    assert "Weigeren 14 0 0 14 0" in said and "Verlenen 18 0 11 0 7" in said and "Samen 32 0 11 14 7" in said
    assert ("Toon ook per grond en per reden" in said) is (role is not Role.PRIVACY)


def test_objections_by_reason_only_when_asked(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def ticked(office: object, who: object, objections: Mapping[str, str]) -> dict[str, reasons.Ticked]:
        return {one: frozenset({"hardheid"} if n % 2 else ()) for n, one in enumerate(sorted(objections))}

    monkeypatch.setattr(reasons, "ticked", ticked)
    person = filled.as_(AUDITOR, subject="lezer")
    assert "Bezwaren per reden" not in words(person.get("/toezicht/bezwaren?periode=2026-Q3"))
    page = words(person.get("/toezicht/bezwaren?periode=2026-Q3&gronden=ja"))
    assert "Bezwaren per reden" in page and "Hardheid: het pakt onbillijk uit 16 16" in page
    assert "Geen reden aangekruist – 16" in page and "niet geteld" not in page
    english = words(person.get("/toezicht/bezwaren?periode=2026-Q3&gronden=ja&taal=en"))
    assert "Objections by reason" in english and "No reason ticked – 16" in english
    person.get("/toezicht/bezwaren?taal=nl")
    page = words(filled.as_(Role.PRIVACY, subject="lezer").get("/toezicht/bezwaren?periode=2026-Q3&gronden=ja"))
    assert "Ingediend 32" in page and "Bezwaren per reden" not in page


def test_deviations_of_a_quarter(filled: Office) -> None:
    said = words(filled.as_(Role.PRIVACY, subject="lezer").get("/recht/afwijkingen?periode=2026-Q3&gronden=ja"))
    assert "32 besluiten, alle van deze periode. 65% volgt het advies" in said and "Weigeren 25 14 11 0 0" in said
    assert "2026-08 25 14 11 0 0" in said and "Per grond" not in said


def test_versions_and_periods_that_are_none(filled: Office) -> None:
    person = filled.as_(AUDITOR, subject="lezer")
    said = words(person.get("/toezicht/versies"))
    assert "Ander regelboek 222222222222… , in gebruik sinds kwartaal 3 van 2026" in said and "geen fout" in said
    assert "Adviezen om te weigeren Eerst hoogstens 4 van 40, nu 25 van 32 (78%)." in said
    # 4 of 40 beside 25 of 32, the least certain case: once in 230 million times is no more than a million here.
    assert "kwam zo’n verschil hooguit eens in de 1.000.000 keer voor. Ga na wat er in de regels veranderde" in said
    assert "Besluiten die weigeren hoogstens 4 van 40 14 van 32 (44%) nee" in said
    assert "Besluiten met een open poort hoogstens 4 van 40 hoogstens 4 van 32 nee" in said
    for path in ("/toezicht/versies", "/toezicht/bezwaren", "/recht/afwijkingen"):
        person.get(f"{path}?periode=2026-Q4", status=400)
        assert "quarter 3 of 2026" in person.get(f"{path}?taal=en").lower()
