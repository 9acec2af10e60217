"""What a case refuses: each says in Dutch what stands in the way and what to do, and nothing of the input."""

from __future__ import annotations

from collections.abc import Sequence

from wbmgp_engine.errors import Finding, WbmgpError


class Refused(WbmgpError):
    """The case is not where this step can be taken, or something it asks for is not there; nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    @classmethod
    def one(cls, place: str, problem: str, fix: str = "") -> Refused:
        """A refusal for one reason."""
        return cls([Finding(place, problem, fix)])


class NotYours(WbmgpError):
    """Another person, or another role, has to do this."""


class Stale(WbmgpError):
    """The case changed since it was read; nothing was changed."""


class Repeated(Stale):
    """The same step was taken already; the message says so in Dutch, and what may follow."""


class KeyReused(WbmgpError):
    """The key of this request was used for another content."""
