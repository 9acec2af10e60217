"""What the note on the AI regulation weighs, in our own words: each point with its source and with how sure it is.

`gelezen`: the text itself was read; `gelezen bij anderen`: accounts of it were; `nog na te lezen`: known, and not read for this note.
"""

from __future__ import annotations

from typing import Final

_READ: Final = "gelezen"
_TOLD: Final = "gelezen bij anderen"
_DERIVED: Final = "afgeleid uit wat is gelezen"
_UNREAD: Final = "nog na te lezen"
CERTAINTY: Final = (
    f"Zekerheid zegt hoe iemand bij deze software de bron kent: {_READ} (de tekst zelf), {_TOLD} (wat anderen erover schrijven), {_DERIVED},"
    f" of {_UNREAD}."
)
_ARTICLE: Final = "art. 3 punt 1"
_RECITAL: Final = "overweging 12"
_GUIDELINES: Final = (
    "Richtsnoeren van de Commissie, C(2025) 924 van 6 februari 2025; definitief C(2025) 5053 van 29 juli 2025"
)
_OMNIBUS: Final = "Verordening (EU) 2026/1744 van 8 juli 2026, in werking sinds 27 juli 2026"

DEFINITION: Final = (
    ("Het draait op een machine. Dat doet de software.", _ARTICLE, _READ),
    ("Het werkt in enige mate zelfstandig. De software adviseert; zij beslist niet.", _ARTICLE, _DERIVED),
    ("Het kan zich na ingebruikname aanpassen; dat hoeft niet. De software past zich niet aan.", _ARTICLE, _DERIVED),
    ("Het heeft een doel. Hier: nagaan wat de regels over een aanvraag zeggen.", _ARTICLE, _DERIVED),
    ("Het leidt uit invoer af hoe het uitvoer maakt. Dit onderdeel beslist; zie de delen 3 en 4.", _ARTICLE, _READ),
    (
        "Het maakt voorspellingen, inhoud, aanbevelingen of besluiten. De software doet een aanbeveling.",
        _ARTICLE,
        _DERIVED,
    ),
    ("De uitvoer kan de omgeving beïnvloeden. Een advies kan leiden tot een besluit.", _ARTICLE, _DERIVED),
)
FOR: Final = (
    ("Een systeem met regels die alleen mensen hebben bepaald om handelingen automatisch uit te voeren, is niet bedoeld.", _RECITAL, _READ),
    ("De kern is dat een systeem zelf iets afleidt, en meer doet dan gewone verwerking van gegevens.", _RECITAL, _READ),
    ("Wie dezelfde gegevens en hetzelfde regelboek geeft, krijgt hetzelfde advies. Niets in gebruik verandert het regelboek.",
     "deel 2 van deze notitie", _DERIVED),
    ("Gewone verwerking volgens vaste regels van mensen, zonder te leren of logisch af te leiden, valt erbuiten.",
     f"{_GUIDELINES}, punt 46", _TOLD),
)  # fmt: skip
AGAINST: Final = (
    ("Afleiden kan ook met logica en vastgelegde kennis; leren is niet nodig. Regels in een regelboek lijken daarop.", _RECITAL, _READ),
    ("Systemen die redeneren met kennisregels van deskundigen, vallen er wel onder. Het verschil is of een systeem redeneert over de regels,"
     " of ze alleen uitvoert.", f"{_GUIDELINES}, punt 39", _TOLD),
    ("Voor controle is er een tweede lezer die uit feiten en regels afleidt. Hij geeft geen advies, maar hij is er wel.",
     "deel 2 van deze notitie", _DERIVED),
    ("De richtsnoeren binden niemand en hebben geen vaste lijst: elk systeem wordt apart bekeken. Alleen het Hof van Justitie legt de"
     " omschrijving bindend uit.", f"{_GUIDELINES}, punten 7 en 62", _TOLD),
)  # fmt: skip
OTHERWISE: Final = (
    ("Een onderdeel dat leert of schat, komt in de weg van een aanvraag.", "Dan leidt de software zelf iets af."),
    ("Een score, rangorde of kans per persoon wordt getoond naast het advies.", "Dan is het ook profilering (art. 4 punt 4 AVG)."),
    ("De tweede lezer geeft advies, of een taalmodel schrijft redenen.", "Dan is de uitvoer niet langer die van vaste regels."),
    ("De software beslist zonder mens.", "Dan geldt artikel 22 AVG voluit."),
    ("Het Hof van Justitie of een toezichthouder legt de omschrijving anders uit.", "De lezing in deel 5 rust op uitleg, niet op een uitspraak."),
    ("De verordening wordt weer gewijzigd.", "De dagen in deel 7 zijn in 2026 al een keer verschoven."),
)  # fmt: skip
CHECKED: Final = "november 2026"
"""When the law of part 7 was looked up: it does not follow the day of the note."""
IF_IT_IS: Final = (
    ("Sommige toepassingen zijn verboden, zoals mensen een score geven voor hun gedrag, of alleen uit een profiel voorspellen of iemand een"
     " strafbaar feit pleegt. Dat geldt sinds 2 februari 2025. De software doet dit niet.", "art. 5 lid 1 onder c en d; art. 113", _TOLD),
    ("De gemeente helpt wie ermee werkt om AI goed te begrijpen. Ook dat geldt sinds 2 februari 2025.", "art. 4; art. 113", _TOLD),
    ("Systemen waarmee de overheid beoordeelt of iemand recht heeft op wezenlijke hulp of diensten, kunnen hoog risico zijn. Of een"
     " huisvestingsvergunning daarbij hoort, is niet beslist.", "bijlage III punt 5 onder a", _TOLD),
    ("Er is een uitzondering voor een beperkte, voorbereidende taak. Die geldt niet bij profilering.", "art. 6 lid 3", _TOLD),
    ("Bij hoog risico zorgt de gemeente als gebruiker voor menselijk toezicht en voor het bewaren van logbestanden.", "art. 26", _UNREAD),
    ("Bij hoog risico beoordeelt de gemeente vooraf de gevolgen voor grondrechten.", "art. 27", _TOLD),
    ("De artikelen 6, 26 en 27 gelden voor systemen van bijlage III vanaf 2 december 2027. Eerst was dat 2 augustus 2026.",
     f"art. 113, zoals gewijzigd door {_OMNIBUS}", _TOLD),
    ("Gebruikt een overheid een systeem al voor die dag, dan moet het bij een grote wijziging voldoen, en uiterlijk op 2 augustus 2030.",
     f"art. 111 lid 2, zoals gewijzigd door {_OMNIBUS}", _TOLD),
    ("Bij hoog risico schrijft een overheid zich in bij een register van de EU, en kan wie door een besluit wordt geraakt uitleg vragen."
     " Deze artikelen zijn niet uitgesteld. Of zij al werken voor systemen van bijlage III, is niet zeker.", "art. 49 lid 3 en art. 86", _UNREAD),
)  # fmt: skip
TO_JUDGE: Final = (
    "Deelt de gemeente de lezing in deel 5, en wie heeft dat wanneer vastgesteld?",
    "Heeft wie beslist tijd, kennis en ruimte om van het advies af te wijken?",
    "Is er andere software in het proces die wel leert of scoort?",
    "Is er een wettelijke grondslag nodig voor geautomatiseerde besluiten (artikel 40 UAVG), of blijft elk besluit mensenwerk?",
    "Zijn de DPIA en de toets op grondrechten gedaan, en is de uitkomst verwerkt?",
)
