"""Answers of Haal Centraal for tests: fixtures in its public form with made-up people, and generated ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st

Json = dict[str, Any]
FIXTURES: Final = Path(__file__).parent / "fixtures"
CODES: Final = ("0599", "0599", "0606", "0363")


def fixture(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def day(text: str | None) -> Json:
    """A day of an answer: whole, a month, a year, or not known."""
    if text is None:
        return {"type": "DatumOnbekend", "onbekend": True, "langFormaat": "onbekend"}
    parts = text.split("-")
    if len(parts) == 3:
        return {"type": "Datum", "datum": text, "langFormaat": "x"}
    if len(parts) == 2:
        return {"type": "JaarMaandDatum", "jaar": int(parts[0]), "maand": int(parts[1]), "langFormaat": "x"}
    return {"type": "JaarDatum", "jaar": int(text), "langFormaat": text}


def address(code: str, start: str | None, end: str | None = "", **more: Any) -> Json:
    """An address in a municipality; without an end it lasts."""
    found: Json = {
        "type": "Adres",
        "gemeenteVanInschrijving": {"code": code, "omschrijving": "x"},
        "datumVan": day(start),
    }
    return found | ({} if end == "" else {"datumTot": day(end)}) | more


def history(*oldest_first: Json, **more: Any) -> Json:
    return {"verblijfplaatsen": list(reversed(oldest_first)), **more}


def known_in(day: date, precision: int) -> str | None:
    return day.isoformat()[:precision] if precision else None


@st.composite
def histories(draw: st.DrawFn, precisions: tuple[int, ...] = (10, 10, 7, 4, 0)) -> Json:
    """A history as the BRP keeps it: each residence ends by the beginning of the next; some of it in research."""
    days = sorted(draw(st.lists(st.dates(date(1990, 1, 1), date(2020, 1, 1)), min_size=1, max_size=5, unique=True)))
    edges: list[Any] = [known_in(one, draw(st.sampled_from(precisions))) for one in days]
    ends: list[Any] = [*edges[1:], draw(st.sampled_from(["", "2020-06-01"]))]
    found = []
    for start, end in zip(edges, ends, strict=True):
        research = draw(st.sampled_from([None, None, {"datumVan": True}, {"type": True}, {"functieAdres": True}]))
        more = {} if research is None else {"inOnderzoek": research}
        one = address(draw(st.sampled_from(CODES)), start, end, **more)
        kind = draw(st.sampled_from(["Adres", "Adres", "Adres", "VerblijfplaatsBuitenland", "VerblijfplaatsOnbekend"]))
        found.append(one | {"type": kind})
    return history(*found)
