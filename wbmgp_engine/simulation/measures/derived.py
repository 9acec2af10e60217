"""The measures that are worked out from counters, each by what is divided by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np

from wbmgp_engine.simulation.measures.cubes import DESIGNATED, OTHER, REGION, Axes, Cubes, Mask, Numbers
from wbmgp_engine.simulation.measures.spread import mean
from wbmgp_engine.simulation.measures.words import EVERYBODY

Key: TypeAlias = tuple[str, str]
Masks: TypeAlias = Callable[[Key], Mask]
_TOUCHED: Final = "geraakt"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a division: a counter, its dimension (None: that of the measure) or one group of it, and where.

    `everywhere`: the number of the whole region, whatever the area of the measure.
    """

    counter: str
    dimension: str | None = None
    group: str | None = None
    everywhere: bool = False

    def key(self, dimension: str) -> Key:
        """The block that it is taken from."""
        return self.counter, self.dimension or dimension

    def of(self, block: Any, axes: Axes, dimension: str) -> Any:
        """Its part of a block, or of anything laid out like one, ready to stand over or under another."""
        if self.group is not None:
            place = axes.groups[self.key(dimension)[1]].index(self.group)
            block = block[..., place : place + 1]
        return block[..., :1, :, :] if self.everywhere else block


@dataclass(frozen=True, slots=True)
class Rate:
    """`top / bottom`, by the dimensions that both have; `regional`: for the whole region only.

    `monthly`: that is a chance a month, told as the chance within twelve of them. `contrast`: each group is also held
    against the rest, as ratio and as difference. `yearly`: what comes in a year
    over what is there at its end, so over the whole period it is the mean of the years, and has a trend.
    """

    code: str
    top: Side
    bottom: Side
    monthly: bool = False
    regional: bool = False
    contrast: bool = False
    yearly: bool = False
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def dimensions(self, cubes: Cubes) -> list[str]:
        """The dimensions that it can be told by."""
        asked = self.only or [name for name in cubes.axes.groups if cubes.has(self.top.counter, name)]
        return [name for name in asked if name not in self.never and self._possible(name, cubes)]

    def of(self, top: Numbers, bottom: Numbers) -> Numbers:
        """The measure from both sides; NaN where there is nothing to divide by."""
        found = _part(top, bottom)
        return _within_a_year(found) if self.monthly else found

    def _possible(self, dimension: str, cubes: Cubes) -> bool:
        for side in (self.top, self.bottom):
            key = side.key(dimension)
            if not cubes.has(*key) or (side.group is not None and side.group not in cubes.axes.groups[key[1]]):
                return False
        return True


RATES: Final = (
    Rate("weigeringsaandeel", Side("weigeringen"), Side("aanvragen"), contrast=True),
    Rate("instroom.aandeel", Side("instroom"), Side("instroom", EVERYBODY), never=(EVERYBODY,)),
    Rate("leegstand.duur", Side("leegstand.maanden"), Side("verhuringen")),
    Rate("slaagkans", Side("geslaagd"), Side("zoekmaanden", everywhere=True), monthly=True, contrast=True),
    Rate("zoektijd", Side("geslaagd.maanden"), Side("geslaagd"), contrast=True),
    Rate("wachttijd", Side("wachttijd.maanden"), Side("verhuringen.corporatie")),
    Rate(
        "geweigerden.gevonden.aandeel", Side("geweigerden.gevonden"), Side("geweigerden", EVERYBODY, everywhere=True),
        regional=True,
    ),
    Rate("geweigerden.zoektijd", Side("geweigerden.maanden"), Side("geweigerden.gevonden")),
    Rate(
        "aanbod.per_zoeker", Side("aanbod.passend"), Side("zoekers", EVERYBODY, everywhere=True), only=(EVERYBODY,),
        yearly=True,
    ),
    Rate(
        "alternatieven", Side("aanbod.passend", DESIGNATED, "niet_aangewezen"), Side("uitgesloten", EVERYBODY),
        regional=True, only=(EVERYBODY,), yearly=True,
    ),
)  # fmt: skip
TREND, RATIO, DIFFERENCE = ".trend", ".verhouding", ".groepsverschil"
DISPLACED, DISPLACED_SHARE = "verdringing", "verdringing.aandeel"


@dataclass(frozen=True)
class Derived:
    """A measure by one dimension: its numbers, and what is hidden of them.

    `hidden(mask)` is given what is hidden of a counter's block, laid out `[option, row, year, group]`.
    """

    code: str
    dimension: str
    values: Numbers
    hidden: Callable[[Masks], Mask]


def counters_of(measure: str) -> set[str]:
    """The counters that a measure is worked out from; of a counter that is itself.

    >>> sorted(counters_of("slaagkans.verhouding")), counters_of("instroom")
    (['geslaagd', 'zoekmaanden'], {'instroom'})
    """
    stem = measure.removesuffix(TREND).removesuffix(RATIO).removesuffix(DIFFERENCE)
    for rate in RATES:
        if rate.code == stem:
            return {rate.top.counter, rate.bottom.counter}
    return {"instroom"} if measure in (DISPLACED, DISPLACED_SHARE) else {stem}


def derived(cubes: Cubes) -> Iterator[Derived]:
    """Every measure that these ledgers allow."""
    for rate in RATES:
        for dimension in rate.dimensions(cubes):
            yield from _of_rate(rate, dimension, cubes)
    if cubes.has("aanbod.passend"):
        supply = cubes.of("aanbod.passend", EVERYBODY).astype(np.float64)
        key = ("aanbod.passend", EVERYBODY)
        yield Derived("aanbod.passend" + TREND, EVERYBODY, _trend(supply), lambda mask: _any_year(mask(key)))
    if cubes.has("instroom", _TOUCHED) and _TOUCHED in cubes.axes.groups[_TOUCHED]:
        yield from _displacement(cubes)


def _of_rate(rate: Rate, dimension: str, cubes: Cubes) -> Iterator[Derived]:
    top, bottom = _sides(rate, dimension, cubes)
    values, hidden = rate.of(top, bottom), _hidden(rate, dimension, cubes.axes)
    if rate.regional:
        values[:, :, 1:] = np.nan
    if rate.yearly:
        values[:, :, :, 0] = mean(np.moveaxis(values[:, :, :, 1:], 3, 1))
        yield Derived(rate.code, dimension, values, lambda mask: _whole_from_years(hidden(mask)))
        yield Derived(rate.code + TREND, dimension, _trend(values), lambda mask: _any_year(hidden(mask)))
    else:
        yield Derived(rate.code, dimension, values, hidden)
    if rate.contrast and dimension != EVERYBODY:
        yield from _contrast(rate, dimension, cubes, values)


def _contrast(rate: Rate, dimension: str, cubes: Cubes, values: Numbers) -> Iterator[Derived]:
    """Each group against all others together, over the whole period; whoever is in no group counts with the others."""
    own, everybody = _sides(rate, dimension, cubes), _sides(rate, EVERYBODY, cubes)
    rest = rate.of(everybody[0] - own[0], everybody[1] - own[1])
    rest[:, :, :, 1:] = np.nan
    of_own, of_everybody = _hidden(rate, dimension, cubes.axes), _hidden(rate, EVERYBODY, cubes.axes)

    def hidden(mask: Masks) -> Mask:
        return np.asarray(of_own(mask) | of_everybody(mask))

    yield Derived(rate.code + RATIO, dimension, _part(values, rest), hidden)
    yield Derived(rate.code + DIFFERENCE, dimension, values - rest, hidden)


def _sides(rate: Rate, dimension: str, cubes: Cubes) -> tuple[Numbers, Numbers]:
    top, bottom = (
        side.of(cubes.of(*side.key(dimension)).astype(np.float64), cubes.axes, dimension)
        for side in (rate.top, rate.bottom)
    )
    return top, bottom


def _hidden(rate: Rate, dimension: str, axes: Axes) -> Callable[[Masks], Mask]:
    def hidden(mask: Masks) -> Mask:
        top, bottom = (side.of(mask(side.key(dimension)), axes, dimension) for side in (rate.top, rate.bottom))
        return np.asarray(top | bottom)

    return hidden


def _displacement(cubes: Cubes) -> Iterator[Derived]:
    """The inflow of the touched outside the designated areas, less that of the baseline in the same replicate."""
    axes, key = cubes.axes, ("instroom", _TOUCHED)
    place = axes.groups[_TOUCHED].index(_TOUCHED)
    inflow = cubes.of(*key)[..., place : place + 1].astype(np.float64)
    values = inflow - inflow[:1]
    values[:, :, [row for row, code in enumerate(axes.rows) if code in {REGION, *axes.detailed} - {OTHER}]] = np.nan

    def hidden(mask: Masks) -> Mask:
        found = mask(key)[..., place : place + 1]
        return np.asarray(found | found[:1])

    yield Derived(DISPLACED, EVERYBODY, values, hidden)
    yield Derived(DISPLACED_SHARE, EVERYBODY, _part(values, np.broadcast_to(inflow[:1], values.shape)), hidden)


def _part(top: Numbers, bottom: Numbers) -> Numbers:
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    found: Numbers = np.divide(top, bottom, out=np.full(shape, np.nan), where=np.broadcast_to(bottom, shape) != 0)
    return found


def _within_a_year(month: Numbers) -> Numbers:
    """Multiplied out, because a power differs between machines in its last bit."""
    left = np.maximum(1 - month, 0)
    quarter = left * left * left
    half = quarter * quarter
    return np.asarray(1 - half * half)


def _trend(values: Numbers) -> Numbers:
    """The slope of the straight line nearest to the years, in the place of the whole period; NaN elsewhere."""
    years = values.shape[3] - 1
    found = np.full(values.shape, np.nan)
    if years > 1:
        steps = np.arange(years) - (years - 1) / 2
        slope = np.zeros(values[:, :, :, 0].shape)
        for year in range(years):
            slope = slope + steps[year] * values[:, :, :, year + 1]
        found[:, :, :, 0] = slope / float((steps * steps).sum())
    return found


def _whole_from_years(mask: Mask) -> Mask:
    found = np.array(mask)
    found[:, :, 0] = mask.any(axis=2)
    return found


def _any_year(mask: Mask) -> Mask:
    return np.broadcast_to(mask.any(axis=2, keepdims=True), mask.shape)
