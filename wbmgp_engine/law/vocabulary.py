"""Words of rule files that need no model to be understood: the layers, and the form of a day."""

from __future__ import annotations

from datetime import date
from typing import Literal

# From high to low: the order is the rank.
Layer = Literal[
    "VERDRAG", "EU_VERORDENING", "EU_RICHTLIJN", "GRONDWET", "WET", "KONINKLIJK_BESLUIT", "AMVB",
    "MINISTERIELE_REGELING", "PROVINCIALE_VERORDENING", "WATERSCHAPS_VERORDENING",
    "GEMEENTELIJKE_VERORDENING", "BELEIDSREGEL", "UITVOERINGSBELEID",
]  # fmt: skip


def is_day(text: str) -> bool:
    """Whether the text is a day that exists, as YYYY-MM-DD.

    >>> is_day("2024-02-29"), is_day("2025-02-29"), is_day("20240229")
    (True, False, False)
    """
    try:
        return len(text) == 10 and text[4] == text[7] == "-" and bool(date.fromisoformat(text))
    except ValueError:
        return False
