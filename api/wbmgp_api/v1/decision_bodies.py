"""What routes about decisions, objections and courts are sent."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from wbmgp_api.cases.objecting import REASONS, Reason
from wbmgp_api.v1.case_bodies import Words
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import SLUG, Day

Outcome = Literal["geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "weigeren"]


class Decision(Document):
    """Een ontwerpbesluit: volgt het advies of wijkt af."""

    ROOT: ClassVar[str] = "ontwerpbesluit"
    outcome: Outcome = Field(alias="uitkomst")
    relation: Literal["volgt", "wijkt_af"] = Field(
        alias="verhouding", description="Volgt: de uitkomst is het advies van de laatste toetsing. Anders wijkt zij af."
    )
    reasons: Words | None = Field(
        default=None, alias="motivering", description="Verplicht bij een weigering en bij een afwijking."
    )
    hardship: Words | None = Field(
        default=None,
        alias="hardheid",
        description="Hoe de hardheidsclausule is overwogen; verplicht bij een weigering.",
    )


class ObjectionBody(Document):
    """Een bezwaar; `verzonden` is de dag van de post, waar het per post kwam."""

    ROOT: ClassVar[str] = "bezwaarschrift"
    grounds: Words = Field(alias="gronden")
    received: Day | None = Field(default=None, alias="ontvangen")
    posted: Day | None = Field(default=None, alias="verzonden")
    reasons: Annotated[list[Reason], Field(max_length=len(REASONS))] = Field(
        default=[],
        alias="redenen",
        description="Waarop het bezwaar steunt, naast `gronden`. Leeg of weg: niet verteld; uit de tekst wordt niets afgeleid.",
    )


class ObjectionDecision(Document):
    """Een beslissing op bezwaar; `uitkomst` waar een ander besluit in de plaats komt."""

    ROOT: ClassVar[str] = "bezwaarbesluit"
    judgement: Literal["gegrond", "ongegrond", "niet_ontvankelijk"] = Field(alias="oordeel")
    reasons: Words = Field(alias="motivering")
    outcome: Outcome | None = Field(default=None, alias="uitkomst")
    excuse: Words | None = Field(
        default=None,
        alias="verschoonbaar",
        description="Bij een bezwaar dat te laat kwam en toch wordt behandeld: waarom dat de indiener niet te verwijten is.",
    )


class Unheard(Document):
    """Waarom niemand wordt gehoord."""

    ROOT: ClassVar[str] = "afzien"
    ground: Annotated[str, Field(pattern=SLUG)] = Field(
        alias="grond",
        description="Een grond van Awb 7:3 zoals het regelboek die kent; een andere geeft 400 met de keuzes.",
    )
    note: Words = Field(alias="toelichting")
    day: Day | None = Field(default=None, alias="datum")


class Withdrawal(Document):
    """De intrekking van een vergunning, met de grond en of de houder eerst zijn zienswijze kon geven."""

    ROOT: ClassVar[str] = "vergunningintrekking"
    ground: Annotated[str, Field(pattern=SLUG)] = Field(
        alias="grond", description="Een grond van artikel 18 Huisvestingswet 2014; een andere geeft 400 met wat er kan."
    )
    view: Annotated[str, Field(pattern=SLUG)] = Field(
        alias="zienswijze",
        description="Of de zienswijze is gevraagd, of waarom niet (Awb 4:8): gevraagd of niet_nodig.",
    )
    note: Words = Field(alias="toelichting")
    day: Day | None = Field(default=None, alias="datum")


class Ruling(Document):
    """Een uitspraak die het beroep beëindigt; `uitkomst` waar de rechter zelf in de zaak voorzag."""

    ROOT: ClassVar[str] = "uitspraak"
    judgement: Literal["ongegrond", "niet_ontvankelijk", "zelf_voorzien"] = Field(alias="oordeel")
    outcome: Outcome | None = Field(default=None, alias="uitkomst")
    day: Day | None = Field(default=None, alias="datum")
    note: Words | None = Field(default=None, alias="toelichting")


class Annulment(Document):
    """De rechter vernietigde het besluit op bezwaar; `uiterlijk` is de termijn die hij stelde."""

    ROOT: ClassVar[str] = "vernietiging"
    until: Day | None = Field(default=None, alias="uiterlijk")
    day: Day | None = Field(default=None, alias="datum")
    note: Words = Field(alias="toelichting")
