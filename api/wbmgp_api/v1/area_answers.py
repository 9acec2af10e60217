"""The shape of answers about areas: GeoJSON, for the published description; tests hold real answers against it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer


class Vlak(Answer):
    """Een vlak in CRS84."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class Buurt(Answer):
    """Een buurt van het CBS."""

    code: str
    jaar: int


class Gebiedskenmerken(Answer):
    """Wat een gebied omvat naast het vlak, en wat deze versie geldt."""

    naam: str
    versie: int
    status: Literal["concept", "vastgesteld", "ingetrokken"]
    van: date
    gemaakt: datetime
    vastgesteld: datetime | None
    door: Literal["mij", "ander"] = Field(description="Wie deze versie maakte; een ander stelt haar vast.")
    objecten: list[str]
    panden: list[str]
    straten: list[str] = Field(alias="openbareRuimten")
    postcodes: list[str]
    buurten: list[Buurt]


class Gebied(Answer):
    """Een gebied als Feature."""

    type: Literal["Feature"]
    id: str
    geometry: Vlak | None
    properties: Gebiedskenmerken


class Gebiedenlijst(Answer):
    """Een bladzijde met gebieden als FeatureCollection."""

    type: Literal["FeatureCollection"]
    features: list[Gebied]
    aantal: int


class Gebiedsvondst(Answer):
    """Een gebied waarin de plek ligt, en waaraan dat is gezien."""

    gebied: str
    versie: int
    wijze: Literal["object", "pand", "openbareRuimte", "postcode", "vlak", "buurt"]


class Gebiedsvondsten(Answer):
    """De gebieden waarin de plek ligt. Leeg zegt niet dat zij overal buiten ligt."""

    gebieden: list[Gebiedsvondst]
