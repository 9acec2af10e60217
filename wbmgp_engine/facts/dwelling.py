"""The dwelling an application is about: where it is, who lets it, what it is, its rent."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wbmgp_engine.facts.fields import (
    ADDITION,
    DEGREES,
    HOUSE_LETTER,
    NEIGHBOURHOOD,
    OBJECT,
    POSTCODE,
    Area,
    Eurocents,
    NotNull,
    Part,
)

Landlord = Literal["corporatie", "particulier"]
DwellingKind = Literal["zelfstandig", "onzelfstandig"]


def _compact(postcode: str) -> str:
    return postcode.replace(" ", "")


Degrees = Annotated[str, Field(pattern=DEGREES)]


class Address(Part):
    """An address in the Netherlands; the postcode is kept without its space."""

    postcode: Annotated[str, Field(pattern=POSTCODE), AfterValidator(_compact)]
    number: Annotated[int, Field(ge=1, le=99_999)] = Field(alias="huisnummer")
    letter: Annotated[str, Field(pattern=HOUSE_LETTER)] | None = Field(default=None, alias="huisletter")
    addition: Annotated[str, Field(pattern=ADDITION)] | None = Field(default=None, alias="toevoeging")


class Neighbourhood(Part):
    """A neighbourhood of the CBS; codes change from year to year."""

    code: Annotated[str, Field(pattern=NEIGHBOURHOOD)]
    year: Annotated[int, Field(ge=1995, le=2100)] = Field(alias="jaar")


class Dwelling(Part):
    """The dwelling. `rent` is in eurocents per month.

    `building`, `street`, `point` and `neighbourhood` serve to find the area it lies in. The point is a longitude and a
    latitude (CRS84) as text, for there are no fractions here.
    """

    area: Area | None = Field(default=None, alias="gebied")
    address: Address | None = Field(default=None, alias="adres")
    object_id: Annotated[str, Field(pattern=OBJECT)] | None = Field(default=None, alias="adresseerbaarObject")
    building: Annotated[Annotated[str, Field(pattern=OBJECT)] | None, NotNull] = Field(default=None, alias="pand")
    street: Annotated[Annotated[str, Field(pattern=OBJECT)] | None, NotNull] = Field(
        default=None, alias="openbareRuimte"
    )
    point: Annotated[list[Degrees] | None, NotNull] = Field(default=None, alias="punt", min_length=2, max_length=2)
    neighbourhood: Annotated[Neighbourhood | None, NotNull] = Field(default=None, alias="buurt")
    landlord: Annotated[Landlord | None, NotNull] = Field(default=None, alias="verhuurder")
    kind: Annotated[DwellingKind | None, NotNull] = Field(default=None, alias="soort")
    rent: Annotated[Eurocents | None, NotNull] = Field(default=None, alias="huurprijs")
