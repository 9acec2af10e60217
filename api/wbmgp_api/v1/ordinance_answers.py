"""The shape of answers about ordinances; tests hold real answers against it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Bron, Tekst
from wbmgp_api.v1.version_answers import Versie


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


class Verordening(Versie):
    """Een verordening die de gemeente heeft vastgelegd, in een versie."""

    verordening: dict[str, Any]
    bevindingen: list[Bevinding] | None = Field(
        default=None, description="Wat eraan ontbreekt of open is; staat niet in de lijst van alle verordeningen."
    )


class Verordeningen(Answer):
    """De verordeningen van de gemeente."""

    verordeningen: list[Verordening]
