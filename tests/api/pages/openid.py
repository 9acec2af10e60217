"""A small OpenID provider on loopback: it signs people in without asking, holds its clients to their word, and can be told to err."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

CLIENT: Final = "wbmgp-paginas"
SECRET: Final = "geheim~van-de-paginas"
KEY: Final = RSAKey.generate_key(2048, {"kid": "aanbieder"})
FOREIGN: Final = RSAKey.generate_key(2048, {"kid": "aanbieder"})
JANSEN: Final = {
    "sub": "u-jansen",
    "name": "A. Jansen",
    "gemeente": "GM9999",
    "rollen": ["balie", "jurist"],
    "sid": "s-1",
}
Answer = tuple[int, Any, dict[str, str]]


def half_hash(text: str) -> str:
    return base64.urlsafe_b64encode(sha256(text.encode()).digest()[:16]).rstrip(b"=").decode()


@dataclass
class OpenId:
    """What the provider knows, what it was asked, and how it errs."""

    clock: Callable[[], float]
    back: str
    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: dict(JANSEN))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    also: dict[str, Any] = field(default_factory=dict)
    instead: Answer | None = None
    silent: bool = False
    names_itself: bool = False
    checks_proof: bool = True
    key: RSAKey = field(default_factory=lambda: KEY)
    client_key: RSAKey | ECKey | None = None

    def answer(self, method: str, path: str, query: dict[str, str], authorization: str) -> Answer:
        """Status, document and headers."""
        self.asked.append(path)
        if self.silent:
            return 503, {}, {}
        match path:
            case "/.well-known/openid-configuration":
                return (
                    200,
                    {name: value for name, value in (self._config() | self.said).items() if value is not None},
                    {},
                )
            case "/sleutels":
                public = RSAKey.import_key(KEY.as_pem(private=False), {"kid": "aanbieder"})
                return 200, dict(KeySet([public]).as_dict()), {}
            case "/aanmelden":
                return self._sign_in(query)
            case "/token" if method == "POST":
                self.forms.append(query)
                return self.instead or self._tokens(query, authorization)
        return 404, {}, {}

    def _config(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer, "jwks_uri": f"{self.issuer}/sleutels", "token_endpoint": f"{self.issuer}/token",
            "authorization_endpoint": f"{self.issuer}/aanmelden", "end_session_endpoint": f"{self.issuer}/weg",
            "code_challenge_methods_supported": ["plain", "S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "authorization_response_iss_parameter_supported": self.names_itself or None,
        }  # fmt: skip

    def _sign_in(self, query: dict[str, str]) -> Answer:
        wanted = {
            "response_type": "code",
            "client_id": CLIENT,
            "redirect_uri": self.back,
            "code_challenge_method": "S256",
        }
        if any(query.get(name) != value for name, value in wanted.items()) or "openid" not in query["scope"].split():
            return 400, {"error": "invalid_request"}, {}
        back = {"code": self.code(query), "state": query["state"]} | ({"iss": self.issuer} if self.names_itself else {})
        return 302, {}, {"Location": f"{self.back}?{urlencode(back)}"}

    def code(self, query: dict[str, str]) -> str:
        """A code for what somebody asked."""
        code = secrets.token_hex(8)
        self.codes[code] = query
        return code

    def _tokens(self, form: dict[str, str], authorization: str) -> Answer:
        begun = self.codes.pop(form.get("code", ""), None)
        if not self._is_client(form, authorization):
            return 401, {"error": "invalid_client"}, {}
        proof = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if begun is None or form.get("redirect_uri") != begun["redirect_uri"]:
            return 400, {"error": "invalid_grant"}, {}
        if self.checks_proof and begun["code_challenge"] != proof:
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}, {}
        access = secrets.token_hex(16)
        id_token = self.token({"nonce": begun["nonce"], "at_hash": half_hash(access)})
        return 200, {"access_token": access, "token_type": "Bearer", "id_token": id_token} | self.also, {}

    def _is_client(self, form: dict[str, str], authorization: str) -> bool:
        if self.client_key is not None:
            algorithm = "RS256" if isinstance(self.client_key, RSAKey) else "ES256"
            said = jwt.decode(form["client_assertion"], self.client_key, algorithms=[algorithm]).claims
            return said["iss"] == said["sub"] == CLIENT and said["aud"] == f"{self.issuer}/token" and bool(said["jti"])
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return authorization == f"Basic {basic}" or (form.get("client_id"), form.get("client_secret")) == (
            CLIENT,
            SECRET,
        )

    def token(self, more: dict[str, Any]) -> str:
        """An ID token about the person, with what it was told to say instead; None leaves out."""
        now = int(self.clock())
        said = {"iss": self.issuer, "aud": CLIENT, "azp": CLIENT, "iat": now, "exp": now + 300, **self.person, **more}
        claims = {name: value for name, value in (said | self.claims).items() if value is not None}
        header = {"alg": "RS256", "typ": "JWT", "kid": "aanbieder"} | self.header
        return jwt.encode(header, claims, self.key, algorithms=["RS256"])


@contextmanager
def openid(clock: Callable[[], float], back: str) -> Iterator[OpenId]:
    """A provider at work, of which one client may send people back to one address."""
    made = OpenId(clock, back)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            at = urlsplit(self.path)
            self._send(*made.answer("GET", at.path, dict(parse_qsl(at.query)), ""))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(*made.answer("POST", self.path, dict(parse_qsl(sent)), self.headers.get("Authorization", "")))

        def _send(self, status: int, document: Any, headers: dict[str, str]) -> None:
            data = document if isinstance(document, bytes) else json.dumps(document).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
