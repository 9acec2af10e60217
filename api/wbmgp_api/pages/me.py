"""Who somebody is here, in which roles, and the way out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wbmgp_api.cases.office import HERE
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.provider import Provider
from wbmgp_api.pages.faces import page, telling, tongue_of
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.navigation import beginning
from wbmgp_api.pages.visitors import login_of, visitor


async def begin(request: Request) -> Response:
    """On to where the work of this visitor begins."""
    found = await visitor(request)
    if found is None:
        return telling(request.scope, "not_signed_in", 401, ("/inloggen", N_("Aanmelden")))
    request.state.principal = found.principal
    return RedirectResponse(beginning(found.principal.roles), 303)


async def me(request: Request) -> Response:
    """The page. Whoever is not signed in gets a link, and no order to go: a browser that keeps no cookie would go round."""
    found = await visitor(request)
    if found is None:
        return telling(request.scope, "not_signed_in", 401, ("/inloggen", N_("Aanmelden")))
    login, principal = login_of(request), found.principal
    request.state.principal = principal
    beyond = await asyncio.to_thread(login.at.farewell, "") if isinstance(login.at, Provider) else None
    tongue, ends = tongue_of(request.scope), datetime.fromtimestamp(found.ends, UTC).astimezone(HERE)
    return page(
        request.scope, "me.html", sends_to=beyond, name=found.name, municipality=principal.tenant, word=found.word,
        roles=[name_of(tongue, "role", role) for role in Role if role in principal.roles], ends=ends.isoformat(),
        ends_shown=ends.strftime("%H:%M"), minutes=login.sessions.idle // 60,
    )  # fmt: skip
