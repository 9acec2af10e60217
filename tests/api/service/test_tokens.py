"""Hostile tokens: every one of them is nobody, whatever a library would have let pass."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from tests.api.service.asking import NOW, Asking
from wbmgp_api.identity.key_sets import FetchedKeys
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.tokens import ALGORITHMS, NotAccepted, Tokens

ISSUER, AUDIENCE, CLIENT = "https://login.voorbeeld", "wbmgp", "desk"
RSA: Final = RSAKey.generate_key(2048, {"kid": "rsa"})
EC: Final = ECKey.generate_key("P-256", {"kid": "ec"})
FOREIGN: Final = RSAKey.generate_key(2048, {"kid": "rsa"})
PUBLIC: Final = KeySet([
    RSAKey.import_key(RSA.as_pem(private=False), {"kid": "rsa"}), ECKey.import_key(EC.as_pem(private=False), {"kid": "ec"}),
])  # fmt: skip
CLAIMS: Final[dict[str, Any]] = {
    "iss": ISSUER, "aud": AUDIENCE, "sub": "u1", "azp": CLIENT, "jti": "x" * 22, "iat": NOW, "exp": NOW + 600,
    "gemeente": "GM0599", "rollen": ["balie"],
}  # fmt: skip
HEADER: Final = {"alg": "RS256", "typ": "at+jwt", "kid": "rsa"}


def tokens(clock: Callable[[], float] = lambda: NOW) -> Tokens:
    return Tokens(ISSUER, AUDIENCE, frozenset({CLIENT}), lambda renew: PUBLIC, clock)


def made(
    header: dict[str, Any] | None = None, key: Any = RSA, base: tuple[dict[str, Any], dict[str, Any]] = (HEADER, CLAIMS), **claims: Any
) -> str:  # fmt: skip
    """A token that is signed well, with header and claims changed; None leaves one out."""
    changed = {name: value for name, value in (base[0] | (header or {})).items() if value is not None}
    said = {name: value for name, value in (base[1] | claims).items() if value is not None}
    return jwt.encode(changed, said, key, algorithms=[*ALGORITHMS, "HS256", "PS384", "RS512", "ES256"])


def raw(header: str | bytes, payload: str | bytes, key: Any = RSA) -> str:
    """A token with these very bytes, signed well with RS256."""
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    parts = [b64(part if isinstance(part, bytes) else part.encode()) for part in (header, payload)]
    signature = key.private_key.sign(".".join(parts).encode(), PKCS1v15(), SHA256())
    return ".".join((*parts, b64(signature)))


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def twice(claims: dict[str, Any], name: str, first: str, second: str) -> str:
    """The payload with one key two times."""
    return json.dumps(claims)[:-1].replace(f'"{name}":', f'"{name}_":') + f', "{name}": {first}, "{name}": {second}}}'


def none_alg(header: dict[str, Any], claims: dict[str, Any], name: str) -> str:
    return f"{b64(json.dumps(header | {'alg': name}).encode())}.{b64(json.dumps(claims).encode())}."


def confused(claims: dict[str, Any]) -> str:
    """Signed with the public key as if it were a shared secret."""
    head = b64(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "rsa"}).encode())
    body = b64(json.dumps(claims).encode())
    secret = RSA.as_pem(private=False)
    return f"{head}.{body}.{b64(hmac.new(secret, f'{head}.{body}'.encode(), hashlib.sha256).digest())}"


GOOD: Final = made()
PARTS: Final = GOOD.split(".")


def hostile(header: dict[str, Any], claims: dict[str, Any]) -> dict[str, str]:
    """What a token with this header and these claims could be made into by somebody who means harm, by name."""
    mint = partial(made, base=(header, claims))
    good = mint()
    parts = good.split(".")
    return {
        "empty": "", "a word": "token", "two parts": ".".join(parts[:2]), "four parts": good + ".x", "no signature": f"{parts[0]}.{parts[1]}.",
        "no header": "." + good, "cut": good[:-8], "other letters": good[:-4] + "é" * 4, "spaces": good.replace(".", " . "),
        "too large": mint(note="x" * 9_000), "padding": f"{parts[0]}=.{parts[1]}.{parts[2]}", "newline": good.replace(".", ".\n", 1),
        "alg none": none_alg(header, claims, "none"), "alg None": none_alg(header, claims, "None"), "alg nOnE": none_alg(header, claims, "nOnE"), "alg empty": none_alg(header, claims, ""),
        "public key as secret": confused(claims), "HS256": mint({"alg": "HS256"}, OctKey.generate_key(256, {"kid": "rsa"})),
        "RS512": mint({"alg": "RS512"}), "PS384": mint({"alg": "PS384"}), "foreign key": mint(key=FOREIGN),
        "EC kid with RSA key": mint({"kid": "ec"}), "RSA kid with EC key": mint({"alg": "ES256"}, EC),
        "no kid": mint({"kid": None}), "unknown kid": mint({"kid": "elders"}), "kid is a path": mint({"kid": "../../dev/null"}),
        "jku": mint({"jku": "https://kwaad.voorbeeld/keys"}), "jwk": mint({"jwk": RSA.as_dict(private=False)}),
        "x5u": mint({"x5u": "https://kwaad.voorbeeld"}), "x5c": mint({"x5c": ["MII"]}),
        "crit": raw(json.dumps(header | {"crit": ["exp"], "exp": 1}), json.dumps(claims)),
        "b64 false": raw(json.dumps(header | {"b64": False, "crit": ["b64"]}), json.dumps(claims)),
        "zip": raw(json.dumps(header | {"zip": "DEF"}), json.dumps(claims)), "cty": mint({"cty": "JWT"}),
        **{f"{name} {kind}": raw(json.dumps(header | {name: odd}), json.dumps(claims))
           for name in ("alg", "kid", "typ") for kind, odd in (("list", [header["typ"]]), ("object", {}), ("empty", ""))},
        "typ id_token": mint({"typ": "id_token+jwt"}), "typ logout": mint({"typ": "logout+jwt"}), "typ dpop": mint({"typ": "dpop+jwt"}),
        "header twice": raw('{"alg":"none","alg":"RS256","kid":"rsa","typ":"JWT"}', json.dumps(claims)),
        "header list": raw("[]", json.dumps(claims)), "header deep": raw('{"alg":' + "[" * 5_000, json.dumps(claims)),
        "payload list": raw(json.dumps(header), "[]"), "payload text": raw(json.dumps(header), '"x"'),
        "payload no JSON": raw(json.dumps(header), "{"), "payload UTF-16": raw(json.dumps(header), json.dumps(claims).encode("utf-16")),
        "payload deep": raw(json.dumps(header), "[" * 4_000 + "]" * 4_000),
        "role twice": raw(json.dumps(header), twice(claims, "rollen", '["balie"]', '["regelbeheer"]')),
        "tenant twice": raw(json.dumps(header), twice(claims, "gemeente", '"GM0599"', '"GM0363"')),
        "expired": mint(iat=NOW - 700, exp=NOW - 100), "just expired": mint(iat=NOW - 600, exp=NOW - 30),
        "from the future": mint(iat=NOW + 100, exp=NOW + 600), "not yet": mint(nbf=NOW + 100), "for a day": mint(exp=NOW + 86_400),
        "for ever": mint(exp=4_102_444_800), "exp huge": raw(json.dumps(header), json.dumps(claims).replace(f'"exp": {NOW + 600}', '"exp": 1e300')),
        "exp NaN": raw(json.dumps(header), json.dumps(claims).replace(f'"exp": {NOW + 600}', '"exp": NaN')),
        "exp fraction": raw(json.dumps(header), json.dumps(claims).replace(f'"exp": {NOW + 600}', f'"exp": {NOW + 600}.5')),
        "exp text": mint(exp=str(NOW + 600)), "exp true": mint(exp=True), "exp before iat": mint(iat=NOW + 20, exp=NOW + 10),
        "no exp": mint(exp=None), "no iat": mint(iat=None), "no iss": mint(iss=None), "no aud": mint(aud=None), "no sub": mint(sub=None),
        "no jti": mint(jti=None), "no azp": mint(azp=None), "no tenant": mint(gemeente=None), "no roles": mint(rollen=None),
        "other issuer": mint(iss="https://login.voorbeeld.kwaad"), "issuer with a slash": mint(iss=ISSUER + "/"), "issuer list": mint(iss=[ISSUER]),
        "other audience": mint(aud="ander"), "extra audience": mint(aud=[AUDIENCE, "ander"]), "audience empty": mint(aud=[]),
        "client a list": mint(azp=[CLIENT]), "client an object": mint(azp={}),
        "other client": mint(azp="kwaad"), "client by another name": mint(azp="kwaad", client_id=CLIENT), "ID token": mint(typ="ID"),
        "ID token with nonce": mint(nonce="n"), "ID token with at_hash": mint(at_hash="x"), "refresh token": mint(typ="Refresh"),
        "sub empty": mint(sub=""), "sub number": mint(sub=7), "sub long": mint(sub="x" * 201), "jti empty": mint(jti=""),
        "half a sign elsewhere": raw(json.dumps(header), json.dumps(claims | {"name": "\ud800"})),
        "sub half a sign": raw(json.dumps(header), json.dumps(claims | {"sub": "\ud800"})), "sub NUL": mint(sub="u1\0"), "sub hidden sign": mint(sub="u\u200b1"), "sub turned": mint(sub="\u202eu1"),
        "sub in spaces": mint(sub=" u1"), "sub in two forms": mint(sub="e\u0301"),
        "tenant all": mint(gemeente="*"), "tenant list": mint(gemeente=["GM0599", "GM0363"]), "tenant with a line": mint(gemeente="GM0599\n"),
        "tenant other digits": mint(gemeente="GM٠٥٩٩"), "no known role": mint(rollen=["admin"]), "roles as text": mint(rollen="balie"),
        "roles empty": mint(rollen=[]), "role a number": mint(rollen=[1]), "roles an object": mint(rollen={"balie": True}),
    }  # fmt: skip


HOSTILE: Final = hostile(HEADER, CLAIMS)


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_token_is_nobody(name: str) -> None:
    with pytest.raises(NotAccepted):
        tokens().principal(HOSTILE[name])


@pytest.mark.parametrize("name", HOSTILE)
def test_the_service_tells_no_reason(name: str, asking: Asking) -> None:
    sent = HOSTILE[name].replace("\n", "").encode()
    got = asking.client.post("/v1/gedragingentoetsen", json={}, headers=[(b"authorization", b"Bearer " + sent)])
    assert got.status_code == 401
    assert "Dit" in got.json()["detail"] or "Stuur" in got.json()["detail"]


@pytest.mark.parametrize(
    "token",
    [GOOD, made({"alg": "PS256"}), made({"alg": "ES256", "kid": "ec"}, EC), made({"typ": "JWT"}), made({"typ": None}),
     made(aud=[AUDIENCE]), made(azp=None, client_id=CLIENT), made(iat=NOW - 500, exp=NOW - 20), made(iat=NOW + 20, exp=NOW + 620),
     made(nbf=NOW + 20), made(rollen=["balie", "onbekend"])],
)  # fmt: skip
def test_a_good_token_is_somebody(token: str) -> None:
    assert tokens().principal(token) == Principal("u1", "GM0599", frozenset({Role.DESK}), CLIENT, Role.DESK)


@pytest.mark.parametrize("place", range(0, len(GOOD), 7))
def test_no_changed_letter_passes(place: int) -> None:
    other = "A" if GOOD[place] != "A" else "Q"
    changed = GOOD[:place] + other + GOOD[place + 1 :]
    try:
        found = tokens().principal(changed)
    except NotAccepted:
        return
    # The last letter of a part can hold bits that mean nothing.
    assert place in (len(PARTS[0]) - 1, len(PARTS[0]) + len(PARTS[1]), len(GOOD) - 1)
    assert found == tokens().principal(GOOD)


def test_new_keys_are_asked_for_at_most_once_a_minute() -> None:
    asked: list[str] = []
    moment = [0.0]
    sets = [KeySet(PUBLIC.keys[1:]).as_dict(private=False), PUBLIC.as_dict(private=False)]

    def fetch(address: str) -> bytes:
        asked.append(address)
        return json.dumps(sets[min(len(asked) - 1, 1)]).encode()

    keys = FetchedKeys("https://login.voorbeeld/keys", lambda: moment[0], fetch)
    checked = Tokens(ISSUER, AUDIENCE, frozenset({CLIENT}), keys, lambda: NOW)
    for _ in range(3):
        with pytest.raises(NotAccepted):
            checked.principal(GOOD)
    assert len(asked) == 1
    moment[0] = 61
    assert checked.principal(GOOD).subject == "u1"
    assert checked.principal(GOOD).subject == "u1"
    assert asked == ["https://login.voorbeeld/keys"] * 2


def test_keys_that_were_good_stay_good_when_the_provider_is_silent() -> None:
    moment, broken = [0.0], [False]

    def fetch(address: str) -> bytes:
        if broken[0]:
            raise TimeoutError
        return json.dumps(PUBLIC.as_dict(private=False)).encode()

    keys = FetchedKeys("https://login.voorbeeld/keys", lambda: moment[0], fetch)
    assert len(keys(False).keys) == 2
    broken[0], moment[0] = True, 100
    assert len(keys(True).keys) == 2


CURVE: Final = {"kty": "EC", "crv": "brainpoolP256r1", "x": "AA", "y": "AA", "kid": "ander"}
SMALL: Final = generate_private_key(65_537, 1_024)
_MODULUS: Final = SMALL.public_key().public_numbers().n


@pytest.mark.parametrize(
    "odd",
    [CURVE, CURVE | {"crv": "P-256"}, {"kid": "zonder"}, {"kty": "RSA", "n": "***", "e": "AQAB"}, {"kty": "RSA", "n": "AQAB", "e": "AA"},
     {"kty": "AKP", "alg": "ML-DSA-44", "pub": "x"}, {"kty": ["RSA"]}, None, "x", 7],
)  # fmt: skip
def test_a_key_that_cannot_be_read_does_not_take_the_others_away(odd: Any) -> None:
    """RFC 7517, 5: a provider may add a key of a kind that we do not know."""
    said = json.dumps({"keys": [odd, *PUBLIC.as_dict(private=False)["keys"]]}).encode()
    keys = FetchedKeys("https://login.voorbeeld/keys", lambda: 0.0, lambda address: said)
    assert Tokens(ISSUER, AUDIENCE, frozenset({CLIENT}), keys, lambda: NOW).principal(GOOD).subject == "u1"


@pytest.mark.parametrize("zeros", [b"", bytes(200)])
def test_a_key_that_is_too_short_signs_nothing(zeros: bytes) -> None:
    key = {"kty": "RSA", "kid": "klein", "e": "AQAB", "n": b64(zeros + _MODULUS.to_bytes(128))}
    said = json.dumps({"keys": [key, *PUBLIC.as_dict(private=False)["keys"]]}).encode()
    keys = FetchedKeys("https://login.voorbeeld/keys", lambda: 0.0, lambda address: said)
    checked = Tokens(ISSUER, AUDIENCE, frozenset({CLIENT}), keys, lambda: NOW)
    with pytest.raises(NotAccepted, match="handtekening"):
        checked.principal(
            raw(json.dumps(HEADER | {"kid": "klein"}), json.dumps(CLAIMS), SimpleNamespace(private_key=SMALL))
        )
    assert [one.kid for one in keys(False).keys] == ["rsa", "ec"]


def test_roles_are_those_of_the_token_only(asking: Asking) -> None:
    assert Principal("u", "GM0599", frozenset({Role.DESK}), "c", Role.DESK).as_role(frozenset({Role.MAYOR})) is None
    got = asking.post("/v1/gedragingentoetsen", {}, Role.OPERATOR, Role.DESK)
    assert got.status_code == 403


def test_the_log_knows_a_caller_by_a_keyed_hash() -> None:
    one, other = (Principal(name, "GM0599", frozenset({Role.DESK}), "c", Role.DESK) for name in ("jan", "piet"))
    assert one.ref(b"k") == one.ref(b"k") != other.ref(b"k")
    assert one.ref(b"k") != one.ref(b"l")
    assert len(one.ref(b"k")) == 32
