"""The words of the calendar of designations: states, reasons why something is not known, headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wbmgp_engine.designations.texts import Words

STATE: Final[dict[str, Words]] = {
    "loopt": {"nl": "loopt", "en": "running"},
    "onbekend": {"nl": "n.b.", "en": "n.k."},
    "komt": {"nl": "komt", "en": "to come"},
    "opgevolgd": {"nl": "verlengd", "en": "extended"},
    "afgelopen": {"nl": "voorbij", "en": "over"},
}

REASON: Final[dict[str, Words]] = {
    "niet_in_register": {"nl": "staat niet in het register", "en": "is not in the register"},
    "begin_onbekend": {
        "nl": "het begin van de termijn is niet bekend",
        "en": "the beginning of the term is not known",
    },
    "einde_onbekend": {"nl": "het einde van de termijn is niet bekend", "en": "the end of the term is not known"},
    "nog_niet_begonnen": {"nl": "de termijn is nog niet begonnen", "en": "the term has not begun yet"},
    "later_onbekend": {
        "nl": "de termijn is voorbij; of daarna is verlengd staat niet in het register",
        "en": "the term is over; whether it was extended afterwards is not in the register",
    },
    "register_niet_volledig": {
        "nl": "het register is niet volledig: er kunnen meer eerdere termijnen zijn",
        "en": "the register is not complete: there may be more earlier terms",
    },
    "register_en_termijnen_verschillen": {
        "nl": "het register noemt een ander aantal dan de geregistreerde termijnen geven",
        "en": "the register states another number than the registered terms give",
    },
    "eerdere_termijnen_onbekend": {
        "nl": "van een eerdere termijn is een begin of einde niet bekend",
        "en": "a beginning or end of an earlier term is not known",
    },
    "open_rechtsvraag": {
        "nl": "hangt af van een open rechtsvraag; de lezingen staan erbij",
        "en": "depends on an open legal question; the readings stand beside it",
    },
}

FACT: Final[dict[str, Words]] = {
    "van": {"nl": "begin", "en": "beginning"},
    "tot": {"nl": "einde", "en": "end"},
    "verlenging": {"nl": "nummer van de verlenging", "en": "number of the extension"},
    "instrument": {"nl": "onderzoek van artikel 10", "en": "screening of article 10"},
    "nogMogelijk": {"nl": "verlengingen die nog kunnen", "en": "extensions that are left"},
    "verzoekUiterlijk": {"nl": "laatste dag voor een verzoek", "en": "last day for a request"},
}

HEAD: Final[dict[str, Words]] = {
    "title": {"nl": "Aanwijzingen op {day}", "en": "Designations on {day}"},
    "unit": {"nl": "gebied", "en": "unit"},
    "ground": {"nl": "art.", "en": "art."},
    "start": {"nl": "van", "en": "from"},
    "end": {"nl": "tot", "en": "until"},
    "days": {"nl": "dagen", "en": "days"},
    "extension": {"nl": "nr. (nog)", "en": "no. (left)"},
    "request": {"nl": "uiterlijk", "en": "ask by"},
    "cap": {"nl": "Gebruikt van het maximum, per gebied en grond", "en": "Used of the maximum, per unit and ground"},
    "evaluation": {"nl": "Evaluatie", "en": "Evaluation"},
    "years": {"nl": "{unit}: {years} jaar en {days} dagen van {cap} jaar", "en": "{unit}: {years} years and {days} days of {cap} years"},
    "needed": {
        "nl": "Bij een verzoek om verlenging hoort een evaluatie. {units}",
        "en": "A request to extend goes with an evaluation. {units}",
    },
    "unknown": {"nl": "n.b.", "en": "n.k."},
    "legend": {
        "nl": "n.b. = niet bekend. dagen = dagen die nog over zijn. nr. (nog) = hoeveelste verlenging, 0 is de eerste termijn (hoeveel er nog kunnen). uiterlijk = laatste dag om verlenging te vragen, zodat de termijn van de Minister op tijd eindigt; bij twijfel eerder. De dag onder tot telt niet mee.",
        "en": "n.k. = not known. days = days that are left. no. (left) = number of this extension, 0 is the first term (how many are left). ask by = last day to ask for an extension, so that the Minister's term ends in time; earlier when in doubt. The day under until is not included.",
    },
    "why": {"nl": "Niet bekend, en waarom", "en": "Not known, and why"},
    "readings": {"nl": "Open rechtsvragen", "en": "Open legal questions"},
    "reading": {
        "nl": "{text} Dan is de volgende verlenging nummer {number} en zijn er daarna nog {left} ({basis}).",
        "en": "{text} Then the next extension is number {number}, with {left} after it ({basis}).",
    },
    "unplaced": {"nl": "Besluiten waarvan de gebieden niet bekend zijn", "en": "Decisions whose units are not known"},
    "ordinances": {"nl": "De eigen klok van de verordening", "en": "The ordinance's own clock"},
    "ordinance": {"nl": "{name}, {year}: van {start} tot {end}", "en": "{name}, {year}: from {start} until {end}"},
    "left": {"nl": ", nog {days} dagen", "en": ", {days} days left"},
    "no_name": {"nl": "verordening", "en": "ordinance"},
    "certainty": {"nl": "Zekerheid en bron", "en": "Certainty and source"},
    "gelezen": {"nl": "gelezen", "en": "read"},
    "afgeleid": {"nl": "afgeleid", "en": "inferred"},
    "uit_geheugen": {"nl": "uit het geheugen", "en": "from memory"},
}  # fmt: skip


def reasons_json(unknown: Mapping[str, str]) -> list[dict[str, Any]]:
    """What is not known, each fact with its reason as a key and in words."""
    return [
        {"feit": fact, "reden": key, "nl": REASON[key]["nl"], "en": REASON[key]["en"]} for fact, key in unknown.items()
    ]
