"""Ledgers made for tests: counts of chance that add up as those of a market do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.cubes import LEDGER

AREAS = ("noord", "oost", "zuid", "west")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "huishouden": ("alleenstaand", "paar", "paar_met_kinderen", "eenouder"),
    "geraakt": ("niet_geraakt", "geraakt"),
    "groep_herkomst": ("hier", "elders"),
}
BY_GROUP = ("instroom", "geslaagd", "zoekmaanden", "zoekers", "geslaagd.maanden")
OWN = {"geweigerden.gevonden": "bestemming", "aanbod.passend": "aangewezen"}
COUNTERS = tuple(code for code, item in words.words_of().items() if item.kind != "afgeleid")
OUTCOMES = ("verleend", "weigeringen", "onvolledig")
Row = tuple[int, str, str, str, str, int]


def made_ledgers(
    options: Sequence[str] = ("basis", "artikel-8"),
    replicates: int = 2,
    years: Sequence[int] = (2026, 2027),
    *,
    seed: int = 1,
    most: int = 40,
    measures: Collection[str] = COUNTERS,
) -> pl.DataFrame:
    """Counts below `most` for each area, of these counters, by the dimensions that each has."""
    chance = np.random.default_rng(seed)
    rows = [
        (option, replicate, *row)
        for option in options
        for replicate in range(replicates)
        for year in years
        for row in _year(chance, year, most, measures)
    ]
    return pl.DataFrame(rows, schema=LEDGER, orient="row").filter(pl.col("waarde") != 0)


def _year(chance: np.random.Generator, year: int, most: int, measures: Collection[str]) -> Iterator[Row]:
    for code in COUNTERS:
        if code in measures and code not in (*OUTCOMES, "aanvragen"):
            split = {name: GROUPS[name] for name in GROUPS if code in BY_GROUP}
            if code in OWN:
                split = {OWN[code]: words.groups(OWN[code])}
            yield from _counter(chance, year, code, split, most)
    if "aanvragen" in measures:
        yield from _applications(chance, year, most)


def _counter(
    chance: np.random.Generator, year: int, code: str, split: Mapping[str, Sequence[str]], most: int
) -> Iterator[Row]:
    totals = chance.integers(0, most, len(AREAS))
    yield from whole(year, code, totals)
    for dimension, groups in split.items():
        parts = np.array([chance.multinomial(total, [1 / len(groups)] * len(groups)) for total in totals])
        for place, group in enumerate(groups):
            yield from whole(year, code, parts[:, place], dimension, group)


def _applications(chance: np.random.Generator, year: int, most: int) -> Iterator[Row]:
    """Applications are the sum of what becomes of them."""
    counts = [chance.integers(0, most, len(AREAS)) for _ in OUTCOMES]
    for code, numbers in zip(OUTCOMES, counts, strict=True):
        yield from whole(year, code, numbers)
    yield from whole(year, "aanvragen", sum(counts))


def whole(year: int, code: str, counts: Any, dimension: str = "alles", group: str = "") -> Iterator[Row]:
    """A counter in every area, and in the region as their sum."""
    for area, count in zip((*AREAS, ""), (*counts, sum(counts)), strict=True):
        yield year, area, code, dimension, group, int(count)
