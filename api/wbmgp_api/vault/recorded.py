"""What was recorded, by the command line: record, export, replay, with the clock and randomness of the machine."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import Connection

from wbmgp_api.store import case_subjects, checkpoints, reading, signing
from wbmgp_api.store.erased import destroyed
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.export import bundle_of
from wbmgp_api.store.recording import Assessed, Recorded
from wbmgp_api.store.replay import Replayed, Replayer, Simulated
from wbmgp_api.vault.opened import House, opened
from wbmgp_api.vault.processed import Command
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.explanation import explain


def record(url: str, application: Application, assessment: Assessment, rules: Mapping[str, bytes]) -> str:
    """Record an assessment in a case of its own, sign the log's new head, and tell the case."""
    words = {"nl": explain(assessment, "nl"), "en": explain(assessment, "en")}
    what = Assessed.of(application.to_json(), assessment.to_json(), words)
    with opened(url, make=True) as house:
        actor = house.actor("systeem")
        key, moment = secrets.token_hex(16), datetime.now(UTC)
        house.store.read(what.tenant, partial(signing.refuse_replaced, tenant=what.tenant, key=house.key))
        told = partial(_recorded, command=Command.begun(house, actor), what=what, rules=rules, key=key, moment=moment)
        made = house.store.write(what.tenant, told)
        checkpoints.publish(house.store, what.tenant, made.origin, house.key, datetime.now(UTC))
    return made.case


def _recorded(
    connection: Connection, command: Command, what: Assessed, rules: Mapping[str, bytes], key: str, moment: datetime
) -> Recorded:
    made = command.recorder.assessment(connection, what, rules, command.by, key, moment)
    ids = [one["id"] for one in what.application["huishouden"]]
    case_subjects.told(connection, command.pseudonyms, what.tenant, made.case, ids, fresh=True)
    command.tell(connection, what.tenant, "beoordeling", "beoordeling", made.case, made.record)
    return made


def export(url: str, case: str, tenant: str | None, categories: Sequence[str]) -> tuple[bytes, list[str]]:
    """The bundle of the last assessment of a case, under a head that is signed now; and what of it was erased.

    Raises ProofError where something is gone that no entry of the log says was erased, also of what the case was made from.
    """
    with opened(url) as house:
        row = _rows(house, case, tenant)[-1]
        _tell(house, [row], "exporteer_bundel")
        checkpoints.publish(house.store, row.tenant, row.origin, house.key, datetime.now(UTC))
        made = house.store.read(
            row.tenant, lambda connection: bundle_of(connection, house.master, house.key, row, categories)
        )
        gone = [category for category in categories if category not in made.opened]
        if lost := house.store.read(row.tenant, partial(destroyed, tenant=row.tenant, record=row.id, missing=gone)):
            raise ProofError(f"{', '.join(lost)} of {row.id}: gone, and no entry of the log says that it was erased")
        house.store.read(row.tenant, partial(_refuse_destroyed, house=house, row=row))
    return bytes(made), gone


def replay(url: str, case: str | None, tenant: str | None) -> Iterator[Replayed]:
    """Every assessment of a case, or of all, made again."""
    with opened(url) as house:
        replayer = Replayer(house.master)
        for row in _rows(house, case, tenant):
            yield house.store.read(row.tenant, partial(replayer.replay, row=row))


def simulate(url: str, case: str | None, tenant: str | None, on: date) -> Iterator[Simulated]:
    """Every assessment of a case, or of all, as the law of another date would have it. Only that it was asked is written."""
    with opened(url) as house:
        replayer, rows = Replayer(house.master), _rows(house, case, tenant)
        _tell(house, rows, "simuleer_toetsing")
        for row in rows:
            yield house.store.read(row.tenant, partial(replayer.simulate, row=row, on=on))


def _tell(house: House, rows: Sequence[reading.Row], name: str) -> None:
    """The lines of assessments that somebody opens, before anything of them is shown."""
    command = Command.begun(house, house.actor("systeem"))

    def job(connection: Connection, tenant: str) -> None:
        for row in rows:
            if row.tenant == tenant:
                command.tell(connection, tenant, name, "inzage", row.case, row.id)

    for tenant in sorted({row.tenant for row in rows}):
        house.store.write(tenant, partial(job, tenant=tenant))


def _refuse_destroyed(connection: Connection, house: House, row: reading.Row) -> None:
    """A bundle does not hold the facts as their table has them; where they were destroyed its case is an incident all the same."""
    try:
        reading.known_on(connection, house.master, row.tenant, row.case, row.known_at)
    except Erased:
        return
    except (NotThere, BadInput):
        raise ProofError(
            f"facts of case {row.case}: what its entries told is not there; run wbmgp log verify"
        ) from None


def _rows(house: House, case: str | None, tenant: str | None) -> list[reading.Row]:
    found: list[reading.Row] = []
    for name in house.of(tenant):
        found += house.store.read(name, partial(reading.assessments, tenant=name, case=case))
    if case is not None and not found:
        raise NotThere(f"there is no case {case}")
    return found
