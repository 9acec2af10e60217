"""Section 15 of the annex to a DPIA: what the software does for each right of the people whose data these are."""

from __future__ import annotations

from typing import Final, get_args

from wbmgp_api.accountability.measures import held
from wbmgp_api.accountability.sections import Fact, Section
from wbmgp_api.accountability.set_up import two_people
from wbmgp_api.accountability.use import Use
from wbmgp_engine.permits.outcome import Advice

_ASKED_FOR: Final = (
    Section("15", "Rechten van betrokkenen", (), (
        "Hoe en binnen welke tijd behandelt de gemeente een verzoek over deze rechten, en welke beperking (art. 41 UAVG) past zij toe?",
    )),
    Section("15.1", "Inzage", (
        Fact("inzage", "Een dossier is in zijn geheel uit te geven, elk stuk met zijn controlegetal, en ook wie er wanneer in keek."),
        held("wie_gebruikte"),
        Fact("inzage.nummer", "Iemands zaken zijn te vinden op het burgerservicenummer, als dat bij de zaak is opgegeven."),
    )),
    Section("15.2", "Verbeteren en aanvullen", (
        Fact("verbeteren", "Een verbetering is een nieuwe versie met een reden; een ontwerpbesluit op de oude gegevens vervalt. Wat er eerst"
             " stond, blijft te zien."),
    )),
    Section("15.3", "Wissen", (
        Fact("wissen", "Gegevens zijn per categorie te wissen op verzoek van de betrokkene. Dat vraagt twee mensen. De gegevens en hun"
             " sleutel verdwijnen."),
        Fact("wissen.blijft", "Wat blijft: dat er iets was en wanneer het is gewist, zonder inhoud."),
    )),
    Section("15.4", "Beperken", (Fact("beperken", "De software heeft geen eigen stap om een verwerking te beperken."),)),
    Section("15.5", "Meenemen", (
        Fact("meenemen", "Geen verwerking rust op toestemming of op een overeenkomst; zie 11."),
    ), ("Ziet de gemeente toch reden om gegevens over te dragen?",)),
)  # fmt: skip
_TOLD_AND_CONTESTED: Final = (
    Section("15.7", "Bezwaar maken", (
        Fact("bezwaar", "Bezwaar tegen een besluit is een stap in de zaak; over dat bezwaar beslist een ander dan wie het besluit vaststelde."),
    ), ("Hoe behandelt de gemeente bezwaar tegen de verwerking zelf (art. 21 AVG)?",)),
    Section("15.8", "Duidelijke informatie", (
        Fact("informatie", "Pagina's zonder inlog leggen uit hoe het advies ontstaat, welke gegevens de regels kunnen vragen en hoe iemand zich op de"
             " hardheidsclausule beroept."),
        Fact("informatie.besluit", "Elk besluit noemt de gegevens die meetelden, de regels, de afweging en hoe iemand bezwaar maakt."),
    ), ("Waar en wanneer vertelt de gemeente mensen over deze verwerking (art. 13 en 14 AVG)?",)),
)  # fmt: skip


def rights_sections(use: Use) -> tuple[Section, ...]:
    """Section 15 with one part for each right."""
    return (*_ASKED_FOR, _automated(use), *_TOLD_AND_CONTESTED)


def _automated(use: Use) -> Section:
    advices = len(get_args(Advice))
    return Section("15.6", "Geen besluit door een computer alleen", (
        Fact("advies", f"De uitkomst van de software is altijd een van {advices} adviezen. Een besluit bestaat pas als een mens het vaststelt.", advices),
        Fact("advies.twee", two_people(use.settings), use.settings.four_eyes, "WBMGP_FOUR_EYES"),
        Fact("advies.afwijken", "Volgen en afwijken kan allebei; afwijken vraagt redenen, en een weigering vraagt altijd een eigen motivering."),
        Fact("advies.gevolgd", "Hoe vaak het advies wordt gevolgd, staat bij 1 als er aantallen zijn."),
    ), ("Kijken medewerkers echt zelf, met genoeg tijd en kennis om af te wijken?",))  # fmt: skip
