"""The shape of answers about simulations; tests hold real answers against it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, RootModel

from wbmgp_api.edge.problems import Fout
from wbmgp_api.v1.answers import Answer


class Voortgang(Answer):
    """Hoeveel delen van hoeveel er klaar zijn; nul van nul zolang dat niet bekend is."""

    klaar: int
    totaal: int


class Resultaatbestand(Answer):
    """Een bestand van het resultaat, met de hash die in het logboek staat."""

    naam: str
    hash: str


class Simulatie(Answer):
    """Een simulatie, en hoe ver zij is."""

    id: str
    kenmerk: str = Field(description="Zoals het scenario heet.")
    status: Literal["wacht", "loopt", "klaar", "mislukt", "geannuleerd"]
    voortgang: Voortgang
    place: int | None = Field(
        alias="plaatsInRij", description="De hoeveelste van wat wacht en loopt; leeg als zij niet wacht."
    )
    gevraagd: datetime
    begonnen: datetime | None
    ended: datetime | None = Field(alias="afgelopen")
    door: Literal["mij", "ander"] = Field(description="Wie erom vroeg.")
    regelboek: str = Field(description="Het regelboek dat gold toen erom werd gevraagd.")
    scenario_hash: str = Field(alias="scenarioHash")
    bevindingen: list[Fout] = Field(description="Waarom zij is mislukt.")
    bestanden: list[Resultaatbestand] = Field(description="Wat is vastgelegd; leeg tot zij klaar is.")
    vermelding: str | None = Field(description="De regel van het logboek die het resultaat vastlegt.")


class SimulatieMetScenario(Simulatie):
    """Een simulatie met het scenario zoals het is gestuurd."""

    scenario: str


class Simulatielijst(Answer):
    """Een bladzijde van de simulaties, de nieuwste eerst."""

    simulaties: list[Simulatie]
    aantal: int = Field(description="Hoeveel er in het geheel zijn.")


class Maat(Answer):
    """Een uitkomst. `jaar` is leeg over de hele periode; wat een klein aantal zou verraden, is leeg en `onderdrukt`."""

    variant: str
    gebied: str
    jaar: int | None
    maat: str
    dimensie: str
    groep: str
    waarde: float | None
    laag: float | None
    hoog: float | None
    ondergrens: float | None
    bovengrens: float | None
    verschil: float | None
    difference_low: float | None = Field(alias="verschilLaag")
    difference_high: float | None = Field(alias="verschilHoog")
    onderdrukt: bool


class Matenlijst(Answer):
    """Een bladzijde van de uitkomsten."""

    maten: list[Maat]
    aantal: int = Field(description="Hoeveel er in het geheel zijn.")


class Dossier(RootModel[dict[str, Any]]):
    """Het dossier over de evenredigheid, zoals `docs/simulation.md` het beschrijft."""


class Verzoek(RootModel[dict[str, Any]]):
    """Een verzoek om aanwijzing met de cijfers van de simulatie, als aanzet: het is geen verzoek dat is gestuurd."""
