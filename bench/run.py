"""`make bench`: `python -m bench.run [--part NAME]… [--size ROWS]…` measures, and writes `bench/results.json`.

Each part is written when it is done, so a run that was cut off goes on with `--part` for what is left. At the end
docs/performance.md and its pictures are made anew from all parts that were ever measured.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

from bench import decision, growth, pages, performance, population, process, service, simulation, single
from bench.measuring import Row
from bench.rows import keep

SIZES = (1_000_000, 10_000_000)
Part = Callable[[Sequence[int]], Iterable[Row]]
PARTS: Mapping[str, Part] = {
    "decision": lambda sizes: decision.measured(),
    "process": lambda sizes: process.measured(),
    "single": lambda sizes: single.measured(),
    "population": lambda sizes: population.measured(sizes, _say),
    "growth": lambda sizes: growth.measured(sizes, _say),
    "simulation": lambda sizes: simulation.measured(_say),
    "service": lambda sizes: service.measured(),
    "pages": lambda sizes: pages.measured(),
}
_BEGUN = time.monotonic()


def _say(line: str) -> None:
    print(f"{time.monotonic() - _BEGUN:6.0f} s  {line}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the parts, print their rows, keep them, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__.splitlines()[0])
    parser.add_argument("--part", action="append", choices=PARTS, help="one part; may be given again; default all")
    parser.add_argument("--size", action="append", type=int, metavar="ROWS", help=f"of a population; default {SIZES}")
    given = parser.parse_args(arguments)
    for name in given.part or PARTS:
        _say(f"part {name}")
        found = []
        for row in PARTS[name](given.size or SIZES):
            found.append(row)
            keep([row])  # a part that is cut off loses nothing that was measured
            ratio = f"  ratio {row['ratio']}" if "ratio" in row else ""
            print(
                f"{name:10} {row['case']:28} {row['size']:>10,}  {row['system']:36} {row['value']:>14,} {row['unit']}{ratio}",
                flush=True,
            )
        keep(found, whole=True)
    performance.write()
    _say("docs/performance.md is written")


if __name__ == "__main__":
    main()
