"""Which rule book is read, and as the law of which day: all of it stands in the address, and none of it is about a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from wbmgp_api.pages.public.address import ground_of
from wbmgp_api.pages.public.municipalities import Municipality, chosen
from wbmgp_api.pages.visiting import Fault, Visit
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.rule_book_rows import Activation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.vocabulary import is_day

_FIRST: Final = date(1800, 1, 1)
_LAST: Final = date(2200, 12, 31)


@dataclass(frozen=True)
class Reading:
    """What somebody reads. `history`: the rule books that the municipality put into use, the newest first."""

    book: Lawbook
    day: date
    typed: str
    municipality: Municipality | None
    current: bool
    history: Sequence[Activation]
    faults: Sequence[Fault]
    asked: Mapping[str, str]

    def link(self, path: str, **more: str) -> str:
        """The address of another page about the same rule book and day."""
        said = {key: value for key, value in {**self.asked, **more}.items() if value}
        return f"{path}?{urlencode(said)}" if said else path


def reading(visit: Visit) -> Reading:
    """What the address asks. Raises NotThere for a municipality that is not offered, or a rule book that was never used there."""
    code, wanted, typed = (visit.query.get(name, "") for name in ("gemeente", "boek", "datum"))
    municipality = chosen(visit, code)
    if code and municipality is None:
        raise NotThere("that municipality cannot be asked about")
    of_now, history = visit.service.lawbook, ()
    books = visit.request.app.state.books
    if municipality is not None:
        of_now, history = ground_of(visit, municipality.code).book, tuple(reversed(books.history(municipality.code)))
    book = _wanted(visit, municipality, wanted, of_now)
    day = _day(typed)
    faults = (
        [] if day is not None or not typed else [Fault("datum", visit.say("Schrijf een dag van 1800 tot en met 2200."))]
    )
    asked = {"gemeente": code, "boek": wanted, "datum": "" if day is None else typed}
    return Reading(
        book, visit.today if day is None else day, typed or visit.today.isoformat(), municipality, book.hash == of_now.hash, history, faults, asked
    )  # fmt: skip


def _wanted(visit: Visit, municipality: Municipality | None, wanted: str, of_now: Lawbook) -> Lawbook:
    if not wanted or wanted == of_now.hash:
        return of_now
    found: Lawbook | None = None
    if municipality is not None:
        found = visit.request.app.state.books.used(municipality.code, wanted)
    elif wanted == visit.service.lawbook.hash:
        found = visit.service.lawbook
    if found is None:
        raise NotThere("that rule book was never used there")
    return found


def _day(text: str) -> date | None:
    found = date.fromisoformat(text) if is_day(text) else None
    return found if found is not None and _FIRST <= found <= _LAST else None
