"""What a scenario holds: its options, what is assumed, what is built, and under which law."""

from wbmgp_engine.simulation.options.assumption import Assumption, Unit
from wbmgp_engine.simulation.options.lawful import Ruling, rulings
from wbmgp_engine.simulation.options.loading import load_scenario
from wbmgp_engine.simulation.options.option import BASELINE, GROUNDS, Option, Supply
from wbmgp_engine.simulation.options.parameters import parameters, units
from wbmgp_engine.simulation.options.scenario import Scenario
from wbmgp_engine.simulation.options.variants import lawbook_of

__all__ = [
    "BASELINE", "GROUNDS", "Assumption", "Option", "Ruling", "Scenario", "Supply", "Unit", "lawbook_of", "load_scenario",
    "parameters", "rulings", "units",
]  # fmt: skip
