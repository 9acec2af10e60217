"""A situation the caller gives: region, designations and ordinance, instead of what the register holds.

Impossible law (a term too long, a ground that the statute of the date does not know) is not refused here: it is a
matter for the rules.
"""

from typing import Annotated, Literal

from pydantic import Field

from wbmgp_engine.facts.consideration import Instrument
from wbmgp_engine.facts.dwelling import DwellingKind, Landlord
from wbmgp_engine.facts.fields import (
    Area,
    Day,
    Eurocents,
    Identifier,
    Municipality,
    Name,
    NoneIsEmpty,
    NotNull,
    Part,
    Text,
)

GroundId = Literal["artikel_8", "artikel_9", "artikel_10"]
HouseholdTest = Literal["aanvrager", "een_meerderjarige"]


class Designation(Part):
    """One designation by the Minister: an area, a ground, and the days it is in force, `[van, tot)`.

    `tot` absent: the end is not known (`"end" not in model_fields_set`); null: no end is recorded.
    """

    area: Area = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    instrument: Instrument | None = None
    start: Annotated[Day | None, NotNull] = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")


class Category(Part):
    """A category of dwellings of the ordinance. A restriction that is absent or null is none: a situation is complete."""

    grounds: list[GroundId] = Field(alias="gronden", max_length=20)
    landlords: list[Landlord] | None = Field(default=None, alias="verhuurder", max_length=20)
    kinds: list[DwellingKind] | None = Field(default=None, alias="soort", max_length=20)
    rent_below: Eurocents | None = Field(default=None, alias="huurprijsTot")


class Choices(Part):
    """What an ordinance fixes. A choice that is absent is unknown; an empty list is none.

    `latereInwoning` null: the ordinance has no rule on later move-in.
    """

    categories: Annotated[list[Category], NoneIsEmpty] = Field(default=[], alias="categorieen", max_length=1000)
    income_test: HouseholdTest | None = Field(default=None, alias="inkomenstoets")
    residence_test: HouseholdTest | None = Field(default=None, alias="verblijfstoets")
    priority_traits: Annotated[list[Identifier], NoneIsEmpty] = Field(
        default=[], alias="voorrangskenmerken", max_length=1000
    )
    priority_above: list[Literal["artikel_11", "artikel_12", "artikel_14"]] | None = Field(
        default=None, alias="voorrangBoven"
    )
    behaviours: list[Literal["a", "b", "c", "d", "e", "f", "g", "h", "i"]] | None = Field(
        default=None, alias="gedragingen"
    )
    later_move_in: bool | None = Field(default=None, alias="latereInwoning")
    hardship_clause: bool | None = Field(default=None, alias="hardheidsclausule")


class Ordinance(Choices):
    """An ordinance with its days. `tot` null: until replaced."""

    id: Name | None = None
    start: Annotated[Day | None, NotNull] = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")
    source: Text | None = Field(default=None, alias="vindplaats")

    @property
    def called(self) -> str | None:
        """What to call it in words."""
        return self.id


class Situation(Part):
    """Region, designations and ordinance as the caller states them; it counts as complete.

    `regio` absent: it is not known which municipalities form the region. `aanwijzingen` and `verordening` absent or
    null: there are none.
    """

    region: list[Municipality] = Field(default=[], alias="regio", max_length=1000)
    designations: Annotated[list[Designation], NoneIsEmpty] = Field(default=[], alias="aanwijzingen", max_length=1000)
    ordinance: Ordinance | None = Field(default=None, alias="verordening")
