"""A count in the words of a report: one is not several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_SINGULAR: Final[Mapping[str, str]] = {
    "de eerste 1 regels zijn die": "de eerste regel is die", "de eerste 1 regels stonden": "de eerste regel stond",
    "de 1 regels daarna": "de regel daarna", "1 regels": "1 regel", "1 beoordelingen": "1 beoordeling",
    "1 zaken": "1 zaak", "1 gegevens": "1 gegeven",
    "the first 1 entries are those": "the first entry is that", "the first 1 entries stood": "the first entry stood",
    "the 1 entries after": "the entry after", "1 entries": "1 entry", "1 assessments": "1 assessment",
    "1 cases": "1 case", "1 facts": "1 fact",
}  # fmt: skip
_PLURAL: Final = re.compile("|".join(rf"(?<![\w.,:/-]){re.escape(words)}\b" for words in _SINGULAR))


def in_number(line: str) -> str:
    """A line with one of something in the singular.

    >>> in_number("stand: 1 regels, niet 11 regels"), in_number("Proven: the first 1 entries are those of then")
    ('stand: 1 regel, niet 11 regels', 'Proven: the first entry is that of then')
    """
    return _PLURAL.sub(lambda found: _SINGULAR[found[0]], line)
