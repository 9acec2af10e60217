"""docs/performance.md, made from `bench/results.json` and from what is written by hand in `bench/performance.md`.

A line `<!-- bench: NAME -->` there is a place for what `BLOCKS` makes of the rows. `python -m bench.performance` makes the
page and, where the extra [bench] is installed, the pictures; nothing is measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from bench import pictures
from bench.goals import GOALS, Row, Rows
from bench.rows import read

HERE = Path(__file__).resolve().parent
TEMPLATE, PAGE, PICTURES = (
    HERE / "performance.md",
    HERE.parent / "docs" / "performance.md",
    HERE.parent / "docs" / "pictures",
)
_PLACE = re.compile(r"<!-- bench: ([a-z]+) -->")
Block = Callable[[Rows, Mapping[str, Any]], str]


def page(results: Mapping[str, Any], template: str) -> str:
    """The page. Raises KeyError where the template asks for what nobody makes."""
    rows = Rows(results["rows"])
    return _PLACE.sub(lambda place: BLOCKS[place[1]](rows, results["machines"]).rstrip(), template)


def write() -> None:
    """Write the page, and the pictures where they can be drawn."""
    results = read()
    PAGE.write_text(page(results, TEMPLATE.read_text("utf-8")), "utf-8")
    if pictures.possible():
        pictures.draw(Rows(results["rows"]), PICTURES)


def table(header: str, lines: Iterable[Iterable[object]]) -> str:
    """A table; in the header a column whose name ends on a colon has its numbers to the right."""
    names = [name.strip() for name in header.split("|")]
    rule = "|".join("--:" if name.endswith(":") else "---" for name in names)
    body = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    return f"| {' | '.join(name.removesuffix(':') for name in names)} |\n|{rule}|\n{body}\n"


def shown(value: float, unit: str) -> str:
    """A figure with its unit."""
    if unit == "1/s" and value >= 100_000:
        return f"{value / 1e6:.2f} million/s"
    name = {"us": " µs", "1/s": "/s"}.get(unit, f" {unit}")
    return f"{value:,.0f}{name}" if value >= 100 else f"{value:.3g}{name}"


def _spread(row: Row) -> str:
    least, most = (shown(value, row["unit"]) for value in row["spread"])
    return f"{least} to {most}"


def _figures(row: Row) -> tuple[str, str, int]:
    return shown(row["value"], row["unit"]), _spread(row), row["runs"]


def _sizes(rows: Rows, machines: Mapping[str, Any]) -> str:
    sizes = sorted({row["size"] for row in rows.of("population")})
    grown = [row["size"] for row in rows.of("growth", case="applications")]
    told = " and ".join(f"{size:,}" for size in sizes)
    small = " These are small populations: what a run costs before its first row weighs more than in a large one." if max(sizes, default=0) < 1_000_000 else ""  # fmt: skip
    return f"Populations of {told} rows were run, and growth up to {max(grown, default=0):,}.{small}"


def _machines(rows: Rows, machines: Mapping[str, Any]) -> str:
    lines = [
        (f"`{part}`", one["day"], one["processor"], one["cores"], f"{one['memory_gb']} GB", one["load"], one["python"])
        for part, one in machines.items()
    ]
    versions = {name: version for one in machines.values() for name, version in one["versions"].items()}
    told = ", ".join(
        f"{name} {version}" for name, version in sorted(versions.items(), key=lambda item: item[0].lower())
    )
    return table("part | day | processor | cores: | memory: | load: | Python", lines) + f"\nPackages: {told}.\n"


def _goals(rows: Rows, machines: Mapping[str, Any]) -> str:
    return table("goal | limit: | measured: | ", (goal.line(rows) for goal in GOALS))


def _single(rows: Rows, machines: Mapping[str, Any]) -> str:
    lines = [
        (row["size"], row["system"], *_figures(row)[:2], f"{row['ratio']:.2f}", row["runs"])
        for row in rows.of("single")
    ]  # fmt: skip
    return table("persons: | system | median: | spread: | times ours: | runs:", lines)


def _population(rows: Rows, machines: Mapping[str, Any]) -> str:
    lines = [
        (f"{row['size']:,}", row["case"], row["system"], *_figures(row)[:2], f"{row['cpu_ns']:,.0f} ns",
         f"{row['ratio']:.2f}", f"{row['compared']:,}")
        for row in rows.of("population")
    ]  # fmt: skip
    return table("rows: | facts | system | median: | spread: | processor, a row: | ours is so many times faster: | rows compared:", lines)  # fmt: skip


def _growth(rows: Rows, machines: Mapping[str, Any]) -> str:
    lines = [
        (row["case"], f"{row['size']:,}", row["system"], *_figures(row)[:2])
        for row in sorted(rows.of("growth"), key=lambda row: (row["case"], row["system"], row["size"]))
    ]
    return table("what grows | to: | system | median: | spread:", lines)


def _simulation(rows: Rows, machines: Mapping[str, Any]) -> str:
    lines = [
        (row["case"], f"{row['size']:,}", *_figures(row), f"{row['memory_mb']:,} MB" if "memory_mb" in row else "")
        for row in rows.of("simulation")
    ]
    return table("what | households: | median: | spread: | runs: | memory at most:", lines)


def _own(*parts: str) -> Block:
    def block(rows: Rows, machines: Mapping[str, Any]) -> str:
        found = [row for part in parts for row in rows.of(part)]
        lines = [
            (row["system"], row["case"], *_figures(row), f"{row['ratio']:.2f}" if "ratio" in row else "")
            for row in found
        ]
        return table("system | what | median: | spread: | runs: | ratio:", lines)

    return block


BLOCKS: Final[Mapping[str, Block]] = {
    "sizes": _sizes, "machines": _machines, "goals": _goals, "single": _single, "population": _population,
    "growth": _growth, "decision": _own("decision"), "process": _own("process"), "service": _own("service"), "pages": _own("pages"),
    "store": _own("store"), "simulation": _simulation,
}  # fmt: skip

if __name__ == "__main__":
    write()
