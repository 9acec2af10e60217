"""How long what a case holds is kept, category by category: pure arithmetic over the dated files of `rules/bewaring/`."""

from wbmgp_engine.retention.archiving import archived
from wbmgp_engine.retention.schema import RESULTS
from wbmgp_engine.retention.terms import Ending, Kept, kept

__all__ = ["RESULTS", "Ending", "Kept", "archived", "kept"]
