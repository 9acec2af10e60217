"""How cases ended, as it was told, and what is still held of them: what a destruction list is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.recording import Actor
from wbmgp_api.store.sql import sql
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention import RESULTS, Ending, Kept, kept
from wbmgp_engine.trail.receipt import utc_text

_CASE = sql("SELECT 1 FROM case_file WHERE tenant = :tenant AND id = :case")
_TELL = sql(
    "INSERT INTO case_ending VALUES (:tenant, :case, :result, :moment, :closed, :ended, :final, :evaluated, :by)"
)
_TOLD = (
    "SELECT case_id, result, closed_on, object_ended_on, final_on, evaluated_on FROM case_ending WHERE tenant = :tenant"
)
_ENDINGS = sql(_TOLD + " ORDER BY case_id, recorded_at")
_ENDINGS_OF = sql(_TOLD + " AND case_id = :case ORDER BY recorded_at")
_CLOSED = sql(
    "SELECT case_id FROM case_ending WHERE tenant = :tenant GROUP BY case_id HAVING max(closed_on) < :day ORDER BY case_id"
)
_HELD = sql(
    "SELECT DISTINCT r.case_id, p.category FROM payload p"
    " JOIN record r ON r.tenant = p.tenant AND r.id = p.record_id"
    " WHERE p.tenant = :tenant AND r.case_id IS NOT NULL ORDER BY r.case_id, p.category"
)


def tell(connection: Connection, tenant: str, case: str, ending: Ending, by: Actor, moment: datetime) -> None:
    """Keep how a case ended; told again for the same result it counts in place of what was told before.

    Raises BadInput for an unknown result or an event before the end of the case, NotThere for a case that this tenant
    does not have.
    """
    if ending.result not in RESULTS:
        raise BadInput.one("result", "is no known way to end", f"use {', '.join(RESULTS)}")
    later = {"object-ended": ending.object_ended_on, "final": ending.final_on, "evaluated": ending.evaluated_on}
    for name, day in later.items():
        if day is not None and day < ending.closed_on:
            raise BadInput.one(
                name, f"{day} lies before the end of the case on {ending.closed_on}", "mend one of the two"
            )
    if _CASE(connection, {"tenant": tenant, "case": case}).first() is None:
        raise NotThere(f"there is no case {case}")
    row = {"tenant": tenant, "case": case, "result": ending.result, "moment": utc_text(moment), "by": by.ref,
           "closed": ending.closed_on.isoformat(), "ended": _text(ending.object_ended_on),
           "final": _text(ending.final_on), "evaluated": _text(ending.evaluated_on)}  # fmt: skip
    _TELL(connection, row)


def of_case(connection: Connection, tenant: str, case: str, lawbook: Lawbook) -> dict[str, Kept] | None:
    """Of one case until when each category is kept; None as long as nobody told how it ended, for then no term runs."""
    endings = _endings(connection, tenant, case).get(case)
    return None if endings is None else kept(endings.values(), lawbook)


def endings_of(connection: Connection, tenant: str, case: str) -> list[Ending]:
    """The ways in which a case ended, as somebody told them; none as long as nobody did."""
    return list(_endings(connection, tenant, case).get(case, {}).values())


def closed_before(connection: Connection, tenant: str, day: date) -> list[str]:
    """The cases that ended before a day, as far as somebody told so."""
    return [row.case_id for row in _CLOSED(connection, {"tenant": tenant, "day": day.isoformat()})]


def terms(connection: Connection, tenant: str, lawbook: Lawbook) -> dict[str, dict[str, Kept]]:
    """Of each case what is still held, by category, with until when it is kept and by which source."""
    held: dict[str, list[str]] = {}
    for row in _HELD(connection, {"tenant": tenant}):
        held.setdefault(row.case_id, []).append(row.category)
    endings = _endings(connection, tenant)
    return {
        case: {
            category: one for category, one in kept(endings.get(case, {}).values(), lawbook).items() if category in of
        }
        for case, of in held.items()
    }


def due(terms_of: Mapping[str, Mapping[str, Kept]], day: date) -> dict[str, list[Kept]]:
    """What of it is to be destroyed on a day."""
    found = {case: [one for one in of.values() if one.gone_on(day)] for case, of in terms_of.items()}
    return {case: terms for case, terms in found.items() if terms}


def _endings(connection: Connection, tenant: str, case: str | None = None) -> dict[str, dict[str, Ending]]:
    found: dict[str, dict[str, Ending]] = {}
    asked = _ENDINGS if case is None else _ENDINGS_OF
    for row in asked(connection, {"tenant": tenant} | ({} if case is None else {"case": case})):
        days = map(_day, (row.object_ended_on, row.final_on, row.evaluated_on))
        ending = Ending(row.result, date.fromisoformat(row.closed_on), *days)
        found.setdefault(row.case_id, {})[row.result] = ending
    return found


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
