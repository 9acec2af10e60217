"""The OpenID provider as the pages see it: where to send a visitor, what to get for a code, where to sign out.

Authlib makes the address and the request for tokens; this asks no address but those of the provider, follows none
elsewhere, and takes no more than a token is large.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, build_opener

from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oauth2.auth import ClientAuth  # type: ignore[import-untyped]
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from authlib.oauth2.rfc7523 import PrivateKeyJWT  # type: ignore[import-untyped]
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from wbmgp_api.identity.attempts import Attempt
from wbmgp_api.identity.key_sets import Fetch, Stay, fetched
from wbmgp_api.secret_files import secret_text
from wbmgp_api.settings import Settings
from wbmgp_engine.errors import BadInput

_MOST_BYTES: Final = 64_000
_LEAST: Final = 60
_FRESH: Final = 3_600
_PEM: Final = "-----BEGIN"
Proof = str | RSAKey | ECKey | None


class Silent(Exception):
    """The provider does not say where to sign in, or not in a way that is safe."""


class NoTokens(Exception):
    """The provider gave no tokens for a code. Why is for our log."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What the provider publishes of itself. `names_itself`: it says who it is when it sends a visitor back (RFC 9207)."""

    signing_in: str
    tokens: str
    signing_out: str | None
    names_itself: bool
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at the provider: a name, what proves it, and the one address to send visitors back to.

    What proves it is a word, a private key, or nothing for a client that can keep nothing secret.
    """

    name: str
    proof: Proof
    back: str


class Provider:
    """One provider. Where things are is asked each hour, and while it is silent at most once a minute."""

    def __init__(self, issuer: str, client: Client, clock: Callable[[], float], fetch: Fetch = fetched) -> None:
        self.issuer, self.client, self._clock, self._fetch = issuer, client, clock, fetch
        self._found: Endpoints | None = None
        self._asked: float | None = None
        self._got: float | None = None
        self._lock = Lock()

    def endpoints(self) -> Endpoints:
        """Where things are. Raises Silent where the provider never said so."""
        with self._lock:
            now = self._clock()
            old = self._got is None or now - self._got >= _FRESH
            if old and (self._asked is None or now - self._asked >= _LEAST):
                self._asked = now
                # Where it is silent what was known goes on; what never was is told below.
                with suppress(OSError, HTTPException, ValueError, TypeError, KeyError, RecursionError):
                    self._found, self._got = _published(self.issuer, self._fetch), now
        if self._found is None:
            raise Silent("de aanbieder zegt niet waar men zich aanmeldt")
        return self._found

    def address(self, attempt: Attempt) -> str:
        """Where a visitor signs in. Raises Silent."""
        at = self.endpoints()
        made, _ = self._at(at).create_authorization_url(
            at.signing_in, state=attempt.state, code_verifier=attempt.verifier, nonce=attempt.nonce
        )
        return str(made)

    def tokens(self, code: str, attempt: Attempt) -> tuple[str, str | None]:
        """The ID token for a code, and the access token beside it. Raises Silent, NoTokens."""
        at = self.endpoints()
        try:
            got = self._at(at).fetch_token(
                at.tokens, grant_type="authorization_code", code=code, code_verifier=attempt.verifier
            )
        except AuthlibBaseError as problem:
            raise NoTokens(_known(problem.error)) from None
        except (OSError, HTTPException, ValueError, RecursionError):
            raise NoTokens("geen antwoord") from None
        id_token, access = got.get("id_token"), got.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access, str | None):
            raise NoTokens("geen ID-token")
        if str(got.get("token_type")).lower() != "bearer":
            raise NoTokens("ander soort token")
        return id_token, access

    def farewell(self, back: str) -> str | None:
        """Where a visitor signs out at the provider too; None where that cannot be done (RP-Initiated Logout 1.0).

        No token stands in it: it would stand in the logs of both houses. The provider asks who it is instead.
        """
        try:
            at = self.endpoints().signing_out
        except Silent:
            return None
        said = urlencode({"client_id": self.client.name, "post_logout_redirect_uri": back})
        return None if at is None else f"{at}{'&' if urlsplit(at).query else '?'}{said}"

    def _at(self, at: Endpoints) -> OAuth2Client:
        proof = self.client.proof
        method = _method(proof, at.methods)
        made = OAuth2Client(
            _Web(), client_id=self.client.name, client_secret=proof, scope="openid", redirect_uri=self.client.back,
            token_endpoint_auth_method=method, code_challenge_method="S256",
        )  # fmt: skip
        if isinstance(proof, RSAKey | ECKey):
            algorithm = "RS256" if isinstance(proof, RSAKey) else "ES256"
            made.register_client_auth_method(
                PrivateKeyJWT(at.tokens, headers={"kid": proof.thumbprint()}, alg=algorithm)
            )
        return made


def client_of(settings: Settings) -> Client:
    """Who the pages are at the provider. BadInput for a secret that cannot be read, or that others can."""
    proof = None if settings.login_secret is None else proof_in(Path(settings.login_secret))
    return Client(settings.login_client or "", proof, f"{settings.pages}/terug")


def proof_in(path: Path) -> str | RSAKey | ECKey:
    """The word or the private key (PEM, RSA or P-256) in a secret file. Raises BadInput with the fix."""
    try:
        text = secret_text(path).strip()
        if text.startswith(_PEM):
            return _key(text)
        if text and text.isprintable() and " " not in text:
            return text
    except (JoseError, ValueError, TypeError):
        pass
    raise BadInput.one(
        str(path), "holds no secret of a client", "put its secret or its private key (PEM) there"
    ) from None


def _key(text: str) -> RSAKey | ECKey:
    try:
        found: RSAKey | ECKey = RSAKey.import_key(text)
    except (JoseError, ValueError, TypeError):
        found = ECKey.import_key(text)
    if not found.is_private or (isinstance(found, ECKey) and found.curve_name != "P-256"):
        raise ValueError("no private key of a kind that is accepted")
    return found


def _method(proof: Proof, known: tuple[str, ...]) -> str:
    if proof is None:
        return "none"
    if not isinstance(proof, str):
        return "private_key_jwt"
    # In the header a secret has two spellings, which providers read in different ways; in the form it has one.
    return "client_secret_post" if "client_secret_post" in known else "client_secret_basic"


def _published(issuer: str, fetch: Fetch) -> Endpoints:
    """ValueError for what another would publish, or what is less safe than the issuer's own address."""
    said: Any = json.loads(fetch(issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if not isinstance(said, dict) or said.get("issuer") != issuer:
        raise ValueError("that is the configuration of another issuer")
    if "S256" not in said.get("code_challenge_methods_supported", ["S256"]):
        raise ValueError("the provider takes no proof of the kind S256")
    methods = said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Endpoints(
        _safe(issuer, said.get("authorization_endpoint")), _safe(issuer, said.get("token_endpoint")),
        _safe(issuer, said["end_session_endpoint"]) if "end_session_endpoint" in said else None,
        said.get("authorization_response_iss_parameter_supported") is True,
        tuple(one for one in methods if isinstance(one, str)),
    )  # fmt: skip


def _safe(issuer: str, address: Any) -> str:
    scheme = issuer.partition("//")[0] + "//"
    if not isinstance(address, str) or not address.startswith(scheme) or not address.isprintable() or "#" in address:
        raise ValueError("that is no address as safe as the issuer's")
    return address


_ERRORS: Final = frozenset({
    "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
})  # fmt: skip


def _known(error: Any) -> str:
    """An error by a name of RFC 6749 (5.2): what another wrote does not go into our log."""
    return error if isinstance(error, str) and error in _ERRORS else "geweigerd"


@dataclass(frozen=True, slots=True)
class _Answer:
    status_code: int
    data: bytes

    def json(self) -> Any:
        found = json.loads(self.data)
        if self.status_code != 200 and not (isinstance(found, dict) and "error" in found):
            raise ValueError("no error, and no success")
        return found

    def raise_for_status(self) -> None:
        raise OSError(f"the provider answered {self.status_code}")


class _Web:
    """What Authlib asks of a library for the web, and no more."""

    def post(self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: ClientAuth) -> _Answer:
        """The answer to a form."""
        at, said, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        request = Request(at, body.encode("ascii"), said)  # noqa: S310 -- of the web, as `_safe` saw
        try:
            with build_opener(Stay).open(request, timeout=5) as answer:
                return _Answer(answer.status, answer.read(_MOST_BYTES))
        except HTTPError as refused:
            with refused:
                return _Answer(refused.code, refused.read(_MOST_BYTES))
