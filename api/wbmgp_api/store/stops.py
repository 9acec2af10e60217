"""Why a log was stopped, kept where it is stopped: a check of later may find nothing wrong any more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, inspect

from wbmgp_api.store.flaws import Flaw, flaw
from wbmgp_api.store.remembered import forget
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.receipt import utc_text

_STOP = sql("UPDATE log_shard SET state = 'stopped' WHERE origin = :origin AND tenant = :tenant")
_KEEP = sql("INSERT INTO log_stop VALUES (:origin, :moment, :tenant, :reason) ON CONFLICT DO NOTHING")
_FIRST = sql("SELECT moment, reason FROM log_stop WHERE origin = :origin ORDER BY moment LIMIT 1")


def stop(connection: Connection, tenant: str, origin: str, reason: Flaw, moment: datetime) -> None:
    """Add nothing more to a log until a person has looked, and keep why."""
    forget(connection)
    _STOP(connection, {"origin": origin, "tenant": tenant})
    said = json.dumps([reason.place, reason.problem, {name: str(value) for name, value in reason.values.items()}])
    _KEEP(connection, {"origin": origin, "moment": utc_text(moment), "tenant": tenant, "reason": said})


def told(connection: Connection, origin: str) -> Flaw:
    """That a log is stopped, and by what, as far as that was kept and can be read."""
    found = _first(connection, origin)
    if found is None:
        return flaw("log", "stopped", origin=origin)
    return flaw("log", "stopped_by", origin=origin, moment=found[0], reason=found[1])


def undone(connection: Connection, origin: str, state: str) -> Iterator[Flaw]:
    """That a log was stopped once and is in another state now: nothing in this program lets a stopped log go on."""
    for moment in _moments(connection, origin):
        first = _first(connection, origin)
        reason = "an earlier check failed" if first is None else first[1]
        yield flaw("log", "stop_undone", origin=origin, moment=moment, state=state, reason=reason)


def why(connection: Connection, origin: str) -> str:
    """By what a log was stopped, in English."""
    found = _first(connection, origin)
    return "an earlier check failed" if found is None else str(found[1])


def _moments(connection: Connection, origin: str) -> list[str]:
    row = _FIRST(connection, {"origin": origin}).first() if inspect(connection).has_table("log_stop") else None
    return [] if row is None else [str(row.moment)]


def _first(connection: Connection, origin: str) -> tuple[str, Flaw] | None:
    row = _FIRST(connection, {"origin": origin}).first() if inspect(connection).has_table("log_stop") else None
    try:
        return None if row is None else (row.moment, Flaw.kept(*json.loads(row.reason)))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
