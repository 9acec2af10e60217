"""The sentences around an answer, in Dutch (B1) and English. What the law says stands in the rules, not here."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

Language = Literal["nl", "en"]

RESULT: Final = {
    "geen_vergunning_nodig": {
        "nl": "Op grond van de Wbmgp is geen vergunning nodig. Een gewone huisvestingsvergunning kan wel nodig zijn; vraag dat na bij de gemeente.",
        "en": "No permit is needed under the Wbmgp. An ordinary housing permit may still be needed; ask the municipality.",
    },
    "verlenen": {"nl": "Advies: verleen de vergunning.", "en": "Advice: grant the permit."},
    "verlenen_met_voorschriften": {
        "nl": "Advies: verleen de vergunning, met voorschriften.",
        "en": "Advice: grant the permit, with conditions.",
    },
    "aanvullen": {
        "nl": "Er kan nog geen advies worden gegeven: er ontbreken gegevens. Zonder die gegevens wordt niets geweigerd.",
        "en": "No advice can be given yet: data are missing. Nothing is refused for want of them.",
    },
    "beoordelen": {
        "nl": "Een mens moet nu oordelen. Er is een reden om te weigeren of om voorschriften te stellen, maar nog niet alles is gedaan wat daarvoor moet.",
        "en": "A person has to judge now. There is a reason to refuse or to attach conditions, but not everything that must come first has been done.",
    },
    "weigeren": {
        "nl": "Advies: de vergunning kan worden geweigerd. Een mens beslist en geeft de redenen.",
        "en": "Advice: the permit can be refused. A person decides and gives the reasons.",
    },
}  # fmt: skip

VERDICT: Final = {
    "voldaan": {"nl": "voldaan", "en": "met"},
    "niet_voldaan": {"nl": "niet voldaan", "en": "not met"},
    "onbekend": {"nl": "nog niet bekend", "en": "not known yet"},
    "niet_van_toepassing": {"nl": "speelt niet", "en": "does not apply"},
}

GROUND: Final = {
    "toepassingsbereik": {"nl": "Geldt de Wbmgp hier?", "en": "Does the Wbmgp apply here?"},
    "rechtmatig_verblijf": {"nl": "Rechtmatig verblijf", "en": "Lawful residence"},
    "artikel_8": {
        "nl": "Wonen in de regio of soort inkomen (artikel 8)",
        "en": "Residence in the region or kind of income (article 8)",
    },
    "artikel_9": {"nl": "Voorrang (artikel 9)", "en": "Priority (article 9)"},
    "artikel_10": {"nl": "Onderzoek van artikel 10", "en": "Screening of article 10"},
    "hardheidsclausule": {"nl": "Hardheidsclausule", "en": "Hardship clause"},
}

GATE: Final = {
    "hardheidsclausule": {"nl": "de hardheidsclausule bekijken", "en": "consider the hardship clause"},
    "hoorplicht": {"nl": "de aanvrager de kans geven om te worden gehoord", "en": "offer the applicant a hearing"},
    "weging_10b": {"nl": "alle vijf criteria van artikel 10b lid 4 wegen", "en": "weigh all five criteria of article 10b(4)"},
    "voorrang": {"nl": "kiezen tussen deze aanvrager en een woningzoekende met voorrang", "en": "choose between this applicant and a seeker with priority"},
    "samenloop": {"nl": "nagaan of artikel 15 lid 3 of 5 Huisvestingswet 2014 weigeren verbiedt", "en": "find out whether article 15(3) or (5) Huisvestingswet 2014 forbids a refusal"},
    "motivering": {"nl": "redenen geven bij een oordeel", "en": "give reasons for a judgement"},
    "mandaat": {"nl": "noemen wie het oordeel gaf", "en": "name who gave the judgement"},
}  # fmt: skip

FACT: Final = {
    "onafgebroken_ingezetene_vanaf": {
        "nl": "onafgebroken in de regio sinds",
        "en": "in the region without interruption since",
    },
    "verblijf_onderbroken_door": {"nl": "daarvoor", "en": "before that"},
    "inkomen": {"nl": "soort inkomen", "en": "kind of income"},
    "geboortedatum": {"nl": "geboortedatum", "en": "date of birth"},
    "vog": {"nl": "verklaring omtrent het gedrag", "en": "certificate of conduct"},
    "kandidaten_met_voorrang": {
        "nl": "een ander met voorrang wil de woning",
        "en": "somebody with priority wants the dwelling",
    },
    "woonverklaring": {"nl": "woonverklaring van de burgemeester", "en": "the mayor's woonverklaring"},
    "rechtmatig_verblijf": {"nl": "rechtmatig verblijf", "en": "lawful residence"},
    "verhuurder": {"nl": "verhuurder", "en": "landlord"},
    "soort_woonruimte": {"nl": "soort woonruimte", "en": "kind of dwelling"},
    "huurprijs": {"nl": "huurprijs (eurocent per maand)", "en": "rent (eurocents a month)"},
}

ROLE: Final = {
    "aanvrager": {"nl": "de aanvrager", "en": "the applicant"},
    "partner": {"nl": "de partner", "en": "the partner"},
    "kind": {"nl": "het kind", "en": "the child"},
    "medebewoner": {"nl": "de medebewoner", "en": "the other resident"},
}

SUPPLIER: Final = {
    "aanvrager": {"nl": "de aanvrager", "en": "the applicant"},
    "brp": {"nl": "de basisregistratie personen", "en": "the personal records database"},
    "gemeente": {"nl": "de gemeente", "en": "the municipality"},
    "burgemeester": {"nl": "de burgemeester", "en": "the mayor"},
    "burgemeester_en_wethouders": {"nl": "burgemeester en wethouders", "en": "the municipal executive"},
    "verhuurder": {"nl": "de verhuurder", "en": "the landlord"},
}

HEADING: Final = {
    "why": {"nl": "Waarom", "en": "Why"},
    "open": {"nl": "Wat eerst moet gebeuren", "en": "What must happen first"},
    "missing": {"nl": "Wat ontbreekt", "en": "What is missing"},
    "conditions": {"nl": "Voorschriften", "en": "Conditions"},
    "remarks": {"nl": "Opmerkingen", "en": "Remarks"},
    "change": {"nl": "Wanneer zou het anders zijn", "en": "When it would be different"},
    "next": {"nl": "Wat kunt u doen", "en": "What you can do"},
    "law": {"nl": "Recht", "en": "Law"},
}

PHRASE: Final = {
    "source": {"nl": "bron", "en": "source"},
    "asked_of": {"nl": "vraag aan {who}, op grond van {basis}", "en": "asked of {who}, on the ground of {basis}"},
    "by": {"nl": "door {who}; {basis}", "en": "by {who}; {basis}"},
    "safeguard": {"nl": "een waarborg van dit programma", "en": "a safeguard of this program"},
    "earliest": {"nl": "Vanaf {day} is de uitkomst 'verlenen' door de tijd alleen, als de aanvrager in de regio blijft wonen en de regels gelijk blijven.", "en": "From {day} on time alone leads to a grant, if the applicant goes on living in the region and the rules stay the same."},
    "if_date": {"nl": "bij een aanvraag op {day}", "en": "with an application on {day}"},
    "if_income": {"nl": "als {person} inkomen heeft van een van deze soorten: {kinds}", "en": "if {person} has income of one of these kinds: {kinds}"},
    "if_traits": {"nl": "als de aanvrager een van deze kenmerken heeft: {kinds}", "en": "if the applicant has one of these traits: {kinds}"},
    "and": {"nl": " en ", "en": " and "},
    "or": {"nl": ", ", "en": ", "},
    "law_of": {"nl": "Beoordeeld naar het recht van {day}. Regelboek {hash}.", "en": "Assessed under the law of {day}. Rule book {hash}."},
    "own_words": {"nl": "Dit is een advies. Een mens beslist.", "en": "This is advice. A person decides."},
}  # fmt: skip

NEXT: Final = {
    "hardship": {
        "nl": "U kunt zeggen waarom weigeren voor u heel onbillijk zou zijn. Noem uw omstandigheden en stuur bewijs mee. Dat kan altijd voor het besluit.",
        "en": "You can say why a refusal would be very unfair to you. State your circumstances and send evidence. You can always do so before the decision.",
    },
    "objection": {
        "nl": "Krijgt u een besluit waarmee u het niet eens bent? Dan kunt u binnen zes weken bezwaar maken (art. 6:7 Awb). De termijn begint op de dag na de bekendmaking.",
        "en": "Do you disagree with the decision you receive? You can object within six weeks (art. 6:7 Awb). The term starts on the day after notification.",
    },
    "lease": {
        "nl": "Teken het huurcontract pas als de vergunning er is.",
        "en": "Do not sign the lease before you have the permit.",
    },
    "answer": {"nl": "Geef de gegevens die hierboven ontbreken.", "en": "Supply the data that are missing above."},
}  # fmt: skip

_MONTHS: Final = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def day_in_words(day: date, language: Language) -> str:
    """A date as people write it.

    >>> day_in_words(date(2011, 5, 25), "nl")
    '25 mei 2011'
    """
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def value_in_words(value: Any, language: Language) -> str:
    """A value of a fact as people write it."""
    if isinstance(value, bool):
        return {"nl": ("nee", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, date):
        return day_in_words(value, language)
    if isinstance(value, list):
        return ", ".join(value_in_words(item, language) for item in value) or {"nl": "geen", "en": "none"}[language]
    return {"nl": "geen", "en": "none"}[language] if value is None else str(value).replace("_", " ")
