"""What stands beside a value in a rule file: its legal basis, its unit, and who may supply it."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from wbmgp_engine.law.faults import fault, shown

CLOSED = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def _number(raw: Any) -> Any:
    if raw is not None and (isinstance(raw, bool) or not isinstance(raw, (int, Decimal))):
        raise fault(f"{shown(raw)} is not a number", "write a number, not in quotes")
    return raw


Number = Annotated[Any, AfterValidator(_number)]


class LegalBasis(BaseModel):
    """Where a field, action or operation rests; an onderdeel goes into `juriconnect` as `&o=a`."""

    model_config = CLOSED

    law: str | None = None
    bwb_id: str | None = None
    article: str | None = None
    paragraph: str | None = None
    sentence: str | None = None
    url: str | None = None
    juriconnect: str | None = None
    explanation: str | None = None


class TypeSpec(BaseModel):
    """Unit and display of a number; `precision`, `min` and `max` are shown, never computed with."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, defer_build=True)

    unit: Literal["euro", "eurocent", "ratio", "percentage", "years", "weeks", "months", "days"] | None = None
    precision: int | None = None
    min: Number = None
    max: Number = None


class Origin(BaseModel):
    """Who may supply a fact and on which ground; `OORDEEL` is a human judgement, decided by a named official."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True)

    waarde: Literal["BELANGHEBBENDE", "REGISTER", "DOSSIER", "OORDEEL", "KANAAL"]
    grondslag: str | None = None
    register_: str | None = Field(default=None, alias="register")
    rol: Literal["TIJDVAK", "GEVRAAGD_BESLUIT", "BESLUIT"] | None = None
