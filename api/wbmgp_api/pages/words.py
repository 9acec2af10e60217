"""What the pages say, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.languages import LANGUAGES, Language

_ROLES: Final = {
    Role.DESK: ("balie", "desk"), Role.REVIEWER: ("beoordelaar", "reviewer"), Role.MAYOR: ("burgemeester", "mayor"),
    Role.COUNCIL: ("raad", "council"), Role.LAWYER: ("jurist", "lawyer"), Role.AUDITOR: ("auditor", "auditor"),
    Role.RULES: ("regelbeheer", "keeper of the rules"), Role.PRIVACY: ("functionaris gegevensbescherming", "data protection officer"),
    Role.LANDLORD: ("corporatie", "housing association"), Role.OPERATOR: ("beheer", "operator"),
}  # fmt: skip
_WORDS: Final = {
    "service": ("Huisvestingsvergunning Wbmgp", "Housing permits under the Wbmgp"),
    "skip": ("Naar de inhoud", "Skip to the content"),
    "other_language": ("English", "Nederlands"),
    "error": ("Fout", "Error"),
    "who": ("Wie u hier bent", "Who you are here"),
    "name": ("Naam", "Name"),
    "municipality": ("Gemeente", "Municipality"),
    "roles": ("Rollen", "Roles"),
    "ends": ("Aangemeld tot uiterlijk", "Signed in until at the latest"),
    "idle": (
        "Doet u {} minuten niets, dan bent u eerder afgemeld.",
        "If you do nothing for {} minutes, you are signed out sooner.",
    ),
    "sign_out": ("Afmelden", "Sign out"),
    "sign_in": ("Aanmelden", "Sign in"),
    "again": ("Opnieuw aanmelden", "Sign in again"),
    "back": ("Naar uw gegevens", "Back to who you are"),
    "development": ("Aanmelden voor ontwikkeling", "Sign in for development"),
    "made_up": (
        "Deze dienst draait voor ontwikkeling. Kies zelf wie u bent; er wordt niets gecontroleerd.",
        "This service runs for development. Choose who you are; nothing is checked.",
    ),
    "choose_role": ("Kies ten minste één rol.", "Choose at least one role."),
    "choose_name": ("Vul een naam in van hoogstens 100 tekens.", "Fill in a name of at most 100 characters."),
    "choose_municipality": ("Schrijf de gemeente als GM en vier cijfers.", "Write the municipality as GM and four digits."),
}  # fmt: skip
_MESSAGES: Final = {
    "signed_out": (
        ("U bent afgemeld", "Sluit ook uw browser als anderen deze computer gebruiken."),
        ("You are signed out", "Close your browser as well if others use this computer."),
    ),
    "not_signed_in": (
        ("U bent niet aangemeld", "U hebt zich nog niet aangemeld, of te lang niets gedaan."),
        ("You are not signed in", "You did not sign in yet, or did nothing for too long."),
    ),
    "not_begun": (
        ("Deze aanmelding is niet meer geldig", "Een aanmelding geldt tien minuten, één keer, en alleen in de browser waarin u begon."),
        ("This sign-in is not valid any more", "A sign-in counts for ten minutes, once, and only in the browser where you began."),
    ),
    "denied": (
        ("U bent niet aangemeld", "De aanmelding is afgebroken, of u mag deze dienst niet gebruiken. Vraag dat na bij uw beheerder."),
        ("You were not signed in", "Signing in was broken off, or you may not use this service. Ask your administrator."),
    ),
    "no_role": (
        ("U hebt hier geen rol", "U bent bekend, maar u hebt in deze dienst geen rol of gemeente. Vraag uw beheerder om een rol."),
        ("You have no role here", "You are known, but you have no role or municipality in this service. Ask your administrator for a role."),
    ),
    "not_trusted": (
        ("Aanmelden is niet gelukt", "Het antwoord van de aanmelddienst klopte niet. Er is niets gebeurd. Probeer het opnieuw, of meld het uw beheerder."),
        ("Signing in did not succeed", "The answer of the sign-in service was not right. Nothing happened. Try again, or tell your administrator."),
    ),
    "silent": (
        ("Aanmelden kan nu niet", "De aanmelddienst van uw gemeente antwoordt niet. Probeer het over een minuut opnieuw."),
        ("You cannot sign in now", "The sign-in service of your municipality does not answer. Try again in a minute."),
    ),
    "stale_form": (
        ("Dit formulier is verlopen", "Er is niets gebeurd. Ga terug, laad de pagina opnieuw en probeer het nog een keer."),
        ("This form is out of date", "Nothing happened. Go back, load the page again and try once more."),
    ),
    "forbidden": (
        ("Dit mag u niet", "Geen van uw rollen mag deze pagina zien."),
        ("You may not do this", "None of your roles may see this page."),
    ),
    "not_found": (
        ("Deze pagina is er niet", "Controleer het adres."),
        ("This page is not there", "Check the address."),
    ),
    "too_many": (
        ("Even wachten", "Er kwamen te veel verzoeken tegelijk. Probeer het over een minuut opnieuw."),
        ("Please wait", "Too many requests came at once. Try again in a minute."),
    ),
    "bad_request": (
        ("Dit verzoek is niet te lezen", "Ga terug en probeer het opnieuw."),
        ("This request cannot be read", "Go back and try again."),
    ),
    "failed": (
        ("De dienst werkt nu niet", "Het ligt niet aan u. Probeer het later opnieuw."),
        ("The service does not work now", "It is not your doing. Try again later."),
    ),
}  # fmt: skip
_OF_STATUS: Final = {401: "not_signed_in", 403: "forbidden", 404: "not_found", 405: "not_found", 429: "too_many"}


def words(language: Language) -> Mapping[str, str]:
    """The words of a page in one of the languages."""
    at = LANGUAGES.index(language)
    return MappingProxyType({name: both[at] for name, both in _WORDS.items()})


def message(language: Language, name: str) -> tuple[str, str]:
    """The title and the text of a message."""
    return _MESSAGES[name][LANGUAGES.index(language)]


def of_status(status: int) -> str:
    """Which message tells an answer with this status."""
    return _OF_STATUS.get(status, "failed" if status >= 500 else "bad_request")


def role_name(language: Language, role: Role) -> str:
    """A role in words."""
    return _ROLES[role][LANGUAGES.index(language)]
