"""W3C trace context: what came in is passed on, what was missing or malformed is begun here."""

from __future__ import annotations

import re
import secrets
from typing import Final, NamedTuple

_FORM: Final = re.compile(r"(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_FIRST: Final = "00-"
"""Of this version nothing stands behind the flags; of a later one more may."""


class Trace(NamedTuple):
    """One step of a trace over several systems."""

    trace_id: str
    span_id: str
    flags: str
    parent: str | None

    @classmethod
    def of(cls, header: str | None) -> Trace:
        """Go on with a `traceparent` that is well formed, or begin a trace."""
        found = _FORM.fullmatch((header or "").strip())
        longer = found is not None and found[4] is not None and found[0].startswith(_FIRST)
        if found is None or longer or set(found[1]) == {"0"} or set(found[2]) == {"0"}:
            return cls(secrets.token_hex(16), secrets.token_hex(8), "00", None)
        return cls(found[1], secrets.token_hex(8), found[3], found[2])

    @property
    def text(self) -> str:
        """As `traceparent` writes it."""
        return f"00-{self.trace_id}-{self.span_id}-{self.flags}"
