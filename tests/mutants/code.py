"""Mutants of the reader and of permits, made and run by mutmut (docs/decisions/023); its settings stand in pyproject.toml."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

# What mutmut writes down: the exit code of the tests for each mutant.
_SURVIVED, _UNTESTED = (0,), (5, 33)
PLACE: Final = Path("mutants")


class Code(NamedTuple):
    """How many mutants were noticed, survived, have no test among the chosen ones, and were not judged yet."""

    noticed: int
    survived: tuple[str, ...]
    untested: int
    pending: int


def judge(seconds: int) -> None:
    """Run mutmut as far as the time goes; it remembers what it judged."""
    program = subprocess.Popen([sys.executable, "-m", "mutmut", "run", "--max-children", "2"])
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        program.terminate()
        program.wait()


def results(place: Path = PLACE) -> Code:
    """What mutmut wrote down."""
    found: dict[str, int | None] = {}
    for path in sorted(place.rglob("*.meta")):
        codes: Mapping[str, int | None] = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= codes
    survived = tuple(sorted(name for name, code in found.items() if code in _SURVIVED))
    counts = Counter(
        "pending" if code is None else "untested" if code in _UNTESTED else "judged" for code in found.values()
    )
    return Code(counts["judged"] - len(survived), survived, counts["untested"], counts["pending"])
