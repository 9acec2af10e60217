"""The sentences around an answer, in Dutch (B1) and English. What the law says stands in the rules, not here."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from wbmgp_engine.facts.wording import Language, day_in_words

if TYPE_CHECKING:
    from wbmgp_engine.facts import Application

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
        "nl": "Een mens moet nu oordelen. Er is een reden om te weigeren of om voorschriften te stellen, maar eerst moet dit nog gebeuren: {gates}.",
        "en": "A person has to judge now. There is a reason to refuse or to attach conditions, but this comes first: {gates}.",
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
    "toepassingsbereik": {"nl": "Toepassing van de Wbmgp", "en": "Scope of the Wbmgp"},
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
    "motivering": {
        "nl": "de redenen opschrijven van het oordeel over hardheid, voorrang of inkomen (invullen bij motivering)",
        "en": "write down the reasons of the judgement on hardship, priority or income (fill in motivering)",
    },
    "mandaat": {
        "nl": "opschrijven wie oordeelde over hardheid, voorrang of inkomen, met naam of functie (invullen bij beslisser)",
        "en": "write down who judged on hardship, priority or income, by name or position (fill in beslisser)",
    },
}  # fmt: skip

# A fact that is missing, where its label does not read on with who it is about.
MISSING: Final = {
    "onafgebroken_ingezetene_vanaf": {
        "nl": "sinds wanneer {who} onafgebroken in de regio woont",
        "en": "since when {who} has lived in the region without interruption",
    },
}

# In which field of an application that is told which closes a gate, and how.
GATE_FIELD: Final = {
    "hardheidsclausule": "hardheid[].oordeel", "hoorplicht": "onderzoek.gehoord", "weging_10b": "onderzoek.weging",
    "voorrang": "voorrang.oordeel", "samenloop": "uitzondering15", "motivering": "motivering", "mandaat": "beslisser",
}  # fmt: skip

GATE_ASKS: Final = {
    "hardheidsclausule": {
        "nl": "Bekijk of een weigering heel onbillijk is voor de aanvrager. Vul bij hardheid in: de grond, het oordeel (onbillijk of niet_onbillijk), de motivering en de beslisser.",
        "en": "Consider whether a refusal is very unfair to the applicant. Fill in at hardheid: grond, oordeel (onbillijk or niet_onbillijk), motivering and beslisser.",
    },
    "hoorplicht": {
        "nl": "Geef de aanvrager de kans om te worden gehoord. Vul daarna true in bij onderzoek.gehoord.",
        "en": "Offer the applicant a hearing. Then fill in true at onderzoek.gehoord.",
    },
    "weging_10b": {
        "nl": "Weeg alle vijf criteria van artikel 10b lid 4. Vul bij onderzoek.weging voor a tot en met e gewogen in.",
        "en": "Weigh all five criteria of article 10b(4). Fill in gewogen at onderzoek.weging for a to e.",
    },
    "voorrang": {
        "nl": "Kies tussen deze aanvrager en een woningzoekende met voorrang. Vul bij voorrang in: het oordeel (verlenen of aan_ander), de motivering en de beslisser.",
        "en": "Choose between this applicant and a seeker with priority. Fill in at voorrang: oordeel (verlenen or aan_ander), motivering and beslisser.",
    },
    "samenloop": {
        "nl": "Ga na of artikel 15 lid 3 of 5 Huisvestingswet 2014 weigeren hier verbiedt. Vul bij uitzondering15 true of false in; welk geval het is, hoeft niet.",
        "en": "Find out whether article 15(3) or (5) Huisvestingswet 2014 forbids a refusal here. Fill in true or false at uitzondering15; which case it is need not be told.",
    },
    "motivering": {
        "nl": "Schrijf de redenen op van elk oordeel over hardheid, voorrang of inkomen. Vul ze in bij motivering.",
        "en": "Write down the reasons of each judgement on hardship, priority or income. Fill them in at motivering.",
    },
    "mandaat": {
        "nl": "Schrijf op wie elk oordeel over hardheid, voorrang of inkomen gaf. Vul de naam of de functie in bij beslisser.",
        "en": "Write down who gave each judgement on hardship, priority or income. Fill in the name or position at beslisser.",
    },
}  # fmt: skip

GATE_STAYS: Final = {
    "nl": "Nog nodig: {what}. Zolang dit zo is bekend, kan niet worden geweigerd. Verlenen kan wel, als u van het advies afwijkt en de redenen opschrijft.",
    "en": "Still needed: {what}. As long as this is what is known, a refusal cannot be recorded. A grant can, if you deviate from the advice and write down the reasons.",
}  # fmt: skip

FACT: Final = {
    "onafgebroken_ingezetene_vanaf": {
        "nl": "onafgebroken in de regio sinds",
        "en": "in the region without interruption since",
    },
    "regeling_buiten_register": {
        "nl": "welke aanwijzingen en welke verordening er zijn",
        "en": "which designations and which ordinance there are",
    },
    "oude_aanwijzing_geeft_voorrang": {
        "nl": "of een aanwijzing van voor 2017 ook voor artikel 9 telt (de wet zegt dit niet)",
        "en": "whether a designation from before 2017 also counts for article 9 (the act does not say)",
    },
    "aanwijzingen": {
        "nl": "de dagen van de aanwijzing",
        "en": "the days of the designation",
    },
    "instrument_van_de_aanwijzing": {
        "nl": "welk onderzoek de aanwijzing noemt",
        "en": "which screening the designation names",
    },
    "gedragingen_alsnog_genoemd": {
        "nl": "of de verordening toch gedragingen laat meetellen",
        "en": "whether the ordinance lets behaviours count after all",
    },
    "in_gebied": {"nl": "in welk gebied de woning ligt", "en": "in which area the dwelling lies"},
    "categorieen": {"nl": "voor welke woningen de verordening geldt", "en": "for which dwellings the ordinance holds"},
    "latere_inwoning_geregeld": {
        "nl": "of de verordening ook latere inwoning noemt",
        "en": "whether the ordinance names later move-in too",
    },
    "regio": {"nl": "welke gemeenten de regio vormen", "en": "which municipalities form the region"},
    "verblijf_onderbroken_door": {"nl": "daarvoor", "en": "before that"},
    "inkomen": {"nl": "soort inkomen", "en": "kind of income"},
    "telt_mee": {
        "nl": "het oordeel of een inkomen dat niet op de lijst staat meetelt",
        "en": "the judgement whether an income that is not on the list counts",
    },
    "geboortedatum": {"nl": "geboortedatum", "en": "date of birth"},
    "vog": {"nl": "verklaring omtrent het gedrag", "en": "certificate of conduct"},
    "kandidaten_met_voorrang": {
        "nl": "een ander met voorrang wil de woning",
        "en": "somebody with priority wants the dwelling",
    },
    "woonverklaring": {"nl": "woonverklaring van de burgemeester", "en": "the mayor's woonverklaring"},
    "rechtmatig_verblijf": {"nl": "rechtmatig verblijf", "en": "lawful residence"},
    "inkomenstoets": {"nl": "wiens inkomen telt", "en": "whose income counts"},
    "verblijfstoets": {"nl": "wiens verblijf telt", "en": "whose residence counts"},
    "verordening_van": {"nl": "verordening sinds", "en": "ordinance since"},
    "verordening_tot": {"nl": "verordening tot", "en": "ordinance until"},
    "voorrangskenmerken": {"nl": "kenmerken met voorrang", "en": "traits with priority"},
    "kenmerken": {"nl": "kenmerken van de aanvrager", "en": "traits of the applicant"},
    "gehoord": {"nl": "kans gekregen om te worden gehoord", "en": "hearing offered"},
    "verhuurder": {"nl": "verhuurder", "en": "landlord"},
    "soort_woonruimte": {"nl": "soort woonruimte", "en": "kind of dwelling"},
    "huurprijs": {"nl": "huurprijs per maand", "en": "rent a month"},
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
    "proportionality": {
        "nl": "Evenredigheid in dit geval: nog op te schrijven, met bron en naam",
        "en": "Proportionality in this case: still to be written down, with source and name",
    },
    "conditions": {"nl": "Voorschriften", "en": "Conditions"},
    "remarks": {"nl": "Opmerkingen", "en": "Remarks"},
    "change": {"nl": "Wanneer zou het anders zijn", "en": "When it would be different"},
    "next": {"nl": "Voor de aanvrager: wat u kunt doen", "en": "For the applicant: what you can do"},
    "law": {"nl": "Recht", "en": "Law"},
}

PHRASE: Final = {
    "source": {"nl": "bron", "en": "source"},
    "asked_of": {"nl": "vraag aan {who}, op grond van {basis}", "en": "asked of {who}, on the ground of {basis}"},
    "key": {"nl": "; in te vullen bij {keys}", "en": "; to be filled in at {keys}"},
    "by": {"nl": "door {who}; {basis}", "en": "by {who}; {basis}"},
    "safeguard": {"nl": "een waarborg van dit programma", "en": "a safeguard of this program"},
    "subject": {
        "nl": "Aanvraag {reference} van {day} in {place}.",
        "en": "Application {reference} of {day} in {place}.",
    },
    "earliest": {"nl": "Bij een aanvraag vanaf {day} is de uitkomst 'verlenen', {provided}.", "en": "With an application from {day} on the outcome is a grant, {provided}."},
    "unchanged": {"nl": "als de aanwijzing, de verordening en de regels gelijk blijven", "en": "if the designation, the ordinance and the rules stay as they are"},
    "if_date": {"nl": "bij een aanvraag op {day}", "en": "with an application on {day}"},
    "if_income": {"nl": "als {person} inkomen heeft van een van deze soorten: {kinds}", "en": "if {person} has income of one of these kinds: {kinds}"},
    "if_traits": {"nl": "als de aanvrager een van deze kenmerken heeft: {kinds}", "en": "if the applicant has one of these traits: {kinds}"},
    "and": {"nl": " en ", "en": " and "},
    "or": {"nl": ", ", "en": ", "},
    "law_of": {"nl": "Beoordeeld naar het recht van {day}. Regelboek {hash} (volledig in de JSON).", "en": "Assessed under the law of {day}. Rule book {hash} (in full in the JSON)."},
    "own_words": {"nl": "Dit is een advies. Een mens beslist.", "en": "This is advice. A person decides."},
}  # fmt: skip

NEXT: Final = {
    "hardship": {
        "nl": "U kunt zeggen waarom weigeren voor u heel onbillijk zou zijn. Noem uw omstandigheden en stuur bewijs mee. Dat kan altijd voor het besluit.",
        "en": "You can say why a refusal would be very unfair to you. State your circumstances and send evidence. You can always do so before the decision.",
    },
    "objection": {
        "nl": "Krijgt u een besluit waarmee u het niet eens bent? Dan kunt u binnen {term} bezwaar maken ({source}). De termijn begint op de dag na de bekendmaking.",
        "en": "Do you disagree with the decision you receive? You can object within {term} ({source}). The term starts on the day after notification.",
    },
    "objection_some_time": {
        "nl": "Krijgt u een besluit waarmee u het niet eens bent? Dan kunt u bezwaar maken. In het besluit staat tot wanneer.",
        "en": "Do you disagree with the decision you receive? You can object. The decision says until when.",
    },
    "lease": {
        "nl": "Teken het huurcontract pas als de vergunning er is.",
        "en": "Do not sign the lease before you have the permit.",
    },
    "move_in": {
        "nl": "Ga pas in de woning wonen als de vergunning er is.",
        "en": "Do not move in before you have the permit.",
    },
    "answer": {"nl": "Stuur de gegevens die hierboven aan u worden gevraagd.", "en": "Send the data that are asked of you above."},
}  # fmt: skip

# What a change would lead to; the words of a result would sound like a second advice.
CHANGE: Final = {
    "verlenen": {"nl": "De vergunning kan worden verleend", "en": "The permit can be granted"},
    "verlenen_met_voorschriften": {
        "nl": "De vergunning kan met voorschriften worden verleend",
        "en": "The permit can be granted with conditions",
    },
    "aanvullen": {
        "nl": "Er is dan geen reden om te weigeren; wel zijn er nog gegevens nodig",
        "en": "There is no reason to refuse then; some data are still needed",
    },
    "geen_vergunning_nodig": {"nl": "Er is dan geen vergunning nodig", "en": "No permit is needed then"},
}  # fmt: skip

BREAK: Final = {
    "begin": {"nl": "geen verblijf opgegeven", "en": "no residence stated"},
    "gat": {"nl": "geen verblijf opgegeven tot {day}", "en": "no residence stated until {day}"},
    "elders": {"nl": "elders ({place}) tot {day}", "en": "elsewhere ({place}) until {day}"},
    "in_onderzoek": {
        "nl": "het verblijf ({place}) is in onderzoek bij de BRP (tot {day})",
        "en": "the residence ({place}) is in research at the BRP (until {day})",
    },
    "plaats_onbekend": {"nl": "op een onbekende plaats tot {day}", "en": "at an unknown place until {day}"},
    "dag_onbekend": {"nl": "de dag is niet bekend ({day})", "en": "the day is not known ({day})"},
}

# Where somebody is who does not live in the region on the day itself.
NOW: Final = {
    "begin": {
        "nl": "volgens de hele opgave nergens ingezetene",
        "en": "resident nowhere, by the whole list that was given",
    },
    "gat": {"nl": "op die dag geen verblijf opgegeven", "en": "no residence stated on that day"},
    "elders": {"nl": "elders ({place})", "en": "elsewhere ({place})"},
    "in_onderzoek": {
        "nl": "het verblijf ({place}) is in onderzoek bij de BRP",
        "en": "the residence ({place}) is in research at the BRP",
    },
    "plaats_onbekend": {"nl": "op een onbekende plaats", "en": "at an unknown place"},
    "dag_onbekend": {"nl": "de dag is niet bekend", "en": "the day is not known"},
}

VALUE: Final = {
    "opgave": "stated",
    "bewijsstuk": "document",
    "aanvrager": "the applicant",
    "een_meerderjarige": "any adult",
    "brp": "personal records database",
    "dienstbetrekking": "employment",
    "zelfstandige": "self-employment",
    "vut": "early retirement",
    "aow": "state pension",
    "pensioen": "pension",
    "studiefinanciering": "student finance",
    "aanspraak_studiefinanciering": "a claim to student finance",
    "bijstand": "social assistance",
    "wia": "disability benefit (WIA)",
    "wajong": "Wajong",
    "ww": "unemployment benefit (WW)",
    "ziektewet": "sickness benefit",
    "anders": "other",
    "particulier": "private",
    "corporatie": "housing corporation",
    "zelfstandig": "self-contained",
    "onzelfstandig": "not self-contained",
    "overgelegd": "handed in",
    "niet_overgelegd": "not handed in",
    "verlenen": "grant",
    "verlenen_met_voorschriften": "grant with conditions",
    "weigeren": "refuse",
}

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONG_AGO: Final = date(1800, 1, 1)


def person_in_words(application: Application, name: str | None, language: Language) -> str:
    """A person by role, as people speak of them: "de aanvrager"; with the id where more persons have that role."""
    role = next((person.role for person in application.household if person.id == name), "medebewoner")
    alone = sum(person.role == role for person in application.household) == 1
    return ROLE[role][language] if alone else f"{ROLE[role][language]} ({name})"


def value_in_words(value: Any, language: Language) -> str:
    """A value of a fact as people write it."""
    if type(value) is str:
        return _text_in_words(value, language)
    match value:
        case bool():
            return {"nl": ("nee", "ja"), "en": ("no", "yes")}[language][value]
        case date():
            return day_in_words(value, language)
        case list():
            return ", ".join(value_in_words(item, language) for item in value) or {"nl": "geen", "en": "none"}[language]
        case {"soort": kind, "plaats": place, "tot": until}:
            return BREAK[kind][language].format(place=place, day=day_in_words(until, language))
        case {"vroegst": earliest, "laatst": latest}:
            return _bounds(earliest, latest, language)
        case None:
            return {"nl": "geen", "en": "none"}[language]
    return _text_in_words(str(value), language)


def _text_in_words(text: str, language: Language) -> str:
    if _DAY.fullmatch(text):
        return day_in_words(date.fromisoformat(text), language)
    return VALUE.get(text, text.replace("_", " ")) if language == "en" else text.replace("_", " ")


def _bounds(earliest: date | None, latest: date | None, language: Language) -> str:
    """Two bounds of a day; a bound that is missing means "perhaps not at all"."""
    first = (
        day_in_words(earliest, language)
        if earliest is not None and earliest > _LONG_AGO
        else {"nl": "onbekend", "en": "unknown"}[language]
    )
    if latest is None:
        return {"nl": f"misschien {first}, misschien niet", "en": f"perhaps {first}, perhaps not at all"}[language]
    words = {"nl": "tussen {first} en {last}", "en": "between {first} and {last}"}[language]
    return words.format(first=first, last=day_in_words(latest, language))
