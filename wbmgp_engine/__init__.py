"""wbmgp-engine: selective housing allocation under chapter 3 of the Dutch Wbmgp, decided from law that is data.

>>> sorted(__all__)
['Application', 'Assessment', 'Lawbook', 'assess']
"""

from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits import Assessment, assess

__all__ = ["Application", "Assessment", "Lawbook", "assess"]
