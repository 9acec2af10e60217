"""Who looks at a page, and whether a form is our own. A session gives the same caller as a bearer token does.

The cookie counts here and nowhere else: the API asks for a token, so no form of another site can do anything there.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final, cast
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.access import in_role
from wbmgp_api.identity.login import Login
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.identity.sessions import Session
from wbmgp_api.pages.languages import LANGUAGES, Tongue
from wbmgp_api.pages.names import name_of
from wbmgp_api.words import Both

SESSION: Final = "__Host-wbmgp-sessie"
BROWSER: Final = "__Host-wbmgp-browser"
WORD: Final = "woord"
_FORM: Final = "application/x-www-form-urlencoded"
_WITH_FILES: Final = "multipart/form-data"
_MOST_FIELDS: Final = 1_000
Form = dict[str, list[str]]
Files = dict[str, bytes]


class StaleForm(Exception):
    """A form that was not made for this session, or not by us."""


def login_of(request: Request) -> Login:
    """How people sign in here."""
    return cast(Login, request.app.state.service.login)


async def visitor(request: Request) -> Session | None:
    """Who is signed in; None where nobody is, or not any more."""
    cookie = request.cookies.get(SESSION)
    if cookie is None:
        return None
    # The heading of every page, also of one that tells an error, says who is signed in.
    request.state.session = await asyncio.to_thread(login_of(request).sessions.find, cookie)
    return cast(Session | None, request.state.session)


async def signed_in(request: Request, *roles: Role) -> tuple[Session, Principal]:
    """Who is signed in, in a role that may see this page; Problem 401 or 403."""
    found = await visitor(request)
    if found is None:
        raise Problem(401, "sign_in")
    try:
        return found, await in_role(request, found.principal, frozenset(roles))
    except Problem as problem:
        raise without_role(*roles) if problem.status == HTTPStatus.FORBIDDEN else problem from None


def without_role(*roles: Role) -> Problem:
    """What somebody without any of these roles is told: which they are, and who can give one."""
    dutch, english = (
        ", ".join(name_of(Tongue(lang), "role", role) for role in Role if role in roles) for lang in LANGUAGES
    )
    return Problem(403, "no_role_here", roles=Both(dutch, english))


async def form(request: Request) -> tuple[Form, Files]:
    """What a form says, and its files. Problem 415 or 400 for what no form sends, StaleForm for one of another site."""
    from_here(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _WITH_FILES:
        return await _parts(request)
    if kind != _FORM:
        raise Problem(415, "send_form")
    try:
        told = (await request.body()).decode("ascii")
        fields = parse_qsl(told, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        raise Problem(400, "form_unreadable") from None
    return _gathered(fields), {}


async def _parts(request: Request) -> tuple[Form, Files]:
    """A form with files. How large it may be as a whole, the edge has counted."""
    most = cast(int, request.app.state.service.settings.upload_bytes)
    try:
        async with request.form(max_files=4, max_fields=_MOST_FIELDS, max_part_size=most) as parts:
            said = [(name, one) for name, one in parts.multi_items() if isinstance(one, str)]
            files = {name: await one.read() for name, one in parts.multi_items() if not isinstance(one, str)}
    except HTTPException:
        raise Problem(400, "form_unreadable") from None
    return _gathered(said), {name: content for name, content in files.items() if content}


def _gathered(fields: Iterable[tuple[str, str]]) -> Form:
    found: Form = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found


async def own_form(request: Request, session: Session) -> tuple[Form, Files]:
    """What a form of this session says, and its files; StaleForm where the word in it is not the session's."""
    found, files = await form(request)
    word = only(found, WORD)
    if word is None or not hmac.compare_digest(word.encode(), session.word.encode()):
        raise StaleForm("woord")
    return found, files


def only(form: Form, name: str) -> str | None:
    """The one value of a field; None where there is none, or more."""
    found = form.get(name, [])
    return found[0] if len(found) == 1 else None


def from_here(request: Request) -> None:
    """Raises StaleForm where the browser says that another site sent this."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is not None and origin != login_of(request).origin:
        raise StaleForm("herkomst")
    if site is not None and site not in ("same-origin", "none"):
        raise StaleForm("andere site")


def give(response: Response, name: str, value: str, seconds: int | None = None) -> Response:
    """Give the browser a cookie that goes to this host only, never over an open line, and that no script reads."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax")
    return response


def take(response: Response, name: str) -> Response:
    """Take a cookie back."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
    return response


def told(request: Request, event: str, reason: str, **more: Any) -> None:
    """A line of the log: what happened, of which municipality; never who."""
    line = {"event": event, "reden": reason, "trace_id": request.state.trace.trace_id, **more}
    request.app.state.service.report(line)
