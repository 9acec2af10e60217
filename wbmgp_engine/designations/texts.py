"""The sentences around the answer to a request for designation, in Dutch (B1) and English. What the law says stands in the rules."""

from __future__ import annotations

from typing import Final

from wbmgp_engine.facts.wording import Language

Words = dict[Language, str]

RESULT: Final[dict[bool, Words]] = {
    True: {
        "nl": "Het verzoek is volledig. Of een aanwijzing nodig en evenredig is, beoordeelt de Minister.",
        "en": "The request is complete. Whether a designation is necessary and proportionate is for the Minister to judge.",
    },
    False: {
        "nl": "Het verzoek is nog niet volledig. Hieronder staat wat er ontbreekt.",
        "en": "The request is not complete yet. What is missing is listed below.",
    },
}

# Said after the parts that are not possible.
BLOCKED: Final[dict[bool, Words]] = {
    True: {"nl": "De stukken zijn wel volledig.", "en": "The documents themselves are complete."},
    False: {
        "nl": "Het verzoek is ook nog niet volledig. Hieronder staat wat er ontbreekt.",
        "en": "The request is not complete yet either. What is missing is listed below.",
    },
}

HEADING: Final[dict[str, Words]] = {
    "missing": {"nl": "Wat ontbreekt", "en": "What is missing"},
    "term": {"nl": "De termijn van de Minister", "en": "The Minister's term"},
    "parts": {"nl": "De onderdelen", "en": "The parts"},
    "criteria": {"nl": "De onderbouwing", "en": "The substantiation"},
    "open": {"nl": "Wat nog openstaat", "en": "What is still open"},
    "questions": {"nl": "Vragen", "en": "Questions"},
    "remarks": {"nl": "Opmerkingen", "en": "Remarks"},
    "law": {"nl": "Recht", "en": "Law"},
}

GROUND: Final[dict[str, Words]] = {
    "artikel_8": {"nl": "artikel 8 (verblijf of soort inkomen)", "en": "article 8 (residence or kind of income)"},
    "artikel_9": {"nl": "artikel 9 (voorrang)", "en": "article 9 (priority)"},
    "artikel_10": {"nl": "artikel 10 (overlast en criminaliteit)", "en": "article 10 (nuisance and crime)"},
}

# A verdict on a part speaks of these four only; it never says that a designation should be given.
VERDICT: Final[dict[str, Words]] = {
    "voldaan": {
        "nl": "mogelijk naar soort, eenheid, termijn en aantal verlengingen",
        "en": "possible by kind, unit, term and number of extensions",
    },
    "niet_voldaan": {"nl": "niet mogelijk", "en": "not possible"},
    "onbekend": {"nl": "nog niet te zeggen", "en": "cannot be said yet"},
}

CRITERION: Final[dict[str, Words]] = {
    "noodzaak": {"nl": "Noodzaak", "en": "Necessity"},
    "geschiktheid": {"nl": "Geschiktheid", "en": "Suitability"},
    "subsidiariteit": {"nl": "Subsidiariteit", "en": "Subsidiarity"},
    "proportionaliteit": {"nl": "Proportionaliteit", "en": "Proportionality"},
    "regionaleMogelijkheden": {"nl": "Mogelijkheden in de regio", "en": "Possibilities in the region"},
    "instrumentkeuze": {"nl": "Keuze van het instrument", "en": "Choice of the instrument"},
    "evaluatie": {"nl": "Evaluatie", "en": "Evaluation"},
}

STATUS: Final[dict[str, Words]] = {
    "ontbreekt": {"nl": "ontbreekt", "en": "missing"},
    "zwak": {"nl": "zwak", "en": "weak"},
    "onderbouwd": {"nl": "onderbouwd", "en": "substantiated"},
    "niet_vereist": {"nl": "niet vereist", "en": "not required"},
}

SUPPLIER: Final[dict[str, Words]] = {
    "gemeente": {"nl": "de gemeente", "en": "the municipality"},
    "griffier": {"nl": "de griffier", "en": "the clerk of the council"},
    "burgemeester": {"nl": "de burgemeester", "en": "the mayor"},
    "gemeenteraad": {"nl": "de gemeenteraad", "en": "the council"},
    "minister": {"nl": "de Minister", "en": "the Minister"},
    "wetgever": {"nl": "de wetgever", "en": "the legislature"},
    "gedeputeerde_staten": {"nl": "gedeputeerde staten", "en": "the provincial executive"},
}

PHRASE: Final[dict[str, Words]] = {
    "subject": {
        "nl": "Verzoek {reference} van de gemeente {municipality}, met {parts}.",
        "en": "Request {reference} of the municipality of {municipality}, with {parts}.",
    },
    "one_part": {"nl": "1 onderdeel", "en": "1 part"},
    "many_parts": {"nl": "{count} onderdelen", "en": "{count} parts"},
    "impossible": {
        "nl": "Niet mogelijk naar het recht van {day}: {parts}.",
        "en": "Not possible under the law of {day}: {parts}.",
    },
    "all_impossible": {
        "nl": "Geen enkel onderdeel is mogelijk naar het recht van {day}.",
        "en": "No part is possible under the law of {day}.",
    },
    "fill_in": {"nl": "Nog in te vullen: {what}", "en": "Still to be filled in: {what}"},
    "undecided_one": {
        "nl": "Van 1 onderdeel is nog niet te zeggen of het mogelijk is.",
        "en": "For 1 part it cannot be said yet whether it is possible.",
    },
    "undecided": {
        "nl": "Van {count} onderdelen is nog niet te zeggen of ze mogelijk zijn.",
        "en": "For {count} parts it cannot be said yet whether they are possible.",
    },
    "part_ground": {"nl": "{area}, {ground}", "en": "{area}, {ground}"},
    "first_term": {"nl": "Dit is een eerste termijn.", "en": "This is a first term."},
    "extension": {"nl": "Dit is verlenging {number}.", "en": "This is extension {number}."},
    "remaining_none": {"nl": "Daarna is geen verlenging meer mogelijk.", "en": "No extension is possible after it."},
    "remaining_one": {"nl": "Daarna is nog 1 verlenging mogelijk.", "en": "1 extension remains after it."},
    "remaining": {
        "nl": "Daarna zijn nog {count} verlengingen mogelijk.",
        "en": "{count} extensions remain after it.",
    },
    "asked_until": {
        "nl": "Gevraagd tot {day} (die dag telt niet meer mee).",
        "en": "Asked until {day} (that day not included).",
    },
    "latest_end": {
        "nl": "Met alle verlengingen, vol en aansluitend, eindigt dit op zijn laatst op {day}.",
        "en": "With every extension, full and adjoining, this ends on {day} at the latest.",
    },
    "readings": {
        "nl": "De wet laat hier twee lezingen toe. Dit programma kiest niet:",
        "en": "The law can be read in two ways here. This program does not choose:",
    },
    "many_readings": {
        "nl": "De wet laat hier {count} lezingen toe. Dit programma kiest niet:",
        "en": "The law can be read in {count} ways here. This program does not choose:",
    },
    "for_parts": {"nl": "voor {parts}", "en": "for {parts}"},
    "and": {"nl": " en ", "en": " and "},
    "substantiated_means": {
        "nl": "Onderbouwd betekent: er staat een stelling met wat daarbij hoort. Of dat genoeg is, beoordeelt de Minister.",
        "en": "Substantiated means: there is a statement with what belongs to it. Whether that suffices is for the Minister to judge.",
    },
    "not_sent": {
        "nl": "Het verzoek is nog niet verzonden. Er loopt nog geen termijn.",
        "en": "The request has not been sent yet. No term runs yet.",
    },
    "perhaps_not_sent": {
        "nl": "Er staat niet bij wanneer het verzoek is verzonden of ontvangen. Is het nog niet verzonden, dan loopt er nog geen termijn.",
        "en": "Nothing says when the request was sent or received. If it has not been sent yet, no term runs yet.",
    },
    "term_unknown": {
        "nl": "De termijn is nog niet te berekenen.",
        "en": "The term cannot be calculated yet.",
    },
    "term": {
        "nl": "De termijn loopt vanaf {start} (die dag telt niet mee). De laatste dag is {end}.",
        "en": "The term runs from {start} (that day does not count). The last day is {end}.",
    },
    "term_running": {
        "nl": "De termijn loopt vanaf {start} (die dag telt niet mee). Er loopt nog een opschorting; de laatste dag is dus nog niet bekend. Zonder opschorting is dat {end}.",
        "en": "The term runs from {start} (that day does not count). A suspension still runs; so the last day is not known yet. Without suspension it is {end}.",
    },
    "suspended": {
        "nl": "Er zijn {days} dagen opschorting bijgeteld. Zonder opschorting is de laatste dag {end}. Dat opschorting deze termijn verlengt, is de lezing van de Minister.",
        "en": "{days} days of suspension are added. Without suspension the last day is {end}. That suspension lengthens this term is the Minister's reading.",
    },
    "suspended_one": {
        "nl": "Er is 1 dag opschorting bijgeteld. Zonder opschorting is de laatste dag {end}. Dat opschorting deze termijn verlengt, is de lezing van de Minister.",
        "en": "1 day of suspension is added. Without suspension the last day is {end}. That suspension lengthens this term is the Minister's reading.",
    },
    "deemed": {
        "nl": "Is het besluit op {day} nog niet bekendgemaakt, dan geldt de aanwijzing vanaf de dag daarna als gegeven.",
        "en": "If the decision has not been notified by {day}, the designation counts as given from the next day on.",
    },
    "in_time": {"nl": "Het besluit kwam op tijd.", "en": "The decision came in time."},
    "late": {"nl": "Het besluit kwam te laat.", "en": "The decision came too late."},
    "timing_unknown": {
        "nl": "Of het besluit op tijd kwam, is nog niet bekend.",
        "en": "Whether the decision came in time is not known yet.",
    },
    "asked_of": {"nl": "vraag aan {who}, op grond van {basis}", "en": "asked of {who}, on the ground of {basis}"},
    "by": {"nl": "door {who}; {basis}", "en": "by {who}; {basis}"},
    "safeguard": {"nl": "een waarborg van dit programma", "en": "a safeguard of this program"},
    "law_of": {
        "nl": "Beoordeeld naar het recht van {day}. Regelboek {hash} (volledig in de JSON).",
        "en": "Assessed under the law of {day}. Rule book {hash} (in full in the JSON).",
    },
    "own_words": {
        "nl": "Dit is een advies. De Minister beslist.",
        "en": "This is advice. The Minister decides.",
    },
}  # fmt: skip
