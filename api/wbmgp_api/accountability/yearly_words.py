"""The words of the yearly report of the data protection officer, and the questions that only people can answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ADVICE: Final[Mapping[str, str]] = {
    "geen_vergunning_nodig": "geen vergunning nodig", "verlenen": "verlenen",
    "verlenen_met_voorschriften": "verlenen met voorschriften", "aanvullen": "eerst aanvullen",
    "beoordelen": "een mens moet eerst oordelen", "weigeren": "weigeren",
}  # fmt: skip
JUDGED: Final[Mapping[str, str]] = {
    "gegrond": "gegrond", "ongegrond": "ongegrond", "niet_ontvankelijk": "niet-ontvankelijk",
}  # fmt: skip
ROLE: Final[Mapping[str, str]] = {
    "balie": "balie", "beoordelaar": "beoordelaar", "burgemeester": "burgemeester", "raad": "raad", "jurist": "jurist",
    "auditor": "auditor", "regelbeheer": "regelbeheer", "fg": "functionaris voor gegevensbescherming",
    "corporatie": "verhuurder", "beheer": "beheer", "systeem": "het systeem zelf",
}  # fmt: skip
QUESTIONS: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("Hoeveel tijd en middelen had de functionaris, en kon die onafhankelijk werken (artikel 38 AVG)?",),
    2: (
        "Is er buiten deze software iets met de gegevens gedaan, zoals lijsten, mail of export?",
        "Is de DPIA nog juist, en wanneer is zij voor het laatst bekeken (artikel 35 lid 11 AVG)?",
        "Kloppen de verwerkersovereenkomsten nog?",
    ),
    3: ("Zijn de inzagen steekproefsgewijs nagegaan, en was elke inzage nodig?",),
    4: (
        "Hoeveel verzoeken om inzage, verwijdering, beperking en overdracht kwamen er, en hoeveel op tijd beantwoord?",
        "Hoeveel mensen maakten bezwaar tegen de verwerking zelf (artikel 21 AVG)?",
        "Hoeveel klachten kwamen er, bij de gemeente en bij de Autoriteit Persoonsgegevens?",
    ),
    5: (
        "Wat staat er op de vernietigingslijst dat al weg had gemoeten? Waarom is het er nog, en wie pakt dat op?",
        "Welke opdrachten om te wissen wachten op akkoord, en waarom?",
    ),
    6: (
        "Hebben medewerkers tijd, kennis en vrijheid om van een advies af te wijken?",
        "Zijn beslissers geschoold, en door wie?",
    ),
    7: (
        "Welke datalekken waren er, welke zijn gemeld, en aan wie (artikelen 33 en 34 AVG)?",
        "Is iets in een logboek niet ondertekend of niet door anderen gezien? Waarom, en wie lost dat op?",
        "Is het logboek dit jaar nagegaan door iemand buiten het team, en wat kwam eruit?",
        "Sloeg de tweede lezer van de regels alarm, en wat is ermee gedaan?",
    ),
    8: (
        "Zijn nieuwe regels vooraf op gevolgen voor groepen bekeken?",
        "Staan er alarmen open over regels die na een nieuwe versie anders uitwerken?",
    ),
    9: (
        "Wat ging goed, wat moet beter, en wie doet dat voor wanneer?",
        "Wat is er gedaan met het advies van vorig jaar?",
        "Wie stelde dit verslag vast, wanneer, en aan wie is het aangeboden (artikel 38 lid 3 AVG)?",
    ),
}  # fmt: skip
"""By the number of the section."""
