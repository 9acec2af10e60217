"""The public keys of an issuer: fetched from one fixed address, kept, and asked again at most once a minute."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Lock
from urllib.error import URLError
from urllib.request import Request, urlopen

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

Fetch = Callable[[str], bytes]
_MOST_BYTES = 256_000


class FetchedKeys:
    """The key set at an address. Never at one that a token names."""

    def __init__(self, address: str, clock: Callable[[], float], fetch: Fetch | None = None, least: float = 60) -> None:
        self._address, self._clock, self._least = address, clock, least
        self._fetch = fetch or fetched
        self._keys = KeySet([])
        self._asked: float | None = None
        self._lock = Lock()

    def __call__(self, renew: bool) -> KeySet:
        """The keys; with `renew` asked again, unless that was less than a minute ago."""
        with self._lock:
            due = self._asked is None or (renew and self._clock() - self._asked >= self._least)
            if due:
                self._asked = self._clock()
                self._keys = self._read() or self._keys
            return self._keys

    def _read(self) -> KeySet | None:
        try:
            return KeySet.import_key_set(json.loads(self._fetch(self._address)))
        except (OSError, URLError, ValueError, KeyError, TypeError, JoseError):
            # Keys that were good stay good; a token of an unknown key is refused.
            return None


def fetched(address: str) -> bytes:
    """What stands at an address."""
    request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 -- https, by the settings
    with urlopen(request, timeout=5) as answer:  # noqa: S310
        return bytes(answer.read(_MOST_BYTES))
