"""Signing in by OpenID Connect: a code with PKCE, brought back to the browser that asked for it."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wbmgp_api.identity.attempts import SECONDS, Attempt, NoAttempt
from wbmgp_api.identity.id_tokens import Arrived
from wbmgp_api.identity.key_sets import NoKeys
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.provider import NoTokens, Provider, Silent
from wbmgp_api.identity.tokens import NotAccepted
from wbmgp_api.pages import development
from wbmgp_api.pages.faces import telling
from wbmgp_api.pages.onward import onward
from wbmgp_api.pages.visitors import BROWSER, SESSION, form, give, login_of, only, told

SIGNING_IN: Final = "aanmelding"
_MOST_CODE: Final = 2_000
_BROWSER: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_ERRORS: Final = frozenset({
    "access_denied", "interaction_required", "login_required", "consent_required", "server_error",
    "temporarily_unavailable", "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_response_type",
})  # fmt: skip


class Refused(Exception):
    """A login that did not succeed: why, for our log, and which message tells it to the visitor."""

    def __init__(self, reason: str, message: str, status: int = 400) -> None:
        super().__init__(reason)
        self.reason, self.message, self.status = reason, message, status


async def begin(request: Request) -> Response:
    """Send the visitor to the provider; in development to a page on which they choose who they are."""
    login = login_of(request)
    if login.origin.startswith("http://") and request.url.netloc != login.origin.partition("://")[2]:
        # On this machine only: a cookie of another name of it would not come back with the login.
        return RedirectResponse(f"{login.origin}/inloggen", 303)
    known = request.cookies.get(BROWSER, "")
    browser = known if _BROWSER.fullmatch(known) else secrets.token_urlsafe(32)
    attempt = login.attempts.begin(browser, onward(request.query_params.get("volgende")))
    if not isinstance(login.at, Provider):
        answer = development.choosing(request, attempt.state)
    else:
        try:
            answer = RedirectResponse(await asyncio.to_thread(login.at.address, attempt), 303)
        except Silent as problem:
            return refused(request, Refused(str(problem), "silent", 503))
    return give(answer, BROWSER, browser, SECONDS)


async def back(request: Request) -> Response:
    """The visitor comes back from the provider: with a code, or with why there is none."""
    login = login_of(request)
    try:
        attempt = _attempt(request, login)
        code, named = _code(request, login), "iss" in request.query_params
        arrived = await asyncio.to_thread(_arrived, login, code, attempt, named)
        return await enter(request, attempt, arrived)
    except Refused as problem:
        return refused(request, problem)


async def choose(request: Request) -> Response:
    """In development: the visitor says who they are, and what they say goes the same way as a provider's word."""
    login = login_of(request)
    said, _ = await form(request)
    try:
        attempt = _begun(request, login, only(said, "state"))
        if wrong := development.faults(said):
            return development.choosing(request, attempt.state, said, wrong)
        token = development.token(login, said, attempt)
        return await enter(request, attempt, login.ids.arrived(token, attempt.nonce, None))
    except Refused as problem:
        return refused(request, problem)


async def enter(request: Request, attempt: Attempt, arrived: Arrived) -> Response:
    """A new session for whoever arrived; the one that this browser had ends. Raises Refused for a login that was used."""
    login = login_of(request)
    try:
        cookie = await asyncio.to_thread(login.sessions.begin, arrived, attempt, request.cookies.get(SESSION))
    except NoAttempt as problem:
        raise Refused(str(problem), "not_begun") from None
    told(request, SIGNING_IN, "gelukt", gemeente=arrived.principal.tenant)
    return give(RedirectResponse(attempt.onward, 303), SESSION, cookie)


def refused(request: Request, problem: Refused) -> Response:
    """The page that tells why somebody was not signed in."""
    told(request, SIGNING_IN, f"geweigerd: {problem.reason}")
    return telling(request.scope, problem.message, problem.status)


def _attempt(request: Request, login: Login) -> Attempt:
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    if any(names.count(name) > 1 for name in ("state", "code", "iss", "error")):
        raise Refused("een parameter staat er twee keer", "not_trusted")
    return _begun(request, login, request.query_params.get("state"))


def _begun(request: Request, login: Login, state: str | None) -> Attempt:
    try:
        return login.attempts.found(state or "", request.cookies.get(BROWSER, ""))
    except NoAttempt as problem:
        raise Refused(str(problem), "not_begun") from None


def _code(request: Request, login: Login) -> str:
    """The code that the provider gave. Raises Refused where it gave none, or another one sent the visitor back."""
    said = request.query_params
    if isinstance(login.at, Provider) and said.get("iss", login.at.issuer) != login.at.issuer:
        raise Refused("een andere aanbieder", "not_trusted")
    if (error := said.get("error")) is not None:
        known = error if error in _ERRORS else "onbekende fout"
        raise Refused(f"aanbieder: {known}", "denied" if error == "access_denied" else "not_trusted")
    code = said.get("code", "")
    if not 0 < len(code) <= _MOST_CODE or not code.isascii() or not code.isprintable():
        raise Refused("geen code", "not_trusted")
    return code


def _arrived(login: Login, code: str, attempt: Attempt, named: bool) -> Arrived:
    assert isinstance(login.at, Provider)
    try:
        if login.at.endpoints().names_itself and not named:
            raise Refused("de aanbieder noemt zich niet", "not_trusted")
        token, access = login.at.tokens(code, attempt)
        return login.ids.arrived(token, attempt.nonce, access)
    except NoTokens as problem:
        raise Refused(f"code: {problem}", "not_trusted") from None
    except NotAccepted as problem:
        without_role = str(problem) in ("rollen", "gemeente")
        raise Refused(f"ID-token: {problem}", *(("no_role", 403) if without_role else ("not_trusted", 400))) from None
    except (NoKeys, Silent):
        raise Refused("de aanbieder antwoordt niet", "silent", 503) from None
