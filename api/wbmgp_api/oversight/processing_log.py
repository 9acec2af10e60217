"""Who used whose data, when, and for what: the processing log read, after lines of its own say who reads.

For who answers a request for access (AVG art. 15): by citizen service number or by case. Nothing in it is content.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases import numbers, processed
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.categories import of_activity
from wbmgp_api.oversight.corporations import named
from wbmgp_api.store import processing_reading as reading
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.processing_reading import Cursor, Line
from wbmgp_api.store.processing_rows import Pseudonyms
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.receipt import utc_text

_LAST = sql("SELECT id FROM record WHERE tenant = :tenant AND case_id = :case ORDER BY recorded_at DESC LIMIT 1")
READS, SEEKS = "lees_verwerkingslog", "zoek_verwerkingslog"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of lines, and where the next one begins; None after the last."""

    lines: Sequence[Line]
    following: Cursor | None


def listed(office: Office, who: Principal, after: Cursor, most: int) -> Found:
    """A page of all lines, after a line says who reads."""

    def job(connection: Connection) -> None:
        processed.without_people(office.begin(connection, who), READS)

    office.store.write(who.tenant, job)
    return _page(office, who, most, lambda connection: reading.page(connection, who.tenant, after, most + 1))


def of_case(office: Office, who: Principal, case: str, after: Cursor, most: int) -> Found:
    """The lines of a case, after an entry and lines say who reads. Raises NotThere."""

    def job(connection: Connection) -> None:
        last = _LAST(connection, {"tenant": who.tenant, "case": case}).first()
        if last is None:
            raise NotThere(f"there is no case {case}")
        office.begin(connection, who).leaf("inzage", case, {}, named=SEEKS, betreft=last.id, categorieen=())

    office.store.write(who.tenant, job)
    return _page(office, who, most, lambda connection: reading.of_case(connection, who.tenant, case, after, most + 1))


def of_number(office: Office, who: Principal, number: str, after: Cursor, most: int) -> Found:
    """The lines about somebody by number, after an entry and lines say who searched; the number itself stands nowhere."""
    office.store.write(who.tenant, lambda c: numbers.told(office.begin(c, who), number, SEEKS))
    digest, names = office.digest(numbers.KIND, number, who.tenant), Pseudonyms(office.names)
    return _page(office, who, most, lambda c: reading.of_number(c, names, who.tenant, number, digest, after, most + 1))


def _page(office: Office, who: Principal, most: int, read: Callable[[Connection], list[Line]]) -> Found:
    lawbook = office.register or office.lawbook

    def job(connection: Connection) -> Found:
        lines = read(connection)
        after = lines[most - 1].cursor if len(lines) > most else None
        told = [replace(line, allowed=of_activity(lawbook, line.activity)) for line in lines[:most]]
        return Found(named(connection, who.tenant, told), after)

    return office.store.read(who.tenant, job)


def moment(milliseconds: int) -> str:
    """A time of a line as every other time is told.

    >>> moment(1795000000123)
    '2026-11-18T11:06:40.123000Z'
    """
    return utc_text(_EPOCH + timedelta(milliseconds=milliseconds))


def to_json(line: Line) -> dict[str, Any]:
    """A line in the words of the service."""
    return {
        "traceId": line.trace_id, "spanId": line.span_id, "ouderSpanId": line.parent_span_id, "status": line.status,
        "naam": line.name, "begin": moment(line.start_ms), "einde": moment(line.end_ms), "activiteit": line.activity,
        "betrokkene": line.subject, "betrokkeneSoort": line.subject_type, "sleutel": line.key_id,
        "afnemer": line.processor, "organisatie": line.party, "door": line.by, "rol": line.role, "zaak": line.case,
        "record": line.record, "categorieen": list(line.allowed if line.opened is None else line.opened),
        "categorieenUit": "activiteit" if line.opened is None else "record",
    }  # fmt: skip
