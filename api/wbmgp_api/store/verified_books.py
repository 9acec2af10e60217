"""Rule books that no entry names: of the others their entry tells, where it is checked."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from wbmgp_api.store import rule_books
from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.unreadable import Reading

_UNNAMED = text(
    "SELECT hash FROM rule_book WHERE hash NOT IN"
    " (SELECT rules_hash FROM record WHERE type = 'regelversie' AND rules_hash IS NOT NULL) ORDER BY hash"
)


def examine_books(connection: Connection, *, whole: bool) -> Iterator[Flaw]:
    """The rule books that no entry brought in; to a reader who is not shown the `whole` database, those with other bytes.

    On PostgreSQL rule books are of all municipalities and entries of one: an entry of another may name the book.
    """
    found, hashes = list[Flaw](), list[str]()
    with Reading(found, "table", "detail", table="rule_book"):
        hashes = list(connection.execute(_UNNAMED).scalars())
    for one in hashes:
        if whole:
            found.append(flaw("book", "unnamed", hash=one))
        else:
            with Reading(found, "book", "detail", hash=one):
                rule_books.files_of(connection, one)
    yield from found
