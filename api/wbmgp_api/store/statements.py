"""An entry about the store itself (an order to erase, a key that changed) with what it says, closed under a key of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.store import log
from wbmgp_api.store.entries import enter
from wbmgp_api.store.payloads import Opened, close, keys_of, packed
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.references import reference
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.categories import SALT_SIZE
from wbmgp_engine.trail.receipt import utc_text

SAID: Final = "motivering"
_ABOUT_ITSELF: Final = ("wissing", "inzage")


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a statement stands."""

    record: str
    origin: str
    seq: int


def state(
    connection: Connection, recorder: Recorder, tenant: str, kind: str, said: Mapping[str, Any], by: Actor,
    moment: datetime, *, subject: str | None = None, held: log.Held | None = None, **more: Any,
) -> Stated:  # fmt: skip
    """Append an entry of a type and keep what it says, about a subject or about itself. Raises StoreBroken, ClockBehind."""
    held = log.hold(connection, tenant, moment.year, recorder.prefix) if held is None else held
    entered = utc_text(held.moment(moment))
    record = reference(entered, recorder.random)
    part = Opened(recorder.random(SALT_SIZE), encode({kind: dict(said)}))
    if kind in _ABOUT_ITSELF:
        # It erases or opens nothing itself: that is what the empty list says. What went has an entry for each record.
        more = {"betreft": subject or record, "categorieen": (), **more}
    stamp = recorder.stamp(kind, record, by, held.origin, entered, **more)
    entry = enter(connection, tenant, stamp, {SAID: part})
    keys = keys_of(connection, recorder.master, tenant, subject or record, recorder.random)
    close(connection, tenant, entry, keys, {SAID: part.salt + packed(part.data)}, recorder.random)
    return Stated(record, held.origin, entry.seq)
