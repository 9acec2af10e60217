"""The shape of answers about designations; tests hold real answers against it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wbmgp_api.v1.answers import Answer, Motor, Recht
from wbmgp_api.v1.version_answers import Versie


class Aanwijzingskalender(Answer):
    """De aanwijzingen op een dag, de dringendste eerst. Wat niet bekend is, staat er met de reden."""

    aanwijzingen: list[dict[str, Any]]
    without_areas: list[dict[str, Any]] = Field(alias="zonderGebieden")
    verordeningen: list[dict[str, Any]]
    recht: Recht
    motor: Motor


class Aanwijzing(Versie):
    """Een aanwijzing die de gemeente zelf heeft vastgelegd, in een versie."""

    aanwijzing: dict[str, Any]
