"""Who is in a case, as lines of the processing log name them: kept apart, so that a line needs nothing opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from wbmgp_api.store import reading
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.payloads import key_of
from wbmgp_api.store.person_numbers import numbers_of
from wbmgp_api.store.processing_rows import IN_CASE, Pseudonyms, Subject
from wbmgp_api.store.sql import sql

_OF_CASE = sql(
    "SELECT person, subject, subject_type, key_id FROM case_subject WHERE tenant = :tenant AND case_id = :case"
    " ORDER BY person"
)
_KEEP = sql("INSERT INTO case_subject VALUES (:tenant, :case, :person, :subject, :kind, :key)")
_FORGET = sql("DELETE FROM case_subject WHERE tenant = :tenant AND case_id = :case")

Known = dict[bytes, Subject]
"""Of each person, by the hash of their id in the case, who they are in a line."""


def known(connection: Connection, tenant: str, case: str) -> Known:
    """The people in a case; none where they were erased, or the case is of before this log."""
    rows = _OF_CASE(connection, {"tenant": tenant, "case": case})
    return {bytes(row.person): Subject(bytes(row.subject), row.subject_type, row.key_id) for row in rows}


def people(connection: Connection, master: MasterKeys, names: Pseudonyms, tenant: str, case: str) -> list[Subject]:
    """Who is in a case; nobody once they were erased. A case of before this log is opened for it, once."""
    found = known(connection, tenant, case)
    key = None if found else key_of(connection, master, tenant, case, reading.PERSON)
    if key is not None:
        ids = reading.known(connection, master, tenant, case, key).facts.get("huishouden", ())
        told(connection, names, tenant, case, ids)
        numbered(connection, names, tenant, case, numbers_of(connection, master, tenant, case))
        found = known(connection, tenant, case)
    return list(found.values())


def told(
    connection: Connection, names: Pseudonyms, tenant: str, case: str, people: Iterable[str], *, fresh: bool = False
) -> Known:
    """Who is in a case from now on, by their ids there. Whose number is known keeps it. `fresh`: the case is new."""
    before = {} if fresh else known(connection, tenant, case)
    now = {one.digest: one for one in (names.in_case(tenant, case, person) for person in people)}
    after = {person: before.get(person, one) for person, one in now.items()}
    if after != before:
        _replace(connection, tenant, case, after)
    return after


def numbered(connection: Connection, names: Pseudonyms, tenant: str, case: str, numbers: Mapping[str, str]) -> None:
    """Whose numbers are known from now on, by their ids in the case; of all others none is."""
    given = {names.in_case(tenant, case, person).digest: number for person, number in numbers.items()}
    before = known(connection, tenant, case)
    after = {person: _as(names, tenant, person, given.get(person)) for person in before}
    if after != before:
        _replace(connection, tenant, case, after)


def forget(connection: Connection, tenant: str, case: str) -> None:
    """From now on nothing tells who was in the case: later lines of it name nobody."""
    _FORGET(connection, {"tenant": tenant, "case": case})


def _as(names: Pseudonyms, tenant: str, person: bytes, number: str | None) -> Subject:
    return Subject(person, IN_CASE, names.key) if number is None else names.of_number(tenant, number)


def _replace(connection: Connection, tenant: str, case: str, people: Known) -> None:
    forget(connection, tenant, case)
    rows = [
        {"tenant": tenant, "case": case, "person": person, "subject": one.digest, "kind": one.kind, "key": one.key}
        for person, one in people.items()
    ]
    if rows:
        _KEEP(connection, rows)
