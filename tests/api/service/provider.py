"""An OpenID provider of this machine, over https with a certificate of its own: discovery, keys, a code with PKCE, tokens."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey


def certificate(folder: Path) -> Path:
    """A file with a key and its certificate for this machine."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hier")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@dataclass
class Provider:
    """What the provider knows. `rotate` gives it a new key; `silent` makes it answer 503 to everything."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    silent: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "eerste"}))

    def rotate(self) -> None:
        """Another key, and no word about the old one."""
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Status, document and headers."""
        self.asked.append(path)
        if self.silent:
            return 503, {}, {}
        match path:
            case "/.well-known/openid-configuration":
                found = {
                    "issuer": self.issuer, "jwks_uri": f"{self.issuer}/sleutels", "token_endpoint": f"{self.issuer}/token",
                    "authorization_endpoint": f"{self.issuer}/aanmelden", "code_challenge_methods_supported": ["S256"],
                }  # fmt: skip
                return 200, found | self.said, {}
            case "/sleutels":
                public = RSAKey.import_key(self.key.as_pem(private=False), {"kid": str(self.key.kid)})
                return 200, dict(KeySet([public]).as_dict()), {}
            case "/aanmelden":
                code = secrets.token_hex(8)
                self.codes[code] = query
                back = urlencode({"code": code, "state": query["state"]})
                return 302, {}, {"Location": f"{query['redirect_uri']}?{back}"}
            case "/token":
                return self._token(query)
            case "/elders":
                return 302, {}, {"Location": f"{self.issuer}/sleutels"}
        return 404, {}, {}

    def _token(self, query: dict[str, str]) -> tuple[int, dict[str, Any], dict[str, str]]:
        begun = self.codes.pop(query.get("code", ""), None)
        proof = base64.urlsafe_b64encode(sha256(query.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if begun is None or begun["code_challenge_method"] != "S256" or begun["code_challenge"] != proof:
            return 400, {"error": "invalid_grant"}, {}
        return 200, {"access_token": self.token(), "token_type": "Bearer", "expires_in": 600}, {}

    def token(self, **claims: Any) -> str:
        """An access token (RFC 9068)."""
        now = int(datetime.now(UTC).timestamp())
        said = {"iss": self.issuer, "jti": secrets.token_hex(16), "iat": now, "exp": now + 600, **self.claims, **claims}
        return jwt.encode(
            {"alg": "RS256", "typ": "at+jwt", "kid": str(self.key.kid)}, said, self.key, algorithms=["RS256"]
        )


@contextmanager
def provider(certificate: Path, **claims: Any) -> Iterator[Provider]:
    """A provider at work; its tokens say `claims`."""
    made = Provider(claims=claims)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            at = urlsplit(self.path)
            self._send(*made.answer(at.path, dict(parse_qsl(at.query))))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(*made.answer(self.path, {key: value for key, (value,) in parse_qs(sent).items()}))

        def _send(self, status: int, document: dict[str, Any], headers: dict[str, str]) -> None:
            data = json.dumps(document).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        made.issuer = f"https://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
