"""Areas that tests send."""

from __future__ import annotations

from typing import Any

from tests.api.cases.working import Desk
from wbmgp_api.identity.principal import Role

RULES, COUNCIL = Role.RULES, Role.COUNCIL
FAR = "2026-01-01"


def square(x: float = 4.49, y: float = 51.89, size: float = 0.01) -> dict[str, Any]:
    """A small square, by default in Rotterdam."""
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def area(**changes: Any) -> dict[str, Any]:
    """An area with a postcode."""
    return {"id": "tarwewijk", "naam": "Tarwewijk", "van": FAR, "postcodes": ["3082 AA"]} | changes


def proposed(desk: Desk, given: dict[str, Any], **more: Any) -> Any:
    """The answer to a proposal that has to be taken."""
    got = desk.ask("POST", "/gebieden", RULES, given, **more)
    assert got.status_code == 201, got.text
    return got


def approved(desk: Desk, name: str, version: int = 1, **more: Any) -> Any:
    """The answer to a second person who lets a version count."""
    headers = {"If-Match": f'"{version}"'}
    return desk.ask("POST", f"/gebieden/{name}/_stel-vast", RULES, subject="tweede", headers=headers, **more)
