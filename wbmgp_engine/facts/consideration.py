"""What officials bring to an application: priority, the outcome of the screening, hardship, proportionality.

Human judgements are recorded here, never computed; of a screening only its outcome has a place.
"""

from typing import Annotated, Literal

from pydantic import Field

from wbmgp_engine.facts.fields import CircumstanceText, Identifier, Line, NoneIsEmpty, NotNull, Part, Text
from wbmgp_engine.facts.household import Judged

HardshipGround = Literal["artikel_8", "artikel_10"]
Instrument = Literal["vog", "politiegegevens"]
_Weighing = Annotated[Literal["gewogen", "niet_gewogen"] | None, NotNull]


class Priority(Judged):
    """Article 9: whether somebody with priority wants this dwelling, and what B&W decided."""

    candidates: Annotated[bool | None, NotNull] = Field(default=None, alias="kandidatenMetVoorrang")
    judgement: Literal["verlenen", "aan_ander"] | None = Field(default=None, alias="oordeel")


class Weighed(Part):
    """The five criteria of article 10b(4): weighed or not, nothing else; the reasons stay with the mayor."""

    a: _Weighing = None
    b: _Weighing = None
    c: _Weighing = None
    d: _Weighing = None
    e: _Weighing = None


class Screening(Part):
    """The outcome of the screening of article 10. Never what it found."""

    instrument: Instrument | None = None
    certificates: dict[Identifier, Literal["overgelegd", "niet_overgelegd"]] | None = Field(default=None, alias="vog")
    statement: Literal["verlenen", "verlenen_met_voorschriften", "weigeren"] | None = Field(
        default=None, alias="woonverklaring"
    )
    weighed: Weighed | None = Field(default=None, alias="weging")
    hearing_offered: bool | None = Field(default=None, alias="gehoord")
    conditions: Annotated[list[Text], NoneIsEmpty] = Field(default=[], alias="voorschriften", max_length=100)


class Circumstance(Part):
    """Something put forward for the hardship clause."""

    kind: CircumstanceText = Field(alias="soort")
    note: Text | None = Field(default=None, alias="toelichting")
    evidence: Text | None = Field(default=None, alias="bewijs")


class Hardship(Judged):
    """A plea for, or a judgement on, the hardship clause for one ground."""

    ground: HardshipGround | None = Field(default=None, alias="grond")
    pleaded: bool | None = Field(default=None, alias="beroep")
    circumstances: Annotated[list[Circumstance], NoneIsEmpty] = Field(
        default=[], alias="omstandigheden", max_length=100
    )
    judgement: Literal["onbillijk", "niet_onbillijk"] | None = Field(default=None, alias="oordeel")


class Statement(Part):
    """One step of a proportionality record: what is stated, on what source, by whom."""

    text: Text | None = Field(default=None, alias="tekst")
    source: Text | None = Field(default=None, alias="bron")
    author: Line | None = Field(default=None, alias="auteur")


class Proportionality(Part):
    """Proportionality in this one case (Awb 3:4 lid 2), as an official wrote it down. A record; it decides nothing."""

    aim: Statement | None = Field(default=None, alias="doel")
    suitability: Statement | None = Field(default=None, alias="geschiktheid")
    less_intrusive: Statement | None = Field(default=None, alias="minderIngrijpend")
    conditions: Statement | None = Field(default=None, alias="voorschriften")
    regional: Statement | None = Field(default=None, alias="mogelijkhedenInRegio")
    balance: Statement | None = Field(default=None, alias="afweging")
    author: Line | None = Field(default=None, alias="auteur")
