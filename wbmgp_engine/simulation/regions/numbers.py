"""Numbers of a YAML file as the fractions that weights and shares of a simulation are."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator


def _fraction(value: Any) -> Any:
    return float(value) if type(value) in (int, Decimal) else value


# Rates and statistics of a simulation; what the law counts, and money, stay whole numbers.
Number = Annotated[float, BeforeValidator(_fraction)]
