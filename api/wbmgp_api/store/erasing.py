"""Erase categories of a case: keys, salts and ciphertext go, a leaf says that they went, and every proof stays valid."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from wbmgp_api.store import case_subjects, log, person_numbers
from wbmgp_api.store.case_rows import index
from wbmgp_api.store.entries import enter
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.reading import PERSON
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.references import reference
from wbmgp_api.store.sql import sql
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.receipt import utc_text

_HELD = sql(
    "SELECT p.record_id, p.category FROM payload p JOIN record r ON r.tenant = p.tenant AND r.id = p.record_id"
    " WHERE r.tenant = :tenant AND r.case_id = :case ORDER BY r.recorded_at, p.category"
)
_CASE = sql("SELECT 1 FROM case_file WHERE tenant = :tenant AND id = :case")
_CONTENT = sql("DELETE FROM payload WHERE tenant = :tenant AND record_id = :record AND category = :category")
_KEY = sql("DELETE FROM data_key WHERE tenant = :tenant AND subject = :case AND category = :category")


def erase(
    connection: Connection, recorder: Recorder, tenant: str, case: str, categories: Collection[str], by: Actor,
    moment: datetime,
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Erase categories of everything that was recorded in a case; what was erased, by record.

    One leaf for each record says which categories went. Call `scrub` on the store afterwards. Raises NotThere for a
    case that this tenant does not have, BadInput for an unknown category, ClockBehind.
    """
    if not categories or set(categories) - set(CATEGORIES):
        raise BadInput.one("categories", "are not known categories", f"use {', '.join(CATEGORIES)}")
    held = log.hold(connection, tenant, moment.year, recorder.prefix)
    entered = utc_text(held.moment(moment))
    if _CASE(connection, {"tenant": tenant, "case": case}).first() is None:
        raise NotThere(f"there is no case {case}")
    gone: dict[str, tuple[str, ...]] = {}
    for row in _HELD(connection, {"tenant": tenant, "case": case}).all():
        if row.category in categories:
            gone[row.record_id] = (*gone.get(row.record_id, ()), row.category)
    for record, named in gone.items():
        stamp = recorder.stamp(
            "wissing", reference(entered, recorder.random), by, held.origin, entered,
            zaak_ref=case, betreft=record, categorieen=named,
        )  # fmt: skip
        enter(connection, tenant, stamp, {})
        _CONTENT(connection, [{"tenant": tenant, "record": record, "category": category} for category in named])
    # By what the application said it must not be found either.
    index(connection, tenant, case, ())
    if PERSON in categories:
        person_numbers.forget(connection, tenant, case)
        case_subjects.forget(connection, tenant, case)
    _KEY(connection, [{"tenant": tenant, "case": case, "category": category} for category in sorted(categories)])
    return gone
