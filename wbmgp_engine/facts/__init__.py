"""What people and registers tell: the application, the household, residence, the dwelling; a request for designation. No law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.fields import IncomeKind, Role
from wbmgp_engine.facts.household import Income, Person
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.paths import FactState
from wbmgp_engine.facts.residence import Break, Residence, Stay, uninterrupted_since
from wbmgp_engine.facts.situation import Situation

if TYPE_CHECKING:
    from wbmgp_engine.facts.request import DesignationRequest

__all__ = [
    "Application", "Break", "DesignationRequest", "FactState", "Income", "IncomeKind", "PartialDate", "Person",
    "Residence", "Role", "Situation", "Stay", "uninterrupted_since",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    # An application does not pay for the models of a request.
    if name != "DesignationRequest":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from wbmgp_engine.facts.request import DesignationRequest

    return DesignationRequest
