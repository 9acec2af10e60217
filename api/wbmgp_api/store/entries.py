"""One entry: the leaf in the log and the record that repeats in columns what the leaf says."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from wbmgp_api.store import log
from wbmgp_api.store.payloads import Entry, Opened
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.receipt import Stamp, commitments, committed_leaf

_RECORD = sql(
    "INSERT INTO record VALUES (:tenant, :record, :case, :type, :origin, :seq, :moment, :law_date, :known_at, :rules_hash,"
    " :engine_version, :outcome)"
)


def enter(connection: Connection, tenant: str, stamp: Stamp, said: Mapping[str, Opened]) -> Entry:
    """Append the entry of a stamp, whose place is filled in here.

    Raises BadInput for a stamp outside the schema, StoreBroken for a log that was stopped.
    """
    payloads = {category: opened.data for category, opened in said.items()}
    stated = commitments(payloads, {category: opened.salt for category, opened in said.items()})
    seq = log.append(connection, tenant, stamp.origin, lambda seq: committed_leaf(stamp, seq, stated))
    row = {
        "tenant": tenant, "record": stamp.record_id, "case": stamp.zaak_ref, "type": stamp.type, "origin": stamp.origin,
        "seq": seq, "moment": stamp.recorded_at, "known_at": stamp.recorded_at, "law_date": stamp.peildatum,
        "rules_hash": stamp.rules_hash, "engine_version": stamp.engine_version, "outcome": stamp.resultaatcode,
    }  # fmt: skip
    _RECORD(connection, row)
    log.lock(connection, stamp.origin).last = stamp.recorded_at
    return Entry(stamp.origin, seq, stamp.record_id, stated)
