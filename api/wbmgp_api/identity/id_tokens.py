"""ID and logout tokens: what the provider says to the pages about who signed in, and who signed out elsewhere.

Read as strictly as bearer tokens. What stops one of somebody else from being used here is the nonce (OpenID Connect
Core 1.0, 3.1.3.7); what stops an access token of somebody else beside it is `at_hash` (3.1.3.6).
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from wbmgp_api.identity.principal import Principal
from wbmgp_api.identity.tokens import Keys, NotAccepted, caller, in_time, opened

_ID_TYPES: Final = frozenset({"JWT"})
_LOGOUT_TYPES: Final = frozenset({"JWT", "logout+jwt"})
_LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
_LONGEST: Final = 2 * 3_600
_FRESH: Final = 10 * 60
_MOST: Final = 200


class Arrived(NamedTuple):
    """Somebody who signed in: the same caller that a bearer token gives, a name to show, the session at the provider."""

    principal: Principal
    name: str
    provider_session: str | None


class Left(NamedTuple):
    """Whose sessions the provider ended: one of its sessions, or all of a person."""

    provider_session: str | None
    subject: str | None


class IdTokens:
    """Checks what one issuer says to one client. `keys` as for bearer tokens."""

    def __init__(self, issuer: str, client: str, keys: Keys, clock: Callable[[], float]) -> None:
        self._issuer, self._client, self._keys, self._clock = issuer, client, keys, clock

    def arrived(self, token: str, nonce: str, access_token: str | None) -> Arrived:
        """Who signed in, or NotAccepted; NoKeys where the issuer gives no keys to check it with."""
        claims = opened(token, self._keys, _ID_TYPES)
        self._for_us(claims)
        if claims.get("typ", "ID") != "ID" or "events" in claims:
            raise NotAccepted("geen ID-token")
        said = claims.get("nonce")
        if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
            raise NotAccepted("nonce")
        if "at_hash" in claims and claims["at_hash"] != _half_hash(access_token):
            raise NotAccepted("at_hash")
        name, principal = claims.get("name"), caller(claims, self._client)
        shown = name if isinstance(name, str) and name.isprintable() else ""
        return Arrived(principal, shown[:_MOST] or principal.subject, _text(claims, "sid"))

    def left(self, token: str) -> Left:
        """Who signed out at the provider (OpenID Connect Back-Channel Logout 1.0, 2.6). NotAccepted, NoKeys."""
        claims = opened(token, self._keys, _LOGOUT_TYPES)
        self._for_us(claims)
        events = claims.get("events")
        if not isinstance(events, dict) or events.get(_LOGOUT) != {} or "nonce" in claims or "jti" not in claims:
            raise NotAccepted("geen afmelding")
        found = Left(_text(claims, "sid"), _text(claims, "sub"))
        if found == (None, None):
            raise NotAccepted("wie")
        return found

    def _for_us(self, claims: Mapping[str, Any]) -> None:
        if claims.get("iss") != self._issuer:
            raise NotAccepted("uitgever")
        # One audience, so that `azp` cannot be another's: where it is given it says the same.
        if claims.get("aud") not in (self._client, [self._client]) or claims.get("azp", self._client) != self._client:
            raise NotAccepted("bestemd voor een ander")
        now = self._clock()
        in_time(claims, now, _LONGEST)
        if now - claims["iat"] > _FRESH:
            raise NotAccepted("te oud")
        _text(claims, "jti")


def _half_hash(access_token: str | None) -> str | None:
    """Of every algorithm that is accepted the hash is SHA-256."""
    if access_token is None:
        return None
    half = sha256(access_token.encode()).digest()[:16]
    return urlsafe_b64encode(half).decode().rstrip("=")


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    """A name that need not be there; where it is, it is one."""
    found = claims.get(name)
    if name in claims and not (isinstance(found, str) and 0 < len(found) <= _MOST):
        raise NotAccepted(name)
    return found
