"""The public keys of an issuer: found where the issuer says, kept for a bounded time, asked again at most once a minute."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from http.client import HTTPException
from threading import Lock
from typing import Any, Final
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.exceptions import UnsupportedAlgorithm
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

Fetch = Callable[[str], bytes]
_MOST_BYTES: Final = 256_000
_LEAST: Final = 60
_FRESH: Final = 3_600
_LONGEST: Final = 24 * 3_600
_LEAST_BITS: Final = 2_048
_KINDS: Final[dict[str, type[RSAKey] | type[ECKey]]] = {"RSA": RSAKey, "EC": ECKey}


class NoKeys(Exception):
    """The provider gave no keys, or too long ago: whether a token is good cannot be said."""


class FetchedKeys:
    """The key set at an address, or at the one that the issuer publishes. Never at one that a token names.

    Asked for each hour, and sooner for a key that is not known, but at most once a minute. While the provider is silent
    the keys that were good stay good for a day.
    """

    def __init__(self, address: str, clock: Callable[[], float], fetch: Fetch | None = None, *, issuer: bool = False):
        self._address, self._issuer, self._clock, self._fetch = address, issuer, clock, fetch or fetched
        self._keys = KeySet([])
        self._asked: float | None = None
        self._got: float | None = None
        self._lock = Lock()

    def __call__(self, renew: bool) -> KeySet:
        """The keys; with `renew` asked again where that may be. Raises NoKeys. Others go on while one asks."""
        with self._lock:
            due = self._due(renew)
            if due:
                self._asked = self._clock()
        if due and (found := self._read()) is not None:
            with self._lock:
                self._keys, self._got = found, self._clock()
        if self._got is None or self._clock() - self._got > _LONGEST:
            raise NoKeys("the provider is silent")
        return self._keys

    def due(self, kid: str | None) -> bool:
        """Whether looking for this key would ask the provider, which takes time."""
        return self._due(renew=not any(key.kid == kid for key in self._keys.keys))

    def _due(self, renew: bool) -> bool:
        now = self._clock()
        if self._asked is not None and now - self._asked < _LEAST:
            return False
        return renew or self._got is None or now - self._got >= _FRESH

    def _read(self) -> KeySet | None:
        try:
            address = key_address(self._address, self._fetch) if self._issuer else self._address
            return usable(json.loads(self._fetch(address))["keys"])
        except (OSError, HTTPException, ValueError, KeyError, TypeError, AttributeError, RecursionError, JoseError):
            return None


def usable(published: list[Any]) -> KeySet:
    """The keys of a set that can sign what is accepted here; others are left out (RFC 7517, 5), too short ones as well.

    ValueError where none is left.
    """
    found = KeySet([key for key in map(_read, published) if key is not None])
    if not found.keys:
        raise ValueError("no key of a kind that is known")
    return found


def _read(published: Any) -> RSAKey | ECKey | None:
    kind = _KINDS.get(str(published.get("kty"))) if isinstance(published, dict) else None
    try:
        return None if kind is None or (kind is RSAKey and _short(published["n"])) else kind.import_key(published)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, UnsupportedAlgorithm, JoseError):
        return None


def _short(modulus: str) -> bool:
    data = urlsafe_b64decode(modulus + "=" * (-len(modulus) % 4))
    return int.from_bytes(data).bit_length() < _LEAST_BITS


def key_address(issuer: str, fetch: Fetch) -> str:
    """Where an issuer keeps its keys (OpenID Connect Discovery 1.0, 4). ValueError for what another would publish."""
    said: Any = json.loads(fetch(issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if not isinstance(said, dict) or said.get("issuer") != issuer:
        raise ValueError("that is the configuration of another issuer")
    address = said.get("jwks_uri")
    if not isinstance(address, str) or not address.startswith(issuer.partition("//")[0] + "//"):
        raise ValueError("the keys stand at no address that is as safe as the issuer's")
    return address


class Stay(HTTPRedirectHandler):
    """Somebody else's address is not followed."""

    def redirect_request(self, *_: Any) -> None:
        return None


def fetched(address: str) -> bytes:
    """What stands at an address of the web. OSError where nothing does, or it points elsewhere."""
    if not address.startswith(("https://", "http://")):
        raise OSError("that is no address of the web")
    request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 -- of the web, as seen above
    with build_opener(Stay).open(request, timeout=5) as answer:
        return bytes(answer.read(_MOST_BYTES))
