"""What `wbmgp erase` and `wbmgp retention` say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nl": {
        "due": "Te vernietigen op {day}: {count} zaken",
        "kept": "Nog te bewaren: {count} zaken",
        "until": "bewaren tot en met {day}",
        "waits": "bewaren; wacht op {event}",
        "ended": "{result}, vanaf {day}",
        "open": "bewaren; niet verteld is hoe de zaak afliep (_bewaar, of wbmgp retention end), of geen bron zegt hoe lang",
        "zaak_afgehandeld": "het einde van de zaak",
        "object_beeindigd": "het einde van de vergunning of de huur",
        "onherroepelijk": "een besluit dat niet meer kan veranderen",
        "evaluatie_afgerond": "het einde van de evaluatie",
        "gelezen": "gelezen",
        "afgeleid": "afgeleid",
        "uit_geheugen": "uit het geheugen",
        "ordered": "Opdracht: {order}\nEr is nog niets gewist. Een ander geeft akkoord: wbmgp retention approve {order}",
        "approved": "Akkoord. Er is nog niets gewist. Voer het uit: wbmgp retention run {order}",
        "told": "Vastgelegd hoe zaak {case} is afgelopen.",
        "gone": "{case} {record}: gewist {categories}",
        "nothing": "Er was niets meer om te wissen.",
        "stays": (
            "Wat bewijsbaar blijft: elke regel van het logboek, op haar plaats en met haar tijd, en dat dit gewist is.\n"
            "Wat niet meer kan: het gewiste lezen, tonen of narekenen. Een oude back-up opent het tot de sleutel van"
            " toen vernietigd is: wbmgp keys rotate, en dan keys destroy."
        ),
    },
    "en": {
        "due": "To be destroyed on {day}: {count} cases",
        "kept": "Still to be kept: {count} cases",
        "until": "kept up to and including {day}",
        "waits": "kept; waits for {event}",
        "ended": "{result}, from {day}",
        "open": "kept; nobody told how the case ended (_bewaar, or wbmgp retention end), or no source says how long",
        "zaak_afgehandeld": "the end of the case",
        "object_beeindigd": "the end of the permit or the tenancy",
        "onherroepelijk": "a decision that can no longer change",
        "evaluatie_afgerond": "the end of the evaluation",
        "gelezen": "read",
        "afgeleid": "inferred",
        "uit_geheugen": "from memory",
        "ordered": "Order: {order}\nNothing is erased yet. Another person approves: wbmgp retention approve {order}",
        "approved": "Approved. Nothing is erased yet. Carry it out: wbmgp retention run {order}",
        "told": "Kept how case {case} ended.",
        "gone": "{case} {record}: erased {categories}",
        "nothing": "There was nothing left to erase.",
        "stays": (
            "What stays provable: every entry of the log, in its place and with its time, and that this was erased.\n"
            "What is over: reading, showing or replaying what was erased. An old backup opens it until the key of then"
            " is destroyed: wbmgp keys rotate, then keys destroy."
        ),
    },
}
