"""The rows of `bench/results.json`: a run replaces the rows it made anew and leaves the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "results.json"


def keep(fresh: Sequence[dict[str, Any]]) -> None:
    """Write the rows, each in place of the one for the same case."""
    rows = {_case(row): row for row in (*json.loads(FILE.read_text("utf-8")), *fresh)}
    FILE.write_text(json.dumps(list(rows.values()), indent=2, ensure_ascii=False) + "\n", "utf-8")


def _case(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["bench"], row["system"], row["case"], row["size"]
