"""The shape of answers about mandates; tests hold real answers against it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer


class Mandaat(Answer):
    """Een mandaat in een versie."""

    id: str
    versie: int
    status: Literal["concept", "vastgesteld", "ingetrokken"]
    gemaakt: datetime
    vastgesteld: datetime | None
    door: Literal["mij", "ander"] = Field(description="Wie deze versie maakte; een ander stelt haar vast.")
    mandaat: dict[str, Any]


class Mandatenlijst(Answer):
    """De mandaten van de gemeente."""

    mandaten: list[Mandaat]
