"""Which outcomes are recorded for a ground, and which of them are refusals: asked of the rules, once per year of law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown

ENTRY: Final = "toets_evaluatie"
_SCOPE: Final = {"gemeente_code": "GM0000"}


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a ground with their classes; `codes` None: they depend on the instrument, which is not known."""

    codes: tuple[str, ...] | None
    refused: frozenset[str]
    hardship: frozenset[str]
    conditions: frozenset[str]
    priority: frozenset[str]
    smallest: int
    citation: Citation


class OutcomeCodes:
    """The codes by ground, instrument and year, under the law of the last day of that year."""

    def __init__(self, lawbook: Lawbook) -> None:
        self._lawbook = lawbook
        self._known: dict[tuple[str, str | None, Any], Codes] = {}

    def of(self, ground: str, instrument: str | None, year: int) -> Codes:
        """The codes of one row. Raises LawNotYetInForce for a year before the act."""
        on = date(year, 12, 31)
        key = ground, instrument, self._lawbook.regime(on, _SCOPE)
        if key not in self._known:
            self._known[key] = self._asked(ground, instrument, on)
        return self._known[key]

    def _asked(self, ground: str, instrument: str | None, on: date) -> Codes:
        outputs = {
            output.extension("uitkomst"): output
            for article in self._lawbook.regulation(ENTRY, on).articles
            for output in article.outputs
        }
        plan = compile_plan(self._lawbook, ENTRY, [item.name for item in outputs.values()], on, _SCOPE, refine=False)
        facts = {"gevraagde_grond": ground, "gevraagd_instrument": instrument or Unknown(("instrument",))}
        run = plan.run(facts, on)

        def listed(name: str) -> Any:
            return run[outputs[name].name] if name in outputs else []

        codes, smallest = listed("codes"), listed("kleinste_getal")
        assert isinstance(smallest, int)
        return Codes(
            None if isinstance(codes, Unknown) else tuple(codes),
            frozenset(listed("geweigerd")), frozenset(listed("met_hardheid")), frozenset(listed("met_voorschriften")),
            frozenset(listed("met_voorrang")), smallest, cited(outputs["codes"].legal_basis, on),
        )  # fmt: skip
