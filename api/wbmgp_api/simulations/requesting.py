"""From a result to a request for designation: which options can be asked, and the start of a request for one of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any


def askable(facts: bytes) -> dict[str, Mapping[str, str]]:
    """The options of a result that something can be asked for, with their names by language."""
    scenario = json.loads(facts).get("scenario", {})
    options = scenario.get("varianten", []) if isinstance(scenario, dict) else []
    return {one["id"]: one["naam"] for one in options if one["aanwijzingen"] and one["recht"] is None}


def request_for(facts: bytes, measures: bytes, option: str) -> dict[str, Any]:
    """The start of a request with the figures of an option. BadInput for one of which nothing can be asked."""
    import polars as pl

    from wbmgp_engine.simulation.dossier import dossier_of, request_of
    from wbmgp_engine.simulation.running import Result
    from wbmgp_engine.simulation.running.region_json import region_of
    from wbmgp_engine.simulation.running.scenario_json import scenario_of
    from wbmgp_engine.trail.canonical import decode

    said = decode(facts)
    table = pl.read_parquet(BytesIO(measures))
    # Ledgers are not kept, so the result has no folder to read them from.
    result = Result(Path(), scenario_of(said["scenario"]), region_of(said["regio"]), table, said)
    return request_of(dossier_of(result, option))
