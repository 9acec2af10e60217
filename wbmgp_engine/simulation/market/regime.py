"""Where the rules work in a month: what the option's permits say of areas and of dwellings on offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

import numpy as np
import polars as pl

from wbmgp_engine.simulation.market.rows import Int64s, Mask
from wbmgp_engine.simulation.market.segments import Segments
from wbmgp_engine.simulation.market.state import State
from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.regions.columns import KINDS, TENURES

ORDER: Final = "artikel_9"


class Permits(Protocol):
    """What the market asks of the permits of an option."""

    @property
    def option(self) -> Option:
        """The option that they decide for."""

    def in_force(self, day: date) -> frozenset[tuple[str, str]]:
        """(area, ground) where the rules apply a ground on a day."""

    def covered(self, day: date, dwellings: pl.DataFrame) -> Mask:
        """Of each dwelling (`gebied`, `bezit`, `soort`, `huurprijs`) whether letting it needs a permit."""

    def applications(self, day: date, candidates: pl.DataFrame) -> pl.DataFrame:
        """Candidates as applications."""

    def judge(self, day: date, applications: pl.DataFrame) -> pl.DataFrame:
        """The answer to each application, in their order."""

    def touched(self, day: date, seekers: pl.DataFrame, *, rival: bool) -> Mask:
        """Of each seeker whether a ground for refusal would stand in some dwelling of a designated area."""

    def application(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row of applications as what `assess` reads."""


@dataclass(frozen=True)
class Regime:
    """By area: whether a ground is in force, and whether that of the priority order is."""

    designated: Mask
    ordered: Mask


def regime_of(permits: Permits, state: State) -> Regime:
    """What is in force this month."""
    found: Collection[tuple[str, str]] = () if permits.option.without_measures else permits.in_force(state.day)
    areas = state.names.areas
    places = {area for area, _ in found}
    ordered = {area for area, ground in found if ground == ORDER}
    return Regime(*(np.array([area in chosen for area in areas], dtype=np.bool_) for chosen in (places, ordered)))


def covered(permits: Permits, state: State, regime: Regime, segments: Segments, codes: Int64s, rents: Int64s) -> Mask:
    """Of each of these segments, with the rent of a dwelling in it, whether letting needs a permit this month."""
    found = regime.designated[segments.area(codes)]
    asked = np.flatnonzero(found)
    if len(asked):
        found[asked] = permits.covered(state.day, dwellings_frame(state, segments, codes[asked], rents[asked]))
    return found


def dwellings_frame(state: State, segments: Segments, codes: Int64s, rents: Int64s) -> pl.DataFrame:
    """Dwellings of these segments as the permits read them."""
    parts = {
        "gebied": (state.names.areas, segments.area(codes)),
        "bezit": (TENURES, segments.tenure(codes)),
        "soort": (KINDS, segments.kind(codes)),
    }
    columns: dict[str, Any] = {name: np.array(words)[places].tolist() for name, (words, places) in parts.items()}
    schema = {**dict.fromkeys(parts, pl.String), "huurprijs": pl.Int64}
    return pl.DataFrame({**columns, "huurprijs": rents}, schema=schema)
