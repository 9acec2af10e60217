"""What a case refuses: each says by a code of `words` what stands in the way and what to do, and nothing of the input."""

from __future__ import annotations

from collections.abc import Sequence

from wbmgp_api.words import detail, fault
from wbmgp_engine.errors import Finding, WbmgpError


class Refused(WbmgpError):
    """The case is not where this step can be taken, or something it asks for is not there; nothing was changed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def refused(code: str, place: str, **params: str | int) -> Refused:
    """A refusal for one reason."""
    return Refused([fault(code, place, **params)])


class Said(WbmgpError):
    """Something that an answer says in one sentence, by its code in `words`."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code, self.params = code, params
        super().__init__(detail(code, params, "nl"))


class NotYours(Said):
    """Another person, or another role, has to do this."""


class Stale(WbmgpError):
    """The case changed since it was read; nothing was changed."""


class Repeated(Said, Stale):
    """The same step was taken already; it says so, and what may follow."""


class KeyReused(WbmgpError):
    """The key of this request was used for another content."""
