"""The shape of what comes of documents of other systems, for the published description; tests hold real answers against it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Tekst
from wbmgp_api.v1.case_answers import Zaak


class Melding(Answer):
    """Wat niet is overgenomen zoals het er stond: waar, wat er stond, en wat u kunt doen."""

    code: str
    plaats: str
    waarde: str | None = Field(description="Leeg als het niet kan worden herhaald, zoals een lang getal.")
    tekst: Tekst
    wat_te_doen: Tekst = Field(alias="watTeDoen")


class VerblijfBron(Answer):
    """De BRP, en of zij dit verblijf in onderzoek heeft."""

    soort: Literal["brp"]
    in_onderzoek: Literal[True] | None = Field(default=None, alias="inOnderzoek")


class GelezenVerblijf(Answer):
    """Een verblijf zoals een aanvraag het heeft. Zonder `tot`: niet bekend; `tot` leeg: tot de aanvraagdatum."""

    gemeente: str
    vanaf: str | None = None
    tot: str | None = None
    bron: VerblijfBron


class GelezenPersoon(Answer):
    """Wat het antwoord van iemand zegt."""

    geboortedatum: str | None = Field(default=None, description="YYYY, YYYY-MM of YYYY-MM-DD.")
    verblijf: list[GelezenVerblijf] | None = None
    meldingen: list[Melding]


class BrpAntwoord(Answer):
    """Een gelezen antwoord van Haal Centraal, in de volgorde van het antwoord."""

    personen: list[GelezenPersoon]


class Bijlage(Answer):
    """Een stuk bij een inzending. Het is niet opgehaald en niet bewaard."""

    plaats: str
    verwijzing: str
    meegestuurd: bool


class UitFormulier(Answer):
    """De zaak uit een inzending."""

    zaak: Zaak
    meldingen: list[Melding]
    bijlagen: list[Bijlage]
