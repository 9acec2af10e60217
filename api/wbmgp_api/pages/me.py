"""Who somebody is here, in which roles, and the way out."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wbmgp_api.cases.office import HERE
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.provider import Provider
from wbmgp_api.pages.faces import language, page, telling
from wbmgp_api.pages.navigation import beginning
from wbmgp_api.pages.visitors import login_of, visitor
from wbmgp_api.pages.words import role_name, words


async def begin(request: Request) -> Response:
    """On to where the work of this visitor begins."""
    found = await visitor(request)
    if found is None:
        return telling(request.scope, "not_signed_in", 401, ("/inloggen", "sign_in"))
    request.state.principal = found.principal
    return RedirectResponse(beginning(found.principal.roles), 303)


async def me(request: Request) -> Response:
    """The page. Whoever is not signed in gets a link, and no order to go: a browser that keeps no cookie would go round."""
    found = await visitor(request)
    if found is None:
        return telling(request.scope, "not_signed_in", 401, ("/inloggen", "sign_in"))
    login, principal = login_of(request), found.principal
    request.state.principal = principal
    beyond = await asyncio.to_thread(login.at.farewell, "") if isinstance(login.at, Provider) else None
    chosen, ends = language(request.scope), datetime.fromtimestamp(found.ends, UTC).astimezone(HERE)
    return page(
        request.scope, "me.html", sends_to=beyond, name=found.name, municipality=principal.tenant, word=found.word,
        roles=[role_name(chosen, role) for role in Role if role in principal.roles], ends=ends.isoformat(),
        ends_shown=ends.strftime("%H:%M"), idle=words(chosen)["idle"].format(login.sessions.idle // 60),
    )  # fmt: skip
