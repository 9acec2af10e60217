"""Every input of scenarios/designations/bad is refused with exactly the message that stands beside it, and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wbmgp_engine.cli import run
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import DesignationRequest
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import scenarios_root

FOLDER = scenarios_root() / "designations" / "bad"
BAD = [item for path in sorted(FOLDER.glob("*.yaml")) for item in read_yaml(path.read_bytes(), place=path.name)]


def _text(case: dict[str, Any]) -> str:
    return str(case["json"]) if "json" in case else json.dumps(case["input"])


def test_every_bad_case_has_an_id_of_its_own_and_a_title() -> None:
    assert BAD
    assert len({case["id"] for case in BAD}) == len(BAD)
    assert all(case["titel"].keys() == {"nl", "en"} for case in BAD)


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["id"])
def test_the_whole_message(case: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        DesignationRequest.from_json(_text(case))
    assert str(refused.value).split("\n") == case["message"]


@pytest.mark.parametrize("case", BAD[::5], ids=lambda case: case["id"])
def test_the_command_line_says_it_on_standard_error_only(
    case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, document = tmp_path / "verzoek.json", tmp_path / "verzoek.md"
    file.write_text(_text(case), encoding="utf-8")
    assert run(["designate", str(file), "--document", str(document)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "".join(f"wbmgp: {line}\n" for line in case["message"])
    assert not document.exists()
