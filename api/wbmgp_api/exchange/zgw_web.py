"""A system of cases over HTTP: who we are with each request, one answer within a time and a size, no address elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import OctKey

from wbmgp_api.anchoring.asking import NoAnswer, Reply, ask
from wbmgp_api.exchange.zgw_answers import AGAIN, Answer
from wbmgp_engine.errors import BadInput

_SECONDS: Final = 60.0
_MOST_BYTES: Final = 4_000_000
_LEAST: Final = 16
_TRIES: Final = (1.0, 4.0)
_BUSY: Final = (429, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the name and secret by which the system knows the program, and whoever gave the command."""

    name: str
    secret: str = field(repr=False)
    user: str

    def token(self, now: float) -> str:
        """The proof of who asks, good for this request (ZGW: HS256, with `client_id` and the user)."""
        claims = {
            "iss": self.name, "iat": int(now), "client_id": self.name, "user_id": self.user,
            "user_representation": self.user,
        }  # fmt: skip
        return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, OctKey.import_key(self.secret))


def client_of(name: str, secret: str, user: str, place: str) -> Client:
    """Who asks. Raises BadInput for a secret that others could guess; the secret itself is in no message."""
    if len(secret) < _LEAST or not secret.isascii() or not secret.isprintable() or " " in secret:
        raise BadInput.one(
            place, "holds no secret of a client", f"put one of at least {_LEAST} letters and digits there"
        )
    return Client(name, secret, user)


@dataclass(frozen=True, slots=True)
class Web:
    """Sends requests as a client. What only asks is tried again after a silence; what makes something never is."""

    client: Client
    clock: Callable[[], float]
    pause: Callable[[float], None]

    def __call__(self, url: str, body: Mapping[str, Any] | None) -> Answer:
        """The answer of the system, whatever its status. Raises NoAnswer."""
        for wait in _TRIES if body is None else ():
            try:
                reply = self._asked(url, None)
                if reply.status not in _BUSY:
                    return _read(reply)
            except NoAnswer:
                pass
            self.pause(wait)
        try:
            return _read(self._asked(url, body))
        except NoAnswer as problem:
            raise NoAnswer(f"{problem} → {AGAIN}") from None

    def _asked(self, url: str, body: Mapping[str, Any] | None) -> Reply:
        headers = {
            "Authorization": f"Bearer {self.client.token(self.clock())}", "Accept": "application/json",
            "Accept-Crs": "EPSG:4326", "Content-Crs": "EPSG:4326",
        }  # fmt: skip
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        return ask(url, data, "application/json", seconds=_SECONDS, headers=headers, most=_MOST_BYTES)


def _read(reply: Reply) -> Answer:
    try:
        return Answer(reply.status, json.loads(reply.body))
    except (ValueError, RecursionError):
        return Answer(reply.status)
