"""What routes about assessments, decisions and objections answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from wbmgp_api.cases.objecting import Reason
from wbmgp_api.v1.answers import Answer, Toetsing

Uitkomst = Literal["geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "weigeren"]


class ToetsingInLijst(Answer):
    """Een toetsing in een zaak, zonder inhoud."""

    id: str
    advies: str
    vastgelegd: datetime
    recht: date
    poorten: int = Field(alias="openPoorten")
    actueel: bool = Field(description="Of zij van de huidige gegevens is.")


class Toetsingenlijst(Answer):
    """De toetsingen in een zaak, van oud naar nieuw."""

    toetsingen: list[ToetsingInLijst]


class NogNodig(Answer):
    """Wat een weigering nog vraagt, naast de poorten die openstaan."""

    onderwerp: Literal["evenredigheid"]
    veld: str
    tekst: str


class VastgelegdeToetsing(ToetsingInLijst):
    """Een toetsing in een zaak met het advies, de gronden en wat openstaat."""

    toetsing: Toetsing
    nodig: list[NogNodig] = Field(alias="nogNodig", description="Leeg zolang niemand kan weigeren.")


class Besluit(Answer):
    """Een ontwerp, en het besluit dat het werd."""

    id: str
    uitkomst: Uitkomst
    verhouding: Literal["volgt", "wijkt_af"]
    toetsing: str
    opgesteld: datetime
    motivering: str | None
    hardheid: str | None
    besluit: str | None = Field(description="Het record van het vastgestelde besluit.")
    besloten: date | None


class Besluitenlijst(Answer):
    """De ontwerpen en besluiten in een zaak."""

    besluiten: list[Besluit]


class ZaakUitkomst(Answer):
    """Alleen de uitkomst: zonder advies en zonder reden."""

    id: str
    uitkomst: Uitkomst | None
    verzonden: date | None
    ingetrokken: date | None = Field(description="De dag waarop de vergunning is ingetrokken.")


class Bezwaar(Answer):
    """Een bezwaar met de toetsing van het besluit en die van nu."""

    id: str
    ontvangen: date
    verzonden: date | None
    op_tijd: bool = Field(alias="opTijd")
    uiterste_dag: date = Field(alias="uitersteDag")
    gronden: str | None = Field(description="Wat erin staat; leeg waar het is gewist.")
    redenen: list[Reason] = Field(description="Waarop het steunt, zoals bij inname is aangekruist.")
    toen: Toetsing = Field(alias="toetsingVanBesluit")
    nu: Toetsing | None = Field(alias="toetsingVanNu")
    oordeel: Literal["gegrond", "ongegrond", "niet_ontvankelijk"] | None
    nieuw: Uitkomst | None = Field(alias="nieuweUitkomst")
