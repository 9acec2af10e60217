"""From codes to a region's tables: dates within their bands, partners, rents within their class, who looks, what is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from wbmgp_engine.simulation.regions.columns import (
    AGES,
    HOUSEHOLD_COLUMNS,
    HOUSEHOLDS,
    INCOMES,
    KINDS,
    PAIRS,
    PERSONS,
    TENURES,
    dwelling_columns,
)  # fmt: skip
from wbmgp_engine.simulation.regions.fitting import Counts, Weights
from wbmgp_engine.simulation.regions.people import NOWHERE
from wbmgp_engine.simulation.regions.reference import STAYS, Reference, table
from wbmgp_engine.simulation.regions.region_file import RegionFile

Truths = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
# Whole years of age of the applicant: from the first up to the second.
_YEARS = {"tot_25": (18, 25), "25_34": (25, 35), "35_44": (35, 45), "45_64": (45, 65), "vanaf_65": (65, 96)}
_APART = 4.0  # the spread in years of a partner's age
_YOUNGEST, _OLDEST = 18, 99
_YEAR = 365.2425
_LONGEST_SEARCH = 15.0


class Drawing:
    """Draws the tables of one region; every feature has a stream of chance of its own."""

    def __init__(self, file: RegionFile, shares: Mapping[str, float], reference: Reference, seed: int) -> None:
        self._file, self._shares, self._reference, self._seed = file, shares, reference, seed
        self._day = np.datetime64(file.day, "D")

    def dwellings(self, codes: Mapping[str, Counts], areas: Sequence[str], turnover: Weights) -> pl.DataFrame:
        """The dwellings; `turnover`: the share that comes free in a year, by area and tenure."""
        made = {
            "id": np.arange(len(codes["bezit"])), "gebied": _enum(codes["gebied"], areas),
            "bezit": _enum(codes["bezit"], TENURES), "soort": _enum(codes["soort"], KINDS),
            "huurprijs": self._rents(codes["huur"]), "mutatiegraad": turnover[codes["gebied"], codes["bezit"]],
        }  # fmt: skip
        return pl.DataFrame(made, schema=dwelling_columns(areas))

    def households(self, codes: Mapping[str, Counts], groups: Mapping[str, Sequence[str]]) -> pl.DataFrame:
        """The households; `groups`: the categories of each group column."""
        kind, home, stay = codes["huishouden"], codes["woning"], codes["verblijf"]
        born = self._born(codes["leeftijd"])
        looks = (home == NOWHERE) | self._part("zoekend", len(kind))
        known = ~self._part("onbekendVerblijf", len(kind)) & (stay != NOWHERE)
        made: dict[str, object] = {
            "id": np.arange(len(kind)), "woning": _some(home, home != NOWHERE), "huishouden": _enum(kind, HOUSEHOLDS),
            "geboortedatum": born, "personen": self._persons(kind), **self._partner(kind, born),
            "inkomen": _enum(np.where(self._part("onbekendInkomen", len(kind)), NOWHERE, codes["inkomen"]), INCOMES),
            "ingezetene_vanaf": _some(self._since(stay, born), known), "geen_ingezetene": stay == NOWHERE,
            "kenmerk": self._traits(codes["inkomen"]), "zoekt_sinds": _some(self._looking_since(born), looks),
            "urgent": looks & self._part("urgent", len(kind)),
        }  # fmt: skip
        texts = {name: _enum(codes[name], categories).cast(pl.String) for name, categories in groups.items()}
        return pl.DataFrame(made | texts).select(
            pl.col(name).cast(dtype) for name, dtype in (HOUSEHOLD_COLUMNS | dict.fromkeys(texts, pl.String())).items()
        )

    def _chance(self, stream: str) -> np.random.Generator:
        return np.random.default_rng([self._seed, *stream.encode()])

    def _part(self, name: str, count: int) -> Truths:
        """A part of all, as large as the share of this name."""
        return self._chance(name).random(count) < self._shares[name]

    def _between(self, first: Days, last: Days, stream: str, late: Truths | bool = False) -> Days:
        """A day from the first up to and with the last, all alike; where `late`, more of the last than of the first."""
        draws = self._chance(stream).random(len(first))
        steps = np.where(late, np.sqrt(draws), draws) * ((last - first).astype(np.int64) + 1)
        days: Days = first + np.floor(steps).astype("timedelta64[D]")
        return days

    def _years_before(self, years: Counts) -> Days:
        months: Days = self._day.astype("datetime64[M]") - 12 * years.astype("timedelta64[M]")
        return months.astype("datetime64[D]")

    def _born(self, ages: Counts) -> Days:
        least, most = np.array([_YEARS[age] for age in AGES])[ages].T
        first = self._years_before(most) + np.timedelta64(1, "D")
        return self._between(first, self._years_before(least), "geboortedatum", ages == AGES.index("vanaf_65"))

    def _since(self, stays: Counts, born: Days) -> Days:
        least, most = np.array(list(STAYS.values()))[stays].T
        first = np.maximum(born, self._years_before(most) + np.timedelta64(1, "D"))
        return self._between(first, self._years_before(least), "verblijf")

    def _partner(self, kind: Counts, born: Days) -> dict[str, object]:
        """The birth dates and incomes of the partners, where there are any."""
        pair = np.isin(kind, [HOUSEHOLDS.index(name) for name in PAIRS])
        shift = np.floor(_APART * _YEAR * self._chance("partner").standard_normal(len(kind))).astype("timedelta64[D]")
        oldest, youngest = (self._years_before(np.array([years])) for years in (_OLDEST, _YOUNGEST))
        theirs: Days = np.clip(born + shift, oldest, youngest)
        known = pair & (self._chance("onbekendPartner").random(len(kind)) >= self._shares["onbekendInkomen"])
        return {
            "geboortedatum_partner": _some(theirs, pair),
            "inkomen_partner": _enum(np.where(known, self._incomes(theirs), NOWHERE), INCOMES),
        }

    def _incomes(self, born: Days) -> Counts:
        """A kind of income for each of these birthdays, by age."""
        edges = self._years_before(np.array([_YEARS[age][1] for age in AGES[:-1]]))
        bands = (born[:, None] <= edges).sum(axis=1)
        weights = table(self._reference.age_income, AGES, INCOMES) * [
            self._reference.partner_income.get(income, 1.0) for income in INCOMES
        ]
        return _drawn(weights, bands, self._chance("inkomenPartner").random(len(born)))

    def _persons(self, kind: Counts) -> Counts:
        most = max(int(size) for row in self._reference.persons.values() for size in row)
        weights = np.zeros((len(HOUSEHOLDS), most + 1))
        for place, name in enumerate(HOUSEHOLDS):
            for size, weight in self._reference.persons.get(name, {str(PERSONS[name][0]): 1.0}).items():
                weights[place, int(size)] = weight
        return _drawn(weights, kind, self._chance("personen").random(len(kind)))

    def _traits(self, incomes: Counts) -> pl.Series:
        """At most one trait each."""
        draw, below = self._chance("kenmerk").random(len(incomes)), np.zeros(len(incomes))
        codes = np.full(len(incomes), NOWHERE)
        for place, trait in enumerate(self._file.traits.values()):
            with_it = np.isin(incomes, [INCOMES.index(income) for income in trait.incomes or INCOMES])
            above = below + with_it * float(trait.value)
            codes[(draw >= below) & (draw < above)] = place
            below = above
        return _enum(codes, list(self._file.traits)).cast(pl.String)

    def _looking_since(self, born: Days) -> Days:
        mean = float(self._file.search_years.value) if self._file.search_years else 0.0
        years = np.minimum(-mean * np.log1p(-self._chance("zoekduur").random(len(born))), _LONGEST_SEARCH)
        since = self._day - np.floor(years * _YEAR).astype("timedelta64[D]")
        grown_up = (born.astype("datetime64[M]") + 12 * _YOUNGEST).astype("datetime64[D]")
        days: Days = np.minimum(np.maximum(since, grown_up), self._day)
        return days

    def _rents(self, classes: Counts) -> pl.Series:
        bounds = [(each.low, each.high) for each in (self._file.rent_classes or {}).values()]
        low, high = np.array([*bounds, (0, 0)])[classes].T
        rents = low + np.floor(self._chance("huurprijs").random(len(classes)) * (high - low)).astype(np.int64)
        return _some(rents, classes < len(bounds))


def _drawn(weights: Weights, rows: Counts, draws: Weights) -> Counts:
    """For each row number a column, as often as its weight in that row says."""
    drawn = np.empty(len(rows), dtype=np.int64)
    for row in range(len(weights)):
        here = rows == row
        shares = np.cumsum(weights[row]) / weights[row].sum()
        drawn[here] = np.searchsorted(shares, draws[here], side="right")
    return drawn


def _enum(codes: Counts, names: Sequence[str]) -> pl.Series:
    """Texts of a closed list by their place; nothing where there is none."""
    # One text more, so that there is something to take where nobody has any.
    texts = pl.Series([*names, None], dtype=pl.Enum(list(names)))
    return texts.gather(np.where(codes == NOWHERE, len(names), codes))


def _some(values: pl.Series | npt.NDArray[Any], there: Truths) -> pl.Series:
    """The values where they are there, and nothing elsewhere."""
    return pl.select(pl.when(pl.Series(there)).then(pl.Series(values))).to_series()
