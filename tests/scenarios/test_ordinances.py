"""Every ordinance in `scenarios/verordeningen` gets exactly the findings it expects, with their place and citation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.designations.ordinance import check_ordinance
from wbmgp_engine.facts.ordinance import OrdinanceText
from wbmgp_engine.law.yaml_reader import read_yaml

FOLDER = Path(__file__).parents[2] / "scenarios" / "verordeningen"
FILES = sorted(FOLDER.glob("*.yaml"))
BOOK = OUR_LAW


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(path.read_bytes(), place=path.name)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings(path: Path) -> None:
    case = read(path)
    assert case["titel"]["nl"] and case["titel"]["en"] and case["bron"]
    checked = check_ordinance(OrdinanceText.model_validate(case["verordening"]), lawbook=BOOK)
    found = [[item.verdict, item.rule, item.place, item.citation.text] for item in checked.findings]
    assert found == case["verwacht"]


def test_every_version_of_the_act_has_an_ordinance_without_a_fault() -> None:
    clean = [read(path)["verordening"] for path in FILES if "in-orde" in path.name]
    starts = [version.starts for version in BOOK.versions("wet_bijzondere_maatregelen_grootstedelijke_problematiek")]
    used = {max(start.isoformat() for start in starts if start and start.isoformat() <= item["van"]) for item in clean}
    assert used == {start.isoformat() for start in starts if start}


def test_the_ordinance_with_a_minimum_income_names_the_judgment() -> None:
    case = read(FOLDER / "01-rotterdam-2014-minimuminkomen.yaml")
    first = check_ordinance(OrdinanceText.model_validate(case["verordening"]), lawbook=BOOK).findings[0]
    assert first.article == "2.5"
    assert "ECLI:NL:RBROT:2014:7590" in first.words["nl"] and "ECLI:NL:RBROT:2014:7590" in first.words["en"]
    assert first.fix is not None
