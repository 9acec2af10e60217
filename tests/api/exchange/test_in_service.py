"""What other systems send, over the API and from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.cases.working import DESK, LANDLORD, LAWYER, REVIEWER, Desk
from tests.api.exchange.brp_answers import FIXTURES, address, fixture, history
from wbmgp_api.v1.exchange_in_answers import BrpAntwoord, UitFormulier
from wbmgp_engine.cli import run
from wbmgp_engine.commands.parser import parsed

EXAMPLE = Path(__file__).parents[3] / "api/wbmgp_api/exchange/voorbeeld_formulieren.yaml"


def test_an_answer_of_the_brp_is_read_and_kept_nowhere(desk: Desk) -> None:
    before = len(desk.asking.lines)
    got = desk.ask("POST", "/brp-antwoorden", DESK, {"antwoord": fixture("brp-historie.json")})
    assert got.status_code == 200, got.text
    BrpAntwoord.model_validate(got.json())
    (person,) = got.json()["personen"]
    assert person["verblijf"][-1] == {
        "gemeente": "GM0599", "vanaf": "2022-03-01", "tot": None, "bron": {"soort": "brp", "inOnderzoek": True},
    }  # fmt: skip
    assert "0599010000000001" not in json.dumps(desk.asking.lines[before:])
    answer = {"antwoord": history(address("0599", "1990-01-01")), "geboortedatum": "1990"}
    born = desk.ask("POST", "/brp-antwoorden", DESK, answer)
    assert born.json()["personen"][0]["verblijf"] == [
        {"gemeente": "GM0599", "vanaf": "1990-01-01", "tot": None, "bron": {"soort": "brp"}}
    ]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"antwoord": []},
        {"antwoord": {"personen": [5]}},
        {"antwoord": {"verblijfplaatsen": [{}] * 401}},
        {"antwoord": {"verblijfplaatsen": []}, "geboortedatum": "gisteren"},
    ],
)
def test_another_answer_is_a_problem_with_what_to_send(desk: Desk, body: Any) -> None:
    got = desk.ask("POST", "/brp-antwoorden", DESK, body)
    assert got.status_code == 400
    assert got.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("role", [LAWYER, LANDLORD])
def test_only_who_takes_in_reads_them(desk: Desk, role: Any) -> None:
    assert desk.ask("POST", "/brp-antwoorden", role, {"verblijfplaatsen": []}).status_code == 403
    assert desk.ask("POST", "/aanvragen/_uit-formulier", role, {}).status_code == 403


def test_a_submission_becomes_a_case_once(desk: Desk) -> None:
    sent = fixture("formulier-objects-api.json")
    first, again = (desk.ask("POST", "/aanvragen/_uit-formulier", DESK, sent) for _ in range(2))
    assert first.status_code == 201, first.text
    assert first.json()["zaak"]["id"] == again.json()["zaak"]["id"]
    UitFormulier.model_validate(first.json())
    assert first.headers["location"] == f"/v1/aanvragen/{first.json()['zaak']['id']}"
    assert "999990019" not in first.text
    case = desk.ask("GET", f"/aanvragen/{first.json()['zaak']['id']}", REVIEWER).json()["aanvraag"]
    assert (case["kenmerk"], case["woonruimte"]["huurprijs"]) == ("OF-7K2QX9", 65050)
    numbers = desk.ask("GET", f"/aanvragen/{first.json()['zaak']['id']}/burgerservicenummers", DESK).json()
    assert "999990019" in json.dumps(numbers)


def test_a_submission_is_one_case_whoever_of_the_municipality_sends_it(desk: Desk) -> None:
    sent = fixture("formulier-objects-api.json")
    senders = ((DESK, "een"), (DESK, "ander"), (REVIEWER, "een"))
    got = [desk.ask("POST", "/aanvragen/_uit-formulier", role, sent, subject=one) for role, one in senders]
    assert {one.status_code for one in got} == {201}
    assert len({one.json()["zaak"]["id"] for one in got}) == 1
    assert desk.ask("GET", "/aanvragen", DESK).json()["aantal"] == 1


def test_the_same_reference_with_other_answers_is_told(desk: Desk) -> None:
    sent = fixture("formulier-objects-api.json")
    assert desk.ask("POST", "/aanvragen/_uit-formulier", DESK, sent).status_code == 201
    sent["record"]["data"]["data"]["uw-woning"]["huisnummer"] = 14
    assert desk.ask("POST", "/aanvragen/_uit-formulier", DESK, sent).status_code == 422


def test_a_municipality_without_that_form_takes_nothing(desk: Desk) -> None:
    sent = fixture("formulier-objects-api.json")
    got = desk.ask("POST", "/aanvragen/_uit-formulier", DESK, sent, tenant="GM0599")
    assert got.status_code == 400
    assert desk.ask("GET", "/aanvragen", DESK, tenant="GM0599").json()["aantal"] == 0


def test_the_command_reads_an_answer_of_the_brp(capsys: pytest.CaptureFixture[str]) -> None:
    assert parsed(["exchange", "brp", str(FIXTURES / "brp-historie.json"), "--person", "p1", "--format", "json"]) == 0
    (person,) = json.loads(capsys.readouterr().out)["personen"]
    assert person["id"] == "p1" and len(person["verblijf"]) == 5
    assert parsed(["exchange", "brp", str(FIXTURES / "brp-historie.json")]) == 0
    out = capsys.readouterr().out
    assert "GM0599: vanaf 2022-03-01 tot nu, in onderzoek" in out and "verblijfplaatsen.0" in out
    assert parsed(["exchange", "brp", str(FIXTURES / "brp-personen.json"), "--lang", "en"]) == 0
    assert "999990019" not in capsys.readouterr().out
    assert (
        parsed(["exchange", "brp", str(FIXTURES / "brp-historie.json"), "--born", "2009-01-01", "--format", "json"])
        == 0
    )
    assert len(json.loads(capsys.readouterr().out)["personen"][0]["verblijf"]) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["brp", str(FIXTURES / "brp-personen.json"), "--person", "p1"],
        ["brp", str(FIXTURES / "formulier-json-dump.json")],
        ["brp", str(FIXTURES / "brp-historie.json"), "--born", "ooit"],
        ["form", str(FIXTURES / "brp-historie.json"), "--mapping", str(EXAMPLE)],
        ["form", str(FIXTURES / "formulier-json-dump.json"), "--mapping", str(FIXTURES / "brp-historie.json")],
        ["form", str(FIXTURES / "formulier-json-dump.json"), "--mapping", str(EXAMPLE), "--municipality", "GM0599"],
    ],
)
def test_bad_input_is_exit_2_with_nothing_on_standard_output(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["exchange", *arguments]) == 2
    assert capsys.readouterr().out == ""


def test_what_was_not_taken_over_is_said_where_nothing_comes_of_a_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = json.loads((FIXTURES / "formulier-json-dump.json").read_text(encoding="utf-8"))
    told = sent["values"]
    told["vraagDieWijNietKennen"] = "ja"
    for key in [name for name in told if "adres" in name.lower() or "postcode" in name.lower()]:
        del told[key]
    file = tmp_path / "formulier.json"
    file.write_text(json.dumps(sent), encoding="utf-8")
    assert run(["exchange", "form", str(file), "--mapping", str(EXAMPLE)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and "vraagDieWijNietKennen" in said.err


def test_the_command_reads_a_submission(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(FIXTURES / "formulier-json-dump.json")
    assert parsed(["exchange", "form", file, "--mapping", str(EXAMPLE)]) == 0
    out = capsys.readouterr().out
    made = json.loads(out)
    assert made["aanvraag"]["kenmerk"] == "OF-3MN4PQ" and made["metNummer"] == ["p2"]
    assert "111222333" not in out
    assert parsed(["exchange", "form", file, "--mapping", str(EXAMPLE), "--format", "text"]) == 0
    assert "p2 (partner)" in capsys.readouterr().out
