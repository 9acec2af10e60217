"""The shape of answers about rule books; tests hold real answers against it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

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


class Regelboektoets(Answer):
    """Wat er aan een regelboek niet klopt, en wat het zou veranderen."""

    hash: str | None
    bevindingen: list[Fout]
    gevolgen: Gevolgen | None
