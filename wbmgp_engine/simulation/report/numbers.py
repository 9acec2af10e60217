"""Numbers as people say them: rounded to what a model can know, with the range in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.dossier.figures import Spread
from wbmgp_engine.simulation.report.words import Unit, said

_PERCENTS: Final = ("aandeel", "punten")
_NAMED: Final[Mapping[Unit, str]] = {"aandeel": "percent", "punten": "points", "maanden": "months"}
_NOTHING: Final = Spread(None)
# Below this a count of people is said as it is.
_FEW: Final = 20


@dataclass(frozen=True, slots=True)
class Number:
    """One measure: itself, its bounds over unknown facts, its difference with doing nothing, and whether it is hidden."""

    unit: Unit
    own: Spread = _NOTHING
    bounds: tuple[float | None, float | None] = (None, None)
    change: Spread = _NOTHING
    hidden: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value to show."""
        return self.own.value is not None and not self.hidden


def rounded(value: float, unit: Unit, way: str = ROUND_HALF_UP) -> Decimal:
    """The value at the grain that can be said of it: counts with two digits that count, shares by whole percents.

    >>> rounded(1234, "aantal"), rounded(43, "aantal"), rounded(0.118, "aandeel")
    (Decimal('1200'), Decimal('45'), Decimal('12'))
    """
    return _to(value, unit, _step(value, unit), way)


def written(value: Decimal, language: Language) -> str:
    """The digits, grouped and with the decimal mark of the language.

    >>> written(Decimal("-1234.5"), "nl"), written(Decimal("1234.5"), "en")
    ('−1.234,5', '1,234.5')
    """
    text = f"{abs(value):,f}"
    if language == "nl":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"−{text}" if value < 0 else text


def short(value: float, unit: Unit, language: Language) -> str:
    """One value, in a cell or at a mark of a picture."""
    return _of_unit(written(rounded(value, unit), language), unit, language)


def scaled(value: float, unit: Unit) -> float:
    """Where a mark of a picture stands: shares in percents."""
    return round(value * (100 if unit in _PERCENTS else 1), 3)


def own(number: Number, language: Language) -> str:
    """The value of a number, or the words for why it is not there."""
    if number.hidden:
        return said("hidden", language)
    return said("not_there", language) if number.own.value is None else short(number.own.value, number.unit, language)


def range_of(span: Spread, unit: Unit, language: Language) -> str:
    """The interval in words, rounded outward; empty without one, or where it is no wider than what is said."""
    if span.value is None or span.low is None or span.high is None:
        return ""
    step = _step(span.value, unit)
    low, high = _to(span.low, unit, step, ROUND_FLOOR), _to(span.high, unit, step, ROUND_CEILING)
    if low == high:
        return ""
    found = said("between", language, low=written(low, language), high=written(high, language))
    return _of_unit(found, unit, language)


def changed(number: Number, language: Language) -> str:
    """The difference with doing nothing with its sign; in words where it rounds to none, empty where it is not known."""
    change = number.change.value
    if not number.known or change is None:
        return ""
    unit: Unit = "punten" if number.unit == "aandeel" else number.unit
    amount = rounded(change, unit)
    if amount == 0:
        return said("same", language)
    return _of_unit(f"{'+' if amount > 0 else ''}{written(amount, language)}", unit, language)


def clear(number: Number) -> bool:
    """Whether the whole interval of the difference lies on one side of none; False without an interval."""
    low, high = number.change.low, number.change.high
    return low is not None and high is not None and (low > 0 or high < 0)


def _of_unit(text: str, unit: Unit, language: Language) -> str:
    name = _NAMED.get(unit)
    return text if name is None else said(name, language, amount=text)


def _step(value: float, unit: Unit) -> Decimal:
    if unit == "aantal":
        digits = len(str(int(abs(value))))
        return Decimal(1) if abs(value) < _FEW else Decimal(5) if digits < 3 else Decimal(10) ** (digits - 2)
    if unit in _PERCENTS:
        return Decimal(1) if abs(value) >= 0.1 or value == 0 else Decimal("0.1")
    if unit == "maanden":
        return Decimal(1) if abs(value) >= 24 else Decimal("0.1")
    return Decimal("0.01")


def _to(value: float, unit: Unit, step: Decimal, way: str) -> Decimal:
    # A float has dust behind its digits, which would push an outward rounding one step on.
    exact = Decimal(f"{value * (100 if unit in _PERCENTS else 1):.6f}")
    return (exact / step).quantize(Decimal(1), way) * step + 0
