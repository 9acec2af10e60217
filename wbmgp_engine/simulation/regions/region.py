"""A housing region on one day: areas, households and dwellings, and where its figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Literal

import polars as pl

from wbmgp_engine.errors import BadInput
from wbmgp_engine.simulation.regions.digesting import digest_of
from wbmgp_engine.simulation.regions.invariants import broken

Certainty = Literal["gelezen", "afgeleid", "uit_het_hoofd", "verzonnen"]
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A neighbourhood: `id` as that of a designated unit, the municipality it lies in, and rings for the map only."""

    id: str
    name: str
    municipality: str
    polygon: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that the region was made with: where it comes from, how sure that is, and whether somebody looked."""

    name: str
    value: str
    source: str
    certainty: Certainty
    verified: bool


@dataclass(frozen=True)
class Region:
    """A housing region on the first day of a month.

    `municipalities`: the region in the sense of the law, residence counts in all of them. `households` and `dwellings`
    have the columns of `columns.py`; `dwellings["gebied"]` is an Enum in the order of `areas`. A dwelling that no
    household has is vacant. `fit` says per area, marginal and category what was asked and what was got, where the
    region was made from counts.
    """

    id: str
    name: str
    day: date
    municipalities: tuple[str, ...]
    areas: tuple[Area, ...]
    households: pl.DataFrame
    dwellings: pl.DataFrame
    figures: tuple[Figure, ...] = ()
    fit: pl.DataFrame | None = None

    @cached_property
    def digest(self) -> str:
        """`sha256:<hex>` over everything in the region: the same on every machine, other at every changed value."""
        digest = sha256()
        facts = (self.id, self.name, self.day.isoformat(), self.municipalities, self.areas, self.figures)
        digest.update(repr(facts).encode())
        for frame in (self.households, self.dwellings, self.fit):
            digest.update(digest_of(frame))
        return f"sha256:{digest.hexdigest()}"


def check(region: Region) -> None:
    """Refuse a region that cannot exist: BadInput with every finding."""
    areas = [(area.id, area.municipality) for area in region.areas]
    findings = list(broken(region.day, region.municipalities, areas, region.households, region.dwellings))
    if findings:
        raise BadInput(findings)
