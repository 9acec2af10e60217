"""Permits of a simulation, decided by the rules of the rule book for whole months of applications at once."""

from wbmgp_engine.simulation.permits.columns import applications
from wbmgp_engine.simulation.permits.permits import Permits

__all__ = ["Permits", "applications"]
