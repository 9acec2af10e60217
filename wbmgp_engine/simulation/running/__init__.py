"""Runs of a simulation: side by side, stopped and gone on with, and the result that comes of them."""

from wbmgp_engine.simulation.running.result import Result, load_result
from wbmgp_engine.simulation.running.simulating import simulate
from wbmgp_engine.simulation.running.working import Stopped

__all__ = ["Result", "Stopped", "load_result", "simulate"]
