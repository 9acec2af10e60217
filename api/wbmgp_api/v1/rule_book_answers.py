"""The shape of answers about rule books; tests hold real answers against it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.edge.problems import Fout
from wbmgp_api.v1.answers import Answer


class Regelboek(Answer):
    """Een regelboek. `vastgelegd` is leeg zolang er niets mee is beslist."""

    hash: str
    in_use: bool = Field(alias="inGebruik")
    recorded: datetime | None = Field(alias="vastgelegd")


class Voorstel(Answer):
    """Een regelboek dat iemand heeft voorgesteld."""

    hash: str
    voorgesteld: datetime
    door: Literal["mij", "ander"] = Field(description="Wie het voorstelde; een ander neemt het in gebruik.")


class Ingebruikname(Answer):
    """Een regelboek dat vanaf een dag wordt gebruikt."""

    hash: str
    vanaf: date
    vastgesteld: datetime


class Regelboekenlijst(Answer):
    """Het regelboek dat nu geldt en die waarmee eerder is beslist; en wat is voorgesteld en in gebruik genomen."""

    regelboeken: list[Regelboek]
    voorstellen: list[Voorstel]
    ingebruiknamen: list[Ingebruikname]


class Regelbestand(Answer):
    """Een bestand van een regelboek; `inhoud` alleen van het bestand waarom is gevraagd."""

    pad: str
    bytes: int
    inhoud: str | None


class RegelboekMetBestanden(Answer):
    """De bestanden van een regelboek."""

    hash: str
    in_use: bool = Field(alias="inGebruik")
    bestanden: list[Regelbestand]


class Advieswissel(Answer):
    """Het advies dat is vastgelegd, en dat van het nieuwe regelboek."""

    toen: str
    nieuw: str


class Grondwissel(Advieswissel):
    """Een grond met een ander oordeel."""

    grond: str


class Gefaald(Answer):
    """Een toetsing waarvoor het nieuwe regelboek geen antwoord heeft."""

    zaak: str
    toetsing: str
    law_date: date = Field(alias="rechtVan")


class Gewijzigd(Gefaald):
    """Een toetsing die anders zou uitkomen, zonder de feiten."""

    advies: Advieswissel
    gronden: list[Grondwissel]
    delen: list[str] = Field(description="De delen van het antwoord die anders zijn.")


class Gevolgen(Answer):
    """Wat van de nieuwste toetsing van elke zaak van het laatste jaar zou zijn geworden."""

    bekeken: int
    gelijk: int
    gewist: int
    passed_over: int = Field(alias="nietBekeken")
    faalt: list[Gefaald]
    anders: list[Gewijzigd]


class Tweetalig(Answer):
    """Een tekst in twee talen."""

    nl: str
    en: str


class Rechtsperiode(Answer):
    """De dagen waarop een en hetzelfde recht geldt; `tot` is de laatste dag, leeg tot er iets verandert."""

    van: date
    tot: date | None


class Tegenvoorbeeld(Answer):
    """Een verzonnen aanvraag, de dag waarop zij wordt beslist, en het advies dat zij krijgt."""

    beslisdatum: date
    advies: str
    aanvraag: dict[str, Any]


class Eigenschap(Answer):
    """Wat onder elke wet moet gelden en onder dit regelboek niet is bewezen."""

    eigenschap: str
    zegt: Tweetalig
    uitkomst: Literal["weerlegd", "onbeslist"]
    versies: list[Rechtsperiode]
    aannamen: list[Tweetalig]
    tegenvoorbeeld: list[Tegenvoorbeeld]
    opmerkingen: list[str]


class Bewijzen(Answer):
    """Wat van een regelboek is bewezen; zonder oplosser is niets geprobeerd."""

    uitkomst: Literal["bewezen", "niet_bewezen", "niet_geprobeerd"]
    niet_bewezen: list[Eigenschap] = Field(alias="nietBewezen")


class Regelboektoets(Answer):
    """Wat er aan een regelboek niet klopt, en wat het zou veranderen en wat ervan is bewezen."""

    hash: str | None
    bevindingen: list[Fout]
    gevolgen: Gevolgen | None
    bewijzen: Bewijzen | None = Field(description="Zonder bewijs wordt een regelboek niet in gebruik genomen.")
