"""Operations that are called straight, without what the framework does around each request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from wbmgp_api.edge.queries import only_known

_Asked = Callable[[Request], Awaitable[Any]]


class Straight:
    """A route of the description as an ASGI application: the same dependencies, parameters and function.

    FastAPI finds a route twice, opens four stacks for what dependencies could leave open, and solves parameters that
    are texts here and are read by ourselves. That costs a check as much time as half of the law it asks.
    """

    def __init__(self, route: APIRoute, app: FastAPI) -> None:
        found = route.dependant
        for other in (found.path_params, found.header_params, found.cookie_params, found.body_params):
            assert not other, f"{route.path}: only parameters of the address are read here"
        self._route, self._app = route, app
        self._asked: list[_Asked] = [only_known, *(needed.call for needed in found.dependencies if needed.call)]
        self._parameters = [(one.name, one.alias, one.get_default()) for one in found.query_params]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Errors are for whoever is around it."""
        scope["app"], scope["route"] = self._app, self._route
        request = Request(scope, receive)
        for asked in self._asked:
            await asked(request)
        given = request.query_params
        texts = {name: given.get(alias, default) for name, alias, default in self._parameters}
        response = await self._route.endpoint(request, **texts)
        await response(scope, receive, send)
