"""Chance as a function: the same question gets the same number, in whatever order and company it is asked.

A number follows from the seed, the replicate, what it decides (the stream), when, and for whom; never from the option.
So options meet the same chances (common random numbers) until their own measures make a difference.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_ALL: Final = 2**64 - 1
# The constants of splitmix64 (Steele, Lea and Flood, 2014): the step of its counter and the factors of its mixing.
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


class Stream(IntEnum):
    """What a number decides. A new one goes at the end: the others keep their numbers."""

    SEARCH = auto()
    LEAVE = auto()
    END = auto()
    FORM = auto()
    INCOME = auto()
    OWN = auto()
    TURNOVER = auto()
    NEW_ID = auto()
    CHILD_AGE = auto()
    DONOR = auto()
    PARTNER_DONOR = auto()
    ARRIVAL = auto()
    BUYER = auto()
    URGENT = auto()
    GIVE_UP = auto()
    REACT = auto()
    CHOOSE = auto()
    QUEUE = auto()
    DEMOLISH = auto()
    HARDSHIP_8 = auto()
    HARDSHIP_10 = auto()
    STATEMENT = auto()
    UNKNOWN_INCOME = auto()
    UNKNOWN_STAY = auto()
    COMPLETED = auto()
    TO_ANOTHER = auto()
    PRIORITY_REACTS = auto()
    MERGE = auto()
    BIRTH = auto()


class Chance:
    """The numbers of one replicate of a scenario."""

    def __init__(self, seed: int, replicate: int) -> None:
        self._key = _mixed(_mixed(seed & _ALL) ^ (replicate & _ALL))

    def uniform(self, stream: Stream, when: int, ids: Ids) -> Floats:
        """A number in [0, 1) for each id, where `when` is a month or a year."""
        return (self.bits(stream, when, ids) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def bits(self, stream: Stream, when: int, ids: Ids) -> npt.NDArray[np.uint64]:
        """64 bits for each id."""
        key = _mixed(_mixed(self._key ^ stream) ^ (when & _ALL))
        found = ids.astype(np.uint64)
        found *= np.uint64(_STEP)
        found += np.uint64(key)
        for shift, factor in ((30, _FIRST), (27, _SECOND)):
            found ^= found >> np.uint64(shift)
            found *= np.uint64(factor)
        found ^= found >> np.uint64(31)
        return found


def _mixed(value: int) -> int:
    """One step of splitmix64."""
    value = (value + _STEP) & _ALL
    value = ((value ^ (value >> 30)) * _FIRST) & _ALL
    value = ((value ^ (value >> 27)) * _SECOND) & _ALL
    return value ^ (value >> 31)
