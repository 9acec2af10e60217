"""The operands of operations: in which order they are evaluated, which are literals, what is wrong with their form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Operations whose `in` is a literal of the grammar, not an operand to evaluate.
LITERAL_UNIT = frozenset({"DATE_PART", "START_OF"})
OPTION_KEYS = {"precision", "as", "combine"}
# Operands are evaluated in this order, whatever the order in the file: it decides which of two errors is met.
ORDER = (
    "subject", "value", "values", "conditions", "items", "cases", "default", "date_of_birth", "reference_date",
    "from", "to", "in", "date", "years", "months", "weeks", "days", "year", "month", "day",
)  # fmt: skip


def spread(key: str, raw: Any) -> list[tuple[str, Any]]:
    """One operand key as roles: lists get an index, cases a `when` and a `then` each."""
    if key == "cases":
        return [(f"cases.{index}.{part}", case[part]) for index, case in enumerate(raw) for part in ("when", "then")]
    if key in ("values", "conditions", "items") and isinstance(raw, list):
        return [(f"{key}.{index}", item) for index, item in enumerate(raw)]
    return [(key, raw)]


def problem(name: str, operands: Mapping[str, Any]) -> str | None:
    """What other engines only find when they run: reading another engine's file lets these forms through."""
    if operands.get("values") == [] and name != "IN":
        return f"{name} of no values; give at least one value"
    if name == "IN" and not {"value", "values"} & operands.keys():
        return "IN has no list to look in; add values or value"
    return None
