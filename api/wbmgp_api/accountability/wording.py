"""What the words of the rules on processing are called in a document that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

# In the order in which a case goes, and not that of the alphabet.
ACTIVITIES: Final = (
    "aanvraag", "onderzoek", "rechtsbescherming", "uitwisseling", "toezicht", "evaluatie", "archivering", "aanmelding",
    "beheer", "simulatie",
)  # fmt: skip
CATEGORIES: Final[Mapping[str, str]] = {
    "persoon": "geboortedatum, plaats in het huishouden, woongeschiedenis, of iemand in Nederland mag wonen (ja of nee), kenmerken "
    "voor voorrang, de woning, welke bewijsstukken zijn gezien",
    "bsn": "het burgerservicenummer",
    "inkomen": "de soort inkomen, nooit het bedrag",
    "onderzoek": "de uitkomst van het onderzoek van artikel 10 per persoon, en voorschriften; nooit wat de politie vond",
    "beoordeling": "soort en dag van de aanvraag, het advies, het oordeel per grond, de termijn",
    "motivering": "wat is geschreven over hardheid, voorrang en afweging, en de redenen van besluiten",
    "spoor": "wat de software las en hoe zij tot het advies kwam; herhaalt gegevens uit de andere categorieën",
    "medewerker": "een verwijzing naar de medewerker, de rol, en wat die wanneer deed",
}
PEOPLE: Final[Mapping[str, str]] = {
    "aanvrager": "aanvragers", "medebewoner": "wie met de aanvrager gaan wonen", "verhuurder": "verhuurders",
    "gemandateerde": "wie namens een gemandateerde eigenaar werken", "medewerker": "medewerkers van de gemeente",
}  # fmt: skip
RECIPIENTS: Final[Mapping[str, str]] = {
    "aanvrager": "de aanvrager", "archivaris": "de archivaris", "bestuursrechter": "de bestuursrechter",
    "bezwaarcommissie": "de bezwaarschriftencommissie", "bezwaarorgaan": "wie op het bezwaar beslist",
    "burgemeester": "de burgemeester", "college": "burgemeester en wethouders",
    "fg": "de functionaris gegevensbescherming", "gemandateerde_eigenaar": "de eigenaar met mandaat",
    "gemeenteraad": "de gemeenteraad", "minister": "de minister", "verhuurder": "de verhuurder",
    "zaaksysteem": "het zaaksysteem van de gemeente",
}  # fmt: skip
BASES: Final[Mapping[str, str]] = {
    "LegalObligation": "wettelijke verplichting",
    "OfficialAuthorityOfController": "taak van algemeen belang of openbaar gezag",
}
SPECIAL: Final[Mapping[str, str]] = {
    "gezondheid": "gegevens over gezondheid (af te leiden)",
    "groepskenmerken": "kenmerken van groepen (kunnen bijzondere gegevens zijn)",
    "strafrechtelijk": "strafrechtelijke persoonsgegevens", "nationaal_nummer": "nationaal identificatienummer",
}  # fmt: skip
RESULTS: Final[Mapping[str, str]] = {
    "verleend": "vergunning verleend", "geweigerd": "vergunning geweigerd",
    "ingetrokken": "aanvraag of vergunning ingetrokken", "afgebroken": "aanvraag niet verder behandeld",
    "bezwaar_afgehandeld": "op bezwaar beslist", "bezwaar_niet_ontvankelijk": "bezwaar niet-ontvankelijk",
    "evaluatie": "evaluatie gemaakt", "woonverklaring": "bestand van de burgemeester voor de woonverklaring",
}  # fmt: skip
EVENTS: Final[Mapping[str, str]] = {
    "zaak_afgehandeld": "het einde van de zaak", "object_beeindigd": "het einde van de vergunning of de huur",
    "onherroepelijk": "de dag waarop het besluit niet meer kan veranderen", "evaluatie_afgerond": "het einde van de evaluatie",
}  # fmt: skip
UNTIL: Final[Mapping[str, str]] = {**EVENTS, "onherroepelijk": "het besluit niet meer kan veranderen"}
CERTAINTY: Final[Mapping[str, str]] = {
    "gelezen": "gelezen", "afgeleid": "afgeleid uit wat is gelezen", "uit_geheugen": "nog na te lezen",
}  # fmt: skip
ROLES: Final[Mapping[str, str]] = {
    "balie": "balie", "beoordelaar": "beoordelaar", "burgemeester": "kabinet van de burgemeester", "raad": "raad en griffie",
    "jurist": "jurist", "auditor": "auditor", "regelbeheer": "beheer van regels",
    "fg": "functionaris gegevensbescherming", "corporatie": "eigenaar met mandaat", "beheer": "technisch beheer",
    "systeem": "de software zelf",
}  # fmt: skip


def term(length: int, unit: str, event: str) -> str:
    """Until when something is kept, as people say it.

    >>> term(1, "jaren", "zaak_afgehandeld"), term(42, "dagen", "zaak_afgehandeld"), term(0, "dagen", "onherroepelijk")
    ('1 jaar na het einde van de zaak', '42 dagen na het einde van de zaak', 'tot het besluit niet meer kan veranderen')
    """
    if not length:
        return f"tot {UNTIL[event]}"
    return f"{length} {'jaar' if unit == 'jaren' else 'dagen'} na {EVENTS[event]}"


def listed(words: Mapping[str, str], keys: Iterable[str]) -> str:
    """Several things in one cell or sentence."""
    return "; ".join(words[key] for key in keys)
