"""The parameters of the market with what is assumed of them by default."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field

from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.simulation.options.assumption import Assumption, Unit
from wbmgp_engine.simulation.options.numbers import Number
from wbmgp_engine.simulation.regions.region import Certainty

_FILE: Final = Path(__file__).with_name("parameters.yaml")


class _Unit(Entry):
    minimum: Number
    maximum: Number
    whole: bool = Field(default=False, alias="geheel")
    nl: str
    en: str


class _Parameter(Entry):
    value: Number = Field(alias="waarde")
    low: Number = Field(alias="laag")
    high: Number = Field(alias="hoog")
    unit: str = Field(alias="eenheid")
    source: str = Field(alias="bron")
    certainty: Certainty = Field(alias="zekerheid")
    nl: str
    en: str


class _File(Entry):
    units: dict[str, _Unit] = Field(alias="eenheden")
    parameters: dict[str, _Parameter]


def units() -> Mapping[str, Unit]:
    """What the parameters count, by id."""
    return {
        name: Unit(name, unit.minimum, unit.maximum, unit.whole, {"nl": unit.nl, "en": unit.en})
        for name, unit in _file().units.items()
    }


def parameters() -> Mapping[str, Assumption]:
    """Every parameter by its name, in the order of the file, with its default value."""
    return {name: _assumption(name, found) for name, found in _file().parameters.items()}


def _assumption(name: str, found: _Parameter) -> Assumption:
    return Assumption(
        name, found.value, found.low, found.high, found.unit, found.source, found.certainty,
        {"nl": found.nl, "en": found.en},
    )  # fmt: skip


@cache
def _file() -> _File:
    return _File.model_validate(read_yaml(_FILE.read_bytes(), place=_FILE.name))
