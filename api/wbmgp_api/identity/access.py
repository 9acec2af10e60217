"""Each route says which roles may call it; the caller is found here and nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, cast

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import BaseRoute
from starlette.types import Scope

from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.key_sets import NoKeys
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.tokens import NotAccepted, Tokens

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="wbmgp"'}


class Access:
    """The roles of a route, as a dependency. `open_check`: a check that keeps nothing, which development leaves open."""

    def __init__(self, *roles: Role, open_check: bool = False) -> None:
        self.roles, self.open_check = frozenset(roles), open_check

    async def __call__(self, request: Request) -> Principal | None:
        """The caller in a role that may do this; Problem 401, 403 or 503. None only where the check is open."""
        service = request.app.state.service
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not scheme and self.open_check and service.settings.checks_are_open:
            return None
        if scheme.lower() != "bearer" or not token:
            raise Problem(401, "send_token", headers=_CHALLENGE)
        return await in_role(request, await _caller(request, token.strip()), self.roles)


async def in_role(request: Request, found: Principal, roles: frozenset[Role]) -> Principal:
    """A caller, however known, in a role that may do this, and the rule book that is in use there. Problem 403."""
    allowed = found.as_role(roles)
    request.state.principal = allowed or found
    if allowed is None:
        raise Problem(403, "no_role", roles=", ".join(role for role in Role if role in roles))
    # Asked at every request: what is kept may not rest on a rule book that is not in use any more.
    books = request.app.state.books
    request.state.book = await asyncio.to_thread(books.of, allowed.tenant) if books.kept else books.own
    return allowed


async def _caller(request: Request, token: str) -> Principal:
    """Who sent a token. Problem 401 for a bad one, 503 while nobody can tell."""
    tokens, trace = request.app.state.service.tokens, request.state.trace.trace_id
    report = request.app.state.service.report
    try:
        return await _checked(request.scope["state"], tokens, token)
    except NotAccepted as problem:
        report({"event": "toegang", "reden": str(problem), "trace_id": trace})
        refused = {"WWW-Authenticate": _CHALLENGE["WWW-Authenticate"] + ', error="invalid_token"'}
        raise Problem(401, "token_refused", headers=refused) from None
    except NoKeys:
        report({"event": "toegang", "reden": "geen sleutels van de aanbieder", "trace_id": trace})
        raise Problem(503, "provider_silent", headers={"Retry-After": "60"}) from None


async def _checked(state: dict[str, Any], tokens: Tokens, token: str) -> Principal:
    """Who sent a token; of a request it is checked once. Raises NotAccepted, NoKeys."""
    if "checked" not in state:
        try:
            # What takes long must not keep others waiting.
            found = await asyncio.to_thread(tokens.principal, token) if tokens.asks(token) else tokens.principal(token)
        except (NotAccepted, NoKeys) as problem:
            state["checked"] = problem
        else:
            state["checked"] = found
    if isinstance(state["checked"], Exception):
        raise state["checked"]
    return cast(Principal, state["checked"])


async def known(tokens: Tokens, scope: Scope, authorization: str) -> str | None:
    """A name for the caller whose token counts, the same for each token of theirs; None for whoever sends anything else."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        return None
    try:
        found = await _checked(scope["state"], tokens, token.strip())
    except (NotAccepted, NoKeys):
        return None
    return f"{found.tenant}\0{found.subject}"


def asked_by(routes: Iterable[BaseRoute]) -> Mapping[tuple[str, str], list[str]]:
    """The roles that each operation asks for, by path and method; an operation that asks for none is left out."""
    return {
        (route.path_format, method.lower()): [role.value for role in Role if role in found.call.roles]
        for route in routes
        if isinstance(route, APIRoute)
        for found in route.dependant.dependencies
        if isinstance(found.call, Access)
        for method in route.methods or ()
    }
