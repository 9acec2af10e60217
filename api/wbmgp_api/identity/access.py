"""Each route says which roles may call it; the caller is found here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import BaseRoute

from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.tokens import NotAccepted

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="wbmgp"'}


class Access:
    """The roles of a route, as a dependency. `open_check`: a check that keeps nothing, which development leaves open."""

    def __init__(self, *roles: Role, open_check: bool = False) -> None:
        self.roles, self.open_check = frozenset(roles), open_check

    async def __call__(self, request: Request) -> Principal | None:
        """The caller in a role that may do this; Problem 401 or 403. None only where the check is open."""
        service = request.app.state.service
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not scheme and self.open_check and service.settings.checks_are_open:
            return None
        if scheme.lower() != "bearer" or not token:
            raise Problem(401, "Stuur een toegangstoken mee in de kop Authorization.", headers=_CHALLENGE)
        try:
            found: Principal = service.tokens.principal(token.strip())
        except NotAccepted as problem:
            service.report({"event": "toegang", "reden": str(problem), "trace_id": request.state.trace.trace_id})
            refused = {"WWW-Authenticate": _CHALLENGE["WWW-Authenticate"] + ', error="invalid_token"'}
            raise Problem(401, "Dit toegangstoken wordt niet aanvaard.", headers=refused) from None
        allowed = found.as_role(self.roles)
        request.state.principal = allowed or found
        if allowed is None:
            raise Problem(403, "Geen van de rollen in het token mag dit.")
        return allowed


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
