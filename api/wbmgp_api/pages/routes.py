"""Where the pages are, and how what goes wrong on them is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wbmgp_api.edge.guard import Faces
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.login import Login
from wbmgp_api.pages import leaving, me, signing_in, static
from wbmgp_api.pages.accountability import routes as accountability
from wbmgp_api.pages.cases import routes as cases
from wbmgp_api.pages.council import routes as council
from wbmgp_api.pages.desk import routes as desk
from wbmgp_api.pages.faces import face, is_page, language, telling
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.legal import routes as legal
from wbmgp_api.pages.letters import routes as letters
from wbmgp_api.pages.onward import HOME
from wbmgp_api.pages.oversight import routes as oversight
from wbmgp_api.pages.public import routes as public
from wbmgp_api.pages.visiting import Page
from wbmgp_api.pages.visitors import StaleForm, told

FACES: Final = Faces(is_page, face)
AREAS: Final[tuple[Page, ...]] = (
    *desk.ROUTES, *cases.ROUTES, *council.ROUTES, *letters.ROUTES, *legal.ROUTES, *oversight.ROUTES,
    *accountability.ROUTES, *public.ROUTES,
)  # fmt: skip
"""The pages behind the login and the open ones, part by part."""
Handler = Callable[[Request, Exception], Awaitable[Response]]


def routes(login: Login) -> list[Route]:
    """Every page: with those of a provider, or in development the one on which people say who they are."""
    found = [
        Route("/inloggen", signing_in.begin), Route("/begin", me.begin), Route("/ik", me.me), Route("/uitloggen", leaving.leave, methods=["POST"]),
        Route("/uitgelogd", leaving.left), *static.ROUTES, *AREAS,
    ]  # fmt: skip
    if isinstance(login.at, LocalIssuer):
        return [Route("/inloggen", signing_in.choose, methods=["POST"]), *found]
    beyond = Route("/afmelding", leaving.left_elsewhere, methods=["POST"])
    return [Route("/terug", signing_in.back), beyond, *found]


def handlers(plain: Mapping[Any, Handler]) -> dict[Any, Handler]:
    """What answers an error, as a page where people look."""
    return {problem: _shown(handler) for problem, handler in plain.items()} | {StaleForm: _stale}


def _shown(handler: Handler) -> Handler:
    async def shown(request: Request, problem: Exception) -> Response:
        return face(request.scope, await handler(_in_its_language(request), problem))

    return shown


def _in_its_language(request: Request) -> Request:
    """The request as if its browser preferred the language that a page of it has: a visitor may have chosen the other one."""
    scope = request.scope
    if not is_page(scope["path"]):
        return request
    kept = [one for one in scope["headers"] if one[0] != b"accept-language"]
    return Request({**scope, "headers": [*kept, (b"accept-language", language(scope).encode())]})


async def _stale(request: Request, problem: Exception) -> Response:
    """A form that does not count: nothing was done."""
    told(request, "formulier", f"geweigerd: {problem}")
    return telling(request.scope, "stale_form", 403, (HOME, N_("Naar uw werk")))
