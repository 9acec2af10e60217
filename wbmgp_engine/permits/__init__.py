"""One application for a housing permit: outcome, grounds, gates, what to ask next, and what would change it."""

from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.assessment import Assessment, GroundVerdict, OpenGate

__all__ = ["Assessment", "GroundVerdict", "OpenGate", "assess"]
