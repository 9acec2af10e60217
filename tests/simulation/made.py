"""A small region of chance, for tests: two municipalities, six areas, every type of household and kind of income."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from wbmgp_engine.simulation.regions import Area, Figure, Region
from wbmgp_engine.simulation.regions.columns import (
    HOUSEHOLD_COLUMNS,
    HOUSEHOLDS,
    INCOMES,
    KINDS,
    PAIRS,
    TENURES,
    dwelling_columns,
)  # fmt: skip
from wbmgp_engine.simulation.regions.region import Ring

Value = TypeVar("Value")
DAY = date(2026, 1, 1)
MUNICIPALITIES = ("GM9999", "GM9998")
_NAMES = ("noord", "oost", "zuid", "west", "haven", "dorp")


def _square(x: int, y: int) -> Ring:
    return ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))


AREAS = tuple(
    Area(name, name.capitalize(), MUNICIPALITIES[place // 3], (_square(place % 3, place // 3),))
    for place, name in enumerate(_NAMES)
)


def made_region(households: int = 600, seed: int = 1) -> Region:
    """So many households, nine in ten of them housed; 3 % of the dwellings vacant, 12 % looking, 5 % unknown facts."""
    chance = np.random.default_rng(seed)
    homes = round(households * 0.9)
    dwellings = _dwellings(chance, round(homes / 0.97) + 1)
    return Region(
        id="gemaakt", name="Gemaakte regio", day=DAY, municipalities=MUNICIPALITIES, areas=AREAS,
        households=_households(chance, households, homes, dwellings.height), dwellings=dwellings,
        figures=(Figure("huishoudens", str(households), "verzonnen voor een toets", "verzonnen", verified=False),),
    )  # fmt: skip


def _dwellings(chance: np.random.Generator, count: int) -> pl.DataFrame:
    areas = [area.id for area in AREAS]
    tenure = chance.choice(3, count, p=(0.45, 0.35, 0.2))
    rent = chance.integers(350, 1600, count) * 100
    made = {
        "id": np.arange(count), "gebied": np.array(areas)[np.r_[np.arange(6), chance.integers(0, 6, count - 6)]],
        "bezit": np.array(TENURES)[tenure], "soort": np.array(KINDS)[(chance.random(count) < 0.1).astype(int)],
        "huurprijs": [None if owned else cents for owned, cents in zip(tenure == 2, rent.tolist(), strict=True)],
        "mutatiegraad": np.array([0.07, 0.2, 0.05])[tenure],
    }  # fmt: skip
    return pl.DataFrame(made, schema=dwelling_columns(areas))


def _households(chance: np.random.Generator, count: int, homes: int, dwellings: int) -> pl.DataFrame:
    kind = np.r_[np.arange(4), chance.choice(4, count - 4, p=(0.45, 0.2, 0.25, 0.1))]
    pair = np.isin(kind, [HOUSEHOLDS.index(name) for name in PAIRS])
    age = chance.uniform(18, 85, count)
    stay = np.minimum(chance.exponential(12, count), age)
    outside, unknown = chance.random(count) < 0.03, chance.random((3, count)) < 0.05
    looks = (np.arange(count) >= homes) | (chance.random(count) < 0.03)
    made = {
        "id": np.arange(count).tolist(),
        "woning": [*chance.permutation(dwellings)[:homes].tolist(), *[None] * (count - homes)],
        "huishouden": np.array(HOUSEHOLDS)[kind].tolist(),
        "geboortedatum": _before(age),
        "geboortedatum_partner": _only(pair, _before(np.clip(age + chance.normal(0, 4, count), 18, 100))),
        "personen": (np.array([1, 2, 3, 2])[kind] + (chance.random(count) < 0.5) * np.array([0, 0, 1, 1])[kind]).tolist(),
        "inkomen": _only(~unknown[0], _incomes(chance, count)),
        "inkomen_partner": _only(pair & ~unknown[1], _incomes(chance, count)),
        "ingezetene_vanaf": _only(~outside & ~unknown[2], _before(stay)),
        "geen_ingezetene": outside.tolist(),
        "kenmerk": _only(chance.random(count) < 0.2, np.array(["beroep_zorg", "beroep_onderwijs"])[chance.integers(0, 2, count)].tolist()),
        "zoekt_sinds": _only(looks, _before(chance.uniform(0, 6, count))),
        "urgent": (looks & (chance.random(count) < 0.1)).tolist(),
        "groep_herkomst": np.array(["a", "b", "c"])[chance.integers(0, 3, count)].tolist(),
    }  # fmt: skip
    return pl.DataFrame(made, schema={**HOUSEHOLD_COLUMNS, "groep_herkomst": pl.String()})


def _incomes(chance: np.random.Generator, count: int) -> list[str]:
    weights = np.array([10.0, 3, 0.5, 3, 1, 1, 0.5, 4, 1, 0.5, 1, 0.5, 0.5, 1])
    codes = np.r_[np.arange(len(INCOMES)), chance.choice(len(INCOMES), count - len(INCOMES), p=weights / weights.sum())]
    return [INCOMES[code] for code in codes.tolist()]


def _before(years: npt.NDArray[np.float64]) -> list[date]:
    return [DAY - timedelta(days=days) for days in (years * 365.25).astype(int).tolist()]


def _only(where: npt.NDArray[np.bool_], values: list[Value]) -> list[Value | None]:
    return [value if there else None for there, value in zip(where.tolist(), values, strict=True)]
