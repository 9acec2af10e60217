"""The floor holds for every package by itself, for lines and for branches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.coverage_floor import FLOOR, FLOORS, PACKAGES, covered, main


def file(lines: tuple[int, int], branches: tuple[int, int]) -> dict[str, Any]:
    keys = ("covered_lines", "num_statements", "covered_branches", "num_branches")
    return {"summary": dict(zip(keys, (*lines, *branches), strict=True))}


def report(**changed: dict[str, Any]) -> dict[str, Any]:
    floors = {package: FLOORS.get(package, FLOOR) for package in PACKAGES}
    packages = {package: file((floor, 100), (floor, 100)) for package, floor in floors.items()} | changed
    return {"files": {f"wbmgp_engine/{name}/a.py": found for name, found in packages.items()}}


def outcome(found: dict[str, Any], folder: Path) -> int:
    (folder / "coverage.json").write_text(json.dumps(found))
    return main(str(folder / "coverage.json"))


def test_on_the_floor_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(report(), tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"coverage of wbmgp_engine.{package}: {floor:.1f} % of lines, {floor:.1f} % of branches"
        for package in PACKAGES
        for floor in [FLOORS.get(package, FLOOR)]
    ]


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("low", [file((949, 1000), (100, 100)), file((100, 100), (949, 1000)), file((0, 0), (0, 0))])
def test_one_package_below_the_floor_fails(
    package: str, low: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(report(**{package: low}), tmp_path) == 1
    (line,) = [
        line for line in capsys.readouterr().out.splitlines() if f"the floor is {FLOORS.get(package, FLOOR)} %" in line
    ]
    assert line.startswith(f"coverage of wbmgp_engine.{package}: ")


def test_files_of_one_package_are_added_up() -> None:
    found = report()
    found["files"]["wbmgp_engine\\law\\checks\\b.py"] = file((5, 100), (5, 100))
    assert covered(found, "law", "lines") == 50
    assert covered(found, "law", "branches") == 50
