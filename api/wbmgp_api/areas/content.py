"""What an area holds and where a place lies: documents read as strictly as an application is."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from wbmgp_api.public_names import Nameless, addressable
from wbmgp_api.words import unfit
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import OBJECT, POSTCODE, Area, Day, Part

_LONG = 20_000


def _code(text: str) -> str:
    if not re.fullmatch(r"BU[0-9]{8}", text):
        raise unfit("form_neighbourhood")
    return text


def _compact(postcode: str) -> str:
    return postcode.replace(" ", "")


Code = Annotated[str, AfterValidator(_code), Field(json_schema_extra={"pattern": "^BU[0-9]{8}$"})]
Object = Annotated[str, Field(pattern=OBJECT)]
Postcode = Annotated[str, Field(pattern=POSTCODE), AfterValidator(_compact)]
Year = Annotated[int, Field(ge=1995, le=2100)]

_SURFACE: dict[str, Any] = {
    "type": "object", "additionalProperties": False, "required": ["type", "coordinates"],
    "description": "GeoJSON; in CRS84, tenzij de kop Content-Crs zegt dat het RD is.",
    "properties": {"type": {"type": "string", "enum": ["Polygon", "MultiPolygon"]}, "coordinates": {"type": "array", "items": {"type": "array"}}},
}  # fmt: skip
Surface = Annotated[dict[str, Any], Field(json_schema_extra=_SURFACE)]


class Neighbourhood(Part):
    """Een buurt van het CBS; codes wisselen van jaar op jaar."""

    code: Code
    year: Year = Field(alias="jaar")


class Content(Document):
    """Wat een gebied omvat vanaf een dag: objecten, panden, straten, postcodes, buurten en een vlak, samen."""

    ROOT: ClassVar[str] = "gebied"
    name: Nameless = Field(alias="naam")
    since: Day = Field(alias="van")
    objects: Annotated[list[Object], Field(max_length=_LONG)] = Field(default=[], alias="objecten")
    buildings: Annotated[list[Object], Field(max_length=_LONG)] = Field(default=[], alias="panden")
    streets: Annotated[list[Object], Field(max_length=_LONG)] = Field(default=[], alias="openbareRuimten")
    postcodes: Annotated[list[Postcode], Field(max_length=_LONG)] = Field(default=[])
    neighbourhoods: Annotated[list[Neighbourhood], Field(max_length=1_000)] = Field(default=[], alias="buurten")
    surface: Surface | None = Field(default=None, alias="geometrie")


class NewArea(Content):
    """Een nieuw gebied; `id` is de naam waaronder aanwijzingen en aanvragen het noemen."""

    id: Annotated[Area, AfterValidator(addressable)]


class Withdrawal(Document):
    """Dat een gebied vanaf een dag niets meer omvat."""

    ROOT: ClassVar[str] = "intrekking"
    since: Day = Field(alias="van")


class Location(Document):
    """Wat van een plek bekend is. Er is geen veld voor een persoon."""

    ROOT: ClassVar[str] = "ligging"
    object: Object | None = Field(default=None, alias="adresseerbaarObject")
    building: Object | None = Field(default=None, alias="pand")
    street: Object | None = Field(default=None, alias="openbareRuimte")
    postcode: Postcode | None = None
    point: Annotated[list[float], Field(min_length=2, max_length=2)] | None = Field(default=None, alias="punt")
    neighbourhood: Neighbourhood | None = Field(default=None, alias="buurt")
