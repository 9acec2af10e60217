"""Sessions of the pages: a random number in a cookie, and here a row that only that number finds and opens.

Whoever reads the database learns neither who is signed in nor a number that opens anything; whoever writes to it cannot
make a session, for what a row says is closed under a key that the service has a part of.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.identity.attempts import Attempt, NoAttempt
from wbmgp_api.identity.id_tokens import Arrived, Left
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import login_rows
from wbmgp_api.store.keys import KeyMismatch, seal, unseal
from wbmgp_api.store.login_rows import KeptSession
from wbmgp_api.store.opened import Store
from wbmgp_engine.trail.receipt import utc_text

_COOKIE: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_SEEN_AGAIN: Final = 60


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in. `word` stands in each of their forms: no other site can know it."""

    principal: Principal
    name: str
    digest: str
    word: str
    ends: int


@dataclass(frozen=True, slots=True)
class Sessions:
    """Begins, finds and ends sessions. `secret` is the same in every process of the service; times are in seconds."""

    store: Store
    secret: bytes
    clock: Callable[[], float]
    idle: int
    longest: int

    def begin(self, arrived: Arrived, attempt: Attempt, before: str | None) -> str:
        """The cookie of a new session, always another than there was; the one of before ends.

        Raises NoAttempt where this login was finished before.
        """
        number, now = secrets.token_bytes(32), self.clock()
        kept = self._closed(number, arrived, now)

        def job(connection: Connection) -> bool:
            if not login_rows.use(connection, kept.tenant, attempt.digest, _text(attempt.ends)):
                return False
            login_rows.forget_old(connection, kept.tenant, _text(now), _text(now - self.idle))
            if before is not None and (old := _number(before)) is not None:
                login_rows.end(connection, _digest(old))
            login_rows.keep(connection, kept)
            return True

        if not self.store.write(kept.tenant, job):
            raise NoAttempt("al eerder afgerond")
        return urlsafe_b64encode(number).decode().rstrip("=")

    def find(self, cookie: str) -> Session | None:
        """Who has this cookie; None where nobody has it, or not any more."""
        number = _number(cookie)
        if number is None:
            return None
        kept = self.store.read("", partial(login_rows.find, digest=_digest(number)))
        if kept is None:
            return None
        now = self.clock()
        if _text(now) >= kept.ends_at or _text(now - self.idle) >= kept.seen_at:
            self.end(kept.digest)
            return None
        if _text(now - _SEEN_AGAIN) >= kept.seen_at:
            self.store.write(
                kept.tenant, partial(login_rows.seen, tenant=kept.tenant, digest=kept.digest, moment=_text(now))
            )
        return self._opened(number, kept)

    def end(self, digest: str) -> bool:
        """End a session; whether it was there."""
        return self.store.write("", partial(login_rows.end, digest=digest))

    def end_of(self, left: Left) -> int:
        """End what the provider says that ended: one of its sessions, or where it names none all of a person."""
        if left.provider_session is not None:
            named = self._named("sid", left.provider_session)
        else:
            named = self._named("sub", str(left.subject))
        return self.store.write("", partial(login_rows.end_all, name=named))

    def _closed(self, number: bytes, arrived: Arrived, now: float) -> KeptSession:
        principal, digest = arrived.principal, _digest(number)
        said = [principal.subject, sorted(principal.roles), principal.client, arrived.name]
        nonce, closed = seal(
            self._key(number), json.dumps(said).encode(), _place(digest, principal.tenant), secrets.token_bytes
        )
        at_provider = arrived.provider_session
        return KeptSession(
            digest, principal.tenant, self._named("sub", principal.subject),
            None if at_provider is None else self._named("sid", at_provider),
            nonce, closed, _text(now), _text(now), _text(now + self.longest),
        )  # fmt: skip

    def _opened(self, number: bytes, kept: KeptSession) -> Session | None:
        try:
            said = unseal(self._key(number), kept.nonce, kept.ciphertext, _place(kept.digest, kept.tenant))
        except KeyMismatch:
            return None
        subject, roles, client, name = json.loads(said)
        held = frozenset(Role(role) for role in roles)
        principal = Principal(subject, kept.tenant, held, client, next(role for role in Role if role in held))
        ends = int(datetime.fromisoformat(kept.ends_at).timestamp())
        return Session(principal, name, kept.digest, hmac.digest(number, b"formulier", "sha256").hex(), ends)

    def _key(self, number: bytes) -> bytes:
        return hmac.digest(self.secret, b"sessie\0inhoud\0" + number, "sha256")

    def _named(self, kind: str, name: str) -> str:
        return hmac.new(self.secret, f"sessie\0{kind}\0{name}".encode(), sha256).hexdigest()


def _number(cookie: str) -> bytes | None:
    return urlsafe_b64decode(cookie + "=") if _COOKIE.fullmatch(cookie) else None


def _digest(number: bytes) -> str:
    return sha256(b"sessie\0" + number).hexdigest()


def _place(digest: str, tenant: str) -> bytes:
    return f"{digest}\0{tenant}".encode()


def _text(moment: float) -> str:
    return utc_text(datetime.fromtimestamp(moment, UTC))
