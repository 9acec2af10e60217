"""The shape of answers, for the published description; a test holds real answers against it. They check nothing themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Oordeel = Literal["voldaan", "niet_voldaan", "onbekend", "niet_van_toepassing"]


class Answer(BaseModel):
    """A part of an answer: closed, with Dutch keys."""

    model_config = ConfigDict(extra="forbid")


class Tekst(Answer):
    """Dezelfde woorden in het Nederlands en het Engels."""

    nl: str
    en: str


class Bron(Answer):
    """Waar het in het recht staat."""

    jci: str | None = Field(default=None, description="Juriconnect-verwijzing met de datum van het recht.")
    tekst: str


class Feit(Answer):
    """Een feit dat is gelezen."""

    naam: str
    waarde: Any
    herkomst: str | None = None
    persoon: str | None = None


class Grond(Answer):
    """Een grond met het oordeel en de reden."""

    grond: Literal[
        "toepassingsbereik", "rechtmatig_verblijf", "artikel_8", "artikel_9", "artikel_10", "hardheidsclausule"
    ]
    oordeel: Oordeel
    bron: Bron
    reden: Tekst
    feiten: list[Feit]


class Poort(Answer):
    """Wat eerst gesloten moet zijn voordat een mens kan weigeren."""

    poort: str
    aard: Literal["wet", "waarborg"]
    bron: Bron
    wie: str
    grond: str | None = None
    veld: str | None = Field(
        default=None, description="Waar in de aanvraag te vertellen is wat de poort sluit; leeg als niets dat doet."
    )
    tekst: Tekst | None = Field(default=None, description="Wat er moet worden verteld, en waar.")


class Vraag(Answer):
    """Een gegeven dat ontbreekt en de uitkomst nog kan veranderen."""

    feit: str
    vraag: Tekst
    leverancier: str | None = None
    grondslag: str | None = None
    beslissend: bool
    velden: list[str] | None = Field(
        default=None, description="Alleen deze velden zijn nog open; de rest van het gegeven is al bekend."
    )


class Alternatief(Answer):
    """Een kleinste wijziging waarna de uitkomst anders zou zijn."""

    wijziging: dict[str, Any]
    advies: str


class Regeling(Answer):
    """Een regeling met de versie die is gebruikt."""

    id: str
    valid_from: date = Field(alias="geldigVanaf")


class Registerversie(Answer):
    """Welke versie van het register van gebieden en aanwijzingen van de gemeente is gelezen."""

    versie: int = Field(description="De hoeveelste vaststelling in dit register.")
    vastgesteld: datetime = Field(description="Het moment van die vaststelling.")


class Recht(Answer):
    """Welk recht is gelezen; `register` staat erbij als de gemeente eigen gebieden of aanwijzingen heeft vastgelegd."""

    datum: date
    regelboek: str
    regelingen: list[Regeling] | None = None
    own_register: Registerversie | None = Field(default=None, alias="register")


class Motor(Answer):
    """Welk programma antwoordde."""

    naam: str
    versie: str


class Toetsing(Answer):
    """Het advies over een aanvraag. Een besluit neemt een mens."""

    advies: Literal[
        "geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "aanvullen", "beoordelen", "weigeren"
    ]
    gronden: list[Grond]
    openstaand: list[Poort]
    vragen: list[Vraag]
    voorschriften: list[str]
    opmerkingen: list[Tekst]
    alternatieven: list[Alternatief]
    earliest: date | None = Field(alias="vroegsteDatum")
    evenredigheid: dict[str, Any] | None
    recht: Recht
    motor: Motor
    spoor: list[dict[str, Any]] = Field(description="Elke stap van het recht; leeg als er niet om is gevraagd.")


class Aanwijzingstoetsing(Answer):
    """Wat de motor vond in een verzoek om aanwijzing."""

    volledig: bool | None
    redenen: list[dict[str, Any]] | None = None
    namen: dict[str, Any] | None = None
    onderdelen: list[dict[str, Any]]
    criteria: dict[str, str]
    beslistermijn: dict[str, Any] | None
    openstaand: list[dict[str, Any]]
    vragen: list[dict[str, Any]]
    opmerkingen: list[dict[str, Any]]
    recht: dict[str, Any]
    motor: Motor
    spoor: list[dict[str, Any]]


class Adrescontrole(Answer):
    """Of de regels van de Wbmgp op deze plek gelden. Over een persoon zegt dit niets."""

    uitkomst: Literal["van_toepassing", "niet_van_toepassing", "onbekend"]
    gronden: list[Grond]
    vragen: list[Vraag]
    opmerkingen: list[Tekst]
    recht: Recht
    motor: Motor


class Reden(Tekst):
    """Waarom iets niet meetelt."""

    bron: Bron | None = None


class GetoetsteGedraging(Answer):
    """Een letter van de lijst, en of zij mag meetellen."""

    letter: str
    oordeel: Literal["telt_mee", "telt_niet", "onbekend"]
    redenen: list[Reden]


class GelezenVerordening(Answer):
    """De eigen verordening van de gemeente waaruit is gelezen."""

    id: str
    versie: int
    citeertitel: str


class Gedragingentoets(Answer):
    """Wat bij het onderzoek mag meetellen. Het wordt niet bewaard."""

    gedragingen: list[GetoetsteGedraging]
    recht: Recht
    verordening: GelezenVerordening | None = Field(
        default=None,
        description="Waaruit de keuze van gedragingen komt, als zij niet is meegestuurd en de gemeente een verordening bijhoudt.",
    )


class Tabelregel(Answer):
    """Het advies over één aanvraag van een tabel."""

    rij: int
    kenmerk: str
    advies: str
    gronden: dict[str, Oordeel]
    vragen: list[str]
    openstaand: list[str]
    own_register: Registerversie | None = Field(
        default=None, alias="register", description="Als het register van de gemeente is gelezen."
    )


class Upload(Answer):
    """De adviezen over een tabel, in de volgorde van de tabel."""

    aanvragen: list[Tabelregel]
