"""What the pages ship: style sheets, fonts, the script and a sign, under an address that changes when any of them does."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wbmgp_api.edge.problems import Problem
from wbmgp_api.pages.theme import Theme

if TYPE_CHECKING:
    from wbmgp_api.service import Service

_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
}
_DEFAULT: Final = "voorbeeld"
_THEME: Final = "gemeente.css"
_BEFORE: Final = ("vendor/utrecht.css", f"vendor/{_DEFAULT}.css", "tokens.css")
_LAYOUT: Final = ("layout.css", "parts.css")
_LAST: Final = "print.css"
# Named by the page itself, where dark is asked for.
_DARK: Final = "dark.css"
# Of an address that is not of today the content is not what a browser may keep under it.
_OURS, _OTHERS = "public, max-age=31536000, immutable", "no-store"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent. `small` is the same compressed; None where that saves nothing."""

    media: str
    plain: bytes
    small: bytes | None
    digest: str


@dataclass(frozen=True, slots=True)
class Statics:
    """All files, by name, and the classes of the themes. `release` stands for all content together."""

    assets: Mapping[str, Asset]
    themes: tuple[str, ...]
    release: str

    def url(self, name: str) -> str:
        """The address of a file. KeyError for a file that is not shipped."""
        if name not in self.assets:
            raise KeyError(name)
        return f"/statisch/{self.release}/{name}"

    @property
    def sheets(self) -> list[str]:
        """The addresses of the style sheets in their order: a municipality after the default theme, a part of the pages after all layout."""
        known = (*_BEFORE, _THEME, *_LAYOUT, _LAST, _DARK)
        parts = sorted(name for name in self.assets if name.endswith(".css") and "/" not in name and name not in known)
        return [self.url(name) for name in (*_BEFORE, _THEME, *_LAYOUT, *parts, _LAST) if name in self.assets]


def statics_of(theme: Theme | None) -> Statics:
    """The files that are shipped, with the theme of the municipality among them."""
    added = {_THEME: _asset("css", theme.css)} if theme else {}
    assets = {**_shipped(), **added}
    release = sha256("".join(f"{name} {assets[name].digest}\n" for name in sorted(assets)).encode()).hexdigest()[:16]
    classes = (_DEFAULT, *(one.removesuffix("-theme") for one in (theme.classes if theme else ())))
    return Statics(assets, tuple(f"{one}-theme" for one in classes), release)


@cache
def _shipped() -> Mapping[str, Asset]:
    return dict(_read())


def _read() -> Iterator[tuple[str, Asset]]:
    folder = files("wbmgp_api.pages").joinpath("static")
    for under in ("", "vendor/"):
        for file in folder.joinpath(under).iterdir():
            kind = file.name.rpartition(".")[2]
            if kind in _TYPES:
                yield f"{under}{file.name}", _asset(kind, file.read_bytes())


def _asset(kind: str, content: bytes) -> Asset:
    packed = gzip.compress(content, 9, mtime=0)
    return Asset(
        _TYPES[kind], content, packed if len(packed) < len(content) else None, sha256(content).hexdigest()[:32]
    )


async def serve(request: Request) -> Response:
    """A file. Problem 404 for any name that is not in the table, which was made when the service started."""
    statics = cast("Service", request.app.state.service).statics
    asset = statics.assets.get(request.path_params["name"])
    if asset is None:
        raise Problem(404, "not_found")
    small = asset.small if _takes_gzip(request.headers.get("accept-encoding", "")) else None
    tag = f'"{asset.digest}{"-gzip" if small else ""}"'
    headers = {
        "Cache-Control": _OURS if request.path_params["release"] == statics.release else _OTHERS, "ETag": tag,
        "Vary": "Accept-Encoding",
    }  # fmt: skip
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if small:
        headers["Content-Encoding"] = "gzip"
    return Response(small or asset.plain, media_type=asset.media, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser says that it takes gzip, and not with q=0."""
    for one in accepted.lower().split(","):
        name, _, said = one.strip().partition(";")
        if name.strip() == "gzip":
            return said.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


ROUTES: Final = [Route("/statisch/{release}/{name:path}", serve)]
