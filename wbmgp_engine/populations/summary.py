"""What a run over a population shows at its end: the outcomes, and what is empty most where facts are missing."""

from __future__ import annotations

import re
from collections import Counter
from threading import Lock
from typing import Any, Final

import polars as pl

_OPEN: Final = "aanvullen"
_SHOWN: Final = 10
# Where empty is an answer, or another column tells more.
_TOLD: Final = re.compile(
    r"\.(geen|geenIngezetene|misschienGeenIngezetene|gegeven|gemotiveerd|ondertekend|omstandigheden|gehoord|voorschriften|oordeel"
    r"|weging\.[a-e]|\w+(Vroegst|Laatst))$"
)


class Summary:
    """Counted as the answers go by; threads may add to it."""

    def __init__(self) -> None:
        self.rows = 0
        self.outcomes: Counter[str] = Counter()
        self.empty: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, answers: pl.DataFrame, read: pl.DataFrame) -> None:
        """Answers, and the columns that they rest on."""
        outcomes = dict(answers["advies"].value_counts().iter_rows())
        empty = _empty(answers, read)
        with self._lock:
            self.rows += len(answers)
            self.outcomes.update(outcomes)
            self.empty.update(empty)

    def by_outcome(self) -> list[tuple[str, int]]:
        """The advices, the most frequent first."""
        return _most(self.outcomes)

    def most_empty(self) -> list[tuple[str, int]]:
        """The columns the rules read that are empty in most of the rows that have to be completed."""
        return [(name, count) for name, count in _most(self.empty)[:_SHOWN] if count]


def _empty(answers: pl.DataFrame, read: pl.DataFrame) -> dict[str, Any]:
    incomplete = answers["advies"] == _OPEN
    asked = [name for name in read.columns if not _TOLD.search(name)]
    return (
        read.select((pl.col(name).is_null() & incomplete).sum() for name in asked).row(0, named=True) if asked else {}
    )


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    """Equal counts by name: which batch was done first says nothing."""
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))
