"""Cases and their facts held against the entries: a row of `fact` that was changed, added or taken away is found.

The facts of a case follow from what its entries told, one after the other. Of a category that was erased the values are
gone; of its rows only that they refer to entries of the case can still be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.known import superseded
from wbmgp_api.store.payloads import key_of, masked, opened
from wbmgp_api.store.reading import PERSON
from wbmgp_api.store.sql import sql
from wbmgp_api.store.unreadable import Reading
from wbmgp_engine.trail.categories import CATEGORIES, category_of

_IDS = text(
    "SELECT id FROM case_file WHERE tenant = :tenant UNION SELECT case_id FROM fact WHERE tenant = :tenant"
    " UNION SELECT case_id FROM record WHERE tenant = :tenant AND case_id IS NOT NULL"
)
_FILE = sql("SELECT kind, opened_at FROM case_file WHERE tenant = :tenant AND id = :case")
_RECORDS = sql(
    "SELECT id, type, recorded_at FROM record WHERE tenant = :tenant AND case_id = :case"
    " ORDER BY recorded_at, origin, seq"
)
_FACTS = sql(
    "SELECT path, recorded_from, recorded_to, valid_from, valid_to, category, record_id FROM fact"
    " WHERE tenant = :tenant AND case_id = :case ORDER BY path, recorded_from"
)
_TELLING: Final = ("aanvraag", "beoordeling")
_APPLICATION: Final = "aanvraag"
_TOLD_IN: Final = frozenset(CATEGORIES) - {"spoor"}


class Row(NamedTuple):
    """A row of `fact` as it has to be."""

    path: str
    since: str
    until: str | None
    category: str
    record: str


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a tenant: how many there are with how many facts, and what is wrong with them."""

    tenant: str
    cases: int
    facts: int
    flaws: tuple[Flaw, ...]


def examine_cases(connection: Connection, master: MasterKeys | None, tenant: str) -> Cases:
    """Check every case of a tenant; without `master` only what needs no contents."""
    found, facts, cases = list[Flaw](), 0, list[Any]()
    with Reading(found, "table", "detail", table="case_file"):
        cases = list(connection.execute(_IDS, {"tenant": tenant}).scalars())
    for case in cases:
        with Reading(found, "case", "detail", case=case):
            if not isinstance(case, str):
                raise TypeError(case)
            one = _Case(connection, master, tenant, case)
            found += one.flaws()
            facts += len(one.rows)
    return Cases(tenant, len(cases), facts, tuple(found))


class _Case:
    def __init__(self, connection: Connection, master: MasterKeys | None, tenant: str, case: str) -> None:
        self.connection, self.master, self.tenant, self.case = connection, master, tenant, case
        where = {"tenant": tenant, "case": case}
        self.file = _FILE(connection, where).first()
        self.records = _RECORDS(connection, where).all()
        self.rows = _FACTS(connection, where).all()

    def flaws(self) -> Iterator[Flaw]:
        if self.file is None:
            yield flaw("case", "no_case", case=self.case)
        elif not self.records:
            yield flaw("case", "case_unlogged", case=self.case)
        else:
            if self.file.opened_at != self.records[0].recorded_at:
                yield flaw("case", "case_opened", case=self.case)
            if self.file.kind != _APPLICATION:
                yield flaw("case", "case_kind", case=self.case)
        telling = [record for record in self.records if record.type in _TELLING]
        expected, gone = self._expected(telling) if self.master is not None else ({}, set(CATEGORIES))
        moments = {record.id: record.recorded_at for record in telling}
        for row in self.rows:
            wanted = expected.pop((row.path, row.recorded_from), None)
            yield from self._row(row, wanted, gone, moments)
        for wanted in expected.values():
            yield flaw("fact", "fact_missing", path=wanted.path, case=self.case, record=wanted.record)

    def _row(self, row: Any, wanted: Row | None, gone: set[str], moments: dict[str, str]) -> Iterator[Flaw]:
        place = {"path": row.path, "case": self.case}
        found = Row(row.path, row.recorded_from, row.recorded_to, row.category, row.record_id)
        if wanted is None and (row.category not in gone or category_of(row.path) not in gone):
            yield flaw("fact", "fact_untold", **place)
        elif wanted is not None and found != wanted:
            yield flaw("fact", "fact_changed", record=wanted.record, **place)
        elif not self._refers(found, moments) or (row.valid_from, row.valid_to) != (None, None):
            yield flaw("fact", "fact_changed", record=row.record_id, **place)

    def _refers(self, row: Row, moments: dict[str, str]) -> bool:
        """Whether a row was told by an entry of the case, in its moment, and ended in that of a later one."""
        later = [moment for moment in moments.values() if moment > row.since]
        ended = row.until is None or row.until in later
        return moments.get(row.record) == row.since and ended and row.category == category_of(row.path)

    def _expected(self, telling: Sequence[Any]) -> tuple[dict[tuple[str, str], Row], set[str]]:
        """The rows that follow from what the entries told, and the categories of which that is not known any more."""
        assert self.master is not None
        told, gone = list[tuple[Any, dict[str, Any]]](), set[str]()
        for record in telling:
            parts = self._parts(record.id)
            gone |= _TOLD_IN - parts.keys()
            told.append((record, {path: value for part in parts.values() for path, value in part.items()}))
        person = key_of(self.connection, self.master, self.tenant, self.case, PERSON)
        if person is None or PERSON in gone:
            # What hides the ids of people in paths went with them.
            gone, person = gone | {PERSON, "inkomen"}, b""
        rows, open_rows = dict[tuple[str, str], Row](), dict[str, Row]()
        before: dict[str, Any] = {}
        for record, facts in told:
            after = {path: value for path, value in facts.items() if category_of(path) not in gone}
            fresh, ended = superseded(before, after)
            for path in ended:
                was = open_rows.pop(path)
                rows[was.path, was.since] = was._replace(until=record.recorded_at)
            for path in fresh:
                hidden = masked(path, person)
                open_rows[path] = Row(hidden, record.recorded_at, None, category_of(path), record.id)
                rows[hidden, record.recorded_at] = open_rows[path]
            before = after
        return rows, gone

    def _parts(self, record: str) -> dict[str, dict[str, Any]]:
        """What an entry told by category. What cannot be opened is told where its leaf is checked."""
        unopened = list[Flaw]()
        with Reading(unopened, "record", "detail", record=record):
            assert self.master is not None
            said = opened(self.connection, self.master, self.tenant, record, _TOLD_IN)
            return {category: one.part.get(_APPLICATION, {}) for category, one in said.items()}
        return {}
