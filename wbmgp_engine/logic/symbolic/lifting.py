"""Facts and literals as symbolic values."""

from __future__ import annotations

from typing import Any

from wbmgp_engine.logic.symbolic.terms import Terms
from wbmgp_engine.logic.symbolic.values import NULL, Record, Row, Rows, Scalar, Symbolic
from wbmgp_engine.logic.values import Unknown


def lifted(value: Any, terms: Terms) -> Symbolic:
    """A value that is the same for every case: a literal of a rule file, or a fact that is fixed."""
    if value is None:
        return NULL
    if isinstance(value, Unknown):
        return Scalar(terms.unknown("any"))
    if isinstance(value, dict):
        return Record({name: lifted(item, terms) for name, item in value.items()})
    if isinstance(value, list):
        return Rows(tuple(Row(terms.true, lifted(item, terms)) for item in value), terms.true)
    return Scalar(terms.constant(value))
