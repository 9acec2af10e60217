"""What happened around a request for designation: who decided, advised, consulted, suspended and evaluated, and when."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from wbmgp_engine.facts.fields import Area, Day, Identifier, Line, Name, NoneIsEmpty, NotNull, Part, Text
from wbmgp_engine.facts.situation import GroundId

AdviceTenor = Literal["positief", "negatief", "voorwaardelijk"]


class CouncilDecision(Part):
    """The decision of the council and who signed. `betreft` is `verzoek_aanwijzing` for a decision on this request.

    `ondertekendDoor` absent: not known who signed; null or empty: nobody did.
    """

    taken: Day | None = Field(default=None, alias="datum")
    subject: Name | None = Field(default=None, alias="betreft")
    signed_by: Annotated[list[Name], NoneIsEmpty] = Field(default=[], alias="ondertekendDoor", max_length=20)


class EvaluatedPart(Part):
    """One area and ground that the evaluation covers, and what it found; `niet_aantoonbaar` is a finding too."""

    area: Area = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    finding: Identifier | None = Field(default=None, alias="oordeel")


class EvaluationGiven(Part):
    """The evaluation that goes with a request to extend. `vastgesteldDoorRaad` null: the council did not adopt it."""

    adopted: Day | None = Field(default=None, alias="vastgesteldDoorRaad")
    parts: Annotated[list[EvaluatedPart], NoneIsEmpty] = Field(default=[], alias="onderdelen", max_length=1000)

    def covers(self, area: str, ground: str) -> bool:
        """Whether it is about this area and this ground."""
        return any(part.area == area and part.ground == ground for part in self.parts)

    def finds(self, area: str, ground: str) -> bool:
        """Whether it says what it found for this area and this ground."""
        return any((part.area, part.ground) == (area, ground) and part.finding is not None for part in self.parts)


class EarlierDesignation(Part):
    """A designation that was: facts, not judged again. `van` or `tot` absent: that edge is not known.

    `binnen` is the area that encloses this one; `ingetrokkenOp` the day on which it was withdrawn, if it was.
    """

    area: Area = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    start: Annotated[Day | None, NotNull] = Field(default=None, alias="van")
    end: Annotated[Day | None, NotNull] = Field(default=None, alias="tot")
    withdrawn: Day | None = Field(default=None, alias="ingetrokkenOp")
    within: Area | None = Field(default=None, alias="binnen")

    @property
    def ended(self) -> date | None:
        """The first day on which it was no longer in force, after withdrawal; None when not known."""
        return self.withdrawn or self.end


class Suspended(Part):
    """A suspension of the Minister's term, `[van, tot)`. `tot` absent: not known; null: it still runs."""

    start: Day = Field(alias="van")
    end: Day | None = Field(default=None, alias="tot")
    basis: Line | None = Field(default=None, alias="grond")


class Advice(Part):
    """An advice on the request, such as that of Gedeputeerde Staten (`orgaan` `gedeputeerde_staten`)."""

    body: Name = Field(alias="orgaan")
    given_on: Day | None = Field(default=None, alias="datum")
    tenor: AdviceTenor | None = Field(default=None, alias="strekking")
    note: Text | None = Field(default=None, alias="toelichting")


class MinisterDecision(Part):
    """The Minister's decision. `bekendgemaakt` null: not notified. `afwijkingAdvies`: why an advice was not followed."""

    taken: Annotated[Day | None, NotNull] = Field(default=None, alias="datum")
    notified: Day | None = Field(default=None, alias="bekendgemaakt")
    tenor: Literal["toegewezen", "gedeeltelijk", "afgewezen"] | None = Field(default=None, alias="strekking")
    reasons: Text | None = Field(default=None, alias="motivering")
    deviation: Text | None = Field(default=None, alias="afwijkingAdvies")

    @property
    def deviation_reasoned(self) -> bool:
        """Whether a reason is given for not following an advice."""
        return bool(self.deviation and self.deviation.strip())


class Consultation(Part):
    """One entry of the log of consultation: when, with whom, what kind of party, what came of it."""

    held: Day | None = Field(default=None, alias="datum")
    party: Name = Field(alias="partij")
    kind: Line | None = Field(default=None, alias="soort")
    outcome: Text | None = Field(default=None, alias="uitkomst")


class OrdinanceTerm(Part):
    """The ordinance's own term, beside that of the designation, `[van, tot)`. `tot` null: until replaced."""

    start: Annotated[Day | None, NotNull] = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")
