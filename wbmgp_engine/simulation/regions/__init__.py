"""A housing region: its areas, households and dwellings on one day, made from published counts or read from own data."""

from wbmgp_engine.simulation.regions.fit import how_well
from wbmgp_engine.simulation.regions.loading import load_region, shipped_regions
from wbmgp_engine.simulation.regions.region import Area, Figure, Region, check

__all__ = ["Area", "Figure", "Region", "check", "how_well", "load_region", "shipped_regions"]
