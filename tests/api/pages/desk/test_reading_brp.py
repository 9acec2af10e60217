"""An answer of the BRP read into the form of residence: shown first, kept by somebody with a reason, and never before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.working import DESK, REVIEWER, asked
from tests.api.exchange.brp_answers import FIXTURES
from tests.api.pages.desk.conftest import HERE, Office, Person, fields_of, words

HISTORY = (FIXTURES / "brp-historie.json").read_bytes()


def facts(town: Office, case: str) -> dict[str, Any]:
    return dict(town.desk.ask("GET", f"/aanvragen/{case}", REVIEWER).json()["aanvraag"])


def read(somebody: Person, case: str, data: bytes | None, person: str = "p1", status: int = 200) -> str:
    path = f"/zaken/{case}/verblijf"
    somebody.get(path)
    form = {name: value[0] for name, value in fields_of(somebody.last.text, 1).items() if name != "antwoord"}
    files = {} if data is None else {"antwoord": ("antwoord.json", data, "application/json")}
    headers = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    got = somebody.client.post(
        f"{path}/_lees-brp", data=form | {"persoon": person}, files=files or {"x": b""}, headers=headers
    )
    assert got.status_code == status, got.text[-2000:]
    somebody.last = got
    return str(got.text)


def test_it_is_shown_first_and_kept_only_by_somebody_with_a_reason(town: Office) -> None:
    case = town.desk.take_in(asked())
    before, somebody = facts(town, case), town.as_(DESK)
    text = words(read(somebody, case, HISTORY))
    assert "Er is nog niets bewaard" in text and "1 verblijf is in onderzoek." in text
    assert "De gegevens van deze persoon zijn geheim." in text
    assert facts(town, case) == before
    assert somebody.send(f"/zaken/{case}/verblijf", toelichting="BRP geraadpleegd").endswith("?bewaard=ja")
    (person,) = facts(town, case)["huishouden"]
    assert person["verblijf"][-1] == {
        "gemeente": "GM0599", "vanaf": "2022-03-01", "tot": None, "bron": {"soort": "brp", "inOnderzoek": True},
    }  # fmt: skip
    # The form knows no birth date; the history begins with it instead of with nothing known.
    assert person["verblijf"][0] == {
        "gemeente": "onbekend", "vanaf": "1971-05-25", "tot": "2009-01-01", "bron": {"soort": "brp"},
    }  # fmt: skip


def test_somebody_who_found_it_out_confirms_it_with_a_document(town: Office) -> None:
    case = town.desk.take_in(asked())
    somebody = town.as_(DESK)
    read(somebody, case, HISTORY)
    somebody.send(f"/zaken/{case}/verblijf", toelichting="BRP geraadpleegd")
    somebody.get(f"/zaken/{case}/verblijf")
    last = len(facts(town, case)["huishouden"][0]["verblijf"]) - 1
    confirmed = {f"huishouden.0.verblijf.{last}.bron.soort": "bewijsstuk"}
    somebody.send(f"/zaken/{case}/verblijf", toelichting="huurcontract gezien", **confirmed)
    assert facts(town, case)["huishouden"][0]["verblijf"][last]["bron"] == {"soort": "bewijsstuk"}


@pytest.mark.parametrize(
    ("data", "person", "said"),
    [
        (b"{", "p1", "JSON"), (b"{}", "p1", "Dit is geen antwoord van de BRP"), (None, "p1", "Kies het antwoord van de BRP"),
        (HISTORY, "p9", "Kies over wie het antwoord gaat."), ((FIXTURES / "brp-personen.json").read_bytes(), "p1", "2 personen"),
        (b'{"verblijfplaatsen": [1]}', "p1", "Dit moet een object zijn."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_changes_nothing(
    town: Office, data: bytes | None, person: str, said: str
) -> None:
    case = town.desk.take_in(asked())
    before = facts(town, case)
    text = words(read(town.as_(DESK), case, data, person, 400))
    assert said in text
    assert facts(town, case) == before
