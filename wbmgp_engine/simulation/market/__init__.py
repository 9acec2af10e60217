"""The housing market of a region, month by month: who looks, what is on offer, and who may move in."""

from wbmgp_engine.simulation.market.book import SCHEMA
from wbmgp_engine.simulation.market.letting import Refusals
from wbmgp_engine.simulation.market.regime import Permits
from wbmgp_engine.simulation.market.running import run
from wbmgp_engine.simulation.market.state import State

__all__ = ["SCHEMA", "Permits", "Refusals", "State", "run"]
