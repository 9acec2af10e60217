"""Fail when branch coverage of a package that decides about people's rights is below the floor.

Usage: python tests/coverage_floor.py COVERAGE.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOOR = 95
PACKAGES = ("law", "logic", "permits")


def covered(report: dict[str, dict[str, dict[str, dict[str, int]]]], package: str) -> float:
    """Statements and branches covered in a package, in percent."""
    done = possible = 0
    for name, file in report["files"].items():
        if f"wbmgp_engine/{package}/" in name.replace("\\", "/"):
            totals = file["summary"]
            done += totals["covered_lines"] + totals["covered_branches"]
            possible += totals["num_statements"] + totals["num_branches"]
    return 100 * done / possible if possible else 0


def main(path: str) -> int:
    """Print coverage per package; 1 when one is below the floor."""
    report = json.loads(Path(path).read_text())
    found = {package: covered(report, package) for package in PACKAGES}
    for package, percent in found.items():
        print(f"coverage of wbmgp_engine.{package}: {percent:.1f} % (floor {FLOOR} %)")
    return int(any(percent < FLOOR for percent in found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
