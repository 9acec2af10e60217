"""A login that was begun: its nonce and the proof of PKCE travel closed in `state`, and only one browser can finish it.

Nothing is kept for it, so that nobody fills a table by beginning; and a browser may begin several, one in each tab.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from wbmgp_api.store.keys import KeyMismatch, seal, unseal

SECONDS: Final = 10 * 60
_NONCE: Final = 12
_MOST: Final = 2_000


class NoAttempt(Exception):
    """This login was not begun here, not in this browser, or too long ago. Why is for our log."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What has to come back, and where the visitor goes then."""

    state: str
    nonce: str
    verifier: str
    onward: str
    ends: int

    @property
    def digest(self) -> str:
        """How it is known once it was used."""
        return sha256(self.state.encode()).hexdigest()


class Attempts:
    """Begins and recognises attempts. `secret` is the same in every process of the service."""

    def __init__(self, secret: bytes, clock: Callable[[], float]) -> None:
        self._key, self._clock = hmac.digest(secret, b"aanmelding", "sha256"), clock

    def begin(self, browser: str, onward: str) -> Attempt:
        """An attempt of this browser, which has ten minutes."""
        # No shorter proof than RFC 7636 asks for (4.1): 43 signs.
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        ends = int(self._clock()) + SECONDS
        said = json.dumps([nonce, verifier, onward, ends]).encode()
        state = b"".join(seal(self._key, said, _place(browser), secrets.token_bytes))
        return Attempt(urlsafe_b64encode(state).decode().rstrip("="), nonce, verifier, onward, ends)

    def found(self, state: str, browser: str) -> Attempt:
        """The attempt that this browser began. Raises NoAttempt."""
        if not browser or len(state) > _MOST:
            raise NoAttempt("andere browser")
        try:
            closed = urlsafe_b64decode(state + "=" * (-len(state) % 4))
            nonce, verifier, onward, ends = json.loads(
                unseal(self._key, closed[:_NONCE], closed[_NONCE:], _place(browser))
            )
        except (ValueError, KeyMismatch):
            raise NoAttempt("niet hier begonnen") from None
        if self._clock() >= ends:
            raise NoAttempt("te lang geleden begonnen")
        # Written as it was given out: of a text in base64 there are others that mean the same bytes.
        plain = urlsafe_b64encode(closed).decode().rstrip("=")
        return Attempt(plain, nonce, verifier, onward, ends)


def _place(browser: str) -> bytes:
    return sha256(browser.encode()).digest()
