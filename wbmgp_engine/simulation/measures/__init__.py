"""What a simulation shows: every measure by option, area, year and group, with intervals, bounds and small counts left out."""

from wbmgp_engine.simulation.measures.table import SCHEMA, measures, side_by_side

__all__ = ["SCHEMA", "measures", "side_by_side"]
