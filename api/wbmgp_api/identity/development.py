"""The development login: a local issuer with a key of its own. Its tokens go through the same checks; production refuses it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from wbmgp_api.identity.principal import Role

ISSUER: Final = "urn:wbmgp:ontwikkeling"
CLIENT: Final = "ontwikkeling"
_SECONDS: Final = 15 * 60


class LocalIssuer:
    """Makes tokens for made-up people."""

    def __init__(self, key: ECKey) -> None:
        self._key = key

    @classmethod
    def at(cls, path: Path) -> LocalIssuer:
        """The issuer whose key stands in a file; a new one where there is none."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(ECKey.import_key(path.read_bytes()))
        key = ECKey.generate_key("P-256")
        with os.fdopen(handle, "wb") as file:
            file.write(key.as_pem(private=True))
        return cls(key)

    def keys(self, renew: bool = False) -> KeySet:
        """The public half."""
        public = ECKey.import_key(self._key.as_pem(private=False), {"kid": self._key.thumbprint()})
        return KeySet([public])

    def token(self, subject: str, tenant: str, roles: frozenset[Role], audience: str, now: int) -> str:
        """A token of fifteen minutes."""
        return self._signed("at+jwt", subject, tenant, roles, audience, now, {})

    def id_token(self, subject: str, tenant: str, roles: frozenset[Role], nonce: str, now: int) -> str:
        """What an OpenID provider says to the pages about somebody who signed in."""
        return self._signed("JWT", subject, tenant, roles, CLIENT, now, {"nonce": nonce, "name": subject})

    def _signed(
        self, kind: str, subject: str, tenant: str, roles: frozenset[Role], audience: str, now: int,
        more: Mapping[str, str],
    ) -> str:  # fmt: skip
        claims = {
            "iss": ISSUER, "aud": audience, "sub": subject, "azp": CLIENT, "jti": secrets.token_hex(16), "iat": now,
            "exp": now + _SECONDS, "gemeente": tenant, "rollen": sorted(roles), **more,
        }  # fmt: skip
        header = {"alg": "ES256", "typ": kind, "kid": self._key.thumbprint()}
        return jwt.encode(header, claims, self._key, algorithms=["ES256"])
