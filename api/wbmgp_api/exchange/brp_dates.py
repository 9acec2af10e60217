"""Days as Haal Centraal tells them (BRP bevragen 2, BRP historie bevragen 2): whole, in part, or not known."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from wbmgp_api.exchange.notices import Notices
from wbmgp_engine.facts.partial_dates import PartialDate

_PARTS: Final = {"Datum": ("datum",), "JaarMaandDatum": ("jaar", "maand"), "JaarDatum": ("jaar",)}
_UNKNOWN: Final = "DatumOnbekend"


class Told(NamedTuple):
    """A day of an answer. `given`: something stood there; `flawed`: it could not be read."""

    day: PartialDate | None = None
    given: bool = False
    flawed: bool = False


def day_of(given: Any, place: str, notices: Notices) -> Told:
    """The day that an answer tells. A kind or a value that is not known leaves it open, with a notice."""
    if given is None:
        return Told()
    kind = given.get("type") if isinstance(given, dict) else None
    if kind == _UNKNOWN:
        notices.add("date_unknown", place)
        return Told(given=True)
    parts = [given.get(name) for name in _PARTS[kind]] if isinstance(kind, str) and kind in _PARTS else []
    try:
        return Told(PartialDate.parse(_text(parts)), given=True)
    except ValueError:
        notices.add("date", place, next((one for one in parts if isinstance(one, str | int)), kind))
        return Told(given=True, flawed=True)


def _text(parts: list[Any]) -> str:
    """A day in ISO. Raises ValueError for parts of another type, and for a day in which a part stands that its kind does not have."""
    match parts:
        case [str() as day] if len(day) == len("2021-05-26"):
            return day
        case [int() as year] if _plain(year):
            return f"{year:04}"
        case [int() as year, int() as month] if _plain(year) and _plain(month):
            return f"{year:04}-{month:02}"
    raise ValueError("no day")


def _plain(number: int) -> bool:
    return not isinstance(number, bool) and 0 < number < 10_000
