"""A second reader of the law beside the scalar one, in a process of its own: where they differ there is no advice."""

from wbmgp_engine.second_opinion.agreeing import SecondReader
from wbmgp_engine.second_opinion.incident import Incident
from wbmgp_engine.second_opinion.watchdog import Watchdog

__all__ = ["Incident", "SecondReader", "Watchdog"]
