"""Segments of the rented stock: area by tenure, kind and class of rent. Seekers choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from wbmgp_engine.simulation.market.rows import Int64s, Mask
from wbmgp_engine.simulation.market.state import OWNED
from wbmgp_engine.simulation.options import Scenario

_TENURES: Final = 2
_KINDS: Final = 2


@dataclass(frozen=True)
class Segments:
    """The segments of some areas; rents in `[edges[i - 1], edges[i])` are one class."""

    areas: int
    edges: Int64s

    @property
    def count(self) -> int:
        """How many segments there can be."""
        return self.areas * _TENURES * _KINDS * (len(self.edges) + 1)

    def of(self, area: Any, tenure: Any, kind: Any, rent: Any) -> Int64s:
        """The segment of each dwelling, -1 for one that is not let."""
        classes = np.searchsorted(self.edges, rent, side="right")
        code = ((area.astype(np.int64) * _TENURES + tenure) * _KINDS + kind) * (len(self.edges) + 1) + classes
        return np.where(tenure == OWNED, -1, code)

    def area(self, code: Int64s) -> Int64s:
        """The area of each segment."""
        return code // (_TENURES * _KINDS * (len(self.edges) + 1))

    def tenure(self, code: Int64s) -> Int64s:
        """The tenure of each segment."""
        return code // (_KINDS * (len(self.edges) + 1)) % _TENURES

    def kind(self, code: Int64s) -> Int64s:
        """The kind of dwelling of each segment."""
        return code // (len(self.edges) + 1) % _KINDS

    def inside(self, areas: Mask) -> Mask:
        """Which segments lie in these areas."""
        return areas[self.area(np.arange(self.count))]


def segments_of(scenario: Scenario, areas: int) -> Segments:
    """Classes of rent within which neither the reach of an income nor a limit of an ordinance makes a difference.

    The limits of every option count: the options choose among the same segments.
    """
    edges = set()
    for option in scenario.options:
        edges |= {int(option.value(name)) + 1 for name in ("bereik_laag", "bereik_midden")}
        for category in option.ordinance.categories if option.ordinance is not None else ():
            if category.rent_below is not None:
                # The rules say whether a rent at the limit is below it: it is a class of its own.
                edges |= {category.rent_below, category.rent_below + 1}
    return Segments(areas, np.array(sorted(edges), dtype=np.int64))
