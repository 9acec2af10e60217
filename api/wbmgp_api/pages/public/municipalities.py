"""About which municipality somebody asks. A service can work for several, so the page always says which one it is."""

from __future__ import annotations

from typing import NamedTuple

from wbmgp_api.pages.visiting import Visit
from wbmgp_engine.law.register import municipalities
from wbmgp_engine.permits.places import municipality_in_words


class Municipality(NamedTuple):
    """A municipality by its code, and what it is called; the code where the rule book knows no name."""

    code: str
    name: str


def set_up(visit: Visit) -> bool:
    """Whether the settings say for which municipalities this service works."""
    return bool(visit.service.settings.municipalities)


def offered(visit: Visit) -> tuple[Municipality, ...]:
    """Those that can be asked about: of the settings, else of the rule book; of a visitor who is signed in their own first."""
    book = visit.service.lawbook
    codes = visit.service.settings.municipalities or municipalities(book.files)
    known = [Municipality(code, municipality_in_words(book, code, "{name}")) for code in codes]
    if visit.session is None:
        return tuple(sorted(known, key=lambda one: one.name))
    own = visit.session.principal.tenant
    first = Municipality(own, municipality_in_words(book, own, "{name}"))
    return (first, *sorted((one for one in known if one != first), key=lambda one: one.name))


def chosen(visit: Visit, asked: str) -> Municipality | None:
    """The one that is asked about; without a question the own one, or the only one. None for one that is not offered."""
    known = offered(visit)
    if asked:
        return next((one for one in known if one.code == asked), None)
    return known[0] if len(known) == 1 or visit.session is not None else None
