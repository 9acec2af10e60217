"""One entry: the leaf in the log and the record that repeats in columns what the leaf says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from wbmgp_api.store import log
from wbmgp_api.store.payloads import Opened
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.receipt import Stamp, leaf_bytes

_RECORD = sql(
    "INSERT INTO record VALUES (:tenant, :record, :case, :type, :origin, :seq, :moment, :law_date, :known_at, :rules_hash,"
    " :engine_version, :outcome)"
)


def enter(connection: Connection, tenant: str, stamp: Stamp, said: Mapping[str, Opened]) -> tuple[int, bytes]:
    """Append the entry of a stamp, whose place is filled in here; its place and the exact bytes of its leaf.

    Raises BadInput for a stamp outside the schema, StoreBroken for a log that was stopped.
    """
    made: list[bytes] = []

    def receipt(seq: int) -> bytes:
        payloads = {category: opened.data for category, opened in said.items()}
        salts = {category: opened.salt for category, opened in said.items()}
        made.append(leaf_bytes(replace(stamp, seq=seq), payloads, salts))
        return made[0]

    placed = log.append(connection, tenant, stamp.origin, receipt)
    row = {
        "tenant": tenant, "record": stamp.record_id, "case": stamp.zaak_ref, "type": stamp.type, "origin": stamp.origin,
        "seq": placed.seq, "moment": stamp.recorded_at, "known_at": stamp.recorded_at, "law_date": stamp.peildatum,
        "rules_hash": stamp.rules_hash, "engine_version": stamp.engine_version, "outcome": stamp.resultaatcode,
    }  # fmt: skip
    _RECORD(connection, row)
    return placed.seq, made[0]
