"""The dwelling an application is about: where it is, who lets it, what it is, its rent."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wbmgp_engine.facts.fields import ADDITION, HOUSE_LETTER, OBJECT, POSTCODE, Area, Eurocents, NotNull, Part

Landlord = Literal["corporatie", "particulier"]
DwellingKind = Literal["zelfstandig", "onzelfstandig"]


def _compact(postcode: str) -> str:
    return postcode.replace(" ", "")


class Address(Part):
    """An address in the Netherlands; the postcode is kept without its space."""

    postcode: Annotated[str, Field(pattern=POSTCODE), AfterValidator(_compact)]
    number: Annotated[int, Field(ge=1, le=99_999)] = Field(alias="huisnummer")
    letter: Annotated[str, Field(pattern=HOUSE_LETTER)] | None = Field(default=None, alias="huisletter")
    addition: Annotated[str, Field(pattern=ADDITION)] | None = Field(default=None, alias="toevoeging")


class Dwelling(Part):
    """The dwelling. `rent` is in eurocents per month."""

    area: Area | None = Field(default=None, alias="gebied")
    address: Address | None = Field(default=None, alias="adres")
    object_id: Annotated[str, Field(pattern=OBJECT)] | None = Field(default=None, alias="adresseerbaarObject")
    landlord: Annotated[Landlord | None, NotNull] = Field(default=None, alias="verhuurder")
    kind: Annotated[DwellingKind | None, NotNull] = Field(default=None, alias="soort")
    rent: Annotated[Eurocents | None, NotNull] = Field(default=None, alias="huurprijs")
