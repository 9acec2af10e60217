"""Erasing takes two people: one orders, another agrees, and then it is carried out. Each step is an entry of the log.

What was ordered, and what went, stands closed under the order's own key and stays: a report names cases by their random
ids, categories, days and sources, and nothing that anybody told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import Conflict, NotThere
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.sql import sql
from wbmgp_api.store.statements import SAID, state
from wbmgp_engine.errors import BadInput
from wbmgp_engine.retention import Kept
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.receipt import utc_text

GROUNDS: Final = ("bewaartermijn", "verzoek_betrokkene", "vergissing", "rechterlijk_bevel")
_CASE = sql("SELECT 1 FROM case_file WHERE tenant = :tenant AND id = :case")
_ORDER = sql("SELECT made_by FROM erasure_order WHERE tenant = :tenant AND id = :id")
_APPROVAL = sql("SELECT approved_by FROM erasure_approval WHERE tenant = :tenant AND order_id = :id")
_RUN = sql("SELECT 1 FROM erasure_run WHERE tenant = :tenant AND order_id = :id")
_NEW_ORDER = sql("INSERT INTO erasure_order VALUES (:tenant, :id, :by, :moment)")
_NEW_APPROVAL = sql("INSERT INTO erasure_approval VALUES (:tenant, :id, :made_by, :by, :moment, :record)")
_NEW_RUN = sql("INSERT INTO erasure_run VALUES (:tenant, :id, :moment, :record)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants erased: of each case these terms, on a ground, for a reason that is filed under a reference."""

    ground: str
    reference: str
    cases: Mapping[str, Sequence[Kept]]
    on: date | None = None

    def to_json(self) -> dict[str, Any]:
        """The order as it is kept."""
        posts = [{"zaak": case, "termijnen": [one.to_json() for one in kept]} for case, kept in self.cases.items()]
        found = {"stap": "opdracht", "grond": self.ground, "kenmerk": self.reference, "posten": posts}
        return found if self.on is None else found | {"op": self.on.isoformat()}


def order(connection: Connection, recorder: Recorder, tenant: str, wanted: Wanted, by: Actor, moment: datetime) -> str:
    """Record what somebody wants erased; nothing goes yet. The id of the order.

    Raises BadInput for an unknown ground or an order of nothing, NotThere for a case that this tenant does not have.
    """
    if wanted.ground not in GROUNDS:
        raise BadInput.one("ground", "is not known", f"use {', '.join(GROUNDS)}")
    if not any(wanted.cases.values()):
        raise BadInput.one("order", "names nothing to erase", "name a case with what it still holds")
    for case in wanted.cases:
        if _CASE(connection, {"tenant": tenant, "case": case}).first() is None:
            raise NotThere(f"there is no case {case}")
    made = state(connection, recorder, tenant, "wissing", wanted.to_json(), by, moment).record
    _NEW_ORDER(connection, {"tenant": tenant, "id": made, "by": by.ref, "moment": utc_text(moment)})
    return made


def approve(
    connection: Connection, recorder: Recorder, tenant: str, order_id: str, by: Actor, moment: datetime,
    spelled: str | None = None,
) -> None:  # fmt: skip
    """Another person agrees with an order; `spelled` is how an older order would name who agrees.

    Raises NotThere, and Conflict for the same person or a second time.
    """
    made_by = _made_by(connection, tenant, order_id)
    if made_by in (by.ref, spelled):
        raise Conflict("whoever orders an erasure does not approve it: let another person do that")
    if _APPROVAL(connection, {"tenant": tenant, "id": order_id}).first() is not None:
        raise Conflict(f"the order {order_id} was approved before")
    record = state(connection, recorder, tenant, "wissing", {"stap": "akkoord"}, by, moment, subject=order_id).record
    row = {"tenant": tenant, "id": order_id, "made_by": made_by, "by": by.ref, "moment": utc_text(moment),
           "record": record}  # fmt: skip
    _NEW_APPROVAL(connection, row)


def run(
    connection: Connection, recorder: Recorder, tenant: str, order_id: str, by: Actor, moment: datetime
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Carry out an order that another person approved: what went, by case and record. Call `scrub` afterwards.

    Raises NotThere; Conflict without an approval, and when it was carried out before.
    """
    _made_by(connection, tenant, order_id)
    if _APPROVAL(connection, {"tenant": tenant, "id": order_id}).first() is None:
        raise Conflict(f"nobody approved the order {order_id}: let another person than who made it do that")
    if _RUN(connection, {"tenant": tenant, "id": order_id}).first() is not None:
        raise Conflict(f"the order {order_id} was carried out before")
    gone = {
        case: erase(connection, recorder, tenant, case, categories, by, moment)
        for case, categories in ordered(connection, recorder, tenant, order_id).items()
    }
    report = {case: {record: list(names) for record, names in records.items()} for case, records in gone.items()}
    record = state(
        connection, recorder, tenant, "wissing", {"stap": "uitgevoerd", "gewist": report}, by, moment, subject=order_id
    ).record
    _NEW_RUN(connection, {"tenant": tenant, "id": order_id, "moment": utc_text(moment), "record": record})
    return gone


def ordered(connection: Connection, recorder: Recorder, tenant: str, order_id: str) -> dict[str, tuple[str, ...]]:
    """The categories of each case that an order names. Raises NotThere, KeyMismatch when it was changed."""
    _made_by(connection, tenant, order_id)
    said = opened(connection, recorder.master, tenant, order_id).get(SAID)
    if said is None:
        raise NotThere(f"what the order {order_id} names cannot be opened any more")
    posts = said.part["wissing"]["posten"]
    return {post["zaak"]: tuple(term["categorie"] for term in post["termijnen"]) for post in posts}


def in_order(categories: Sequence[str]) -> tuple[str, ...]:
    """Categories in the order of the log, each once. Raises BadInput for an unknown one."""
    if not categories or set(categories) - set(CATEGORIES):
        raise BadInput.one("categories", "are not known categories", f"use {', '.join(CATEGORIES)}")
    return tuple(category for category in CATEGORIES if category in categories)


def _made_by(connection: Connection, tenant: str, order_id: str) -> str:
    row = _ORDER(connection, {"tenant": tenant, "id": order_id}).first()
    if row is None:
        raise NotThere(f"there is no order {order_id}")
    return str(row.made_by)
