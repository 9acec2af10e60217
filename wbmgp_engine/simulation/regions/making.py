"""A region made from counts, whole: what `regio.yaml` and its tables ask, fitted and drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from wbmgp_engine.simulation.regions.csv_tables import Counts
from wbmgp_engine.simulation.regions.drawing import Drawing
from wbmgp_engine.simulation.regions.marginals import TURNOVER, Marginals, read_marginals
from wbmgp_engine.simulation.regions.reference import SHIPPED, Reference, read_reference
from wbmgp_engine.simulation.regions.region import Area, Figure, Region
from wbmgp_engine.simulation.regions.region_file import RegionFile, Shares
from wbmgp_engine.simulation.regions.synthesis import Progress, synthesise


class Making:
    """A region to be made from counts. BadInput with every finding in the files."""

    def __init__(self, folder: Path, file: RegionFile, areas: tuple[Area, ...]) -> None:
        self._file, self._areas = file, areas
        reference = folder / file.reference if file.reference else SHIPPED
        self.files = (reference, *(folder / count.file for count in (file.counts or {}).values()))
        self._marginals = read_marginals(folder, file, [area.id for area in areas])
        self._reference = read_reference(reference)

    @property
    def bare(self) -> Region:
        """The region without its tables."""
        return Region(
            id=self._file.id, name=self._file.name.nl, day=self._file.date,
            municipalities=tuple(self._file.municipalities), areas=self._areas, households=pl.DataFrame(),
            dwellings=pl.DataFrame(), figures=tuple(_figures(self._file, self._marginals, self._reference)),
        )  # fmt: skip

    def region(self, *, households: int | None, seed: int, progress: Progress | None = None) -> Region:
        """The region, the same for the same files, size and seed."""
        names, marginals = [area.id for area in self._areas], self._marginals
        made = synthesise(names, marginals, self._reference, households=households, seed=seed, progress=progress)
        drawing = Drawing(self._file, _shares(self._file.shares), self._reference, seed)
        turnover = np.array([marginals.row(TURNOVER, area) for area in names])
        groups = {name: marginals.tables[name].categories for name in marginals.groups}
        return replace(
            self.bare, households=drawing.households(made.households, groups),
            dwellings=drawing.dwellings(made.dwellings, names, turnover), fit=made.fit,
        )  # fmt: skip


def _shares(shares: Shares | None) -> dict[str, float]:
    return {} if shares is None else {
        field.alias or name: float(getattr(shares, name).value) for name, field in Shares.model_fields.items()
    }  # fmt: skip


def _figures(file: RegionFile, marginals: Marginals, reference: Reference) -> Iterator[Figure]:
    """Everything that the region was made with, and what the file gives besides."""
    for name, count in (file.counts or {}).items():
        yield count.figure(f"tellingen.{name}", _said(name, marginals.tables[name]))
    for name, field in Shares.model_fields.items() if file.shares else ():
        share = getattr(file.shares, name)
        yield share.figure(f"aandelen.{field.alias or name}", share.value)
    if file.search_years:
        yield file.search_years.figure("zoekduurJaren", file.search_years.value)
    for name, trait in file.traits.items():
        yield trait.figure(f"kenmerken.{name}", trait.value)
    yield Figure("samenhang", "gewichten tussen kenmerken", reference.source, reference.certainty, verified=False)
    for other in file.figures:
        yield other.figure(other.name, other.value)


def _said(name: str, table: Counts) -> str:
    total = sum(sum(row) for row in table.rows.values())
    what = "aandelen" if name == TURNOVER else f"{total:.0f}"
    return f"{what} in {len(table.rows)} rijen en {len(table.categories)} categorieën"
