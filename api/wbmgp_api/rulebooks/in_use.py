"""Which rule book a municipality works with: the one its people put into use, else that of the release."""

from __future__ import annotations

import time  # noqa: TID251 -- of the service, not of the engine
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import HERE
from wbmgp_api.store import rule_book_rows as rows
from wbmgp_api.store import rule_books
from wbmgp_api.store.opened import Store
from wbmgp_engine.law.lawbook import Lawbook

FRESH: Final = 1.0
"""For how many seconds a check that keeps nothing may go on with what was found before."""
_MOST_BOOKS: Final = 4


class Books:
    """The rule books in use. The database is asked each time, a rule book is read once."""

    def __init__(self, own: Lawbook, store: Store | None, clock: Callable[[], float]) -> None:
        self.own, self._store, self._clock = own, store, clock
        self._read: dict[str, Lawbook] = {own.hash: own}
        self._seen: dict[str, tuple[float, Lawbook]] = {}

    @property
    def kept(self) -> bool:
        """Whether there is a database to ask."""
        return self._store is not None

    def of(self, tenant: str) -> Lawbook:
        """The rule book of a municipality now: for whatever is kept, at once after somebody put another into use."""
        if self._store is None:
            return self.own
        wanted = self._store.read(tenant, partial(rows.in_use, tenant=tenant, day=self._today().isoformat()))
        found = self.own if wanted is None else self._book(tenant, wanted, self._store)
        self._seen[tenant] = time.monotonic(), found
        return found

    def history(self, tenant: str) -> Sequence[rows.Activation]:
        """Which rule books a municipality put into use, from which day, the newest last."""
        if self._store is None:
            return ()
        return self._store.read(tenant, partial(rows.activations, tenant=tenant))

    def used(self, tenant: str, wanted: str) -> Lawbook | None:
        """The rule book of the release, or one that a municipality put into use; None for any other, also for a proposal."""
        if wanted == self.own.hash:
            return self.own
        if self._store is None or wanted not in {one.hash for one in self.history(tenant)}:
            return None
        return self._book(tenant, wanted, self._store)

    def recent(self, tenant: str) -> Lawbook | None:
        """The same as it was found within the last second; None where the database has to be asked."""
        if self._store is None:
            return self.own
        at, found = self._seen.get(tenant, (None, None))
        return found if at is not None and time.monotonic() - at < FRESH else None

    def _book(self, tenant: str, wanted: str, store: Store) -> Lawbook:
        found = self._read.get(wanted)
        if found is None:
            files = store.read(tenant, lambda connection: _files(connection, wanted))
            found = Lawbook.from_files(files)
            self._read = {key: self._read[key] for key in [self.own.hash, *list(self._read)[1:][-_MOST_BOOKS:]]}
            self._read[wanted] = found
        return found

    def _today(self) -> date:
        return datetime.fromtimestamp(self._clock(), UTC).astimezone(HERE).date()


def _files(connection: Connection, wanted: str) -> dict[str, bytes]:
    return rule_books.files_of(connection, wanted)
