"""`wbmgp ordinance check` on the command line: an answer has exit 0, whatever was found; bad input has exit 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.designations.ordinances import RULE_FILE, ordinance
from wbmgp_engine.cli import run

Captured = pytest.CaptureFixture[str]


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_text_and_json(tmp_path: Path, capsys: Captured) -> None:
    file = written(tmp_path / "v.json", json.dumps(ordinance(overleg=[])))
    assert run(["ordinance", "check", file]) == 0
    assert capsys.readouterr().out.startswith("Verordening (Rotterdam), naar het recht van 1 januari 2018.\n")
    assert run(["ordinance", "check", file, "--lang", "en", "--on", "2014-05-01"]) == 0
    assert "under the law of 1 May 2014" in capsys.readouterr().out
    assert run(["ordinance", "check", file, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["aantallen"]["ontbreekt"] == 1 and answer["recht"]["datum"] == "2018-01-01"


def test_the_example(capsys: Captured) -> None:
    example = Path(__file__).parents[2] / "scenarios" / "voorbeeld-verordening.yaml"
    assert run(["ordinance", "check", str(example), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["aantallen"] == {
        "strijdig": 3, "ontbreekt": 2, "open": 3, "let_op": 3, "in_orde": 8,
    }  # fmt: skip


def test_an_ordinance_without_a_name(tmp_path: Path, capsys: Captured) -> None:
    file = written(tmp_path / "v.json", json.dumps(ordinance(naam=...)))
    assert run(["ordinance", "check", file, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Ordinance (Rotterdam), under the law of 1 January 2018.")


def test_yaml_and_rule_file(tmp_path: Path, capsys: Captured) -> None:
    yaml = "gemeente: GM0599\nvan: 2018-01-01\ngronden: [artikel_8]\n"
    assert run(["ordinance", "check", written(tmp_path / "v.yaml", yaml)]) == 0
    assert "hardheidsclausule" in capsys.readouterr().out
    assert run(["ordinance", "check", written(tmp_path / "r.yaml", RULE_FILE)]) == 0
    assert "Voorbeeldverordening (Schiedam)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("gemeente: GM0599\n", [], "gronden: the ordinance applies no ground"),
        ("gemeente: GM0599\ngronden: [artikel_8]\n", [], "--on: the ordinance has no van and no vastgesteld"),
        ("gemeente: GM0599\ngronden: [artikel_8]\nvan: 2004-01-01\n", [], "van: there is no Wbmgp on that date"),
        ("gemeente: GM0599\ngronden: [artikel_8]\n", ["--on", "2004-01-01"], "--on: there is no Wbmgp on that date"),
        ("gemeente: GM0599\ngronden: [artikel_8]\nvan: 2018-01-01\ntot: 2018-01-01\n", [], "tot: ends on 2018-01-01"),
        ("gemeente: GM0599\ngronden: [artikel_8]\nvan: 2018-01-01\neis: []\n", [], "eis: is not a known key"),
        ("gemeente: [\n", [], "v.yaml:"),
        ("{", [], "this is not JSON"),
        ("- 1\n", [], "must be an object"),
    ],
)  # fmt: skip
def test_bad_input(text: str, options: list[str], said: str, tmp_path: Path, capsys: Captured) -> None:
    assert run(["ordinance", "check", written(tmp_path / "v.yaml", text), *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err
