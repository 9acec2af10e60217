"""In which formats an answer can come, and which of them a caller names in `Accept` (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

JSON, CSV, HTML, PDF = "application/json", "text/csv", "text/html", "application/pdf"
_OTHERS: Final = {"/_sjabloon": (CSV,), "/maten": (CSV,), "/rapport": (HTML, PDF)}
_WEIGHT: Final = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def others_at(path: str) -> tuple[str, ...]:
    """The formats beside JSON in which the answer at a path can come."""
    return next((kinds for end, kinds in _OTHERS.items() if path.endswith(end)), ())


@lru_cache(maxsize=256)
def chosen(said: str, kinds: tuple[str, ...]) -> str | None:
    """The first of the formats that a caller likes best; None where they take none of them.

    >>> chosen("text/html, application/pdf;q=0.9", (PDF, HTML)), chosen("", (HTML, PDF)), chosen("image/png", (JSON,))
    ('text/html', 'text/html', None)
    """
    weights = dict(_asked(one) for one in said.lower().split(",")) if said.strip() else {"*/*": 1.0}
    liked = {kind: _weight(kind, weights) for kind in kinds}
    best = max(liked.values(), default=0.0)
    return next((kind for kind in kinds if liked[kind] == best), None) if best > 0 else None


def _asked(one: str) -> tuple[str, float]:
    kind, *parameters = (part.strip() for part in one.split(";"))
    found = next((weight for part in parameters if (weight := _WEIGHT.fullmatch(part)) is not None), None)
    return kind, 1.0 if found is None else float(found[1])


def _weight(kind: str, weights: dict[str, float]) -> float:
    """What is said of the format itself goes before what is said of all of its kind."""
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    return next((weights[one] for one in ranges if one in weights), 0.0)
