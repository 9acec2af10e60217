"""What an address of these pages asks: a period, a page, a day. A fault comes back in words beside the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from wbmgp_api.edge.queries import day, number
from wbmgp_api.oversight.decided import Period
from wbmgp_api.pages.visiting import Visit

_YEAR: Final = timedelta(days=365)
_FURTHEST: Final = 1_000_000


def period(visit: Visit) -> Period:
    """The days that the address names, whichever comes first: without them the last year. Raises BadInput for what is no day."""
    since, until = (day(name, visit.query.get(name) or None) for name in ("van", "tot"))
    found = Period(since or (until or visit.today) - _YEAR, until or visit.today)
    return found if found.since <= found.until else Period(found.until, found.since)


def last_year(visit: Visit) -> Period:
    """What is shown beside a fault in the days."""
    return Period(visit.today - _YEAR, visit.today)


def one_day(visit: Visit, name: str) -> date | None:
    """A day in the address; None where it names none. Raises BadInput."""
    return day(name, visit.query.get(name) or None)


def page_number(visit: Visit) -> int:
    """Which page is asked. Raises BadInput."""
    return number("pagina", visit.query.get("pagina"), 1, 1, _FURTHEST)


def pages(visit: Visit, at: int, size: int, count: int) -> dict[str, Any]:
    """The pages around this one, for the macro that shows them."""
    last = max(1, -(-count // size))
    places = {"first": 1 if at > 1 else None, "prev": at - 1 if at > 1 else None}
    places |= {"next": at + 1 if at < last else None, "last": last if at < last else None}
    found: dict[str, Any] = {name: _at(visit, {"pagina": str(to)}) for name, to in places.items() if to is not None}
    return found | {"page": at, "of": last}


def _at(visit: Visit, changed: Mapping[str, str]) -> str:
    kept = {name: said for name, said in visit.query.items() if name not in ("taal", "weergave")}
    return f"?{urlencode({**kept, **changed})}"
