"""What every measure and group is called, in Dutch and English, what it counts, and in which order they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from wbmgp_engine.law.yaml_reader import read_yaml

_FILE: Final = Path(__file__).with_name("words.yaml")
EVERYBODY: Final = "alles"
OWN_GROUP: Final = "groep_"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `kind`: `stroom` adds up over months, `stand` is that of 31 December, `afgeleid` is worked out.

    `counts`: `personen` (small counts are hidden), `woningen`, `maanden` (hidden with the count `beside`) or `niets`.
    `decimals`: how many the published values have.
    """

    code: str
    place: int
    kind: Literal["stroom", "stand", "afgeleid"]
    counts: Literal["personen", "woningen", "maanden", "niets"]
    beside: str | None
    unit: str
    decimals: int
    name: Texts
    explanation: Texts


def words_of() -> Mapping[str, Measure]:
    """Every measure by its code, in the order in which they are shown."""
    return _measures()


def measure(code: str) -> Measure:
    """The measure of a code. Raises KeyError for one that nobody described."""
    return _measures()[code]


def unit(code: str) -> Texts:
    """A unit in words."""
    return _texts(_file()["eenheden"][code])


def area(code: str) -> Texts | None:
    """The words for what is no single area: the region, the designated areas together; None for an area."""
    found = _file()["gebieden"].get(code)
    return None if found is None else _texts(found)


def dimension(code: str) -> Texts:
    """A dimension in words; that of a column of the council carries its own name. Raises KeyError for an unknown one."""
    if code.startswith(OWN_GROUP):
        own = code.removeprefix(OWN_GROUP).replace("_", " ")
        return {language: text.format(naam=own) for language, text in _texts(_file()["eigen_groep"]).items()}
    return _texts(_file()["dimensies"][code])


def group(dimension: str, code: str) -> Texts:
    """A group of a dimension in words; the values of a council's own column as they are. Raises KeyError."""
    if dimension.startswith(OWN_GROUP):
        return {"nl": code, "en": code}
    return _texts(_file()["dimensies"][dimension]["groepen"][code])


def groups(dimension: str) -> tuple[str, ...]:
    """The groups of a dimension in their order; none for a council's own column, which are shown by name."""
    return tuple(_file()["dimensies"].get(dimension, {"groepen": {}})["groepen"])


def dimensions() -> tuple[str, ...]:
    """The dimensions in their order, without the council's own."""
    return tuple(_file()["dimensies"])


def _texts(found: Mapping[str, Any]) -> Texts:
    return {language: found[language] for language in ("nl", "en")}


@cache
def _measures() -> Mapping[str, Measure]:
    units = _file()["eenheden"]
    return {
        code: Measure(
            code, place, item["soort"], item["telt"], item.get("bij"), item["eenheid"],
            units[item["eenheid"]]["decimalen"], _texts(item), {"nl": item["uitleg_nl"], "en": item["uitleg_en"]},
        )
        for place, (code, item) in enumerate(_file()["maten"].items())
    }  # fmt: skip


@cache
def _file() -> Any:
    return read_yaml(_FILE.read_bytes(), place=_FILE.name)
