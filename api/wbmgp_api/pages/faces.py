"""How an answer becomes a page: its words, its headers, and the pages that tell an error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from wbmgp_api.edge.problems import MEDIA_TYPE
from wbmgp_api.letters.rendering import LOADER as LETTERS
from wbmgp_api.pages.languages import LANGUAGES, N_, Language, Tongue
from wbmgp_api.pages.messages import message, of_status
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.navigation import links
from wbmgp_api.pages.onward import HOME, onward

_MACHINES: Final = ("/v1", "/gezondheid", "/gereed", "/afmelding")
_KEPT: Final = frozenset({"retry-after", "allow"})
_DETAILED: Final = frozenset({400, 403, 409, 410, 412, 422, 503})
_TONGUE: Final = "taal"
_APPEARANCE: Final = "weergave"
APPEARANCES: Final = ("systeem", "licht", "donker")
_TONGUES: Final[Mapping[Language, Tongue]] = {one: Tongue(one) for one in LANGUAGES}
_MOST_ASKED: Final = 20
_A_YEAR: Final = 365 * 24 * 60 * 60


def is_page(path: str) -> bool:
    """Whether people look at this address; programs ask the others."""
    return not any(path == one or path.startswith(f"{one}/") for one in _MACHINES)


def tongue_of(scope: Scope) -> Tongue:
    """How this page speaks."""
    return _TONGUES[language(scope)]


def language(scope: Scope) -> Language:
    """The language of a page: as the address asks (`taal`), else as it asked before, as the browser prefers, or Dutch."""
    headers = Headers(scope=scope)
    if (wanted := _chosen(scope, _TONGUE, LANGUAGES)) is not None:
        return _language(wanted)
    for one in headers.get("accept-language", "").lower().split(","):
        if (known := one.split(";")[0].strip()[:2]) in LANGUAGES:
            return _language(known)
    return LANGUAGES[0]


def _language(text: str) -> Language:
    return "en" if text == "en" else "nl"


def _chosen(scope: Scope, name: str, values: Sequence[str]) -> str | None:
    """What the address asks for, else what it asked before: that stands in a cookie, and says nothing about anybody."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(name, [""])[0]
    kept = cookie_parser(Headers(scope=scope).get("cookie", "")).get(f"wbmgp-{name}", "")
    return next((one for one in (asked, kept) if one in values), None)


def page(scope: Scope, template: str, status: int = 200, *, sends_to: str | None = None, **values: Any) -> Response:
    """A page. `sends_to` is another address that a form on it may end at."""
    tongue, state = tongue_of(scope), scope.get("state", {})
    chosen, other = tongue.language, LANGUAGES[1 - LANGUAGES.index(tongue.language)]
    session, statics = state.get("session"), scope["app"].state.service.statics
    found: Mapping[str, Any] = {
        "lang": chosen, "other": other, "other_at": _at(scope, status, _TONGUE, other), "visit": None,
        "faults": (), "session": session, "links": links(session.principal.roles if session else frozenset(), scope["path"]),
        "statics": statics, "static_url": statics.url, "appearance": _chosen(scope, _APPEARANCE, APPEARANCES),
        "appearances": [(one, _at(scope, status, _APPEARANCE, one)) for one in APPEARANCES],
    }  # fmt: skip
    text = _templates(chosen).get_template(template).render({**found, **values})
    headers = {
        "Content-Security-Policy": _policy(sends_to), "Content-Language": chosen, "Vary": "Accept-Language, Cookie",
        # Without it a browser hides from us that a form is our own.
        "Referrer-Policy": "same-origin",
    }  # fmt: skip
    return _remembered(scope, HTMLResponse(text, status, headers))


def _at(scope: Scope, status: int, name: str, value: str) -> str | None:
    """The same page otherwise. Of what is no page of ours the address is somebody else's words, and a POST has none to show again."""
    if scope["method"] not in ("GET", "HEAD") or status not in (200, 401):
        return None
    asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"))[:_MOST_ASKED]
    kept = [(one, said) for one, said in asked if one not in (_TONGUE, _APPEARANCE)]
    return f"{scope['path']}?{urlencode([*kept, (name, value)])}"


def _remembered(scope: Scope, response: Response) -> Response:
    """A choice in the address counts for the pages after it as well."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    for name, values in ((_TONGUE, LANGUAGES), (_APPEARANCE, APPEARANCES)):
        if (chosen := asked.get(name, [""])[0]) in values:
            response.set_cookie(
                f"wbmgp-{name}", chosen, max_age=_A_YEAR, path="/", secure=True, httponly=True, samesite="lax"
            )
    return response


def telling(
    scope: Scope,
    name: str,
    status: int,
    link: tuple[str, str] | None = ("/inloggen", N_("Opnieuw aanmelden")),
    details: Sequence[str] = (),
) -> Response:
    """A page that tells one thing. `link` is where to go and what that is called, in Dutch; errors say in their title that they are one."""
    title, text = map(tongue_of(scope).gettext, message(name))
    return page(
        scope, "telling.html", status, title=title, text=text, link=link, wrong=status >= 400, details=tuple(details)
    )


def face(scope: Scope, response: Response) -> Response:
    """An error as the reader of this address reads it: a page for people, a problem document for programs."""
    if not is_page(scope["path"]):
        return response
    link = (HOME, N_("Naar uw werk"))
    if response.status_code == 401:
        link = (f"/inloggen?{urlencode({'volgende': onward(scope['path'])})}", N_("Aanmelden"))
    shown = telling(scope, of_status(response.status_code), response.status_code, link, _details(response))
    for name, value in response.headers.items():
        if name in _KEPT:
            shown.headers[name] = value
    return shown


def _details(response: Response) -> list[str]:
    """What a problem document says is wrong, and how it is mended."""
    if response.status_code not in _DETAILED or not response.headers.get("content-type", "").startswith(MEDIA_TYPE):
        return []
    told = json.loads(bytes(response.body))
    return [f"{one['probleem']}: {one['oplossing']}" for one in told.get("errors", [])] or [told["detail"]]


def _policy(sends_to: str | None) -> str:
    """No script that stands in a page, no frame, nothing of another host. A browser also looks at where the answer to a form sends it."""
    at = urlsplit(sends_to or "")
    beyond = f" {at.scheme}://{at.netloc}" if sends_to else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self';"
        f" form-action 'self'{beyond}; base-uri 'none'; frame-ancestors 'none'"
    )


@cache
def _templates(language: Language) -> Environment:
    tongue = _TONGUES[language]
    made = Environment(
        loader=ChoiceLoader([PackageLoader("wbmgp_api.pages"), LETTERS]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"],
    )  # fmt: skip
    made.install_gettext_callables(tongue.gettext, tongue.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        day=tongue.day, day_short=partial(tongue.day, short=True), moment=tongue.moment, money=tongue.money,
        number=tongue.number, name_of=partial(name_of, tongue), HOME=HOME,
    )  # fmt: skip
    return made
