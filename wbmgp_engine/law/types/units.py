"""Units before anything runs: adding, comparing and choosing need the same unit; one that is not declared fits all."""

from __future__ import annotations

from collections.abc import Sequence

SCALARS = frozenset({"ratio", "percentage"})


class UnitsDiffer(Exception):
    """Two units that do not go together."""


def same(units: Sequence[str | None]) -> str | None:
    """The one unit of operands that must have the same; raises UnitsDiffer.

    >>> same(["euro", None, "euro"])
    'euro'
    """
    known = [unit for unit in units if unit is not None]
    for unit in known[1:]:
        if unit != known[0]:
            raise UnitsDiffer(f"{known[0]} and {unit}")
    return known[0] if known else None


def product(units: Sequence[str | None]) -> str | None:
    """The unit of a product: at most one operand measures, the others are bare numbers, ratios or percentages."""
    measures = [unit for unit in units if unit is not None and unit not in SCALARS]
    if len(measures) > 1:
        raise UnitsDiffer(f"{measures[0]} and {measures[1]}")
    scalars = [unit for unit in units if unit in SCALARS]
    return measures[0] if measures else scalars[-1] if scalars else None


def quotient(units: Sequence[str | None]) -> str | None:
    """The unit of a quotient: dividing by a ratio keeps the unit, like by like is a ratio.

    >>> quotient(["euro", "euro"]), quotient(["euro", "percentage"])
    ('ratio', 'euro')
    """
    result = units[0] if units else None
    for unit in units[1:]:
        if unit is None or unit in SCALARS:
            continue
        if result is not None and result != unit:
            raise UnitsDiffer(f"{result} and {unit}")
        result = None if result is None else "ratio"
    return result
