"""Numbers of a scenario: rates and weights, which may have decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator


def _number(given: Any) -> Any:
    """A number as the YAML reader gives it; anything else is left for the field to refuse."""
    exact = isinstance(given, int | Decimal) and not isinstance(given, bool)
    return float(given) if exact else given


Number = Annotated[float, BeforeValidator(_number)]
