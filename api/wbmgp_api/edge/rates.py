"""How often somebody may ask: a bucket for each caller that fills by itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from math import ceil


class Rates:
    """Buckets of `burst` requests that fill by `per_second`. `clock` tells seconds; nothing about a caller is kept in the open."""

    def __init__(self, per_second: float, burst: int, clock: Callable[[], float], most: int = 10_000) -> None:
        self._per_second, self._burst, self._clock, self._most = per_second, burst, clock, most
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    @property
    def on(self) -> bool:
        """Whether anybody ever has to wait."""
        return self._per_second > 0

    def wait(self, caller: str) -> int:
        """0 where the request may pass, else the whole seconds to wait."""
        if not self.on:
            return 0
        key, now = sha256(caller.encode()).digest(), self._clock()
        left, seen = self._buckets.pop(key, (float(self._burst), now))
        left = min(self._burst, left + (now - seen) * self._per_second)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0 if allowed else ceil((1 - left) / self._per_second)
