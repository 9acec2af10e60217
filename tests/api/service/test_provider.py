"""A real flow: a provider over https, its keys found through discovery, rotated, and silent for a while."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import Request, build_opener

import pytest
from joserfc.jwk import KeySet
from starlette.testclient import TestClient

from tests.api.service.asking import BOOK
from tests.api.service.provider import Provider, certificate, provider
from tests.api.service.test_tokens import PUBLIC
from wbmgp_api.identity.key_sets import FetchedKeys, NoKeys, Stay, fetched, key_address
from wbmgp_api.identity.tokens import NotAccepted, Tokens
from wbmgp_api.running import _tokens
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings

ASKED = "/v1/aanwijzingen"
DAY = 24 * 3_600


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider that this process trusts by its certificate only."""
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with provider(path, sub="u1", aud="wbmgp", azp="desk", gemeente="GM0599", rollen=["balie"]) as made:
        yield made


@pytest.fixture
def client(there: Provider) -> Iterator[TestClient]:
    """The service, which was told the issuer and nothing else."""
    settings = Settings(issuer=there.issuer, clients=("desk",))
    made = create(Service(settings, BOOK, _tokens(settings), lambda line: None))
    with TestClient(made, raise_server_exceptions=False) as asked:
        yield asked


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def logged_in(there: Provider) -> str:
    """A token by the whole flow: a code for a challenge, and the token for the proof."""
    found = json.loads(fetched(f"{there.issuer}/.well-known/openid-configuration"))
    proof, state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    challenge = base64.urlsafe_b64encode(sha256(proof.encode()).digest()).rstrip(b"=").decode()
    asked = {"response_type": "code", "client_id": "desk", "redirect_uri": "https://desk.voorbeeld/terug", "state": state,
             "code_challenge": challenge, "code_challenge_method": "S256"}  # fmt: skip
    with pytest.raises(HTTPError) as sent:
        build_opener(Stay).open(f"{found['authorization_endpoint']}?{urlencode(asked)}")
    with sent.value as back:
        told = dict(parse_qsl(urlsplit(back.headers["Location"]).query))
    assert told["state"] == state
    form = {"grant_type": "authorization_code", "code": told["code"], "code_verifier": proof, "client_id": "desk"}
    with build_opener().open(Request(found["token_endpoint"], urlencode(form).encode())) as answer:
        return str(json.load(answer)["access_token"])


def test_a_token_of_the_whole_flow_opens_the_api(there: Provider, client: TestClient) -> None:
    assert client.get(ASKED, headers=bearer(logged_in(there))).status_code == 200
    before = len(there.asked)
    assert client.get(ASKED, headers=bearer(there.token())).status_code == 200
    assert len(there.asked) == before, "keys that are known are not asked for again"
    assert there.asked.count("/sleutels") == 1


def test_claims_of_a_real_token_count_as_always(there: Provider, client: TestClient) -> None:
    for wrong in ({"aud": "ander"}, {"iss": there.issuer + "/"}, {"azp": "kwaad"}, {"exp": int(time.time()) + DAY}):
        assert client.get(ASKED, headers=bearer(there.token(**wrong))).status_code == 401
    only_desk = client.post("/v1/gedragingentoetsen", json={}, headers=bearer(there.token()))
    assert only_desk.status_code == 403


def test_a_provider_that_is_not_there_yet_is_503_and_no_verdict(there: Provider, client: TestClient) -> None:
    there.silent = True
    got = client.get(ASKED, headers=bearer(there.token()))
    assert (got.status_code, got.headers["retry-after"]) == (503, "60")
    assert got.headers["content-type"] == "application/problem+json"
    asked = len(there.asked)
    assert client.get(ASKED, headers=bearer(there.token())).status_code == 503
    assert len(there.asked) == asked, "not asked again within the minute"


def test_a_certificate_that_is_not_trusted_gives_no_keys(there: Provider, client: TestClient, tmp_path: Path) -> None:
    certificate(tmp_path)
    assert client.get(ASKED, headers=bearer(there.token())).status_code == 503


class Slow:
    """A clock, and keys of the provider by it."""

    def __init__(self, there: Provider) -> None:
        self.now = 0.0
        self.keys = FetchedKeys(there.issuer, lambda: self.now, issuer=True)
        self.tokens = Tokens(there.issuer, "wbmgp", frozenset({"desk"}), self.keys, time.time)
        self.there = there

    def accepted(self, token: str | None = None) -> bool:
        try:
            return self.tokens.principal(token or self.there.token()).tenant == "GM0599"
        except NotAccepted:
            return False


def test_a_rotated_key_is_fetched_once_a_minute_at_most(there: Provider) -> None:
    at = Slow(there)
    old = there.token()
    assert at.accepted(old)
    there.rotate()
    assert not at.accepted(), "within the minute nobody can make us ask"
    at.now = 60
    assert at.tokens.asks(there.token()) and not at.tokens.asks("geen.token.") and not at.tokens.asks(old)
    assert at.accepted()
    assert not at.accepted(old), "the provider took the old key back"
    for _ in range(50):
        assert not at.accepted(there.token()[:-30])
        there.rotate()
        at.accepted()
    assert there.asked.count("/sleutels") == 2


def test_keys_are_looked_at_each_hour_also_where_all_are_known(there: Provider) -> None:
    at = Slow(there)
    old = there.token()
    assert at.accepted(old)
    there.rotate()
    at.now = 3_599
    assert at.accepted(old)
    at.now = 3_600
    assert at.tokens.asks(old)
    assert not at.accepted(old)


def test_a_silent_provider_is_bridged_for_a_day_and_no_longer(there: Provider) -> None:
    at = Slow(there)
    assert at.accepted()
    there.silent = True
    for at.now in (60, 3_600, DAY):
        assert at.accepted()
    at.now = DAY + 1
    with pytest.raises(NoKeys):
        at.accepted()
    there.silent, at.now = False, DAY + 61
    assert at.accepted()


@pytest.mark.parametrize(
    "said",
    [{"issuer": "https://ander.voorbeeld"}, {"issuer": None}, {"jwks_uri": None}, {"jwks_uri": 7},
     {"jwks_uri": "http://127.0.0.1/sleutels"}, {"jwks_uri": "file:///etc/passwd"}, {"jwks_uri": "https://127.0.0.1:1/"}],
)  # fmt: skip
def test_a_configuration_that_is_not_right_gives_no_keys(there: Provider, said: dict[str, Any]) -> None:
    there.said = said
    with pytest.raises(NoKeys):
        Slow(there).accepted()


def test_no_address_is_followed_elsewhere(there: Provider) -> None:
    there.said = {"jwks_uri": f"{there.issuer}/elders"}
    with pytest.raises(NoKeys):
        Slow(there).accepted()
    with pytest.raises(OSError, match="no address of the web"):
        fetched("file:///etc/passwd")


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"null", b"{", b"[" * 100_000, b'{"keys": 7}', b'{"keys": [{}]}', b"\xff"]
)
def test_nonsense_is_no_key_set(said: bytes) -> None:
    keys = FetchedKeys("https://login.voorbeeld/keys", lambda: 0, lambda address: said)
    with pytest.raises(NoKeys):
        keys(False)
    with pytest.raises((ValueError, RecursionError)):
        key_address("https://login.voorbeeld", lambda address: said)


def test_others_go_on_while_one_asks() -> None:
    """Whoever comes while a slow provider is asked uses the keys that are there."""
    seen: list[KeySet] = []

    def slow(address: str) -> bytes:
        if keys._got is not None:
            seen.append(keys(True))
        return json.dumps(PUBLIC.as_dict(private=False)).encode()

    moment = [0.0]
    keys = FetchedKeys("https://login.voorbeeld/keys", lambda: moment[0], slow)
    keys(False)
    moment[0] = 4_000
    keys(True)
    assert len(seen) == 1 and len(seen[0].keys) == 2


@pytest.mark.parametrize(("shift", "good"), [(30, True), (31, False)])
def test_clocks_may_differ_by_thirty_seconds(there: Provider, shift: int, good: bool) -> None:
    now = int(time.time())
    keys = FetchedKeys(there.issuer, time.monotonic, issuer=True)
    tokens = Tokens(there.issuer, "wbmgp", frozenset({"desk"}), keys, lambda: now)
    for claims in ({"iat": now + shift, "exp": now + 600}, {"iat": now - 500, "exp": now - shift + 1}):
        try:
            tokens.principal(there.token(**claims))
            accepted = True
        except NotAccepted:
            accepted = False
        assert accepted is good
