"""What a run over a population shows at its end: the outcomes, and what is empty most where facts are missing."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

import polars as pl

_OPEN: Final = "aanvullen"
_SHOWN: Final = 10
# Where empty is an answer, or another column tells more.
_TOLD: Final = re.compile(
    r"\.(geen|geenIngezetene|misschienGeenIngezetene|gegeven|gemotiveerd|ondertekend|omstandigheden|gehoord|voorschriften|oordeel"
    r"|weging\.[a-e]|\w+(Vroegst|Laatst))$"
)


class Summary:
    """Counted as the answers go by."""

    def __init__(self) -> None:
        self.rows = 0
        self.outcomes: Counter[str] = Counter()
        self.empty: Counter[str] = Counter()

    def add(self, answers: pl.DataFrame, read: pl.DataFrame) -> None:
        """Answers, and the columns that they rest on."""
        self.rows += len(answers)
        self.outcomes.update(dict(answers["advies"].value_counts().iter_rows()))
        incomplete = answers["advies"] == _OPEN
        asked = [name for name in read.columns if not _TOLD.search(name)]
        if asked:
            empty = read.select((pl.col(name).is_null() & incomplete).sum() for name in asked)
            self.empty.update(empty.row(0, named=True))

    def most_empty(self) -> list[tuple[str, int]]:
        """The columns the rules read that are empty in most of the rows that have to be completed."""
        return [(name, count) for name, count in self.empty.most_common(_SHOWN) if count]
