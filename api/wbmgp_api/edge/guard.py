"""One middleware around everything: bounds on what comes in, headers on what goes out, one line in the log."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from ipaddress import IPv4Address, ip_address, ip_network
from time import perf_counter  # noqa: TID251 -- of the service, not of the engine
from typing import Any, Final, NamedTuple

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wbmgp_api.edge.formats import JSON, chosen, others_at
from wbmgp_api.edge.problems import Problem, on_crash
from wbmgp_api.edge.rates import Rates
from wbmgp_api.edge.tracing import Trace
from wbmgp_api.settings import Settings
from wbmgp_engine.version import VERSION

API_VERSION: Final = VERSION
_LARGE: Final = ("/_upload", "/_importeer", "/_toets", "/regelboeken")
API_CSP: Final = "default-src 'none'; frame-ancestors 'none'"
_UNLESS_SAID: Final = {
    b"api-version": API_VERSION.encode(),
    b"cache-control": b"no-store",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"referrer-policy": b"no-referrer",
    b"strict-transport-security": b"max-age=31536000; includeSubDomains",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"content-security-policy": API_CSP.encode(),
}
_MOST_HEADERS: Final = 32_768
_ONCE: Final = frozenset({
    b"authorization", b"content-crs", b"content-length", b"content-type", b"host", b"idempotency-key", b"if-match",
})  # fmt: skip
Report = Callable[[dict[str, Any]], None]
Known = Callable[[Scope, str], Awaitable[str | None]]
"""A name for a caller whose `Authorization` counts."""


class Faces(NamedTuple):
    """Which addresses people look at, and how an error becomes a page there."""

    is_page: Callable[[str], bool]
    face: Callable[[Scope, Response], Response]


_NONE: Final = Faces(lambda path: False, lambda scope, response: response)


class Guard:
    """Around the whole service."""

    def __init__(
        self, app: ASGIApp, settings: Settings, rates: Rates, report: Report, known: Known, faces: Faces = _NONE
    ) -> None:
        self.app, self.settings, self.rates, self.report, self.faces = app, settings, rates, report, faces
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = _first_of_each(scope["headers"])
        trace = Trace.of(headers.get("traceparent"))
        scope["state"] = {**scope.get("state", {}), "trace": trace}
        passage = _Passage(scope, send, trace)
        most = _most(scope, self.settings)
        try:
            self._admit(scope, headers, most)
            await self._not_too_often(scope, headers.get("authorization", ""))
            await self.app(scope, _bounded(receive, most, self.settings.body_seconds), passage.send)
        except Problem as problem:
            said = headers.get("accept-language", "")
            await passage.instead(self.faces.face(scope, problem.response(said)), receive)
        except ClientDisconnect:
            # Whoever goes away before all was sent gets no answer, and wakes nobody here.
            pass
        except Exception as problem:
            self.report({"event": "fout", "soort": type(problem).__name__, **passage.told(), "exc_info": problem})
            crashed = await on_crash(Request(scope), problem)
            await passage.instead(self.faces.face(scope, crashed), receive)
        self.report({"event": "verzoek", **passage.told()})

    def _admit(self, scope: Scope, headers: Mapping[str, str], most: int) -> None:
        _refuse_headers(scope["headers"])
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        if self.settings.hosts and host not in self.settings.hosts:
            raise Problem(400, "other_host")
        declared = headers.get("content-length", "0")
        if not declared.isascii() or not declared.isdigit():
            raise Problem(400, "no_length")
        if int(declared[:18]) > most:
            raise _too_large(most)
        said, page = headers.get("accept", ""), self.faces.is_page(scope["path"])
        if not page and chosen(said, (JSON, *others_at(scope["path"]))) is None:
            raise Problem(406, "json_answers")

    async def _not_too_often(self, scope: Scope, said: str) -> None:
        """Problem 429. A word that does not count opens no bucket of its own: anybody can make up as many as they like."""
        if not self.rates.on:
            return
        known = await self._known(scope, said) if said and not self.faces.is_page(scope["path"]) else None
        wait = self.rates.wait(known or _address(scope))
        if wait > 0:
            raise Problem(429, "wait", headers={"Retry-After": str(wait)})


def _first_of_each(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(headers)}


def _refuse_headers(headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Not too much, and nothing said twice: a proxy could have looked at the other one."""
    size, seen = 0, set()
    for name, value in headers:
        size += len(name) + len(value)
        if name in _ONCE:
            if name in seen:
                raise Problem(400, "header_once")
            seen.add(name)
    if size > _MOST_HEADERS:
        raise Problem(431, "headers_too_large", most=_MOST_HEADERS)


class _Passage:
    """One answer on its way out."""

    def __init__(self, scope: Scope, send: Send, trace: Trace) -> None:
        self._scope, self._send, self._trace = scope, send, trace
        self._status, self._began = 0, perf_counter()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = message.setdefault("headers", [])
            said = {name for name, _ in headers}
            headers += [header for header in _UNLESS_SAID.items() if header[0] not in said]
            headers.append((b"traceparent", self._trace.text.encode()))
        await self._send(message)

    async def instead(self, response: ASGIApp, receive: Receive) -> None:
        """Answer with this, unless an answer has already begun."""
        if not self._status:
            await response(self._scope, receive, self.send)

    def told(self) -> dict[str, Any]:
        """What the log may know: the route, never the path; whose role, never who."""
        route = self._scope.get("route")
        principal = self._scope["state"].get("principal")
        return {
            "methode": self._scope["method"], "route": "-" if isinstance(route, Mount) else getattr(route, "path", "-"), "status": self._status,
            "duur_us": int((perf_counter() - self._began) * 1_000_000), "trace_id": self._trace.trace_id,
            "rol": getattr(principal, "role", "-"), "gemeente": getattr(principal, "tenant", "-"),
        }  # fmt: skip


def _bounded(receive: Receive, most: int, seconds: float) -> Receive:
    """The body counted as it comes, also in chunks, and not slower than the time allowed for all of it."""
    seen, deadline = 0, perf_counter() + seconds

    async def counted() -> Message:
        nonlocal seen
        if seen < 0:
            return await receive()
        try:
            async with asyncio.timeout(max(0.0, deadline - perf_counter())):
                message = await receive()
        except TimeoutError:
            raise Problem(408, "too_slow") from None
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                raise _too_large(most)
            if not message.get("more_body", False):
                seen = -1
        return message

    return counted


def _most(scope: Scope, settings: Settings) -> int:
    return settings.upload_bytes if scope["path"].endswith(_LARGE) else settings.body_bytes


def _too_large(most: int) -> Problem:
    return Problem(413, "too_large", most=most)


def _address(scope: Scope) -> str:
    """Where a request comes from, kept in memory only. Of IPv6 the network: whoever has one has all addresses in it."""
    client = scope.get("client")
    try:
        found = ip_address(client[0] if client else "")
    except ValueError:
        return client[0] if client else "-"
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
