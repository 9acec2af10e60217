"""A region made from counts: the households and dwellings of every area as codes, and how well the counts were met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.simulation.regions.csv_tables import LIVING_IN, OUTSIDE
from wbmgp_engine.simulation.regions.fit import FIT_COLUMNS
from wbmgp_engine.simulation.regions.fitting import Counts, shared_out
from wbmgp_engine.simulation.regions.homes import Homes, homes
from wbmgp_engine.simulation.regions.marginals import Marginals
from wbmgp_engine.simulation.regions.people import NOWHERE, People, people
from wbmgp_engine.simulation.regions.reference import Reference

Progress = Callable[[int, int, str], None]
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """The codes of all households (`woning`: the place of their dwelling, or `NOWHERE`) and dwellings, and the fit."""

    households: Mapping[str, Counts]
    dwellings: Mapping[str, Counts]
    fit: pl.DataFrame


def synthesise(
    areas: Sequence[str], marginals: Marginals, reference: Reference, *, households: int | None, seed: int,
    progress: Progress | None = None,
) -> Made:  # fmt: skip
    """Every area by itself, so that what is asked of one changes nothing in another. `households`: the whole, scaled."""
    everywhere = (*areas, LIVING_IN, OUTSIDE)
    published = np.array([marginals.total("huishouden", area) for area in everywhere])
    total = _total(households, published.sum())
    factor = total / published.sum()
    vacant = np.array([marginals.total("bezit", area) for area in areas]) - published[:-2]
    counts = shared_out(total, published)
    empty = shared_out(round(vacant.sum() * factor), vacant)
    residents, stock, fit = list[People](), list[Homes](), list[pl.DataFrame]()
    for place, area in enumerate(everywhere):
        chance = np.random.default_rng([seed, place])
        residents.append(people(area, int(counts[place]), marginals, reference, chance))
        if area in areas:
            size = int(counts[place] + empty[place])
            stock.append(homes(area, size, residents[-1], marginals, reference, chance))
        fit += _met(area, marginals, factor, residents[-1], *stock[place:])
        if progress is not None:
            progress(place + 1, len(everywhere), area)
    return Made(_all_households(residents, stock), _all_dwellings(stock), pl.concat(fit))


def _total(households: int | None, published: float) -> int:
    total = round(published) if households is None else households
    if not 1 <= total <= _MOST or not published:
        raise BadInput([Finding("households", "is too few or too many", f"ask for 1 to {_MOST:,}", str(total))])
    return total


def _all_households(residents: Sequence[People], stock: Sequence[Homes]) -> dict[str, Counts]:
    made = {name: np.concatenate([each.codes[name] for each in residents]) for name in residents[0].codes}
    starts = np.cumsum([0, *(len(each.codes["bezit"]) for each in stock)])
    lived_in = [each.lived_in + start for each, start in zip(stock, starts[:-1], strict=True)]
    homeless = len(made["huishouden"]) - sum(len(each) for each in lived_in)
    made["woning"] = np.concatenate([*lived_in, np.full(homeless, NOWHERE)])
    return made


def _all_dwellings(stock: Sequence[Homes]) -> dict[str, Counts]:
    made = {name: np.concatenate([each.codes[name] for each in stock]) for name in stock[0].codes}
    made["gebied"] = np.repeat(np.arange(len(stock)), [len(each.codes["bezit"]) for each in stock])
    return made


def _met(area: str, marginals: Marginals, factor: float, *made: People | Homes) -> Iterator[pl.DataFrame]:
    """What was asked after evening out, got, and published (at the scale of the region), by marginal and category."""
    for name, asked, codes in ((name, each.asked[name], each.codes[name]) for each in made for name in each.asked):
        if name not in marginals.tables:
            continue
        categories = marginals.tables[name].categories
        got, published = np.bincount(codes, minlength=len(categories)), np.array(marginals.row(name, area)) * factor
        rows = zip(categories, asked.tolist(), got.tolist(), published.tolist(), strict=False)
        yield pl.DataFrame([(area, name, *row) for row in rows], schema=FIT_COLUMNS, orient="row")
