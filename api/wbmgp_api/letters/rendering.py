"""A letter as HTML: the same parts for the PDF and for the page that shows it; what people wrote is text, never markup."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import BaseLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from wbmgp_api.letters.contents import Brief

LOADER: Final[BaseLoader] = PrefixLoader({"brieven": PackageLoader("wbmgp_api.letters")})
"""The templates of letters as `brieven/…`; pages include `brieven/inhoud.html` with `brief` and the tag of headings `h`."""
CONTENT: Final = "brieven/inhoud.html"
SUMMARY: Final = "brieven/delen/samenvatting.html"
_FONTS: Final = Path("pages/static/vendor")
_FONT: Final = re.compile(r"noto-sans-\d{3}\.woff2")


def html(brief: Brief, made: str) -> str:
    """The whole letter as one document that needs nothing but our own fonts. `made`: its moment, as ISO text."""
    text: str = _environment().get_template("brieven/brief.html").render(brief=brief, made=made, h="h2")
    return text


def own_font(name: str) -> bytes | None:
    """A font of ours by its file name; None for anything else."""
    found = files("wbmgp_api") / str(_FONTS / name)
    return found.read_bytes() if _FONT.fullmatch(name) and found.is_file() else None


@cache
def _environment() -> Environment:
    return Environment(loader=LOADER, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def own_style() -> str:
    """The one style sheet of letters."""
    return files("wbmgp_api.letters").joinpath("brief.css").read_text("utf-8")
