"""Whether a designation names an instrument of screening for a ground: asked of the act, never written here."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.scalar.run import CompiledPlan

_LAW: Final = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
_OUTPUT: Final = "instrument_vereist"
_SCOPE: Final = {"gemeente_code": "GM0000"}


class InstrumentAsked(NamedTuple):
    """Whether the act has a designation for a ground name an instrument, and where it says so."""

    asked: bool
    citation: Citation


def instrument_asked(lawbook: Lawbook, ground: str, on: date) -> InstrumentAsked | None:
    """Whether a designation for a ground, from a day on, names an instrument; None where no act of that day says.

    >>> instrument_asked(Lawbook.load(), "artikel_10", date(2024, 1, 1)).asked
    True
    """
    try:
        plan = lawbook.once("instrument", lawbook.regime(on, _SCOPE), lambda: _plan(lawbook, on))
        declared = [item for article in lawbook.regulation(_LAW, on).articles for item in article.outputs]
    except LawLookupError:
        return None
    (basis,) = (item.legal_basis for item in declared if item.name == _OUTPUT)
    return InstrumentAsked(plan.run({"gevraagde_grond": ground}, on)[_OUTPUT] is True, cited(basis, on))


def names_instrument(lawbook: Lawbook, ground: str, first: date) -> bool:
    """Whether the act of the first day of a designation is known to have it name an instrument for a ground.

    >>> names_instrument(Lawbook.load(), "artikel_8", date(2024, 1, 1))
    False
    """
    said = instrument_asked(lawbook, ground, first)
    return said is not None and said.asked


def _plan(lawbook: Lawbook, on: date) -> CompiledPlan:
    return compile_plan(lawbook, _LAW, [_OUTPUT], on, _SCOPE)
