"""What a measure could be at least and at most if every unknown fact turned out one way or the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import numpy as np

from wbmgp_engine.simulation.measures.cubes import Cubes, Numbers

Bounds: TypeAlias = tuple[Numbers, Numbers]
INPUTS: Final = ("weigering.zeker", "weigering.mogelijk", "aanvragen")
"""The counters that bounds are worked out from."""


def _refused(certain: Numbers, possible: Numbers, asked: Numbers) -> Bounds:
    return certain, possible


def _granted(certain: Numbers, possible: Numbers, asked: Numbers) -> Bounds:
    return asked - possible, asked - certain


def _share(certain: Numbers, possible: Numbers, asked: Numbers) -> Bounds:
    low, high = (
        np.divide(part, asked, out=np.full(asked.shape, np.nan), where=asked != 0) for part in (certain, possible)
    )
    return low, high


_BOUNDED: Final[Mapping[str, Callable[[Numbers, Numbers, Numbers], Bounds]]] = {
    "weigeringen": _refused, "verleend": _granted, "weigeringsaandeel": _share,
}  # fmt: skip


def bounds(measure: str, dimension: str, cubes: Cubes) -> Bounds | None:
    """The bounds of a measure in every replicate, laid out like its own numbers; None where unknown facts do not count."""
    if measure not in _BOUNDED or not all(cubes.has(name, dimension) for name in INPUTS):
        return None
    certain, possible, asked = (cubes.of(name, dimension).astype(np.float64) for name in INPUTS)
    return _BOUNDED[measure](certain, possible, asked)
