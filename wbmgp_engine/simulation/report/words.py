"""The words of the report, in Dutch and English, by their key in `phrases.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.simulation.dossier.words import Said
from wbmgp_engine.simulation.measures import words as named

Unit = Literal["aantal", "aandeel", "punten", "maanden", "verhouding"]
_BETWEEN_GROUPS = ".groepsverschil"
_FILE = Path(__file__).with_name("phrases.yaml")


@cache
def phrases() -> Mapping[str, Said]:
    """Every text by its key."""
    raw = read_yaml(_FILE.read_bytes(), place=_FILE.name)
    return {key: Said.model_validate(item) for key, item in raw.items()}


def said(key: str, language: Language, **values: object) -> str:
    """A text with what it names filled in."""
    return phrases()[key].in_(language, **values)


def measure_said(code: str, language: Language) -> str:
    """What a measure is called; one that nobody described keeps its code."""
    found = named.words_of().get(code)
    return code if found is None else found.name[language]


def area_said(code: str, language: Language) -> str:
    """The words for areas that are taken together; the code of a single one."""
    found = named.area(code)
    return code if found is None else found[language]


def unit_of(code: str) -> Unit:
    """What a measure counts: people and things, shares, points between shares, months or ratios."""
    found = named.words_of().get(code)
    unit = "aantal" if found is None else cast(Unit, found.unit)
    return "punten" if unit == "aandeel" and code.endswith(_BETWEEN_GROUPS) else unit


def group_said(dimension: str, group: str, language: Language) -> str:
    """What a group is called; one of a column that a council brought keeps its own name."""
    try:
        return named.group(dimension, group)[language]
    except KeyError:
        return group


def dimension_said(dimension: str, language: Language) -> str:
    """What people are divided by."""
    try:
        return named.dimension(dimension)[language]
    except KeyError:
        return dimension
