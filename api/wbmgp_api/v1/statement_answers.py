"""The shape of answers about statements that the register is complete; tests hold real answers against it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Tekst


class Registerverklaring(Answer):
    """Een verklaring dat het register volledig is, in een versie."""

    id: str
    versie: int
    status: Literal["concept", "vastgesteld", "ingetrokken"]
    gemaakt: datetime
    vastgesteld: datetime | None
    door: Literal["mij", "ander"] = Field(description="Wie deze versie maakte; een ander stelt haar vast.")
    verklaring: dict[str, Any]
    opmerkingen: list[Tekst] | None = Field(
        default=None, description="Waar u op moet letten; staat niet in de lijst van alle verklaringen."
    )


class Registerverklaringen(Answer):
    """De verklaringen van de gemeente."""

    verklaringen: list[Registerverklaring]
