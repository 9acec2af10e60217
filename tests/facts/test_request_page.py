"""The page for councils names every field there is, and every value of a closed list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from wbmgp_engine.facts import DesignationRequest
from wbmgp_engine.facts.fields import Part

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "verzoek-om-aanwijzing.md").read_text(encoding="utf-8")
WORDS = {word for quoted in re.findall(r"`([^`\n]+)`", PAGE) for word in re.findall(r"[A-Za-z0-9_]+", quoted)}


def parts_of(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)


def values_of(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    for inner in get_args(annotation):
        yield from values_of(inner)


def names(part: type[Part], seen: set[type[Part]]) -> Iterator[str]:
    """Every key and every closed value at and below a model."""
    seen.add(part)
    for name, field in part.model_fields.items():
        yield field.alias or name
        yield from values_of(field.annotation)
        for inner in parts_of(field.annotation):
            if inner not in seen:
                yield from names(inner, seen)


@pytest.mark.parametrize("name", sorted(set(names(DesignationRequest, set()))))
def test_the_page_names_it(name: str) -> None:
    assert name in WORDS
