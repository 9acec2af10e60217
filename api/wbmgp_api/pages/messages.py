"""What the pages tell that tell one thing: signing in and out, and what went wrong."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.languages import N_

_MESSAGES: Final = {
    "signed_out": (
        N_("U bent afgemeld"),
        N_("Sluit ook uw browser als anderen deze computer gebruiken."),
    ),
    "not_signed_in": (
        N_("U bent niet aangemeld"),
        N_("U hebt zich nog niet aangemeld, of te lang niets gedaan."),
    ),
    "not_begun": (
        N_("Deze aanmelding is niet meer geldig"),
        N_("Een aanmelding geldt tien minuten, één keer, en alleen in de browser waarin u begon."),
    ),
    "denied": (
        N_("U bent niet aangemeld"),
        N_("De aanmelding is afgebroken, of u mag deze dienst niet gebruiken. Vraag dat na bij uw beheerder."),
    ),
    "no_role": (
        N_("U hebt hier geen rol"),
        N_("U bent bekend, maar u hebt in deze dienst geen rol of gemeente. Vraag uw beheerder om een rol."),
    ),
    "not_trusted": (
        N_("Aanmelden is niet gelukt"),
        N_("Het antwoord van de aanmelddienst klopte niet. Er is niets gebeurd. Probeer het opnieuw, of meld het uw beheerder."),
    ),
    "silent": (
        N_("Aanmelden kan nu niet"),
        N_("De aanmelddienst van uw gemeente antwoordt niet. Probeer het over een minuut opnieuw."),
    ),
    "stale_form": (
        N_("Dit formulier is verlopen"),
        N_("Er is niets gebeurd. Ga terug, laad de pagina opnieuw en probeer het nog een keer."),
    ),
    "forbidden": (
        N_("Dit mag u niet"),
        N_("Geen van uw rollen mag deze pagina zien."),
    ),
    "not_found": (
        N_("Deze pagina is er niet"),
        N_("Controleer het adres."),
    ),
    "too_many": (
        N_("Even wachten"),
        N_("Er kwamen te veel verzoeken tegelijk. Probeer het over een minuut opnieuw."),
    ),
    "bad_request": (
        N_("Dit verzoek is niet te lezen"),
        N_("Ga terug en probeer het opnieuw."),
    ),
    "failed": (
        N_("De dienst werkt nu niet"),
        N_("Het ligt niet aan u. Probeer het later opnieuw."),
    ),
}  # fmt: skip
_OF_STATUS: Final = {401: "not_signed_in", 403: "forbidden", 404: "not_found", 405: "not_found", 429: "too_many"}


def message(name: str) -> tuple[str, str]:
    """The title and the text of a message, in Dutch as it is translated."""
    return _MESSAGES[name]


def of_status(status: int) -> str:
    """Which message tells an answer with this status."""
    return _OF_STATUS.get(status, "failed" if status >= 500 else "bad_request")
