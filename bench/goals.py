"""What was to be reached, and what was: each goal is a number made from the rows, in the same run where it is a ratio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

Row: TypeAlias = dict[str, Any]


class Rows:
    """The rows of the results, by what they say."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.all = list(rows)

    def of(self, bench: str, **what: Any) -> list[Row]:
        """The rows of a part, in the order in which they were measured."""
        return [
            row for row in self.all if row["bench"] == bench and all(row[name] == value for name, value in what.items())
        ]

    def value(self, bench: str, **what: Any) -> float | None:
        """The value of a row: of the largest size where there are several; None where nothing was measured."""
        found = max(self.of(bench, **what), key=lambda row: row["size"], default=None)
        return None if found is None else float(found["value"])


@dataclass(frozen=True)
class Goal:
    """A number that has to be at least, or at most, so much; `aim`: it is reported and not promised."""

    text: str
    limit: float
    unit: str
    found: Callable[[Rows], float | None]
    least: bool = True
    aim: bool = False

    def line(self, rows: Rows) -> tuple[str, str, str, str]:
        """The goal, its limit, what was measured, and the verdict."""
        found = self.found(rows)
        sign, kind = ("≥" if self.least else "≤"), ("aim " if self.aim else "")
        limit = f"{kind}{sign} {_shown(self.limit)}{self.unit}"
        if found is None:
            return self.text, limit, "–", "not measured"
        short = (self.limit / found) if self.least else (found / self.limit)
        verdict = "reached" if short <= 1 else f"**missed**, by a factor of {short:.2f}"
        return self.text, limit, f"{_shown(found)}{self.unit}", verdict


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.3g}"


def _single(system: str) -> Callable[[Rows], float | None]:
    """The least ratio to ours, over the households."""
    return lambda rows: min((row["ratio"] for row in rows.of("single", system=system)), default=None)


def _of_ours(bench: str, case: str, theirs: str) -> Callable[[Rows], float | None]:
    """Their rate for each of ours, in the largest population."""

    def found(rows: Rows) -> float | None:
        ours = rows.value(bench, system="wbmgp on Polars", case=case)
        other = rows.value(bench, system=theirs, case=case)
        return other / ours if ours and other else None

    return found


def _times_faster(theirs: str) -> Callable[[Rows], float | None]:
    slower = _of_ours("population", "known", theirs)
    return lambda rows: 1 / found if (found := slower(rows)) else None


def _linear(rows: Rows) -> float | None:
    """The time for a row in the largest population for each in one a tenth of it."""
    grown = sorted(rows.of("growth", case="applications"), key=lambda row: int(row["size"]))
    return grown[-2]["value"] / grown[-1]["value"] if len(grown) > 1 else None


def _value(bench: str, divide: float = 1, **what: Any) -> Callable[[Rows], float | None]:
    return lambda rows: None if (found := rows.value(bench, **what)) is None else found / divide


def _echo(rows: Rows) -> float | None:
    case = "p50, one by one"
    ours, echo = (rows.value("service", system=name, case=case) for name in (SERVE, "FastAPI, body: Application"))
    return ours / echo if ours and echo else None


def _memory(rows: Rows) -> float | None:
    return next((float(row["memory_mb"]) for row in rows.of("simulation", case="kern")), None)


def _per_household(rows: Rows) -> float | None:
    found = {row["size"]: float(row["value"]) for row in rows.of("simulation", case="households")}
    most = max(found, default=0)
    return found[most] / found[most // 10] if most // 10 in found else None


def _pages(rows: Rows) -> float | None:
    """The largest ratio of a page with many cases to the same page with a hundred."""
    return max((float(row["ratio"]) for row in rows.of("pages")), default=None)


SERVE: Final = "wbmgp serve"
GOALS: Final = (
    Goal("one traced decision, times faster than zen-engine without a trace", 5, "×", _single("zen-engine")),
    Goal("… than OpenFisca-core", 20, "×", _single("OpenFisca-core")),
    Goal("… than a full evaluation by durable-rules", 20, "×", _single("durable-rules")),
    Goal("one traced decision of one person", 50, " µs", _value("single", system="wbmgp, traced", size=1), least=False, aim=True),
    Goal("one traced decision of three persons", 200, " µs", _value("single", system="wbmgp, traced", size=3), least=False),
    Goal("population, times faster than OpenFisca-core", 2, "×", _times_faster("OpenFisca-core")),
    Goal("population, times slower than Polars by hand", 1.5, "×", _of_ours("population", "unknown", "Polars by hand"), least=False),
    Goal("population, times slower than the NumPy floor", 10, "×", _of_ours("population", "unknown", "NumPy floor"), least=False),
    Goal("growth: time for a row in the largest population, in that of one a tenth of it", 1.2, "×", _linear, least=False),
    Goal("population in memory", 10, " million/s", _value("population", 1e6, system="wbmgp on Polars", case="unknown"), aim=True),
    Goal("population in memory, every value looked through", 10, " million/s", _value("population", 1e6, system="wbmgp on Polars, with the edge"), aim=True),
    Goal("population from Parquet to Parquet", 5, " million/s", _value("population", 1e6, system="wbmgp batch, Parquet to Parquet"), aim=True),
    Goal("a simulation of 250,000 households, 20 years, four options", 60, " s", _value("simulation", case="kern"), least=False),
    Goal("… in memory", 3072, " MB", _memory, least=False),
    Goal("… a household and month among 2.5 million, in that among 250,000", 1.2, "×", _per_household, least=False),
    Goal("a check over the network, p50, times an echo of an `Application`", 3, "×", _echo, least=False),
    Goal("a check over the network, p99 at 300/s", 25, " ms", _value("service", system=SERVE, case="p99 at 300/s"), least=False),
    Goal("a page with 100,000 cases stored, p95, in that with a hundred", 3, "×", _pages, least=False),
    Goal("stored decisions", 1000, "/s", _value("store", case="recorded, as many as go")),
    Goal("stored decisions, p99 at 1,000/s", 60, " ms", _value("store", case="answered at 1000/s: p99 (p50, most)"), least=False),
    Goal("a log of a million leaves, opened", 3, " s", _value("store", case="a log of 1,000,000 opened"), least=False),
    Goal("a log of a million leaves, checked whole", 60, " s", _value("store", case="a log of 1,000,000 checked whole"), least=False),
    Goal("the proof of one of a million leaves, p99", 20, " ms", _value("store", case="the proof of one leaf: p99 (p50, most)"), least=False),
)  # fmt: skip
