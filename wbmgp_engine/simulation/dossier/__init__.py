"""What a simulation shows for a request for designation, criterion by criterion, and what people still have to argue."""

from wbmgp_engine.simulation.dossier.building import askable, check_aims, dossier_from, dossier_of
from wbmgp_engine.simulation.dossier.contents import Dossier, Origin, Regional, Shown
from wbmgp_engine.simulation.dossier.figures import Figure, Figures, Spread
from wbmgp_engine.simulation.dossier.request import request_of
from wbmgp_engine.simulation.dossier.writing import REQUEST, files_of, json_of, markdown_of, went_on

__all__ = [
    "REQUEST", "Dossier", "Figure", "Figures", "Origin", "Regional", "Shown", "Spread", "askable", "check_aims", "dossier_from", "dossier_of", "files_of",
    "json_of", "markdown_of", "request_of", "went_on",
]  # fmt: skip
