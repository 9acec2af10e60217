"""A whole rule book in words: every regulation and article as it counts on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.showing import describe


def in_words(book: Lawbook, on: date) -> str:
    """The rules as Markdown that anybody can read; a regulation that is not in force on the day says so."""
    return "\n".join(_lines(book, on)) + "\n"


def _lines(book: Lawbook, on: date) -> Iterator[str]:
    yield from (f"# Regels zoals zij gelden op {on}", "", f"Regelboek {book.hash}", "")
    for law in book.laws:
        try:
            regulation = book.regulation(law, on)
        except LawLookupError:
            yield from (f"## {law}", "", "Geldt op deze dag niet.", "")
            continue
        yield from (f"## {regulation.name or law}", "")
        for article in regulation.articles:
            yield from ("```text", describe(regulation, article, on).strip(), "```", "")
