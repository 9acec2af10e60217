"""Groups that are too small to show."""

from __future__ import annotations

from typing import Final

SMALLEST: Final = 5
"""A smaller group tells of single people. Which other numbers then stay hidden, `small_tables` and `parts` work out."""
