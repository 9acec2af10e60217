"""Households as the permits read them: from columns of numbers to words and dates."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from wbmgp_engine.simulation.market.rows import Int32s, Mask, Slots
from wbmgp_engine.simulation.market.state import NO_DAY, Households, Names
from wbmgp_engine.simulation.regions.columns import INCOMES, NO_INCOME

_DAYS: Final = {"geboortedatum": "born", "geboortedatum_partner": "partner_born", "ingezetene_vanaf": "since"}
# Where the rules ask for a judgement on an income, it is taken to count; elsewhere they do not read it.
_JUDGED: Final = tuple(None if kind == NO_INCOME else "telt_mee" for kind in INCOMES)


@cache
def _lookup(words: tuple[str | None, ...]) -> pl.Series:
    known = [word for word in dict.fromkeys(words) if word is not None]
    return pl.Series([*words, None], dtype=pl.Enum(known))


def words(codes: npt.NDArray[Any], labels: tuple[str | None, ...]) -> pl.Series:
    """The word of each code; -1 is unknown."""
    found = codes.astype(np.int64)
    return _lookup(labels).gather(np.where(found < 0, len(labels), found))


def days(values: Int32s) -> pl.Series:
    """Dates, where there are any."""
    return pl.Series(values).set(pl.Series(values == NO_DAY), None).cast(pl.Date)


def seekers_frame(
    them: Households, rows: Slots, names: Names, *, no_income: Mask | None = None, no_stay: Mask | None = None
) -> pl.DataFrame:
    """Households with the facts that decide; without the income or the stay where that is not told."""
    columns: dict[str, Any] = {"id": them.id[rows]}
    for name, source in _DAYS.items():
        columns[name] = getattr(them, source)[rows]
    outside, incomes = them.outside[rows], {"": them.income[rows], "_partner": them.partner_income[rows]}
    if no_stay is not None:
        columns["ingezetene_vanaf"] = np.where(no_stay, np.int32(NO_DAY), columns["ingezetene_vanaf"])
        outside = outside & ~no_stay
    for suffix, codes in incomes.items():
        told = codes if no_income is None else np.where(no_income, np.int8(-1), codes)
        columns[f"inkomen{suffix}"] = words(told, INCOMES)
        columns[f"inkomen_oordeel{suffix}"] = words(told, _JUDGED)
    columns |= {name: days(columns[name]) for name in _DAYS}
    columns |= {"geen_ingezetene": outside, "kenmerk": words(them.trait[rows], names.traits)}
    return pl.DataFrame(columns)
