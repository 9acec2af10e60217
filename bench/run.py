"""`make bench`: time one traced decision, and write `bench/results.json`.

Every figure is a median over runs on this machine. Counterfactuals and prose are lazy and timed apart.
"""

from __future__ import annotations

import compileall
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.household import APPLICATION, AS_PLAIN_PYTHON
from bench.rows import keep
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.binding import bind
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.outcome import advise

HERE = Path(__file__).resolve().parent
RUNS = 2000
PROCESSES = 21
BASE = "import pydantic, typer"


def timed(work: Callable[[], Any], runs: int = RUNS) -> dict[str, Any]:
    """Median and spread of a piece of work, in microseconds."""
    for _ in range(runs // 10 + 1):
        work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter_ns()
        work()
        taken.append((time.perf_counter_ns() - start) / 1000)
    return {
        "value": round(statistics.median(taken), 2),
        "unit": "us",
        "runs": runs,
        "spread": [round(min(taken), 2), round(max(taken), 2)],
    }


def single() -> list[dict[str, Any]]:
    """One household of three: the decision on bound facts with full trace, and everything around it."""
    lawbook = Lawbook.load()
    application = Application.model_validate(APPLICATION)
    on = date(2019, 6, 1)
    first = assess(application, lawbook=lawbook, on=on)
    compiled, facts, context = first.question.compiled, first.bound.facts, first.bound.context

    def decide() -> str:
        return advise(compiled.run(facts, on), first.question)

    def again() -> Assessment:
        return assess(application, lawbook=lawbook, on=on)

    agrees = decide() == AS_PLAIN_PYTHON(APPLICATION, on) == first.advice
    cases = {
        "kern": (decide, RUNS),
        "binden": (lambda: bind(application, context), RUNS),
        "valideren": (lambda: Application.model_validate(APPLICATION), RUNS),
        "met gronden en poorten": (lambda: (found := again(), found.grounds, found.open_gates), RUNS),
        "spoor als boom": (lambda: first.trail(), 100),
        "vragen": (lambda: again().questions, 200),
        "alternatieven": (lambda: again().alternatives, 100),
        "uitleg": (lambda: explain(again(), "nl"), 100),
    }
    rows = [
        {"system": "wbmgp", "case": name, **timed(work, runs), "agrees": agrees} for name, (work, runs) in cases.items()
    ]
    plain = {"system": "python", "case": "kern", **timed(lambda: AS_PLAIN_PYTHON(APPLICATION, on)), "agrees": agrees}
    return [{"bench": "single", "size": 1, **row} for row in (*rows, plain)]


def process() -> list[dict[str, Any]]:
    """`wbmgp assess FILE` as a whole process against an interpreter that only imports pydantic and typer, in turns.

    Bytecode is there, as after an installation, and the question was asked before; the first run without is a row apart.
    """
    compileall.compile_dir(HERE.parent / "wbmgp_engine", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "household.json")
        file.write_text(json.dumps(APPLICATION, ensure_ascii=False), encoding="utf-8")
        engine = [sys.executable, "-m", "wbmgp_engine", "assess", str(file)]
        commands = {
            BASE: [sys.executable, "-c", "import pydantic, typer"],
            "kern": engine,
            "json": [*engine, "--format", "json"],
        }
        kept = {**os.environ, "XDG_CACHE_HOME": folder}
        unkept = {**os.environ, "WBMGP_CACHE": "off"}
        agrees = _said(engine, kept) == _said(engine, kept) == _said(engine, unkept)
        taken: dict[str, list[float]] = {name: [] for name in (*commands, "first run")}
        for _ in range(PROCESSES):
            for name, command in commands.items():
                taken[name].append(_in_milliseconds(command, kept))
        for _ in range(5):
            taken["first run"].append(_in_milliseconds(engine, unkept))
    base = statistics.median(taken[BASE])
    return [_process_row(name, values, base, agrees) for name, values in taken.items()]


def _said(command: list[str], environment: dict[str, str]) -> bytes:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout


def _in_milliseconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return (time.perf_counter() - start) * 1000


def _process_row(name: str, values: list[float], base: float, agrees: bool) -> dict[str, Any]:
    median = statistics.median(values)
    return {
        "bench": "process", "system": BASE if name == BASE else "wbmgp assess",
        "case": "kern" if name == BASE else name, "size": 1,
        "value": round(median, 1), "unit": "ms", "runs": len(values), "ratio": round(median / base, 2),
        "spread": [round(min(values), 1), round(max(values), 1)], "agrees": agrees,
    }  # fmt: skip


def main() -> None:
    """Run every bench, write the results, print them as a table."""
    from rich.console import Console
    from rich.table import Table

    results = [*single(), *process()]
    keep(results)
    table = Table(
        title=f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, one process"
    )
    for column in ("bench", "system", "case", "value", "unit", "spread"):
        table.add_column(column)
    for row in results:
        table.add_row(row["bench"], row["system"], row["case"], str(row["value"]), row["unit"], str(row["spread"]))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
