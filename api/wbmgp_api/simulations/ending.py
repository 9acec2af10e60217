"""How a simulation ends in the tables: with its entry in the log, or with what stood in its way."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.store import log, rule_books
from wbmgp_api.store import simulation_rows as rows
from wbmgp_api.store.entries import enter
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.references import reference
from wbmgp_api.store.simulation_rows import Hold, Kept
from wbmgp_engine.errors import Finding
from wbmgp_engine.trail.receipt import utc_text


def done(connection: Connection, recorder: Recorder, hold: Hold, kept: Kept, files: str, now: datetime) -> bool:
    """It is done: its scenario and the hash of every file stand in the log. False where it is no longer in these hands.

    Raises ClockBehind.
    """
    tenant = hold.tenant
    held = log.hold(connection, tenant, now.year, recorder.prefix)
    moment = utc_text(held.moment(now))
    if not rows.leave(connection, hold) or rows.one(connection, tenant, hold.id).status != rows.RUNS:
        return False
    by = Actor(kept.asked_by, kept.asked_role, "achtergrondtaak", "")
    # A year may have begun meanwhile: the log of each tells for itself which rule book came into use.
    rules = rule_books.files_of(connection, kept.rules_hash)
    recorder.rule_book(connection, tenant, held.origin, by, kept.rules_hash, rules, moment)
    record, content = reference(moment, recorder.random), kept.hash(tenant, files)
    stamp = recorder.stamp("simulatie", record, by, held.origin, moment, rules_hash=kept.rules_hash, inhoud=content)
    enter(connection, tenant, stamp, {})
    return rows.finish(connection, hold, moment, files, record)


def failed(connection: Connection, hold: Hold, findings: list[Finding], moment: str) -> bool:
    """It ended without a result, and why. False where it is no longer in these hands."""
    said = json.dumps([as_kept(one) for one in findings], ensure_ascii=False)
    return rows.leave(connection, hold) and rows.fail(connection, hold, moment, said)


def findings(kept: Kept) -> list[Finding]:
    """What stood in the way of a simulation that failed."""
    return [] if kept.findings is None else [as_finding(one) for one in json.loads(kept.findings)]


def as_kept(finding: Finding) -> list[Any]:
    """A finding without the value that somebody sent."""
    return [finding.place, finding.problem, finding.fix, finding.code, dict(finding.params)]


def as_finding(kept: list[Any]) -> Finding:
    """A finding as it was kept."""
    place, problem, fix, code, params = kept
    return Finding(place, problem, fix, "", code, params)
