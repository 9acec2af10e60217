"""Numbers of a simulation as people read them, and the words around them, in Dutch and English."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from pydantic import Field

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.simulation.dossier.figures import POINTS, Figure, Spread
from wbmgp_engine.simulation.options import BASELINE

_FOLDER: Final = Path(__file__).parent
_COUNTS: Final = 10
_RATIO: Final = "verhouding"


class Said(Entry):
    """A text in both languages."""

    nl: str
    en: str

    def in_(self, language: Language, **values: object) -> str:
        """The text, with what it names filled in."""
        return str(getattr(self, language)).strip().format(**values)


class CriterionWords(Entry):
    """What the simulation shows of a criterion and what not, what the council has to write, and which measures belong there."""

    stelling: bool
    toont: Said
    toont_niet: Said
    raad: Said
    gebieden: list[str] = Field(default=[])
    regio: list[str] = Field(default=[])


@cache
def criteria() -> dict[str, CriterionWords]:
    """The words of each criterion, in the order of the act."""
    raw = read_yaml((_FOLDER / "criteria.yaml").read_bytes(), place="criteria.yaml")
    return {name: CriterionWords.model_validate(item) for name, item in raw.items()}


@cache
def phrases() -> dict[str, Said]:
    """The other texts of a dossier, by their key."""
    raw = read_yaml((_FOLDER / "phrases.yaml").read_bytes(), place="phrases.yaml")
    return {name: Said.model_validate(item) for name, item in raw.items()}


def say(key: str, language: Language, **values: object) -> str:
    """A text of the dossier."""
    return phrases()[key].in_(language, **values)


def number(value: float, language: Language, unit: str = "aantal") -> str:
    """A number in words: shares as percents, their differences as points.

    >>> number(12345.6, "nl"), number(-0.125, "nl"), number(0.0719, "nl", "aandeel"), number(0.01, "en", POINTS)
    ('12.346', '−0,12', '7,2 %', '1.0 points')
    """
    sign = {"aandeel": " %", POINTS: f" {say('points', language)}"}.get(unit, "")
    return f"{_digits(value, language, unit)}{sign}"


def _digits(value: float, language: Language, unit: str) -> str:
    """Whole from ten on, below that with decimals, for means over replicates; percents with one, ratios with two."""
    if unit in ("aandeel", POINTS):
        return _written(100 * value, 1, language)
    if unit == _RATIO:
        return _written(value, 2, language)
    size = abs(value)
    return _written(value, 0 if size >= _COUNTS or value == int(value) else 1 if size >= 1 else 2, language)


def exact(value: float, language: Language) -> str:
    """An assumption as somebody wrote it.

    >>> exact(0.015, "nl"), exact(70000.0, "en")
    ('0,015', '70,000')
    """
    return _written(
        value, max((digits for digits in range(7) if round(value, digits) != value), default=-1) + 1, language
    )


def _written(value: float, digits: int, language: Language) -> str:
    written = f"{abs(value):,.{digits}f}"
    if language == "nl":
        written = written.translate(str.maketrans(",.", ".,"))
    return f"−{written}" if value < 0 and written.strip("0.,") else written


def spread(given: Spread, language: Language, unit: str = "aantal") -> str:
    """A number with its interval where that has a width, or a dash."""
    if given.value is None:
        return "–"
    said = number(given.value, language, unit)
    if given.low is None or given.high is None or given.low == given.high:
        return said
    return f"{said} ({_range('range', given.low, given.high, language, unit)})"


def value_of(figure: Figure, language: Language) -> str:
    """The value of a figure in words: its interval, and its bounds where facts were unknown; that it is hidden where it is."""
    if figure.hidden:
        return say("hidden", language)
    lower, upper = figure.bounds
    said = spread(figure.own, language, figure.unit)
    if lower is None or upper is None or lower == upper:
        return said
    return f"{said}; {_range('bounds', lower, upper, language, figure.unit)}"


def beside(figure: Figure, language: Language) -> str | None:
    """The baseline and the difference in words; None where there is no baseline to tell, or the figure is of it."""
    if figure.baseline.value is None or figure.option == BASELINE:
        return None
    said = say("without_measure", language, value=spread(figure.baseline, language, figure.unit))
    if figure.difference.value is None:
        return said
    change = spread(figure.difference, language, figure.difference_unit)
    return f"{said}; {say('difference', language, value=change)}"


def _range(key: str, low: float, high: float, language: Language, unit: str) -> str:
    return say(key, language, low=_digits(low, language, unit), high=_digits(high, language, unit))
