"""An ordinance as data, to be held against the statute: what it demands, of whom, for which dwellings, until when.

The shape of the contract's `situatie.verordening` with what a council decides beside it. Impossible law (a demand
without basis, a behaviour that no list knows, a term too long) is a verdict of the rules and not refused here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import Day, Identifier, Line, Municipality, Name, NoneIsEmpty, NotNull, Part, Text
from wbmgp_engine.facts.procedure import Consultation
from wbmgp_engine.facts.situation import Category, Designation, GroundId, HouseholdTest

DemandKind = Literal[
    "inkomensbron", "minimuminkomen", "verblijfsduur", "kenmerk", "gedraging", "verklaring", "nationaliteit",
    "afkomst", "anders",
]  # fmt: skip
_Yes = Annotated[bool | None, NotNull]


class Demand(Part):
    """One demand or priority rule of the ordinance. `artikel` is the ordinance's own article.

    `waarde` names the kinds of income, the trait, the letters of behaviours, or says what another demand asks.
    """

    ground: Annotated[GroundId | None, NotNull] = Field(default=None, alias="grond")
    kind: DemandKind = Field(alias="soort")
    values: Annotated[list[Line] | Line | None, NotNull] = Field(default=None, alias="waarde")
    years: Annotated[int | None, NotNull, Field(ge=0, le=150)] = Field(default=None, alias="jaren")
    area: Annotated[Literal["regio", "gemeente"] | None, NotNull] = Field(default=None, alias="gebied")
    article: Line | None = Field(default=None, alias="artikel")

    @property
    def named(self) -> tuple[str, ...]:
        """What the demand names, each by itself; empty when it names nothing."""
        if self.values is None:
            return ()
        return (self.values,) if isinstance(self.values, str) else tuple(self.values)


class HardshipClauses(Part):
    """For which grounds the ordinance has a hardship clause of its own; `zonderArtikel`: one that names no ground."""

    article_8: _Yes = Field(default=None, alias="artikel_8")
    article_9: _Yes = Field(default=None, alias="artikel_9")
    article_10: _Yes = Field(default=None, alias="artikel_10")
    unnamed: _Yes = Field(default=None, alias="zonderArtikel")


class Fine(Part):
    """The fine for breach of the conditions of a permit. `categorie` 0: there is none."""

    category: Annotated[int, Field(ge=0, le=6)] = Field(alias="categorie")


class OrdinanceText(Document):
    """One ordinance. What is absent is not known; an empty list or null says that there is none.

    `aanwijzingen` absent: those of the register count. `tot` null: no end.
    """

    ROOT: ClassVar[str] = "verordening"

    id: Name | None = None
    name: Name | None = Field(default=None, alias="naam")
    municipality: Municipality = Field(alias="gemeente")
    adopted: Day | None = Field(default=None, alias="vastgesteld")
    start: Annotated[Day | None, NotNull] = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")
    grounds: Annotated[list[GroundId], NoneIsEmpty] = Field(default=[], alias="gronden", max_length=20)
    demands: Annotated[list[Demand], NoneIsEmpty] = Field(default=[], alias="eisen", max_length=500)
    hardship: HardshipClauses | None = Field(default=None, alias="hardheidsclausule")
    designations: Annotated[list[Designation], NoneIsEmpty] = Field(default=[], alias="aanwijzingen", max_length=1000)
    categories: Annotated[list[Category], NoneIsEmpty] = Field(default=[], alias="categorieen", max_length=1000)
    income_test: HouseholdTest | None = Field(default=None, alias="inkomenstoets")
    residence_test: HouseholdTest | None = Field(default=None, alias="verblijfstoets")
    priority_traits: Annotated[list[Identifier], NoneIsEmpty] = Field(
        default=[], alias="voorrangskenmerken", max_length=1000
    )
    priority_above: Annotated[list[Identifier], NoneIsEmpty] = Field(default=[], alias="voorrangBoven", max_length=20)
    behaviours: Annotated[list[Identifier], NoneIsEmpty] = Field(default=[], alias="gedragingen", max_length=100)
    later_move_in: bool | None = Field(default=None, alias="latereInwoning")
    consultations: Annotated[list[Consultation], NoneIsEmpty] = Field(default=[], alias="overleg", max_length=500)
    coordination: Annotated[list[Consultation], NoneIsEmpty] = Field(default=[], alias="afstemming", max_length=500)
    fine: Fine | None = Field(default=None, alias="boete")
    source: Text | None = Field(default=None, alias="vindplaats")

    @model_validator(mode="after")
    def _consistent(self) -> OrdinanceText:
        if found := list(_contradictions(self)):
            raise PydanticCustomError(CONTRADICTION, "the ordinance contradicts itself", {"findings": found})
        return self

    def said(self, name: str) -> bool:
        """Whether the ordinance says something about this attribute, be it that there is none."""
        return name in self.model_fields_set

    @property
    def applied(self) -> tuple[GroundId, ...]:
        """The grounds that the ordinance applies: those it lists, and those of its demands and categories."""
        named = [item.ground for item in self.demands if item.ground is not None]
        named += [ground for item in self.categories for ground in item.grounds]
        return tuple(dict.fromkeys([*self.grounds, *named]))


def _contradictions(ordinance: OrdinanceText) -> Iterator[Finding]:
    spans: list[tuple[str, date | None, date | None]] = [("tot", ordinance.start, ordinance.end)]
    spans += [(f"aanwijzingen.{at}", item.start, item.end) for at, item in enumerate(ordinance.designations)]
    for place, start, end in spans:
        if start is not None and end is not None and end <= start:
            yield Finding(place, f"ends on {end} and begins on {start}", "let van come before tot")
    if not ordinance.applied:
        yield Finding("gronden", "the ordinance applies no ground", "list artikel_8, artikel_9 or artikel_10")
