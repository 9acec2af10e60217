"""The page about the pages: every page that people can open is named there, itself or what it lies below."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wbmgp_api.pages.routes import AREAS

_TEXT = (Path(__file__).parents[3] / "docs" / "paginas.md").read_text(encoding="utf-8")


def plain(path: str) -> tuple[str, ...]:
    """An address in parts, whatever its variables are called."""
    return tuple(re.sub(r"\{[^}]*\}", "{}", path).strip("/").split("/"))


NAMED = {plain(one) for one in re.findall(r"`(/[^`?]*)`", _TEXT)}


@pytest.mark.parametrize("path", sorted({one.path for one in AREAS if "GET" in (one.methods or ())}))
def test_every_page_is_named(path: str) -> None:
    parts = plain(path)
    shortest = 3 if parts[:2] == ("zaken", "{}") else 2
    above = {parts[:length] for length in range(shortest, len(parts))}
    assert parts in NAMED or NAMED & above


def test_every_address_that_is_named_is_a_page() -> None:
    assert {plain(one.path) for one in AREAS} >= NAMED
