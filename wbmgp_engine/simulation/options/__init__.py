"""What a scenario holds: its options, what is assumed, what is built, and under which law."""

from wbmgp_engine.simulation.options.assumption import Assumption, Certainty, Unit
from wbmgp_engine.simulation.options.option import BASELINE, Option, Supply
from wbmgp_engine.simulation.options.parameters import parameters, units
from wbmgp_engine.simulation.options.scenario import Scenario

__all__ = ["BASELINE", "Assumption", "Certainty", "Option", "Scenario", "Supply", "Unit", "parameters", "units"]
