"""A request for designation (Aanwijzingsverzoek), as the contract words it: strict, closed, honest about what is absent.

Impossible data (a term that runs backwards, a decision before its request) is bad input. Impossible law (a term too
long, an extension too many, a ground that the statute of the date does not know) is not: it is a verdict of the rules.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from wbmgp_engine.facts.consideration import Instrument
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.enclosure import Within, areas_within, enclosing
from wbmgp_engine.facts.evidence import CRITERIA, Criteria, Criterion, CriterionName, EqualTreatment, Substantiation
from wbmgp_engine.facts.fields import Area, Day, Municipality, Name, NoneIsEmpty, NotNull, Part
from wbmgp_engine.facts.procedure import (
    Advice,
    Consultation,
    CouncilDecision,
    EarlierDesignation,
    EvaluationGiven,
    MinisterDecision,
    OrdinanceTerm,
    Suspended,
)
from wbmgp_engine.facts.request_contradictions import refuse_request_contradictions
from wbmgp_engine.facts.situation import GroundId

Aim = Literal["leefbaarheid", "samenstelling_bevolking", "overlast", "criminaliteit"]


class RequestedArea(Part):
    """The unit that is asked for. `binnen` is the id of the area that encloses it; null: none does."""

    id: Area
    kind: Annotated[Literal["complex", "straat", "gebied"] | None, NotNull] = Field(default=None, alias="soort")
    name: Name | None = Field(default=None, alias="naam")
    within: Area | None = Field(default=None, alias="binnen")


class RequestedPart(Part):
    """One part of a request: a unit, a ground, and a term `[vanaf, tot)`; criteria only where they differ.

    `tot` null asks a term without an end, which is a verdict of the law and no bad input; absent is not known.
    """

    area: RequestedArea = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    instrument: Instrument | None = None
    start: Annotated[Day | None, NotNull] = Field(default=None, alias="vanaf")
    end: Day | None = Field(default=None, alias="tot")
    segment: Annotated[Literal["corporatie", "particulier", "beide"] | None, NotNull] = None
    aims: Annotated[list[Aim], NoneIsEmpty] = Field(default=[], alias="doel", max_length=20)
    substantiation: Criteria | None = Field(default=None, alias="onderbouwing")

    @property
    def endless(self) -> bool:
        """Whether a term without an end is asked for."""
        return self.end is None and "end" in self.model_fields_set


class DesignationRequest(Document):
    """One request for designation; `given(name)` tells an absent attribute from one that was supplied.

    `verzonden` or `ontvangen` null: it is not sent or received yet. `eerdereAanwijzingen` null or empty: there are
    none; absent: not known.
    """

    ROOT: ClassVar[str] = "aanwijzingsverzoek"
    FRACTION_FIX: ClassVar[str | None] = "write a figure with decimals between quotes, as it was published"

    reference: Name = Field(alias="kenmerk")
    municipality: Municipality = Field(alias="gemeente")
    sent: Day | None = Field(default=None, alias="verzonden")
    received: Day | None = Field(default=None, alias="ontvangen")
    council_decision: CouncilDecision | None = Field(default=None, alias="raadsbesluit")
    parts: list[RequestedPart] = Field(alias="onderdelen", min_length=1, max_length=1000)
    substantiation: Substantiation | None = Field(default=None, alias="onderbouwing")
    evaluation: EvaluationGiven | None = Field(default=None, alias="evaluatie")
    earlier: Annotated[list[EarlierDesignation], NoneIsEmpty] = Field(
        default=[], alias="eerdereAanwijzingen", max_length=5000
    )
    suspensions: Annotated[list[Suspended], NoneIsEmpty] = Field(default=[], alias="opschortingen", max_length=200)
    advices: Annotated[list[Advice], NoneIsEmpty] = Field(default=[], alias="adviezen", max_length=200)
    decision: MinisterDecision | None = Field(default=None, alias="besluit")
    consultations: Annotated[list[Consultation], NoneIsEmpty] = Field(default=[], alias="overleg", max_length=500)
    equal_treatment: EqualTreatment | None = Field(default=None, alias="gelijkeBehandeling")
    ordinance: OrdinanceTerm | None = Field(default=None, alias="verordening")
    not_supplied: Annotated[list[Name], NoneIsEmpty] = Field(default=[], alias="nietVerstrekt", max_length=500)

    @model_validator(mode="after")
    def _consistent(self) -> DesignationRequest:
        refuse_request_contradictions(self)
        return self

    @property
    def filed(self) -> date | None:
        """The day that chooses the law when nobody names another: of receipt, else of dispatch; None when neither is known."""
        return self.received or self.sent

    @property
    def unsent(self) -> bool:
        """Whether nothing shows that the council sent the request: no dispatch, no receipt, no decision on it."""
        return self.filed is None and self.decision is None

    @property
    def certainly_unsent(self) -> bool:
        """Whether the request says itself that it has not been sent (`verzonden` null)."""
        return self.unsent and "sent" in self.model_fields_set

    def criterion(self, part: RequestedPart, name: CriterionName) -> Criterion | None:
        """What is put forward for a criterion in this part: the part's own text where it has one, else the request's.

        None when nothing is put forward; `criterion_known` tells whether that is certain.
        """
        return self._of_criterion(part, name)[1]

    def criterion_known(self, part: RequestedPart, name: CriterionName) -> bool:
        """Whether the request says what is put forward for the criterion in this part, be it nothing (null)."""
        return self._of_criterion(part, name)[0]

    def _of_criterion(self, part: RequestedPart, name: CriterionName) -> tuple[bool, Criterion | None]:
        attribute = CRITERIA[name]
        for place in (part.substantiation, self.substantiation):
            if place is not None and attribute in place.model_fields_set:
                found: Criterion | None = getattr(place, attribute)
                return True, found
        # `"onderbouwing": null` says that there is none at all.
        return self.substantiation is None and "substantiation" in self.model_fields_set, None

    @property
    def without_content(self) -> tuple[CriterionName, ...]:
        """The criteria for which, somewhere in the request, only a sign or an abbreviation stands."""
        places = [self.substantiation, *(part.substantiation for part in self.parts)]
        found = {name: [getattr(place, attribute, None) for place in places] for name, attribute in CRITERIA.items()}
        return tuple(
            name for name, given in found.items() if any(item is not None and item.without_content for item in given)
        )

    @cached_property
    def within(self) -> Within:
        """Per area the areas that directly enclose it."""
        return areas_within(self)

    def enclosing(self, area: str) -> frozenset[str]:
        """The areas that enclose this one, directly or not, as `binnen` of a part or an earlier designation says."""
        return enclosing(self.within, area)


__all__ = ["Aim", "DesignationRequest", "RequestedArea", "RequestedPart"]
