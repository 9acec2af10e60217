"""`wbmgp assess` as its users meet it: an answer, or one clear message and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.samples import garib
from wbmgp_engine.cli import run


@pytest.fixture
def application(tmp_path: Path) -> Path:
    path = tmp_path / "aanvraag.json"
    path.write_text(garib(), encoding="utf-8")
    return path


def test_text_begins_with_the_result_and_names_the_earliest_date(
    application: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["assess", str(application), "--on", "2007-03-19"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Advies: de vergunning kan worden geweigerd. Een mens beslist")
    assert "Bij een aanvraag vanaf 25 mei 2011" in said.out
    assert "onafgebroken in de regio sinds: 25 mei 2005 (bron: brp)" in said.out
    assert said.err == ""


def test_english(application: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", str(application), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Advice: the permit can be refused. A person decides")
    assert "With an application from 25 May 2011 on the outcome is a grant" in said


def test_json_is_one_document_in_the_shape_of_the_contract(
    application: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["assess", str(application), "--on", "2007-03-19", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [
        "advies", "gronden", "openstaand", "vragen", "voorschriften", "opmerkingen", "alternatieven",
        "vroegsteDatum", "evenredigheid", "recht", "motor", "spoor",
    ]  # fmt: skip
    assert answer["advies"] == "weigeren"
    assert answer["vroegsteDatum"] == "2011-05-25"
    assert answer["alternatieven"][0] == {"wijziging": {"aanvraagdatum": "2011-05-25"}, "advies": "verlenen"}
    ground = next(item for item in answer["gronden"] if item["grond"] == "artikel_8")
    assert ground["bron"] == {"jci": "jci1.3:c:BWBR0019388&artikel=8&lid=1&g=2007-03-19", "tekst": "art. 8 lid 1 Wbmgp"}
    assert {
        "naam": "onafgebroken_ingezetene_vanaf",
        "waarde": "2005-05-25",
        "herkomst": "brp",
        "persoon": "p1",
    } in ground["feiten"]
    assert answer["recht"]["datum"] == "2007-03-19"
    assert answer["recht"]["regelboek"].startswith("sha256:")
    assert answer["spoor"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io
    import sys

    stream = io.TextIOWrapper(io.BytesIO(garib().encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)
    assert run(["assess", "-"]) == 0
    assert capsys.readouterr().out


BAD_FILES = {
    "empty": (b"", "wbmgp: input: is empty → give one JSON object, between { and }"),
    "no json": (b"{", "wbmgp: line 1, column 2: this is not JSON → expecting property name enclosed in double quotes"),
    "a list": (b"[]", "wbmgp: aanvraag: a list must be an object → put it between { and }"),
    "not utf-8": (b'{"a": "\xff"}', "wbmgp: input: no UTF-8 at byte 7 → save the text as UTF-8"),
    "duplicate key": (
        b'{"kenmerk": "a", "kenmerk": "b"}',
        "wbmgp: kenmerk: this key stands twice in one object → keep one of the two",
    ),
    "NaN": (b'{"a": NaN}', "wbmgp: a: NaN is not a JSON number → write a whole number"),
    "a fraction": (b'{"a": 1.5}', "wbmgp: a: 1.5 is not a whole number → write whole numbers; money in eurocents"),
    "a huge number": (
        b'{"a": ' + b"9" * 30 + b"}",
        "wbmgp: a: a number of 30 digits → write a number of at most 19 digits",
    ),
    "too deep": (b"[" * 60 + b"]" * 60, "wbmgp: input: nested too deep → at most 50 levels"),
    "far too deep": (b"[" * 100_000, "wbmgp: input: nested too deep → at most 50 levels"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_one_message_and_no_answer(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, message = BAD_FILES[name]
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert run(["assess", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == message + "\n"


BAD_APPLICATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "no household": ({"huishouden": ...}, "wbmgp: huishouden: is required and absent → add it"),
    "a field that must not exist": (
        {"nationaliteit": "NL"},
        "wbmgp: nationaliteit: is not a known key → remove it, or correct its spelling",
    ),
    "an impossible day": (
        {"aanvraagdatum": "2007-02-30"},
        "wbmgp: aanvraagdatum: '2007-02-30' is not accepted: there is no such day in that month → correct the day",
    ),
    "a partial application date": (
        {"aanvraagdatum": "2007"},
        "wbmgp: aanvraagdatum: '2007' is not accepted: the day must be known here → write YYYY-MM-DD",
    ),
    "an unknown kind of application": (
        {"aanvraagsoort": "koop"},
        "wbmgp: aanvraagsoort: 'koop' is not one of the allowed values → use huisvesting or latere_inwoning",
    ),
    "no place": (
        {"woonruimte": {"soort": "zelfstandig"}},
        "wbmgp: woonruimte: names no gebied and no adres → add gebied or adres",
    ),
    "a certificate of nobody": (
        {"onderzoek": {"vog": {"p9": "overgelegd"}}},
        "wbmgp: onderzoek.vog: 'p9' is nobody of this household → use one of 'p1', 'p2'",
    ),
    "withheld and supplied": (
        {"nietVerstrekt": ["huishouden.p1.inkomen"]},
        "wbmgp: nietVerstrekt: 'huishouden.p1.inkomen' is supplied all the same → remove it from nietVerstrekt, or remove the fact",
    ),
}


@pytest.mark.parametrize("name", BAD_APPLICATIONS)
def test_a_bad_application_names_place_value_and_fix(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes, message = BAD_APPLICATIONS[name]
    path = tmp_path / "bad.json"
    path.write_text(garib(**changes), encoding="utf-8")
    assert run(["assess", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == message + "\n"


BAD_OPTIONS = {
    "date": (
        ["--on", "19-03-2007"],
        "wbmgp: --on: '19-03-2007' is not accepted: not a date → write YYYY-MM-DD",
    ),
    "language": (["--lang", "de"], "wbmgp: --lang: 'de' is not one of the allowed values → use nl, en"),
    "format": (["--format", "xml"], "wbmgp: --format: 'xml' is not one of the allowed values → use text, json"),
    "reader": (
        ["--reader", "rete"],
        "wbmgp: --reader: 'rete' is not one of the allowed values → use scalar, forward-chaining, both",
    ),
    "database": (
        ["--database", "x"],
        "wbmgp: --database: is no address of a database → use sqlite:///FILE or postgresql://USER@HOST/NAME",
    ),
}


@pytest.mark.parametrize("name", BAD_OPTIONS)
def test_a_bad_option(name: str, application: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options, message = BAD_OPTIONS[name]
    assert run(["assess", str(application), *options]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", message + "\n")


def test_before_the_act_no_permit_of_the_act_is_needed(application: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assess", str(application), "--on", "1999-01-01"]) == 0
    said = capsys.readouterr()
    assert "Op 1 januari 1999 bestond de Wbmgp nog niet" in said.out
    assert "De datum van de beslissing ligt voor de datum van de aanvraag" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    "arguments", [["assess"], ["assess", "--nope", "x"], ["nope"], ["assess", "/no/such/file"], ["assess", "."]]
)
def test_a_wrong_command_line_never_ends_in_a_traceback(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.err.startswith("wbmgp: ") and "Traceback" not in said.err
    assert said.out == ""


@pytest.mark.parametrize(("arguments", "usage"), [([], "Usage: wbmgp [OPTIONS]"), (["law"], "Usage: wbmgp law")])
def test_half_a_command_gets_help_in_the_place_of_an_answer(
    arguments: list[str], usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(usage)


def test_an_error_of_ours_is_exit_1_without_a_traceback(
    application: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a slip")

    monkeypatch.setattr("wbmgp_engine.permits.assess", broken)
    assert run(["assess", str(application)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "wbmgp: the engine failed: ZeroDivisionError: a slip\n")


def test_closed_standard_input_is_bad_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run(["assess", "-"]) == 2
    said = capsys.readouterr()
    message = "wbmgp: -: standard input is closed → pipe an application into the command, or name a file\n"
    assert (said.out, said.err) == ("", message)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == "wbmgp-engine 0.1.0\n"
