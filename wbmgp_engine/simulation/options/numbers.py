"""Numbers of a scenario: rates and weights, which may have decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from wbmgp_engine.errors import Unfit


def _number(given: Any) -> Any:
    """A number as the YAML reader gives it."""
    if given is None or isinstance(given, float):
        return given
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise Unfit("number", "it is no number", "write a number without quotes, with a point for decimals")
    return float(given)


Number = Annotated[float, BeforeValidator(_number)]


def with_floats(value: Any) -> Any:
    """Lists and mappings of a YAML file with its decimals as floats."""
    if isinstance(value, dict):
        return {key: with_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_floats(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value
