"""Fail when the tests of a package that decides about people's rights leave too many of its lines or branches untried.

Usage: python tests/coverage_floor.py COVERAGE.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FLOOR = 95
PACKAGES = ("law", "logic", "calendar", "permits", "designations", "trail", "simulation")
FLOORS = {"trail": 100}  # a branch of a verifier that nobody tried is a way past it
KINDS = {"lines": ("covered_lines", "num_statements"), "branches": ("covered_branches", "num_branches")}


def covered(report: dict[str, Any], package: str, kind: str) -> float:
    """How much of a package was run, in percent: its `lines` or its `branches`. Nothing measured is 0."""
    files = (file for name, file in report["files"].items() if f"wbmgp_engine/{package}/" in name.replace("\\", "/"))
    totals = [file["summary"] for file in files]
    done, possible = (sum(total[key] for total in totals) for key in KINDS[kind])
    return 100 * done / possible if possible else 0


def main(path: str) -> int:
    """Print coverage per package; 1 when one is below the floor."""
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    below = 0
    for package in PACKAGES:
        found = {kind: covered(report, package, kind) for kind in KINDS}
        said = ", ".join(f"{percent:.1f} % of {kind}" for kind, percent in found.items())
        floor = FLOORS.get(package, FLOOR)
        low = any(percent < floor for percent in found.values())
        print(f"coverage of wbmgp_engine.{package}: {said}" + (f"; the floor is {floor} %" if low else ""))
        below += low
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
