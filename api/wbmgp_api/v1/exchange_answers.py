"""The shape of what goes to other systems, for the published description; tests hold real answers against it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wbmgp_api.v1.answers import Answer


class Uitwisselmelding(Answer):
    """Wat niet kon worden geschreven, en wat u eraan doet."""

    plaats: str
    probleem: str
    oplossing: str


class VeraUitkomst(Answer):
    """De uitkomst voor een corporatie, in de codes van VERA."""

    standaard: str = Field(description="De versie van VERA.")
    bericht: dict[str, Any] = Field(description="Het bericht. De namen erin zijn die van VERA.")
    meldingen: list[Uitwisselmelding]
