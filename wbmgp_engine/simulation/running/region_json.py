"""What a result keeps of its region: everything but the people and the dwellings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from wbmgp_engine.simulation.regions import Area, Figure, Region

Json = dict[str, Any]


@dataclass(frozen=True)
class RegionFacts:
    """A region without its people: names, areas with their polygons, sizes, the figures it was made with.

    `fit` says per marginal how many were asked for, and how many were put elsewhere (half the differences added up).
    """

    id: str
    name: str
    day: date
    municipalities: tuple[str, ...]
    areas: tuple[Area, ...]
    households: int
    dwellings: int
    figures: tuple[Figure, ...]
    fit: pl.DataFrame | None
    digest: str


def facts_of(region: Region) -> RegionFacts:
    """What there is to tell of a region."""
    return RegionFacts(
        region.id, region.name, region.day, region.municipalities, region.areas, region.households.height,
        region.dwellings.height, region.figures, None if region.fit is None else _fit(region.fit), region.digest,
    )  # fmt: skip


def region_to_json(facts: RegionFacts) -> Json:
    """The facts as canonical JSON; polygons as a text of JSON, for they have decimals."""
    return {
        "kenmerk": facts.id, "naam": facts.name, "dag": facts.day.isoformat(), "gemeenten": list(facts.municipalities),
        "gebieden": [
            {"id": area.id, "naam": area.name, "gemeente": area.municipality, "grens": json.dumps(area.polygon)}
            for area in facts.areas
        ],
        "huishoudens": facts.households, "woningen": facts.dwellings,
        "cijfers": [
            {"naam": item.name, "waarde": item.value, "bron": item.source, "zekerheid": item.certainty, "nagegaan": item.verified}
            for item in facts.figures
        ],
        "passing": None if facts.fit is None else facts.fit.to_dicts(), "digest": facts.digest,
    }  # fmt: skip


def region_of(told: Json) -> RegionFacts:
    """The facts that were written."""
    fit = told["passing"]
    return RegionFacts(
        told["kenmerk"], told["naam"], date.fromisoformat(told["dag"]), tuple(told["gemeenten"]),
        tuple(Area(item["id"], item["naam"], item["gemeente"], _rings(item["grens"])) for item in told["gebieden"]),
        told["huishoudens"], told["woningen"],
        tuple(
            Figure(item["naam"], item["waarde"], item["bron"], item["zekerheid"], item["nagegaan"])
            for item in told["cijfers"]
        ),
        None if fit is None else pl.DataFrame(fit), told["digest"],
    )  # fmt: skip


def _rings(text: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(tuple((float(x), float(y)) for x, y in ring) for ring in json.loads(text))


def _fit(fit: pl.DataFrame) -> pl.DataFrame:
    off = (pl.col("asked").cast(pl.Int64) - pl.col("got").cast(pl.Int64)).abs()
    return fit.group_by("marginal", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("cells"), pl.col("asked").cast(pl.Int64).sum(), (off.sum() // 2).alias("moved"),
        off.max().alias("largest"),
    )  # fmt: skip
