"""Every input of scenarios/cases/bad is refused with exactly the message that stands beside it, and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wbmgp_engine import Application
from wbmgp_engine.cli import main
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import scenarios_root

FOLDER = scenarios_root() / "cases" / "bad"
BAD = [item for path in sorted(FOLDER.glob("*.yaml")) for item in read_yaml(path.read_bytes(), place=path.name)]


def _text(case: dict[str, Any]) -> str:
    return str(case["json"]) if "json" in case else json.dumps(case["input"])


def test_every_bad_case_has_an_id_of_its_own() -> None:
    assert len({case["id"] for case in BAD}) == len(BAD)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["id"])
def test_the_whole_message(case: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        Application.from_json(_text(case))
    assert str(refused.value).split("\n") == case["message"]


@pytest.mark.parametrize("case", BAD[::9], ids=lambda case: case["id"])
def test_the_command_line_says_it_on_standard_error_only(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "aanvraag.json"
    file.write_text(_text(case), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["wbmgp", "assess", str(file), "--format", "json"])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capfd.readouterr()
    assert ended.value.code == 2
    assert out == ""
    assert all(line in err for line in case["message"])
