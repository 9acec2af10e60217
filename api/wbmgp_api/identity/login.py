"""All that signing in to the pages needs, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wbmgp_api.identity.attempts import Attempts
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.id_tokens import IdTokens
from wbmgp_api.identity.provider import Provider
from wbmgp_api.identity.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Login:
    """`origin` is where people reach the pages, from the settings: never what a request says. `at` is who signs them in."""

    origin: str
    at: Provider | LocalIssuer
    ids: IdTokens
    attempts: Attempts
    sessions: Sessions
    clock: Callable[[], float]
