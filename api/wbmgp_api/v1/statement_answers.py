"""The shape of answers about statements that the register is complete; tests hold real answers against it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Tekst
from wbmgp_api.v1.version_answers import Versie


class Registerverklaring(Versie):
    """Een verklaring dat het register volledig is, in een versie."""

    verklaring: dict[str, Any]
    opmerkingen: list[Tekst] | None = Field(
        default=None, description="Waar u op moet letten; staat niet in de lijst van alle verklaringen."
    )


class Registerverklaringen(Answer):
    """De verklaringen van de gemeente."""

    verklaringen: list[Registerverklaring]
