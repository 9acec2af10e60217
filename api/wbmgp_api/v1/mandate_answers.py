"""The shape of answers about mandates; tests hold real answers against it."""

from __future__ import annotations

from typing import Any

from wbmgp_api.v1.answers import Answer
from wbmgp_api.v1.version_answers import Versie


class Mandaat(Versie):
    """Een mandaat in een versie."""

    mandaat: dict[str, Any]


class Mandatenlijst(Answer):
    """De mandaten van de gemeente."""

    mandaten: list[Mandaat]
