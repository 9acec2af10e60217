"""`wbmgp designations status` on the command line, readable at 80 columns."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.designations.registers import rule_book
from wbmgp_engine.cli import run
from wbmgp_engine.commands.status_page import show_status
from wbmgp_engine.designations.status import designations_status

Captured = pytest.CaptureFixture[str]


def test_json_is_one_document(capsys: Captured) -> None:
    assert run(["designations", "status", "--on", "2020-01-01", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["recht"]["datum"] == "2020-01-01"
    assert len(answer["aanwijzingen"]) > 20 and answer["zonderGebieden"] and answer["verordeningen"]


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Aanwijzingen op 1 januari 2020"), ("en", "Designations on 1 January 2020")]
)
def test_text_fits_eighty_columns(language: str, title: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["designations", "status", "--on", "2020-01-01", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].rstrip() == title
    assert max(map(len, lines)) <= 80
    text = "\n".join(lines)
    assert "Tarwewijk" in text and "Akkers-Centrum" in text and "Zaanstad" in text


def test_no_name_is_broken_and_a_long_one_stands_on_its_own_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["designations", "status", "--on", "2026-03-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for whole in (
        "'s-Hertogenbosch",
        "Capelle aan den IJssel",
        "  Groenewoud/Sterrenkwartier",
        "  Muziekinstrumentenbuurt",
    ):
        assert whole in lines
    assert lines[lines.index("  Groenewoud/Sterrenkwartier") + 1].split()[:2] == ["9,", "10"]
    assert any(line.startswith("  Bloemhof ") and "2010-07-01" in line for line in lines)


def test_without_a_date_it_is_about_today(capsys: Captured) -> None:
    assert run(["designations", "status", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["recht"]["datum"] >= "2026-01-01"


def test_a_running_term_shows_its_days_and_the_last_day_to_ask(capsys: Captured) -> None:
    book = rule_book(("2006-07-01", "2010-07-01", 0), ("2010-07-01", "2014-07-01", 1))
    show_status(designations_status(book, date(2014, 4, 14)), "nl")
    text = capsys.readouterr().out
    assert "78" in text and "2014-03-31" in text
    assert "telt niet mee bij de vier" in " ".join(text.split())
    assert "7 jaar en 287 dagen van 20 jaar" in " ".join(text.split())
    show_status(designations_status(book, date(2013, 6, 1)), "en")
    text = capsys.readouterr().out
    assert "1 (0)" in text and "of 8 years" in " ".join(text.split())


def test_an_empty_register_is_an_answer(capsys: Captured) -> None:
    show_status(designations_status(rule_book(), date(2020, 1, 1)), "nl")
    assert "Aanwijzingen op 1 januari 2020" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--on", "2004-01-01"], "--on: there is no Wbmgp on 2004-01-01 → use a date from 2005-12-30 on"),
        (["--on", "vandaag"], "--on: 'vandaag' is not accepted"),
        (["--format", "csv"], "--format: 'csv' is not one of the allowed values"),
    ],
)  # fmt: skip
def test_bad_input(options: list[str], said: str, capsys: Captured) -> None:
    assert run(["designations", "status", *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err


FOLDER = Path(__file__).parents[2] / "scenarios" / "evaluatie"
EXAMPLE = str(FOLDER / "voorbeeld.json")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["evaluation", EXAMPLE, "--format", "csv"], "voorbeeld-register.csv"),
        (["evaluation", EXAMPLE], "voorbeeld-evaluatie.md"),
        (["kpi", EXAMPLE, "--year", "2020", "--format", "csv"], "voorbeeld-kpi-2020.csv"),
        (["kpi", EXAMPLE, "--year", "2020"], "voorbeeld-kpi-2020.md"),
    ],
)  # fmt: skip
def test_the_example_gives_the_outputs_beside_it(command: list[str], expected: str, capsys: Captured) -> None:
    assert run(["designations", *command]) == 0
    assert capsys.readouterr().out == (FOLDER / expected).read_text(encoding="utf-8")


def test_evaluation_and_indicator_as_json(capsys: Captured) -> None:
    assert run(["designations", "evaluation", EXAMPLE, "--format", "json"]) == 0
    published = json.loads(capsys.readouterr().out)
    assert run(["designations", "evaluation", EXAMPLE, "--format", "json", "--internal"]) == 0
    internal = json.loads(capsys.readouterr().out)
    counts = [item["register"][1]["uitkomsten"]["geweigerd_negatieve_woonverklaring"] for item in (published, internal)]
    assert counts == [None, 2]
    assert any(item["regel"] == "niet_verifieerbaar" for item in published["bevindingen"])
    assert run(["designations", "kpi", EXAMPLE, "--year", "2020", "--format", "json", "--internal"]) == 0
    assert json.loads(capsys.readouterr().out)["indicator"] == "inzet sturingsinstrumentarium woningtoewijzing"


def test_a_register_as_csv_is_read(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "uitkomsten.csv"
    path.write_text(
        "gemeente,gebied,grond,jaar,aanvragen,verleend\nGM0606,wijk,artikel_8,2020,30,30\n", encoding="utf-8"
    )
    assert run(["designations", "evaluation", str(path), "--lang", "en"]) == 0
    assert "There is no local evaluation with it." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "command", "said"),
    [
        (b'{"gemeente": 1}', ["evaluation"], "gemeente: 1 must be text"),
        (b"gemeente\xff", ["evaluation"], "no UTF-8 at byte 8"),
        (b'{"gemeente": "GM0606", "uitkomsten": [{"gebied": "w", "grond": "artikel_8", "jaar": 2004, "aanvragen": 0, "uitkomsten": {}}]}',
         ["kpi", "--year", "2004"], "--year"),
        (b'{"gemeente": "GM0606", "uitkomsten": [{"gebied": "w", "grond": "artikel_8", "jaar": 2004, "aanvragen": 0, "uitkomsten": {}}]}',
         ["evaluation"], "jaar: a row is of a year without the Wbmgp"),
    ],
)  # fmt: skip
def test_bad_files(data: bytes, command: list[str], said: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "bestand"
    path.write_bytes(data)
    assert run(["designations", command[0], str(path), *command[1:]]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err
