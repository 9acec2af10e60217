"""`wbmgp law` and `wbmgp demo` as their users meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Lawbook
from wbmgp_engine.cli import run
from wbmgp_engine.commands.law import rule_book_findings

RULE = """
$id: wet_proef
regulatory_layer: WET
articles:
  - number: '1'
    text: proef
    machine_readable:
      execution:
        parameters: [{name: leeftijd, type: number}]
        output: [{name: volwassen, type: boolean}]
        actions:
          - output: volwassen
            value: {operation: GREATER_THAN_OR_EQUAL, subject: $leeftijd, value: 18}
"""


@pytest.fixture
def rule(tmp_path: Path) -> str:
    path = tmp_path / "rule.yaml"
    path.write_text(RULE, encoding="utf-8")
    return str(path)


def asked(rule: str, parameters: str, capsys: pytest.CaptureFixture[str]) -> object:
    code = run(
        [
            "law",
            "run",
            rule,
            "--law",
            "wet_proef",
            "--output",
            "volwassen",
            "--parameters",
            parameters,
            "--on",
            "2020-01-01",
        ]
    )
    assert code == 0
    return json.loads(capsys.readouterr().out)


def test_run_answers_with_outputs(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(rule, '{"leeftijd": 18}', capsys) == {"outputs": {"volwassen": True}}


def test_run_says_a_run_error_as_an_answer(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(rule, "{}", capsys)
    assert isinstance(answer, dict) and str(answer["error"]).startswith("MissingParameter")


def test_run_says_a_load_error_as_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("$id: [", encoding="utf-8")
    answer = asked(str(path), "{}", capsys)
    assert isinstance(answer, dict) and "error" in answer


@pytest.mark.parametrize("parameters", ["[", "[1]", '{"a": 1, "a": 2}', '{"a": NaN}'])
def test_parameters_that_are_no_object_are_bad_input(
    rule: str, parameters: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(
        [
            "law",
            "run",
            rule,
            "--law",
            "wet_proef",
            "--output",
            "volwassen",
            "--parameters",
            parameters,
            "--on",
            "2020-01-01",
        ]
    )
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert "--parameters" in said.err


def test_check_finds_nothing_in_our_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "check"]) == 0
    assert "nothing found. Rule book sha256:" in capsys.readouterr().out


def test_coverage_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "coverage"]) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("article", "on", "expected"),
    [
        ("8", "2007-01-01", "Wbmgp artikel 8, geldt vanaf 2005-12-30"),
        ("10", "2010-01-01", "Dit artikel gaat niet over overlast"),
        ("huisvestingswet_2014:15", "2020-01-01", "weigering_artikel_8 := alle van"),
        ("Awb:4:5", "2020-01-01", "buiten_behandeling_mogelijk"),
    ],
)
def test_show_an_article_as_it_stood(article: str, on: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "show", article, "--on", on]) == 0
    assert expected in capsys.readouterr().out


def test_show_tells_of_later_texts_that_change_no_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "show", "1", "--on", "2024-01-01"]) == 0
    said = capsys.readouterr().out
    assert "Tekst gewijzigd per 2018-06-13: lid 2 noemt artikel 8, 9 of 10." in said
    assert "https://wetten.overheid.nl/BWBR0019388/2024-01-01#Artikel1" in said
    assert "2025-02-12" not in said
    assert run(["law", "show", "1", "--on", "2018-06-12"]) == 0
    assert "Tekst gewijzigd" not in capsys.readouterr().out
    assert run(["law", "show", "1", "--on", "2026-07-01", "--lang", "en"]) == 0
    assert "Text changed on 2026-06-04: paragraph 1 gives the definitions without letters." in capsys.readouterr().out
    assert run(["law", "show", "8", "--on", "2026-07-01"]) == 0
    assert "Tekst gewijzigd" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "own", "others"),
    [
        ("nl", ["artikel 8, geldt vanaf", "Feiten en vragen", "Regels", "voor enige persoon in"], ["Rules", "Facts", "any of"]),
        ("en", ["article 8, in force from", "Facts and calls", "Rules", "for some persoon in"], ["Regels", "Feiten", "een van"]),
    ],
)  # fmt: skip
def test_show_in_one_language(
    language: str, own: list[str], others: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["law", "show", "8", "--on", "2020-01-01", "--lang", language]) == 0
    _, _, rules = (said := capsys.readouterr().out).partition("\n\n")[2].partition("\n\n")
    assert all(word in said for word in own)
    assert not any(word in rules for word in others)


def test_show_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "show", "8", "--on", "2020-01-01", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == "8"


@pytest.mark.parametrize(
    ("article", "on", "message"),
    [
        (
            "99",
            "2020-01-01",
            "wbmgp: article: wet_bijzondere_maatregelen_grootstedelijke_problematiek has no article '99' on 2020-01-01",
        ),
        ("wet_x:1", "2020-01-01", "wbmgp: article: 'wet_x' is not in the rule book"),
        ("huisvestingswet:7", "2020-01-01", "wbmgp: law: "),
    ],
)
def test_show_what_is_not_there(article: str, on: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["law", "show", article, "--on", on]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(message)


def test_demo_shows_the_cases_and_one_decision_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    said = capsys.readouterr().out
    assert "✗" not in said
    for part in ("Garib", "weigeren", "verlenen", "Spoor / trail", "inkomen_telt", "zie boven"):
        assert part in said


def test_the_demo_is_readable_in_eighty_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["demo"]) == 0
    table, _, trail = capsys.readouterr().out.partition("Spoor / trail")
    head, _, _ = table.partition("Advies:")
    for whole in ("hardheidsclausule", "woonverklaring", "beoordelen", "vergunning", "2019-12-20"):
        assert whole in head, f"{whole} is broken in two"
    assert max(map(len, head.splitlines())) <= 80
    # What stands below a step is spelled out once.
    assert trail.count("categorie_past = ") == trail.count("geregistreerd_voor_artikel_8 = ") == 1


def test_serve_says_what_it_serves(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--help"]) == 0
    assert "Serve the API" in capsys.readouterr().out


def test_law_check_reads_registers_and_terms_too() -> None:
    files = dict(OUR_LAW.files)
    assert rule_book_findings(Lawbook.from_files(files)) == []
    files["aanwijzingen/gm0599-rotterdam/2010.yaml"] = b"gemeente: GM0363\n"
    files["kalender/algemene_termijnenwet/1994-01-01.yaml"] = b"wet: elders\n"
    places = [finding.place for finding in rule_book_findings(Lawbook.from_files(files))]
    assert any(place.startswith("rules/aanwijzingen/gm0599-rotterdam/2010.yaml") for place in places)
    assert any(place.startswith("rules/kalender/algemene_termijnenwet/1994-01-01.yaml") for place in places)


def test_law_check_holds_the_instruments_of_the_register_against_the_act() -> None:
    files = dict(OUR_LAW.files)
    path = next(path for path, text in files.items() if b"- grond: artikel_10" in text and b"instrument:" in text)
    files[path] = files[path].replace(b"- grond: artikel_10", b"- grond: artikel_9", 1)
    assert any(
        "has no instrument for artikel_9" in str(found) for found in rule_book_findings(Lawbook.from_files(files))
    )
