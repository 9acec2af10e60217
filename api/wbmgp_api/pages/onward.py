"""Where a visitor goes after signing in: a page of ours, whatever somebody wrote in the link."""

from __future__ import annotations

import re
from typing import Final

HOME: Final = "/begin"
_MOST: Final = 300
# No second slash, no backslash, no scheme, nothing encoded in the path: nothing that a browser or proxy reads otherwise.
_OURS: Final = re.compile(
    r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+(?:\?(?:[A-Za-z0-9._~=&+-]|%[0-9A-Fa-f]{2})*)?", re.ASCII
)
_NOT_THERE: Final = re.compile(r"/(?:v1|inloggen|terug|uitloggen|uitgelogd|afmelding)(?:[/?]|$)", re.ASCII)


def onward(said: str | None) -> str:
    """The page that a link asks for, or the first one.

    >>> onward("/ik?taal=en"), onward("//kwaad.example"), onward("https://kwaad.example"), onward(None)
    ('/ik?taal=en', '/begin', '/begin', '/begin')
    """
    if said is None or len(said) > _MOST or not _OURS.fullmatch(said) or _NOT_THERE.match(said):
        return HOME
    return said
