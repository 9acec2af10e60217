"""What things are called on the pages: the words of the engine where it has them, and else ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_engine.permits.texts import FACT, GATE, GROUND, ROLE, SUPPLIER, VERDICT

_STATUS: Final = {
    "ontvangen": N_("Ontvangen"), "onvolledig": N_("Wacht op aanvulling"), "volledig": N_("Volledig"),
    "onderzoek": N_("Onderzoek loopt"), "concept": N_("Concept ligt klaar"), "besloten": N_("Besloten"),
    "verzonden": N_("Verzonden"), "bezwaar": N_("In bezwaar"), "beroep": N_("In beroep"),
    "onherroepelijk": N_("Onherroepelijk"), "bewaring": N_("In bewaring"), "ingetrokken": N_("Ingetrokken"),
    "buiten_behandeling": N_("Buiten behandeling"),
}  # fmt: skip
_OUTCOME: Final = {
    "geen_vergunning_nodig": N_("Geen vergunning nodig"), "verlenen": N_("Verlenen"),
    "verlenen_met_voorschriften": N_("Verlenen met voorschriften"), "weigeren": N_("Weigeren"),
    "aanvullen": N_("Gegevens aanvullen"), "beoordelen": N_("Een mens moet oordelen"),
    "buiten_behandeling": N_("Buiten behandeling laten"),
}  # fmt: skip
_STEP: Final = {
    "intake": N_("Aanvraag innemen"), "correctie": N_("Gegevens verbeteren"), "toetsing": N_("Toetsen"),
    "neem_in_behandeling": N_("In behandeling nemen"), "geef_vrij": N_("Vrijgeven"), "bewijsstuk": N_("Bewijsstuk vastleggen"),
    "vraag_aanvulling": N_("Aanvulling vragen"), "verklaar_volledig": N_("Volledig verklaren"),
    "vraag_onderzoek": N_("Onderzoek vragen aan de burgemeester"), "meld_onderzoek": N_("Uitkomst van het onderzoek melden"),
    "schort_op": N_("Termijn opschorten"), "verleng_termijn": N_("Termijn verlengen"),
    "verbeter_verlenging": N_("Bericht van verlenging verbeteren"), "stel_in_gebreke": N_("Ingebrekestelling vastleggen"),
    "concept": N_("Ontwerpbesluit opstellen"), "wijs_terug": N_("Ontwerp terugwijzen"), "stel_vast": N_("Besluit vaststellen"),
    "verzend": N_("Besluit verzenden"), "draag_over": N_("Dossier overdragen"), "trek_in": N_("Aanvraag intrekken"),
    "laat_buiten_behandeling": N_("Buiten behandeling laten"), "hervat": N_("Behandeling hervatten"),
    "bezwaar": N_("Bezwaar vastleggen"), "beslis_op_bezwaar": N_("Op het bezwaar beslissen"),
    "stel_commissie_in": N_("Adviescommissie instellen"), "verdaag_bezwaar": N_("Beslissing op bezwaar verdagen"),
    "hoor": N_("Hoorzitting vastleggen"), "zie_af_van_horen": N_("Afzien van horen"), "beroep": N_("Beroep vastleggen"),
    "trek_beroep_in": N_("Intrekking van het beroep vastleggen"), "uitspraak": N_("Uitspraak vastleggen"),
    "vernietiging": N_("Vernietiging vastleggen"), "verklaar_onherroepelijk": N_("Onherroepelijk verklaren"),
    "bewaar": N_("In bewaring geven"), "trek_vergunning_in": N_("Vergunning intrekken"),
}  # fmt: skip
_TERM: Final = {
    "beslissen": N_("Beslissen op de aanvraag"), "aanvullen": N_("Aanvullen door de aanvrager"),
    "niet_behandelen": N_("Buiten behandeling laten"), "bezwaar": N_("Bezwaar maken"), "beroep": N_("Beroep instellen"),
    "hoger_beroep": N_("Hoger beroep instellen"), "beslissen_op_bezwaar": N_("Beslissen op het bezwaar"),
    "overdragen": N_("Dossier overdragen"),
}  # fmt: skip
_PAPER: Final = {
    "legitimatie": N_("Geldig legitimatiebewijs"), "verblijfsdocument": N_("Verblijfsdocument"),
    "uittreksel_brp": N_("Uittreksel BRP met adreshistorie"), "inkomensverklaring": N_("Inkomensverklaring"),
    "loonstroken": N_("Loonstroken van drie maanden"), "bankafschriften": N_("Bankafschriften van drie maanden"),
    "winst_en_verlies": N_("Winst- en verliesrekening met inschrijving KvK"),
    "uitkering_of_pensioen": N_("Uitkering of pensioen, drie maanden"), "studiefinanciering": N_("Bericht van DUO"),
    "voorrangskenmerk": N_("Bewijs van het voorrangskenmerk"), "woonverklaring": N_("Woonverklaring van de burgemeester"),
    "vog": N_("Verklaring omtrent het gedrag"), "hardheid": N_("Bewijs bij een beroep op de hardheidsclausule"),
}  # fmt: skip
_ROLE_HERE: Final = {
    Role.DESK.value: N_("balie"), Role.REVIEWER.value: N_("beoordelaar"), Role.MAYOR.value: N_("burgemeester"),
    Role.COUNCIL.value: N_("raad"), Role.LAWYER.value: N_("jurist"), Role.AUDITOR.value: N_("auditor"),
    Role.RULES.value: N_("regelbeheer"), Role.PRIVACY.value: N_("functionaris gegevensbescherming"),
    Role.LANDLORD.value: N_("corporatie"), Role.OPERATOR.value: N_("beheer"),
}  # fmt: skip
_OURS: Final[Mapping[str, Mapping[str, str]]] = {
    "status": _STATUS, "outcome": _OUTCOME, "step": _STEP, "term": _TERM, "role": _ROLE_HERE, "paper": _PAPER,
    "relation": {"volgt": N_("Volgt het advies"), "wijkt_af": N_("Wijkt af van het advies")},
    "judgement": {
        "gegrond": N_("gegrond"), "ongegrond": N_("ongegrond"), "niet_ontvankelijk": N_("niet-ontvankelijk"),
        "zelf_voorzien": N_("de rechter voorzag zelf"),
    },
    "reason": {
        "feiten_onjuist": N_("De feiten kloppen niet"), "bewijs_niet_gezien": N_("Een bewijsstuk is niet meegewogen"),
        "uitleg_van_de_regels": N_("De regels zijn verkeerd uitgelegd"), "hardheid": N_("Hardheid: het pakt onbillijk uit"),
        "onevenredig": N_("De gevolgen zijn te zwaar"), "motivering": N_("Het besluit legt te weinig uit"),
        "procedure": N_("De gang van zaken klopte niet"), "anders": N_("Iets anders"),
    },
    "signal": {"binnenkort": N_("Binnenkort"), "verstreken": N_("Te laat")},
}  # fmt: skip
_OF_THE_ENGINE: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "ground": GROUND, "gate": GATE, "verdict": VERDICT, "supplier": SUPPLIER, "person": ROLE, "fact": FACT,
}  # fmt: skip


def name_of(tongue: Tongue, kind: str, key: str) -> str:
    """What something is called; a name that nobody gave reads as its key, without the signs of a key.

    >>> name_of(Tongue("en"), "verdict", "voldaan"), name_of(Tongue("nl"), "status", "nog_niet_bedacht")
    ('met', 'nog niet bedacht')
    """
    if kind in _OURS:
        found = _OURS[kind].get(key)
        return tongue.gettext(found) if found else key.replace("_", " ")
    words = _OF_THE_ENGINE[kind].get(key)
    return words[tongue.language] if words else key.replace("_", " ")
