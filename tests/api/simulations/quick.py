"""A simulator that takes no time: it leaves a file for each replicate and goes on where it was cut off."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any, Final

import yaml

from wbmgp_api.simulations import results
from wbmgp_api.simulations.simulating import Progress
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook

SCENARIO: Final = "kenmerk: voorbeeld\nregio: kleine-regio\nhuishoudens: 500\njaren: 2\n"
ROW: Final[dict[str, Any]] = {
    "variant": "basis", "gebied": "zuid", "jaar": 2026, "maat": "aanvragen", "dimensie": "alles", "groep": "", "waarde": 12.0,
    "laag": None, "hoog": None, "ondergrens": None, "bovengrens": None, "verschil": float("nan"), "verschil_laag": None,
    "verschil_hoog": None, "onderdrukt": False,
}  # fmt: skip


def scenario(**said: Any) -> str:
    """A scenario that tells the simulator what to do: `rust` seconds for each of `herhalingen`, `faalt` how it ends."""
    return SCENARIO + "".join(f"{name}: {value}\n" for name, value in said.items())


def regions() -> tuple[str, ...]:
    return ("kleine-regio",)


def laws() -> tuple[str, ...]:
    return ("zonder-zes-jaar",)


def check(scenario: Path) -> None:
    if "onzin" in _read(scenario):
        raise BadInput.one("scenario.yaml:5, onzin", "is no key", "leave it out")


def run(scenario: Path, out: Path, lawbook: Lawbook, keep: Path, progress: Progress) -> None:
    import polars as pl

    asked = _read(scenario)
    assert not any(name.startswith("WBMGP_") for name in os.environ)
    if asked.get("faalt") == "afgewezen":
        raise BadInput.one("regio.gebieden", "holds no area 'noord'", "name an area of the region")
    if asked.get("faalt") == "stuk":
        os._exit(7)
    total = asked.get("herhalingen", 1)
    (out / "runs").mkdir(exist_ok=True)
    for number in range(total):
        made = out / "runs" / f"{number}.json"
        if not made.exists():
            time.sleep(asked.get("rust", 0))
            made.with_suffix(".half").write_text(json.dumps({"door": os.getpid()}))
            made.with_suffix(".half").replace(made)
        progress(number + 1, total)
    makers = sorted({json.loads(one.read_text())["door"] for one in (out / "runs").iterdir()})
    rows = [ROW, ROW | {"jaar": None, "waarde": None, "onderdrukt": True}, ROW | {"gebied": "noord", "jaar": 2027}]
    pl.DataFrame(rows, schema_overrides={"waarde": pl.Float64}).write_parquet(out / results.MEASURES)
    told = {
        "makers": len(makers),
        "regelboek": lawbook.hash,
        "nice": os.nice(0),
        "oom": Path("/proc/self/oom_score_adj").read_text(),
    }
    for name in (results.FACTS, results.DOSSIER, results.REQUEST):
        (out / name).write_text(json.dumps(told))
    for name in ("rapport.html", "rapport.en.html"):
        (out / name).write_text(f"<!doctype html><title>{name}</title>")
    (out / "rapport.pdf").write_bytes(b"%PDF-1.7 " + b"x" * 64)


def _read(scenario: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(scenario.read_text(encoding="utf-8"))
    return found
