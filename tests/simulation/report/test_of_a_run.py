"""The report of a simulation that was really run, by the road that the command takes."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.simulation.made import made_region
from tests.simulation.made_scenario import made_designation, made_option, made_scenario
from tests.simulation.report.parsed import parsed
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.report import asked, html, moved_of
from wbmgp_engine.simulation.running import load_result, simulate
from wbmgp_engine.simulation.sensitivity import SCHEMA


def test_a_run_is_told_with_its_rulings_and_seals(tmp_path: Path) -> None:
    lawbook = Lawbook.load()
    scenario = made_scenario(
        options=[made_option(), made_option("te-lang", made_designation("noord", "artikel_8", end=None))], years=1
    )
    simulate(scenario, tmp_path, lawbook=lawbook, workers=1, region=made_region(300))
    result = load_result(tmp_path)
    text = html(result, "en", asked(scenario, lawbook))
    tree = parsed(text)
    assert result.digest in text and lawbook.hash in text
    rulings = [row.said() for row in tree.all("tr") if "article 8 (" in row.said()]
    assert any("possible by kind" in row for row in rulings) and any("possible by kind" not in row for row in rulings)
    # In so small a region most is hidden; what is left is drawn.
    assert len(list(tree.all("figure"))) >= 3


def test_what_a_sensitivity_analysis_found_is_told() -> None:
    known = {
        "aanname": "vorming_jaar",
        "variant": "alles",
        "gebied": "aangewezen",
        "maat": "weigeringen",
        "dimensie": "alles",
    }
    row = known | {"groep": "", "uitgangspunt": 100.0, "bij_laag": 80.0, "bij_hoog": 90.0, "uitslag": 20.0}
    hidden = row | {"aanname": "reacties_maand", "bij_hoog": None, "uitslag": None}
    (moved,) = moved_of(pl.DataFrame([row, hidden], schema=SCHEMA))
    assert (moved.assumption, moved.area, moved.reach) == ("vorming_jaar", "aangewezen", 20.0)
