"""The operands of operations: in which order they are evaluated, which are literals, what is wrong with their form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COMBINERS = ("ADD", "OR", "AND", "MIN", "MAX")
# What a literal of these operands may be; everything else is an ordinary operand.
LITERALS: dict[str, tuple[str, ...]] = {
    "DATE_PART": ("year", "month", "day"),
    "START_OF": ("year", "month"),
}
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
    """What is wrong with the form of an operation, where the document model lets it through."""
    for key in ("values", "conditions", "items"):
        if key in operands and not isinstance(operands[key], list) and name != "IN":
            return f"{name} takes a list as {key!r}, not {operands[key]!r}"
    if operands.get("values") == [] and name != "IN":
        return f"{name} needs at least one value"
    if name == "IN" and not {"value", "values"} & operands.keys():
        return "IN needs 'values' or 'value'"
    if name in LITERALS and operands["in"] not in LITERALS[name]:
        return f"{name} takes {' or '.join(LITERALS[name])} as 'in', not {operands['in']!r}"
    if "precision" in operands and (type(operands["precision"]) is not int or abs(operands["precision"]) > 28):
        return f"{name} takes a whole number from -28 to 28 as 'precision', not {operands['precision']!r}"
    if operands.get("combine", "ADD") not in COMBINERS:
        return f"FOREACH combines by {', '.join(COMBINERS)}, not {operands['combine']!r}"
    if not isinstance(operands.get("as", "item"), str):
        return f"FOREACH takes a name as 'as', not {operands['as']!r}"
    return None
