"""How things are measured: by turns, by the median, with the spread beside it; and on which machine."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("polars", "narwhals", "numpy", "zen-engine", "OpenFisca-Core", "durable_rules", "pydantic", "fastapi")
SLOW_US, EACH, EACH_SLOW = 2000, 25, 2
Row = dict[str, Any]


def in_turns(works: Mapping[str, Callable[[int], object]], rounds: int) -> dict[str, Row]:
    """Microseconds of each piece of work, which is given a number that grows; what else the machine does meets all.

    A turn is twenty-five runs after each other, or two of what takes more than two milliseconds.
    """
    each = {name: EACH_SLOW if _warm(work) > SLOW_US else EACH for name, work in works.items()}
    taken: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(rounds):
        for name, work in works.items():
            taken[name] += [_microseconds(work, turn * each[name] + number) for number in range(each[name])]
    return {name: figure(values, "us") for name, values in taken.items()}


def _warm(work: Callable[[int], object]) -> float:
    return statistics.median(_microseconds(work, turn) for turn in range(15))


def _microseconds(work: Callable[[int], object], turn: int) -> float:
    start = time.perf_counter_ns()
    work(turn)
    return (time.perf_counter_ns() - start) / 1000


def figure(values: list[float], unit: str) -> Row:
    """The median of some values, with how many there were and the least and the most."""
    middle, least, most = statistics.median(values), min(values), max(values)
    digits = 0 if middle >= 10_000 else 2
    return {
        "value": round(middle, digits), "unit": unit, "runs": len(values),
        "spread": [round(least, digits), round(most, digits)],
    }  # fmt: skip


def rate(work: Callable[[], object], count: int, *, seconds: float = 8.0, most: int = 5) -> Row:
    """Rows per second by the clock, and the nanoseconds of processor time for each: as many runs as fit in the time.

    Nothing is warmed: who compares the answers first has done so.
    """
    rates, processor, begun = [], [], time.perf_counter()
    while not rates or (len(rates) < most and time.perf_counter() - begun < seconds):
        start, used = time.perf_counter(), _processor()
        work()
        rates.append(count / (time.perf_counter() - start))
        processor.append((_processor() - used) / count * 1e9)
    return {**figure(rates, "1/s"), "cpu_ns": round(statistics.median(processor), 1)}


def faster(*works: Callable[[], object]) -> Callable[[], object]:
    """The way of doing something that took the least time, each tried once."""
    taken = []
    for work in works:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return works[taken.index(min(taken))]


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def machine() -> Row:
    """Where a part ran, with what."""
    return {
        "day": time.strftime("%Y-%m-%d"), "python": platform.python_version(), "processor": _model(),
        "cores": len(os.sched_getaffinity(0)), "memory_gb": round(_memory() / 2**30, 1),
        "load": round(os.getloadavg()[0], 1), "versions": {name: found for name in PACKAGES if (found := _version(name))},
    }  # fmt: skip


def _model() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{named[0] if named else 'unknown processor'}, {platform.machine()}"


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
