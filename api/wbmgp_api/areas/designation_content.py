"""What a designation of the municipality says: the decision of the Minister as somebody wrote it down.

What the decision does not tell is absent and stays not known. Whether such a term may be is a question for the rules.
"""

from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from wbmgp_api.public_names import Nameless, addressable
from wbmgp_api.words import unfit
from wbmgp_engine.facts.consideration import Instrument
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import Area, Day, NotNull, Part
from wbmgp_engine.facts.situation import GroundId
from wbmgp_engine.law.register_schema import AreaKind

Number = Annotated[int, Field(ge=0, le=20)]


class NamedArea(Part):
    """Het gebied zoals het in deze versie is getekend."""

    id: Area
    version: Annotated[int, Field(ge=1, le=1_000_000)] = Field(alias="versie")


class Ground(Part):
    """Een grond, met het instrument waar de wet er een bij vraagt."""

    ground: GroundId = Field(alias="grond")
    instrument: Annotated[Instrument | None, NotNull] = None


class Decision(Part):
    """Het besluit van de minister, zoals het te vinden is."""

    reference: Nameless = Field(alias="kenmerk")
    day: Annotated[Day | None, NotNull] = Field(default=None, alias="datum")
    found: Annotated[Nameless | None, NotNull] = Field(default=None, alias="vindplaats")


class Content(Document):
    """Een aanwijzing. Wat het besluit niet zegt, laat u weg: dan is het niet bekend."""

    ROOT: ClassVar[str] = "aanwijzing"
    area: NamedArea = Field(alias="gebied")
    name: Nameless = Field(alias="naam")
    kind: AreaKind = Field(alias="soort")
    grounds: Annotated[list[Ground], Field(min_length=1, max_length=3)] = Field(alias="gronden")
    start: Day = Field(alias="van")
    end: Annotated[Day | None, NotNull] = Field(default=None, alias="tot")
    extension: Annotated[Number | None, NotNull] = Field(default=None, alias="verlenging")
    decision: Decision = Field(alias="besluit")
    withdrawn: Annotated[Day | None, NotNull] = Field(default=None, alias="ingetrokkenOp")

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.end is not None and self.end <= self.start:
            raise unfit("day_order")
        if self.withdrawn is not None and self.withdrawn < self.start:
            raise unfit("withdrawn_early")
        if len({one.ground for one in self.grounds}) < len(self.grounds):
            raise unfit("ground_twice")
        return self

    @property
    def last_day(self) -> Day | None:
        """The first day on which it is not in force any more, as far as that is known."""
        known = [day for day in (self.end, self.withdrawn) if day is not None]
        return min(known, default=None)


class NewDesignation(Content):
    """Een nieuwe aanwijzing; `id` is uw eigen naam ervoor."""

    id: Annotated[Area, AfterValidator(addressable)]
