"""A simulator that takes no time and leaves a whole report: of the made result of the tests of the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.api.simulations import quick
from tests.simulation.report import made
from wbmgp_api.simulations import engine, results
from wbmgp_api.simulations.simulating import Progress
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.report import html
from wbmgp_engine.simulation.running.region_json import region_to_json
from wbmgp_engine.simulation.running.scenario_json import scenario_to_json
from wbmgp_engine.trail.canonical import encode

regions, laws, check = engine.regions, engine.laws, engine.check


def run(scenario: Path, out: Path, lawbook: Lawbook, keep: Path, progress: Progress) -> None:
    quick.run(scenario, out, lawbook, keep, progress)
    result = made.result()
    for language, name in (("nl", "rapport.html"), ("en", "rapport.en.html")):
        (out / name).write_text(html(result, language, made.beside(result.scenario)), "utf-8")  # type: ignore[arg-type]
    result.measures.write_parquet(out / results.MEASURES)
    rules = {option.id: lawbook.hash for option in result.scenario.options}
    facts: dict[str, Any] = dict(result.facts) | {
        "scenario": scenario_to_json(result.scenario, rules), "regio": region_to_json(result.region),
    }  # fmt: skip
    (out / results.FACTS).write_bytes(encode(facts))
    (out / results.TABLE).write_text("variant,gebied\n", "utf-8")
    (out / results.REQUEST).write_text(json.dumps({"kenmerk": "aanzet"}), "utf-8")
