"""What exchange refuses, in Dutch: part of the table of all faults."""

from __future__ import annotations

from typing import Final

FAULTS: Final = {
    "no_brp_answer": (
        "Dit is geen antwoord van de BRP dat wij lezen.",
        "Stuur het antwoord op verblijfplaatshistorie (BRP historie bevragen 2) of op RaadpleegMetBurgerservicenummer (BRP personen bevragen 2).",
    ),
    "one_person": ("Dit antwoord gaat over {count} personen.", "Geef een antwoord over één persoon."),
    "no_submission": (
        "Dit is geen inzending van Open Formulieren.",
        "Stuur de inzending met data en submission_id, of met values en metadata.",
    ),
    "no_reference": ("De inzending heeft geen kenmerk.", "Geef submission_id, of public_reference bij metadata."),
    "no_form": ("Deze inzending noemt geen formulier dat gekoppeld is.", "Koppel het formulier: {known}."),
}  # fmt: skip
