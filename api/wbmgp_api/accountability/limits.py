"""What can still go wrong, as far as the software itself shows it: risks that no measure here takes away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_api.accountability.sections import Fact
from wbmgp_api.settings import Settings

_ALWAYS: Final = (
    (
        "vrije_tekst",
        "In vrije tekst (redenen, toelichting, een brief) kan iemand meer schrijven dan nodig is. De software leest die tekst niet.",
    ),
    ("scherm", "Wie een dossier mag zien, kan overnemen wat er staat. De software ziet alleen dat er is gekeken."),
    (
        "leunen",
        "Een medewerker kan te veel op het advies leunen. De software telt hoe vaak van het advies wordt afgeweken.",
    ),
    (
        "onderscheid",
        "De eisen van de wet over wonen in de regio en soort inkomen kunnen de ene groep harder raken dan de andere.",
    ),
    ("afleiden", "Uit de soort inkomen is soms iets over gezondheid af te leiden."),
)


def limits(settings: Settings) -> Iterator[Fact]:
    """The risks that stay, those of how it is set up here included."""
    yield from (Fact(f"risico.{key}", text) for key, text in _ALWAYS)
    if settings.on_sqlite:
        yield Fact(
            "risico.sqlite",
            "Op SQLite bewaakt de software en niet de database dat een gemeente alleen haar eigen rijen ziet.",
        )
    if not settings.witnesses and settings.tsa is None:
        yield Fact(
            "risico.log",
            "Niemand buiten de gemeente ziet de stand van het logboek: wie alle sleutels heeft, kan het vervangen.",
        )
