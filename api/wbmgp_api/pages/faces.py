"""How an answer becomes a page: its words, its headers, and the pages that tell an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from wbmgp_api.pages.onward import onward
from wbmgp_api.pages.words import LANGUAGES, message, of_status, words

_MACHINES: Final = ("/v1", "/gezondheid", "/gereed", "/afmelding")
_KEPT: Final = frozenset({"retry-after", "allow"})


def is_page(path: str) -> bool:
    """Whether people look at this address; programs ask the others."""
    return not any(path == one or path.startswith(f"{one}/") for one in _MACHINES)


def language(scope: Scope) -> str:
    """The language of a page: as the address asks (`taal`), else as the browser prefers, else Dutch."""
    asked: str = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("taal", [""])[0]
    if asked in LANGUAGES:
        return asked
    for one in Headers(scope=scope).get("accept-language", "").lower().split(","):
        if (known := one.split(";")[0].strip()[:2]) in LANGUAGES:
            return known
    return LANGUAGES[0]


def page(scope: Scope, template: str, status: int = 200, *, sends_to: str | None = None, **values: Any) -> Response:
    """A page. `sends_to` is another address that a form on it may end at."""
    chosen = language(scope)
    other = LANGUAGES[1 - LANGUAGES.index(chosen)]
    # Of what is no page of ours the address is somebody else's words, and a POST has no page to show again.
    at = f"{scope['path']}?taal={other}" if scope["method"] in ("GET", "HEAD") and status in (200, 401) else None
    text = _templates().get_template(template).render(lang=chosen, other=other, other_at=at, w=words(chosen), **values)
    headers = {
        "Content-Security-Policy": _policy(sends_to), "Content-Language": chosen, "Vary": "Accept-Language, Cookie",
        # Without it a browser hides from us that a form is our own.
        "Referrer-Policy": "same-origin",
    }  # fmt: skip
    return HTMLResponse(text, status, headers)


def telling(scope: Scope, name: str, status: int, link: tuple[str, str] | None = ("/inloggen", "again")) -> Response:
    """A page that tells one thing. `link` is where to go and by which word; errors say in their title that they are one."""
    title, text = message(language(scope), name)
    return page(scope, "telling.html", status, title=title, text=text, link=link, wrong=status >= 400)


def face(scope: Scope, response: Response) -> Response:
    """An error as the reader of this address reads it: a page for people, a problem document for programs."""
    if not is_page(scope["path"]):
        return response
    link = ("/ik", "back")
    if response.status_code == 401:
        link = (f"/inloggen?{urlencode({'volgende': onward(scope['path'])})}", "sign_in")
    shown = telling(scope, of_status(response.status_code), response.status_code, link)
    for name, value in response.headers.items():
        if name in _KEPT:
            shown.headers[name] = value
    return shown


async def stylesheet(request: Request) -> Response:
    """The one style sheet."""
    return Response(_style(), media_type="text/css", headers={"Cache-Control": "public, max-age=300"})


def _policy(sends_to: str | None) -> str:
    """No script, no frame, nothing of another host. A browser also looks at where the answer to a form sends it."""
    at = urlsplit(sends_to or "")
    beyond = f" {at.scheme}://{at.netloc}" if sends_to else ""
    return (
        f"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{beyond}; base-uri 'none';"
        " frame-ancestors 'none'"
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("wbmgp_api.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


@cache
def _style() -> bytes:
    return files("wbmgp_api.pages").joinpath("style.css").read_bytes()
