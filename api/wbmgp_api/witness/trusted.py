"""Which logs a witness knows, by the keys it was given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.notes import LOG, VerifierKey

EVERY_YEAR: Final = "/*"
_YEAR: Final = re.compile("/[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class TrustedLogs:
    """Keys of logs. One whose name ends in `/*` is that of a log of every year, so that nobody has to remember 1 January."""

    keys: tuple[VerifierKey, ...]

    @classmethod
    def parse(cls, texts: Sequence[str]) -> TrustedLogs:
        """Read keys as `name+id+key`; BadInput for one that is not understood, or for none."""
        if not texts:
            raise BadInput.one(
                "--log", "is missing: a witness knows the logs it cosigns", "add --log KEY, see `wbmgp log key`"
            )
        return cls(tuple(VerifierKey.parse(text, LOG) for text in texts))

    def of(self, origin: str) -> list[VerifierKey]:
        """The keys that may sign for a log, under its own name; none for a log that is not known."""
        return [VerifierKey(origin, LOG, key.public) for key in self.keys if _names(key.name, origin)]


def _names(name: str, origin: str) -> bool:
    if name.endswith(EVERY_YEAR):
        head = name.removesuffix(EVERY_YEAR)
        return origin.startswith(head) and _YEAR.fullmatch(origin[len(head) :]) is not None
    return name == origin
