"""Signing out: here, at the provider as well where it can be done from here, and here where it was done there."""

from __future__ import annotations

import asyncio
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wbmgp_api.identity.key_sets import NoKeys
from wbmgp_api.identity.provider import Provider
from wbmgp_api.identity.tokens import NotAccepted
from wbmgp_api.pages.faces import telling
from wbmgp_api.pages.visitors import SESSION, login_of, own_form, take, told, visitor

_SIGNING_OUT: Final = "afmelding"


async def leave(request: Request) -> Response:
    """End the session here, and at the provider where it can be ended from here. StaleForm for no form of ours."""
    login, found = login_of(request), await visitor(request)
    beyond = None
    if found is not None:
        await own_form(request, found)
        await asyncio.to_thread(login.sessions.end, found.digest)
        told(request, _SIGNING_OUT, "zelf", gemeente=found.principal.tenant)
        if isinstance(login.at, Provider):
            beyond = await asyncio.to_thread(login.at.farewell, f"{login.origin}/uitgelogd")
    return take(RedirectResponse(beyond or "/uitgelogd", 303), SESSION)


async def left(request: Request) -> Response:
    """The visitor is signed out."""
    return telling(request.scope, "signed_out", 200)


async def left_elsewhere(request: Request) -> Response:
    """The provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0, 2.5)."""
    login = login_of(request)
    try:
        said = parse_qs((await request.body()).decode("ascii"), max_num_fields=10)
        (token,) = said.get("logout_token", [""])
        gone = await asyncio.to_thread(login.ids.left, token)
    except (NotAccepted, NoKeys, ValueError) as problem:
        told(request, _SIGNING_OUT, f"geweigerd: {problem}" if isinstance(problem, NotAccepted) else "geweigerd")
        return Response('{"error":"invalid_request"}', 400, media_type="application/json")
    ended = await asyncio.to_thread(login.sessions.end_of, gone)
    told(request, _SIGNING_OUT, f"door de aanbieder: {ended}")
    return Response(status_code=200)
