"""The hostile tokens of the API, made again as ID tokens: each of them is nobody here too."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.service.asking import NOW
from tests.api.service.test_tokens import EC, ISSUER, PUBLIC, hostile, made
from wbmgp_api.identity.id_tokens import IdTokens
from wbmgp_api.identity.tokens import NotAccepted, Tokens

HEADER: Final = {"alg": "RS256", "typ": "JWT", "kid": "rsa"}
CLAIMS: Final[dict[str, Any]] = {
    "iss": ISSUER, "aud": "paginas", "sub": "u1", "azp": "paginas", "jti": "x" * 22, "iat": NOW, "exp": NOW + 600,
    "gemeente": "GM0599", "rollen": ["balie"], "nonce": "eigen",
}  # fmt: skip
# What an ID token need not have (OpenID Connect Core 1.0, 2), and what it is.
FINE: Final = ("no jti", "no azp", "ID token")
HOSTILE: Final = {name: token for name, token in hostile(HEADER, CLAIMS).items() if name not in FINE}


def ids() -> IdTokens:
    return IdTokens(ISSUER, "paginas", lambda renew: PUBLIC, lambda: NOW)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_id_token_is_nobody(name: str) -> None:
    assert len(HOSTILE) >= 60
    with pytest.raises(NotAccepted):
        ids().arrived(HOSTILE[name], "eigen", None)


@pytest.mark.parametrize(
    "token",
    [made(base=(HEADER, CLAIMS)), made({"alg": "ES256", "kid": "ec"}, EC, base=(HEADER, CLAIMS)), made({"typ": None}, base=(HEADER, CLAIMS)),
     made(base=(HEADER, CLAIMS), jti=None, azp=None, typ="ID"), made(base=(HEADER, CLAIMS), aud=["paginas"], exp=NOW + 3_600),
     made(base=(HEADER, CLAIMS), iat=NOW - 600, exp=NOW + 6_600), made(base=(HEADER, CLAIMS), iat=NOW + 20)],
)  # fmt: skip
def test_a_good_id_token_is_somebody(token: str) -> None:
    found = ids().arrived(token, "eigen", None)
    assert (found.principal.subject, found.principal.client, found.name, found.provider_session) == (
        "u1",
        "paginas",
        "u1",
        None,
    )


def test_an_id_token_opens_no_api_and_an_access_token_no_page() -> None:
    api = Tokens(ISSUER, "paginas", frozenset({"paginas"}), lambda renew: PUBLIC, lambda: NOW)
    with pytest.raises(NotAccepted, match="geen toegangstoken"):
        api.principal(made(base=(HEADER, CLAIMS)))
    access = made({"typ": "at+jwt"}, base=(HEADER, CLAIMS | {"nonce": None}))
    assert api.principal(access).subject == "u1"
    with pytest.raises(NotAccepted, match="kop"):
        ids().arrived(access, "eigen", None)
    with pytest.raises(NotAccepted, match="nonce"):
        ids().arrived(made(base=(HEADER, CLAIMS | {"nonce": None})), "eigen", None)
    with pytest.raises(NotAccepted, match="nonce"):
        ids().arrived(made(base=(HEADER, CLAIMS)), "", None)
