"""A situation the caller gives: region, designations and ordinance, instead of what the register holds.

Impossible law (a term too long, a ground that the statute of the date does not know) is not refused here: it is a
matter for the rules.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from wbmgp_engine.facts.fields import Day, Eurocents, Identifier, Known, Municipality, Name, Part, Text

GroundId = Literal["artikel_8", "artikel_9", "artikel_10"]
Landlord = Literal["corporatie", "particulier"]
DwellingKind = Literal["zelfstandig", "onzelfstandig"]
HouseholdTest = Literal["aanvrager", "een_meerderjarige"]
Instrument = Literal["vog", "politiegegevens"]


class Designation(Part):
    """One designation by the Minister: an area, a ground, and the days it is in force, `[van, tot)`."""

    area: Name = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    instrument: Instrument | None = None
    start: Annotated[Day, Known] | None = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")


class Category(Part):
    """A category of dwellings of the ordinance. A restriction that is absent or null is none: a situation is complete."""

    grounds: list[GroundId] = Field(alias="gronden", max_length=20)
    landlords: list[Landlord] | None = Field(default=None, alias="verhuurder", max_length=20)
    kinds: list[DwellingKind] | None = Field(default=None, alias="soort", max_length=20)
    rent_below: Eurocents | None = Field(default=None, alias="huurprijsTot")


class Ordinance(Part):
    """What the ordinance fixes. `tot` null: until replaced. Choices that are absent are unknown."""

    id: Name | None = None
    start: Annotated[Day, Known] | None = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")
    categories: Annotated[list[Category], Known] = Field(default=[], alias="categorieen", max_length=1000)
    income_test: Annotated[HouseholdTest, Known] | None = Field(default=None, alias="inkomenstoets")
    residence_test: Annotated[HouseholdTest, Known] | None = Field(default=None, alias="verblijfstoets")
    priority_traits: Annotated[list[Identifier], Known] = Field(default=[], alias="voorrangskenmerken", max_length=1000)
    priority_above: list[Literal["artikel_11", "artikel_12", "artikel_14"]] | None = Field(default=None, alias="voorrangBoven")
    behaviours: list[Literal["a", "b", "c", "d", "e", "f", "g", "h", "i"]] | None = Field(default=None, alias="gedragingen")
    later_move_in: bool | None = Field(default=None, alias="latereInwoning")
    hardship_clause: bool | None = Field(default=None, alias="hardheidsclausule")
    source: Text | None = Field(default=None, alias="vindplaats")


class Situation(Part):
    """Region, designations and ordinance as the caller states them; it counts as complete."""

    region: Annotated[list[Municipality], Known] = Field(default=[], alias="regio", max_length=1000)
    designations: list[Designation] = Field(default=[], alias="aanwijzingen", max_length=1000)
    ordinance: Ordinance | None = Field(default=None, alias="verordening")
