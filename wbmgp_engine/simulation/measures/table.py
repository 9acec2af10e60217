"""The measures of a simulation: one table, without the small counts that could point at somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.bounds import INPUTS, bounds
from wbmgp_engine.simulation.measures.cubes import Axes, Cubes, Mask, Numbers
from wbmgp_engine.simulation.measures.derived import Key, Masks, counters_of, derived
from wbmgp_engine.simulation.measures.hidden import Hidden
from wbmgp_engine.simulation.measures.hiding import SMALLEST, check_smallest
from wbmgp_engine.simulation.measures.linking import with_linked
from wbmgp_engine.simulation.measures.spread import Spread, mean, spread_of
from wbmgp_engine.simulation.options.scenario import Scenario

SCHEMA: Final = {
    "variant": pl.String, "gebied": pl.String, "jaar": pl.Int16, "maat": pl.String, "dimensie": pl.String,
    "groep": pl.String, "waarde": pl.Float64, "laag": pl.Float64, "hoog": pl.Float64, "ondergrens": pl.Float64,
    "bovengrens": pl.Float64, "verschil": pl.Float64, "verschil_laag": pl.Float64, "verschil_hoog": pl.Float64,
    "onderdrukt": pl.Boolean,
}  # fmt: skip
"""The columns: `jaar` null is the whole period; `laag` and `hoog` hold nine in ten replicates; `ondergrens` and
`bovengrens` what it could be if unknown facts were known; `verschil` is that with the baseline in the same replicate."""
_KEYS: Final = ("gebied", "jaar", "dimensie", "groep")
_TOGETHER: Final = 3


def measures(
    ledgers: pl.DataFrame | pl.LazyFrame, scenario: Scenario, *, smallest: int = SMALLEST, only: Collection[str] = ()
) -> pl.DataFrame:
    """The table of `SCHEMA` over ledgers with `variant` and `herhaling` before the columns of a ledger.

    Groups are told by area over the whole period, and by year for the region, the designated areas and what is
    together; everybody by area and year. Counts of people below `smallest` (3 to 10) and what follows from them are null.
    `only` these measures, and what comes of the same counters, where it names any. Raises BadInput for another threshold.
    """
    check_smallest(smallest)
    designated = sorted({area for option in scenario.options for area in option.areas})
    needed = with_linked({counter for code in (*only, *INPUTS) for counter in counters_of(code)}) if only else None
    cubes = Cubes(ledgers.lazy(), [option.id for option in scenario.options], designated, needed)
    found = dict(_parts(cubes, smallest))
    order = sorted(found, key=lambda key: words.measure(key[0]).place)
    return pl.concat([found[key] for key in order]) if found else pl.DataFrame(schema=SCHEMA)


def side_by_side(table: pl.DataFrame, measure: str, value: str = "waarde") -> pl.DataFrame:
    """One measure with a column for each option, so that milder options stand beside it. `value`: a column of the table."""
    return table.filter(pl.col("maat") == measure).pivot("variant", index=_KEYS, values=value)


def _parts(cubes: Cubes, smallest: int) -> Iterator[tuple[Key, pl.DataFrame]]:
    counted = {key: spread_of(cubes.of(*key).astype(np.float64)) for key in cubes.counters()}
    hidden = Hidden(cubes.axes, counted, smallest)
    for key in counted:
        yield key, _frame(cubes, key, counted[key], hidden, _own(key))
    for item in derived(cubes):
        key = (item.code, item.dimension)
        yield key, _frame(cubes, key, spread_of(item.values), hidden, item.hidden)


def _own(key: Key) -> Callable[[Masks], Mask]:
    return lambda masks: masks(key)


def _frame(cubes: Cubes, key: Key, spread: Spread, hidden: Hidden, of: Callable[[Masks], Mask]) -> pl.DataFrame:
    """The rows of one measure by one dimension."""
    gone, unsure = of(hidden.numbers.__getitem__), of(hidden.intervals.__getitem__)
    columns = {
        "waarde": (spread.value, gone), "laag": (spread.low, unsure), "hoog": (spread.high, unsure),
        **_bounds(cubes, key, gone, hidden),
        "verschil": (spread.change, gone | gone[:1]), "verschil_laag": (spread.change_low, unsure | unsure[:1]),
        "verschil_hoog": (spread.change_high, unsure | unsure[:1]),
    }  # fmt: skip
    where = np.nonzero(np.broadcast_to(_told(cubes.axes, key[1], spread.value), gone.shape))
    decimals = words.measure(key[0]).decimals
    # Nought has a sign in a float, which no reader should meet.
    numbers = {
        name: np.round(np.where(mask, np.nan, values)[where], decimals) + 0.0
        for name, (values, mask) in columns.items()
    }
    data = {**_keys(cubes.axes, key, where), **numbers, "onderdrukt": gone[where]}
    return pl.DataFrame(data, schema=SCHEMA).with_columns(pl.col(name).fill_nan(None) for name in numbers)


def _bounds(cubes: Cubes, key: Key, gone: Mask, hidden: Hidden) -> Mapping[str, tuple[Numbers, Mask]]:
    found = bounds(*key, cubes)
    if found is None:
        nothing = np.full(gone.shape, np.nan)
        return {"ondergrens": (nothing, gone), "bovengrens": (nothing, gone)}
    mask = np.asarray(np.logical_or.reduce([gone, *(hidden.numbers[name, key[1]] for name in INPUTS)]))
    return {"ondergrens": (mean(found[0]), mask), "bovengrens": (mean(found[1]), mask)}


def _told(axes: Axes, dimension: str, values: Numbers) -> Mask:
    """Which rows, years and groups stand in the table: a group that is ever other than nought or unknown in the area."""
    there = np.asarray(np.nan_to_num(values).any(axis=(0, 2)))
    if dimension == words.EVERYBODY:
        there[:_TOGETHER] = True
    told = np.broadcast_to(there[:, None], values.shape[1:]).copy()
    if dimension != words.EVERYBODY:
        told[:, 1:] &= np.isin(axes.rows, axes.detailed)[:, None, None]
    return np.asarray(told & ~np.isnan(values).all(axis=0))


def _keys(axes: Axes, key: Key, where: tuple[Any, ...]) -> dict[str, pl.Series]:
    option, row, year, group = where
    years = pl.Series([None, *axes.years], dtype=pl.Int16)
    return {
        "variant": pl.Series(axes.options)[option], "gebied": pl.Series(axes.rows)[row], "jaar": years[year],
        "maat": pl.repeat(key[0], len(row), eager=True), "dimensie": pl.repeat(key[1], len(row), eager=True),
        "groep": pl.Series(axes.groups[key[1]])[group],
    }  # fmt: skip
