"""What people and registers tell: the application, the household, residence, the dwelling. No law."""

from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.fields import IncomeKind, Role
from wbmgp_engine.facts.household import Income, Person
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.paths import FactState
from wbmgp_engine.facts.residence import Break, Residence, Stay, uninterrupted_since
from wbmgp_engine.facts.situation import Situation

__all__ = [
    "Application", "Break", "FactState", "Income", "IncomeKind", "PartialDate", "Person", "Residence", "Role",
    "Situation", "Stay", "uninterrupted_since",
]  # fmt: skip
