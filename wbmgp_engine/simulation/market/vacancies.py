"""The rented dwellings on offer in a month, segment by segment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wbmgp_engine.simulation.market.rows import Int64s, Slots
from wbmgp_engine.simulation.market.segments import Segments
from wbmgp_engine.simulation.market.state import NOBODY, OWNED, State


@dataclass(frozen=True)
class Vacancies:
    """`dwellings` by segment, the longest vacant first; `codes` the segments, in order; of each the place of the first
    dwelling, how many there are, its area, tenure, kind, and the rent of the first."""

    dwellings: Slots
    codes: Int64s
    first: Slots
    number: Int64s
    area: Int64s
    tenure: Int64s
    kind: Int64s
    rent: Int64s


def vacancies_of(state: State, segments: Segments, wait: int) -> Vacancies:
    """What is on offer: let dwellings that have stood vacant for the wait, in months."""
    homes = state.dwellings
    empty = homes.standing & (homes.household == NOBODY) & (homes.tenure != OWNED)
    rows = np.flatnonzero(empty & (homes.vacant_since <= state.month - wait))
    rows = rows[np.lexsort((homes.id[rows], homes.vacant_since[rows], homes.segment[rows]))]
    codes, first, number = np.unique(homes.segment[rows].astype(np.int64), return_index=True, return_counts=True)
    parts = (segments.area(codes), segments.tenure(codes), segments.kind(codes))
    return Vacancies(rows, codes, first, number, *parts, homes.rent[rows[first]])
