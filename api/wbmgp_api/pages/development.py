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
from wbmgp_api.pages.faces import page, tongue_of
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.visitors import Form, only

_TENANT: Final = re.compile(r"GM\d{4}", re.ASCII)
_FIRST: Final[Form] = {"naam": ["ontwikkelaar"], "gemeente": ["GM9999"], "rollen": [Role.REVIEWER.value]}
Fault = tuple[str, str]


def faults(said: Form) -> list[Fault]:
    """Every field that cannot be used, with the sentence that says so."""
    name, roles = only(said, "naam") or "", said.get("rollen", [])
    found = []
    if not 0 < len(name.strip()) <= 100 or not name.isprintable():
        found.append(("naam", N_("Vul een naam in van hoogstens 100 tekens.")))
    if _TENANT.fullmatch(only(said, "gemeente") or "") is None:
        found.append(("gemeente", N_("Schrijf de gemeente als GM en vier cijfers.")))
    if not roles or not set(roles) <= set(Role):
        found.append(("rollen", N_("Kies ten minste één rol.")))
    return found


def token(login: Login, said: Form, attempt: Attempt) -> str:
    """The ID token of whoever somebody says to be, after `faults` found none."""
    assert isinstance(login.at, LocalIssuer)
    roles = frozenset(Role(role) for role in said["rollen"])
    return login.at.id_token(said["naam"][0].strip(), said["gemeente"][0], roles, attempt.nonce, int(login.clock()))


def choosing(request: Request, state: str, said: Form = _FIRST, wrong: Sequence[Fault] = ()) -> Response:
    """The page on which a visitor says who they are, with what is wrong on top."""
    tongue = tongue_of(request.scope)
    return page(
        request.scope, "development.html", 400 if wrong else 200, state=state,
        faults=[(field, tongue.gettext(word)) for field, word in wrong],
        name=only(said, "naam") or "", municipality=only(said, "gemeente") or "", chosen=said.get("rollen", []),
        roles=[(role.value, name_of(tongue, "role", role)) for role in Role],
    )  # fmt: skip
