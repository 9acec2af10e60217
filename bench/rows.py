"""`bench/results.json`: for each part the machine it ran on and its rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

from bench.measuring import machine

Row: TypeAlias = dict[str, Any]
FILE = Path(__file__).resolve().parent / "results.json"


def read() -> dict[str, Any]:
    """What was measured: `machines` by part, and `rows`."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def keep(fresh: Sequence[Row], *, whole: bool = False) -> None:
    """Write the rows, each in place of the one for the same case; `whole`: in place of all rows of their parts."""
    kept, parts = read(), {row["bench"] for row in fresh}
    left = [row for row in kept["rows"] if not (whole and row["bench"] in parts)]
    rows = {_case(row): row for row in (*left, *fresh)}
    machines = kept["machines"] | dict.fromkeys(parts, machine())
    text = json.dumps({"machines": machines, "rows": list(rows.values())}, indent=1, ensure_ascii=False)
    FILE.write_text(text + "\n", "utf-8")


def _case(row: Row) -> tuple[Any, ...]:
    return row["bench"], row["system"], row["case"], row["size"]
