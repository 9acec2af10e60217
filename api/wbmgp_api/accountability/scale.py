"""How much was done in a year, with small numbers hidden: the one way in which an annex shows numbers of cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from wbmgp_api.accountability.sections import Fact, Table
from wbmgp_api.oversight.counts import YearCounts

HIDDEN: Final = "niet getoond"
ALONE: Final[Mapping[str, str]] = {
    "received": "aanvragen ontvangen", "decided": "besluiten genomen", "followed": "advies gevolgd",
    "deviated": "advies niet gevolgd, of het advies noemde geen uitkomst",
    "withdrawn": "aanvragen ingetrokken", "not_handled": "aanvragen niet verder behandeld", "extended": "termijn verlengd",
    "suspended": "termijn opgeschort", "completed": "om aanvulling gevraagd", "in_default": "in gebreke gesteld",
    "objections": "bezwaren", "objections_judged": "op bezwaar beslist", "appeals": "beroepen", "ruled": "uitspraken",
    "annulled": "besluiten vernietigd", "appeals_withdrawn": "beroepen ingetrokken", "corrections": "gegevens verbeterd",
    "screened": "uitkomsten van een onderzoek van artikel 10", "erased": "zaken waarin is gewist",
    "looked_in": "keer dat iemand in een dossier keek",
}  # fmt: skip
OUTCOMES: Final[Mapping[str, str]] = {
    "geen_vergunning_nodig": "geen vergunning nodig", "verlenen": "verleend",
    "verlenen_met_voorschriften": "verleend met voorschriften", "weigeren": "geweigerd",
}  # fmt: skip


def scale(counts: YearCounts | None) -> Iterator[Fact]:
    """The numbers of a year as one table; that there are none where no database was asked."""
    if counts is None:
        yield Fact(
            "schaal", "Aantallen staan hier als deze bijlage is gemaakt naast de database van de gemeente (--database)."
        )
        return
    shown = counts.shown()
    rows = [(label, number(getattr(shown, name))) for name, label in ALONE.items()]
    rows += [(f"besluit: {OUTCOMES[name]}", number(count)) for name, count in shown.outcomes.items()]
    yield Fact(
        "schaal.jaar",
        f"De aantallen gaan over {shown.year}. Een aantal van een tot en met vier staat er niet, en ook niet waaruit het is af te leiden.",
        shown.year,
    )
    yield Fact("schaal", "Wat er in dat jaar gebeurde:", Table(("Wat", "Aantal"), tuple(rows)))


def number(count: int | None) -> str:
    """A number as it stands in a table."""
    return HIDDEN if count is None else str(count)
