"""The shape of answers about ordinances; tests hold real answers against it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Bron, Tekst


class Bevinding(Answer):
    """Wat de wet van de eerste dag van een verordening ervan vindt, zonder dat zij ermee in strijd is."""

    regel: str
    over: str
    grond: str | None = None
    plaats: str
    oordeel: Literal["strijdig", "ontbreekt", "open", "let_op"]
    nl: str
    en: str
    herstel: Tekst | None = None
    bron: Bron


class Verordening(Answer):
    """Een verordening die de gemeente heeft vastgelegd, in een versie."""

    id: str
    versie: int
    status: Literal["concept", "vastgesteld", "ingetrokken"]
    gemaakt: datetime
    vastgesteld: datetime | None
    door: Literal["mij", "ander"] = Field(description="Wie deze versie maakte; een ander stelt haar vast.")
    verordening: dict[str, Any]
    bevindingen: list[Bevinding] | None = Field(
        default=None, description="Wat eraan ontbreekt of open is; staat niet in de lijst van alle verordeningen."
    )


class Verordeningen(Answer):
    """De verordeningen van de gemeente."""

    verordeningen: list[Verordening]
