"""Bearer tokens: whose signature, for whom, how long, and never more than was said. Anything else is nobody.

A library checks signature and times; what libraries let pass stands here: ID tokens, double keys, far futures, extra
audiences, foreign clients.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from wbmgp_api.identity.key_sets import FetchedKeys
from wbmgp_api.identity.principal import Principal, Role

ALGORITHMS: Final = ["RS256", "PS256", "ES256"]
_HEADER: Final = {"alg", "kid", "typ"}
_TYPES: Final = frozenset({"at+jwt", "application/at+jwt", "JWT"})
_MOST_BYTES: Final = 8_192
_LONGEST: Final = 15 * 60
_LEEWAY: Final = 30
_YEAR_2100: Final = 4_102_444_800
_TENANT: Final = re.compile(r"GM\d{4}", re.ASCII)
Keys = Callable[[bool], KeySet]


class NotAccepted(Exception):
    """The token says nothing that counts. Why is for our log; the caller is told no more than that."""


class Tokens:
    """Checks tokens of one issuer. `keys` gives the issuer's public keys, newer ones when it is asked to `renew`."""

    def __init__(
        self, issuer: str, audience: str, clients: frozenset[str], keys: Keys,
        clock: Callable[[], float],
    ) -> None:  # fmt: skip
        self._issuer, self._audience, self._clients, self.keys, self._clock = issuer, audience, clients, keys, clock

    def asks(self, token: str) -> bool:
        """Whether checking this token would ask the issuer for keys, which takes time."""
        if not isinstance(self.keys, FetchedKeys):
            return False
        try:
            kid = _object(token.partition(".")[0][:_MOST_BYTES]).get("kid")
        except NotAccepted:
            return False
        return isinstance(kid, str) and self.keys.due(kid)

    def principal(self, token: str) -> Principal:
        """The caller, or NotAccepted; NoKeys where the issuer gives no keys to check it with."""
        claims = opened(token, self.keys, _TYPES)
        in_time(claims, self._clock(), _LONGEST)
        self._for_us(claims)
        unique = claims.get("jti")
        if not isinstance(unique, str) or not unique:
            raise NotAccepted("jti")
        return caller(claims, str(claims.get("azp", claims.get("client_id"))))

    def _for_us(self, claims: Mapping[str, Any]) -> None:
        if claims.get("iss") != self._issuer:
            raise NotAccepted("uitgever")
        if claims.get("aud") not in (self._audience, [self._audience]):
            raise NotAccepted("bestemd voor een ander")
        if claims.get("typ") in ("ID", "Refresh", "Logout") or "nonce" in claims or "at_hash" in claims:
            raise NotAccepted("geen toegangstoken")
        if not _one_of(self._clients, claims.get("azp", claims.get("client_id"))):
            raise NotAccepted("onbekende cliënt")


def opened(token: str, keys: Keys, types: frozenset[str]) -> dict[str, Any]:
    """The claims of a token of one of these types that a key of the issuer signed. Raises NotAccepted, NoKeys.

    Whether they are in time, and for us, is not looked at yet.
    """
    if len(token) > _MOST_BYTES or not token.isascii() or token.count(".") != 2:
        raise NotAccepted("vorm")
    header, claims = (_object(part) for part in token.split(".")[:2])
    if set(header) - _HEADER or header.get("alg") not in ALGORITHMS or not _one_of(types, header.get("typ", "JWT")):
        raise NotAccepted("kop")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise NotAccepted("sleutel")
    try:
        signed = jwt.decode(token, _key_set(keys, kid), algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError):
        raise NotAccepted("handtekening") from None
    if signed.claims != claims:
        raise NotAccepted("inhoud")
    return claims


def _one_of(known: frozenset[str], said: Any) -> bool:
    """Whether this is a text, and one of these: a list cannot even be looked up."""
    return isinstance(said, str) and said in known


def _key_set(keys: Keys, kid: str) -> KeySet:
    found = keys(False)
    return found if any(key.kid == kid for key in found.keys) else keys(True)


def in_time(claims: Mapping[str, Any], now: float, longest: int) -> None:
    """Raises NotAccepted for a token that does not count now, or counts for more seconds than `longest`."""
    expires, issued, begins = claims.get("exp"), claims.get("iat"), claims.get("nbf", 0)
    if not all(type(moment) is int and 0 <= moment < _YEAR_2100 for moment in (expires, issued, begins)):
        raise NotAccepted("tijden")
    assert expires is not None and issued is not None
    if not (begins - _LEEWAY <= now and issued - _LEEWAY <= now < expires + _LEEWAY):
        raise NotAccepted("verlopen of nog niet geldig")
    if not 0 < expires - issued <= longest:
        raise NotAccepted("te lang geldig")


def caller(claims: Mapping[str, Any], client: str) -> Principal:
    """Who claims are about, in which roles and for which municipality. Raises NotAccepted."""
    subject, tenant, roles = (claims.get(name) for name in ("sub", "gemeente", "rollen"))
    if not isinstance(subject, str) or not _is_name(subject):
        raise NotAccepted("wie")
    if not isinstance(tenant, str) or _TENANT.fullmatch(tenant) is None:
        raise NotAccepted("gemeente")
    known = {role.value for role in Role}
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise NotAccepted("rollen")
    found = frozenset(Role(role) for role in roles if role in known)
    if not found:
        raise NotAccepted("rollen")
    return Principal(subject, tenant, found, client, next(role for role in Role if role in found))


def _is_name(text: str) -> bool:
    """Whether a text names one person in one way: with signs that nobody sees, one person could be two."""
    return 0 < len(text) <= 200 and text.isprintable() and text == unicodedata.normalize("NFC", text).strip()


def _object(part: str) -> dict[str, Any]:
    """A part of a token, read without surprises: one object, no key twice, no number that is none, not deep."""
    try:
        data = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse, parse_float=_refuse)
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # half a sign is none, wherever it stands
    except (ValueError, RecursionError, binascii.Error):
        raise NotAccepted("geen JSON") from None
    if not isinstance(found, dict):
        raise NotAccepted("geen object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(text: str) -> Any:
    raise ValueError("no whole number")
