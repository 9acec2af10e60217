"""The shape of answers about designations; tests hold real answers against it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Motor, Recht


class Aanwijzingskalender(Answer):
    """De aanwijzingen op een dag, de dringendste eerst. Wat niet bekend is, staat er met de reden."""

    aanwijzingen: list[dict[str, Any]]
    without_areas: list[dict[str, Any]] = Field(alias="zonderGebieden")
    verordeningen: list[dict[str, Any]]
    recht: Recht
    motor: Motor


class Aanwijzing(Answer):
    """Een aanwijzing die de gemeente zelf heeft vastgelegd, in een versie."""

    id: str
    versie: int
    status: Literal["concept", "vastgesteld", "ingetrokken"]
    gemaakt: datetime
    vastgesteld: datetime | None
    door: Literal["mij", "ander"] = Field(description="Wie deze versie maakte; een ander stelt haar vast.")
    aanwijzing: dict[str, Any]
