"""What every answer about a document in versions says of the version itself."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer


class Versie(Answer):
    """Een document dat twee mensen vastleggen, in een versie."""

    id: str
    versie: int
    status: Literal["concept", "vastgesteld", "ingetrokken"]
    gemaakt: datetime
    vastgesteld: datetime | None
    door: Literal["mij", "ander"] = Field(description="Wie deze versie maakte; een ander stelt haar vast.")
