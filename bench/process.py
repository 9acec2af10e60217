"""`wbmgp assess FILE` as a whole process against an interpreter that only imports pydantic and typer, in turns.

Bytecode is there, as after an installation, and the question was asked before; the first run without is a row apart.
"""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.household import APPLICATION
from bench.measuring import Row, figure

PROCESSES = 21
BASE = "import pydantic, typer"


def measured() -> list[Row]:
    """Milliseconds of each command, with the ratio to the bare interpreter."""
    compileall.compile_dir(Path(__file__).resolve().parents[1] / "wbmgp_engine", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "household.json")
        file.write_text(json.dumps(APPLICATION, ensure_ascii=False), encoding="utf-8")
        engine = [sys.executable, "-m", "wbmgp_engine", "assess", str(file)]
        commands = {BASE: [sys.executable, "-c", BASE], "kern": engine, "json": [*engine, "--format", "json"]}
        kept = {**os.environ, "XDG_CACHE_HOME": folder}
        unkept = {**os.environ, "WBMGP_CACHE": "off"}
        if not _said(engine, kept) == _said(engine, kept) == _said(engine, unkept):
            raise SystemExit("wbmgp assess says other things with and without what is kept on disk: nothing is timed")
        taken: dict[str, list[float]] = {name: [] for name in (*commands, "first run")}
        for _ in range(PROCESSES):
            for name, command in commands.items():
                taken[name].append(_in_milliseconds(command, kept))
        for _ in range(5):
            taken["first run"].append(_in_milliseconds(engine, unkept))
    base = statistics.median(taken[BASE])
    return [_row(name, values, base) for name, values in taken.items()]


def _said(command: list[str], environment: dict[str, str]) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout


def _in_milliseconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return (time.perf_counter() - start) * 1000


def _row(name: str, values: list[float], base: float) -> Row:
    system = BASE if name == BASE else "wbmgp assess"
    found = figure(values, "ms")
    return {"bench": "process", "system": system, "case": "kern" if name == BASE else name, "size": 1, **found,
            "ratio": round(statistics.median(values) / base, 2), "agrees": True}  # fmt: skip
