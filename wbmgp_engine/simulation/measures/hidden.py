"""What is hidden of every counter: numbers, and intervals that would point at single replicates."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.measures.cubes import Axes, Mask
from wbmgp_engine.simulation.measures.hiding import hidden
from wbmgp_engine.simulation.measures.linking import Key
from wbmgp_engine.simulation.measures.spread import Spread


class Hidden:
    """By block of a counter, `[option, row, year, group]`: whether its number, or its interval, is not published.

    An interval goes where its number goes, and where either end lies above nought and below the threshold: with the
    mean it would tell what single replicates counted.
    """

    def __init__(self, axes: Axes, counted: Mapping[Key, Spread], smallest: int) -> None:
        self.numbers: dict[Key, Mask] = {}
        self.intervals: dict[Key, Mask] = {}
        people = [key for key in counted if words.measure(key[0]).counts == "personen"]
        found = [
            hidden(axes, {key: counted[key].value[place] for key in people}, smallest)
            for place in range(len(axes.options))
        ]
        for key in people:
            spread = counted[key]
            self.numbers[key] = np.stack([masks[key] for masks in found])
            ends = [(end > 0) & (end < smallest) for end in (spread.low, spread.high)]
            self.intervals[key] = self.numbers[key] | ends[0] | ends[1]
        for key in counted.keys() - set(people):
            self.numbers[key] = self._with_its_count(key, counted[key], self.numbers)
            self.intervals[key] = self._with_its_count(key, counted[key], self.intervals)

    def _with_its_count(self, key: Key, spread: Spread, masks: Mapping[Key, Mask]) -> Mask:
        """Months are hidden with those who waited them; dwellings are nobody."""
        beside = words.measure(key[0]).beside
        own, whole = (beside or "", key[1]), (beside or "", words.EVERYBODY)
        mask = masks.get(own, masks.get(whole))
        return np.broadcast_to(False if mask is None else mask, spread.value.shape)
