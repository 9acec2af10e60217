"""The pages for councils and desks name every field there is, and every value of a closed list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from wbmgp_engine.facts import Application, DesignationRequest, Role
from wbmgp_engine.facts.fields import IncomeKind, Part

DOCS = Path(__file__).resolve().parents[2] / "docs"


def words_of(page: str) -> set[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return {word for quoted in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"[A-Za-z0-9_]+", quoted)}


REQUEST_WORDS, APPLICATION_WORDS = words_of("verzoek-om-aanwijzing.md"), words_of("aanvraag.md")


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
    assert name in REQUEST_WORDS


@pytest.mark.parametrize("name", sorted(set(names(Application, set()))))
def test_the_page_of_the_desk_names_it(name: str) -> None:
    assert name in APPLICATION_WORDS


def test_the_page_of_the_desk_names_every_kind_of_income_and_every_role() -> None:
    assert {kind.value for kind in (*IncomeKind, *Role)} <= APPLICATION_WORDS
