"""What an owner of dwellings can be let decide in the name of mayor and aldermen, as `rules/mandaat/` of the day says."""

from wbmgp_engine.mandates.loading import mandate_law
from wbmgp_engine.mandates.schema import MandateFile

__all__ = ["MandateFile", "mandate_law"]
