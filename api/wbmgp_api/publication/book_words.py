"""A whole rule book in words: every regulation and article as it counts on a day, as a page that loads and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape

from wbmgp_api.publication.front_page import head
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.showing import describe


def in_words(book: Lawbook, on: date) -> str:
    """The page, in Dutch; a regulation that is not in force on the day says so."""
    return "".join(f"{line}\n" for line in _lines(book, on))


def _lines(book: Lawbook, on: date) -> Iterator[str]:
    title = f"De regels zoals zij gelden op {on.day}-{on.month}-{on.year}"
    yield from head(title)
    yield f"<header>\n<h1>{title}</h1>\n<p>Regelboek <code>{book.hash}</code></p>\n</header>"
    yield '<nav aria-label="Regelingen">\n<ul>'
    yield from (f'<li><a href="#{escape(law)}">{escape(_name(book, law, on))}</a></li>' for law in book.laws)
    yield "</ul>\n</nav>\n<main>"
    for law in book.laws:
        yield f'<section aria-labelledby="{escape(law)}">\n<h2 id="{escape(law)}">{escape(_name(book, law, on))}</h2>'
        yield from _articles(book, law, on)
        yield "</section>"
    yield "</main>\n</body>\n</html>"


def _articles(book: Lawbook, law: str, on: date) -> Iterator[str]:
    try:
        regulation = book.regulation(law, on)
    except LawLookupError:
        yield "<p>Geldt op deze dag niet.</p>"
        return
    for article in regulation.articles:
        first, _, rest = describe(regulation, article, on).strip().partition("\n")
        yield f"<h3>{escape(first)}</h3>\n<pre>{escape(rest.strip())}</pre>"


def _name(book: Lawbook, law: str, on: date) -> str:
    try:
        return book.regulation(law, on).name or law
    except LawLookupError:
        return law.replace("_", " ")
