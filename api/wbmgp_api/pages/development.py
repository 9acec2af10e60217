"""In development there is no provider: the visitor says who they are. Production has no such page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from wbmgp_api.identity.attempts import Attempt
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.faces import language, page
from wbmgp_api.pages.visitors import Form, only
from wbmgp_api.pages.words import role_name, words

_TENANT: Final = re.compile(r"GM\d{4}", re.ASCII)
_FIRST: Final[Form] = {"naam": ["ontwikkelaar"], "gemeente": ["GM9999"], "rollen": [Role.REVIEWER.value]}
Fault = tuple[str, str]


def faults(said: Form) -> list[Fault]:
    """Every field that cannot be used, with the word that says so."""
    name, roles = only(said, "naam") or "", said.get("rollen", [])
    found = []
    if not 0 < len(name.strip()) <= 100 or not name.isprintable():
        found.append(("naam", "choose_name"))
    if _TENANT.fullmatch(only(said, "gemeente") or "") is None:
        found.append(("gemeente", "choose_municipality"))
    if not roles or not set(roles) <= set(Role):
        found.append(("rollen", "choose_role"))
    return found


def token(login: Login, said: Form, attempt: Attempt) -> str:
    """The ID token of whoever somebody says to be, after `faults` found none."""
    assert isinstance(login.at, LocalIssuer)
    roles = frozenset(Role(role) for role in said["rollen"])
    return login.at.id_token(said["naam"][0].strip(), said["gemeente"][0], roles, attempt.nonce, int(login.clock()))


def choosing(request: Request, state: str, said: Form = _FIRST, wrong: Sequence[Fault] = ()) -> Response:
    """The page on which a visitor says who they are, with what is wrong on top."""
    chosen = language(request.scope)
    return page(
        request.scope, "development.html", 400 if wrong else 200, state=state,
        faults=[(field, words(chosen)[word]) for field, word in wrong],
        name=only(said, "naam") or "", municipality=only(said, "gemeente") or "", chosen=said.get("rollen", []),
        roles=[(role.value, role_name(chosen, role)) for role in Role],
    )  # fmt: skip
