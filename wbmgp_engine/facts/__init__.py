"""What people and registers tell: the application, the household, residence, the dwelling. No law."""

from wbmgp_engine.facts.application import Application, Person
from wbmgp_engine.facts.fields import IncomeKind, Role
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.residence import Residence, Stay, uninterrupted_since
from wbmgp_engine.facts.situation import Situation

__all__ = ["Application", "IncomeKind", "PartialDate", "Person", "Residence", "Role", "Situation", "Stay", "uninterrupted_since"]
