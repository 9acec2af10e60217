"""The shape of answers about cases, for the published description; tests hold real answers against it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer

Status = Literal[
    "ontvangen", "onvolledig", "volledig", "onderzoek", "concept", "besloten", "verzonden", "bezwaar", "beroep",
    "onherroepelijk", "bewaring", "ingetrokken", "buiten_behandeling",
]  # fmt: skip


class TermijnStap(Answer):
    """Een stap van de berekening."""

    datum: date
    nl: str
    en: str
    bron: str


class Termijn(Answer):
    """Een termijn met hoe zij is berekend."""

    termijn: Literal[
        "beslissen", "aanvullen", "niet_behandelen", "bezwaar", "beroep", "hoger_beroep", "beslissen_op_bezwaar",
        "overdragen",
    ]  # fmt: skip
    eindigt: date
    zonder: date = Field(alias="eindigtZonderOpschorting")
    dagen: int = Field(alias="opgeschortDagen")
    verstreken: bool
    stappen: list[TermijnStap]


class Dwangsom(Answer):
    """Wat een te laat besluit kost, in eurocenten."""

    over: Literal["aanvraag", "bezwaar"] = Field(description="Welk besluit te laat is of kan zijn.")
    eerste: date | None = Field(alias="eersteDag")
    laatste: date | None = Field(alias="laatsteDag")
    verschuldigd: int
    tot: date = Field(alias="totEnMet")
    bron: str
    ingebreke: date = Field(alias="ingebrekestelling", description="De dag waarop zij kwam.")
    telt: bool = Field(description="Of zij na het einde van de termijn kwam; anders heeft zij geen gevolg.")
    telt_vanaf: date = Field(alias="teltVanaf", description="De eerste dag waarop een ingebrekestelling telt.")
    uitleg: str


class Aanvulling(Answer):
    """Wat de aanvrager is gevraagd, met de zinnen voor de brief."""

    uiterlijk: date
    stukken: list[str]
    tekst: str


class Zaak(Answer):
    """Waar een zaak staat. Zonder persoonsgegevens."""

    id: str
    versie: int
    status: Status
    ontvangen: date
    behandelaar: Literal["mij", "ander"] | None
    termijnen: list[Termijn]
    dwangsom: Dwangsom | None
    besluit_open: bool = Field(alias="besluitOpen")
    bezwaren: list[str] = Field(description="De bezwaren, van oud naar nieuw; elk is te lezen op bezwaren/{bezwaar}.")
    vervolg: list[str] = Field(
        description="De stappen die uw rol hier kan zetten, zoals zij heten in het adres; PUT is een verbetering."
        " Een stap kan nog meer vragen: dan zegt 409 wat."
    )
    aanvulling: Aanvulling | None = Field(
        default=None, description="Wat is gevraagd, bij _vraag-aanvulling en waar de zaak wordt gelezen."
    )


class Mandaatversie(Answer):
    """Een versie van een mandaat."""

    id: str
    versie: int


class Bewaartermijn(Answer):
    """Hoe lang een deel van een zaak wordt bewaard. Zonder laatste dag wacht de termijn op een gebeurtenis."""

    categorie: str
    tot: date | None = Field(default=None, alias="bewaardTot", description="De laatste dag.")
    wacht_op: Literal["zaak_afgehandeld", "object_beeindigd", "onherroepelijk", "evaluatie_afgerond"] | None = Field(
        default=None, alias="wachtOp"
    )
    bron: str | None = None
    zekerheid: str | None = None
    klasse: str | None = Field(default=None, description="Het resultaat in de selectielijst.")
    uitkomst: str | None = Field(default=None, description="Hoe de zaak afliep, waarnaar deze termijn gaat.")
    vanaf: date | None = Field(default=None, description="De dag waarop de termijn begon.")


class ZaakMetAanvraag(Zaak):
    """Een zaak met de aanvraag zoals zij nu bekend is, voor zover de rol die mag zien."""

    aanvraag: dict[str, Any]
    mandaat: Mandaatversie | None = Field(description="Waaronder de zaak is ingenomen; leeg bij de gemeente zelf.")
    bewaring: list[Bewaartermijn] | None = Field(
        description="Tot wanneer de zaak wordt bewaard; leeg tot _bewaar of de opdrachtregel vertelt hoe zij afliep."
    )


class Nummer(Answer):
    """Het burgerservicenummer van iemand in het huishouden."""

    persoon: str
    nummer: str = Field(pattern="^[0-9]{9}$")


class Nummers(Answer):
    """De burgerservicenummers in een zaak."""

    burgerservicenummers: list[Nummer]


class ZaakInLijst(Answer):
    """Een regel van een werklijst."""

    id: str
    versie: int
    status: Status
    ontvangen: date
    behandelaar: Literal["mij", "ander"] | None
    eerste_termijn: date | None = Field(alias="eersteTermijn")
    signaal: Literal["binnenkort", "verstreken"] | None = Field(description="Binnenkort is binnen twee weken.")


class Zakenlijst(Answer):
    """Een bladzijde van een werklijst."""

    zaken: list[ZaakInLijst]
    aantal: int


class IngenomenAanvraag(Answer):
    """Een aanvraag uit een tabel; zonder zaak bij een proef."""

    rij: int
    kenmerk: str
    zaak: str | None


class Inname(Answer):
    """Wat uit een tabel is ingenomen, of bij een proef zou worden ingenomen."""

    proef: bool
    aanvragen: list[IngenomenAanvraag]


class Handeling(Answer):
    """Een stap in een zaak."""

    id: str
    versie: int
    handeling: str
    status: Status
    rol: str
    door: str = Field(description="Wie, als sleutelhash; het logboek noemt niemand.")
    vastgelegd: datetime
    datum: date
    tot: date | None
    betreft: str | None


class Inzage(Answer):
    """Wie heeft gekeken, en waarnaar."""

    id: str
    rol: str
    door: str
    vastgelegd: datetime
    categorieen: list[str]


class Spoor(Answer):
    """Elke stap en elke inzage in een zaak."""

    handelingen: list[Handeling]
    inzagen: list[Inzage]


class OntvangenStuk(Answer):
    """Een stuk dat binnenkwam; leeg waar de inhoud is gewist."""

    persoon: str | None
    herkomst: Literal["aanvrager", "basisregistratie", "derde"] | None
    toelichting: str | None
    door: str = Field(alias="gezienDoor", description="Wie het zag, als sleutelhash.")
    ontvangen: date
    geldig: date | None = Field(alias="geldigTot")
    verlopen: bool = Field(description="Of het niet meer geldig is.")


class Bewijsstuk(Answer):
    """Een stuk van de lijst: bij welke grond het hoort, en wat ervan is ontvangen."""

    stuk: str
    naam: str
    gronden: list[str]
    verplicht: bool
    stand: Literal["ontbreekt", "verlopen", "geldig"]
    ontvangen: list[OntvangenStuk]


class Bewijslijst(Answer):
    """De lijst van bewijsstukken van een zaak."""

    bewijsstukken: list[Bewijsstuk]
