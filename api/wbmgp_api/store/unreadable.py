"""Reading what somebody may have changed by hand: whatever stands there, it becomes a flaw and never an error of Python."""

from __future__ import annotations

import zlib
from types import TracebackType
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.keys import KeyMismatch
from wbmgp_engine.errors import BadInput, ProofError

_TOLD: Final = (BadInput, ProofError, KeyMismatch, NotThere)
# What Python and its libraries say of a value of another kind, of another length, or of none.
_OTHERWISE: Final = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    zlib.error,
)
NOT_ALLOWED: Final = "42501"


class Reading:
    """Read something at a place; what cannot be read or does not hold is added to what was found, and not raised.

    Only a database that went away, or does not let this role read, is raised as DBAPIError: that says nothing of what it
    holds.
    """

    def __init__(self, found: list[Flaw], place: str, problem: str, /, **values: Any) -> None:
        self.found, self.place, self.problem, self.values = found, place, problem, values

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, DBAPIError):
            if error.connection_invalidated or getattr(error.orig, "sqlstate", None) == NOT_ALLOWED:
                return False
            return self._tell("unreadable", told_by(error))
        if isinstance(error, _TOLD):
            return self._tell(self.problem, str(error))
        return isinstance(error, _OTHERWISE) and self._tell("unreadable", "something of another kind stands there")

    def _tell(self, problem: str, detail: str) -> bool:
        self.found.append(flaw(self.place, problem, detail=detail, **self.values))
        return True


def told_by(error: DBAPIError) -> str:
    """What a driver says, without the value with which it goes on."""
    return str(error.orig).partition(" with text ")[0].strip()
