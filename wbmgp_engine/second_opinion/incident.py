"""What is kept when there is no advice because two readers did not agree, or one of them did not answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wbmgp_engine.errors import WbmgpError


class Incident(WbmgpError):
    """The answer is withheld. `what` is `verschil` (two readers, two answers) or `uitval` (no second answer)."""

    def __init__(
        self, what: str, message: str, traces: Mapping[str, Any], differences: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        super().__init__(message)
        self.what = what
        self.traces = traces
        self.differences = differences

    def to_json(self) -> dict[str, Any]:
        """The incident as one document, with what both readers did; it holds no `advies` of its own."""
        return {
            "incident": {
                "soort": self.what,
                "melding": str(self),
                "verschillen": [dict(item) for item in self.differences],
                "sporen": dict(self.traces),
            }
        }
