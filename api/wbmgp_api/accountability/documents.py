"""Every document of account by its name: the command line and the pages make the same ones from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from wbmgp_api.accountability import ai_act, algorithm_register
from wbmgp_api.accountability.dpia import dpia_annex
from wbmgp_api.accountability.iama import iama_annex
from wbmgp_api.accountability.processing_register import processing_register
from wbmgp_api.accountability.sections import Document
from wbmgp_api.accountability.use import Use
from wbmgp_api.oversight.counts import YearCounts


class Listed(NamedTuple):
    """A document: what it is for, what makes it, and what a program gets of it where that is not the document itself."""

    what: str
    make: Callable[[Use, YearCounts | None], Document]
    data: Callable[[Use], dict[str, Any]] | None = None

    def to_json(self, use: Use, counts: YearCounts | None = None) -> dict[str, Any]:
        """What a program reads. Raises BadInput where something is not told that the document cannot do without."""
        return self.make(use, counts).to_json() if self.data is None else self.data(use)


DOCUMENTS: Final[Mapping[str, Listed]] = {
    algorithm_register.ID: Listed(
        "om in te sturen, in de velden van publicatiestandaard 1.0",
        lambda use, _: algorithm_register.document(use),
        algorithm_register.entry,
    ),
    "verwerkingsregister": Listed(
        "artikel 30 AVG: elke verwerking met doel, grondslag, ontvangers en termijn",
        lambda use, _: processing_register(use),
    ),
    "dpia-bijlage": Listed("feiten en vragen bij de nummers van het Rijksmodel DPIA 3.0", dpia_annex),
    "iama-bijlage": Listed("feiten en vragen bij de nummers van het IAMA 2.0", iama_annex),
    ai_act.ID: Listed("of dit een AI-systeem is, en wie er beslist", ai_act.ai_act_note),
}
