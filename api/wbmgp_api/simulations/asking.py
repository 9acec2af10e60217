"""A simulation that somebody asks for, looks at or cancels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases import retries
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import KeyReused, refused
from wbmgp_api.identity.principal import Principal
from wbmgp_api.simulations.bounds import Wanted
from wbmgp_api.store import simulation_rows as rows
from wbmgp_api.store.references import reference
from wbmgp_api.store.simulation_rows import Kept
from wbmgp_engine.trail.receipt import utc_text

MOST_UNFINISHED: Final = 5
"""So many simulations of one municipality wait or run; with turns for each nobody keeps the machine."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A simulation, and its place among those that wait; None where it does not wait."""

    kept: Kept
    place: int | None = None


def ask(office: Office, who: Principal, what: Wanted, key: str) -> Seen:
    """Line up a simulation under the rule book in use; under the same key the one that was asked before.

    Raises KeyReused for another scenario under that key, and Refused where too many wait.
    """
    under = retries.place(office, who, key)

    def job(connection: Connection) -> Seen:
        doing = office.begin(connection, who)
        before = rows.asked(connection, who.tenant, under)
        if before is not None:
            if before.scenario_hash != what.hash:
                raise KeyReused("this key was used for another scenario")
            return _seen(connection, who.tenant, before)
        if rows.unfinished(connection, who.tenant) >= MOST_UNFINISHED:
            raise refused("simulations_waiting", "simulaties", most=MOST_UNFINISHED)
        book, made = office.lawbook, reference(doing.moment, office.recorder.random)
        office.recorder.rule_book(
            connection, who.tenant, doing.origin, doing.actor, book.hash, book.files, doing.moment
        )
        row = {
            "id": made, "title": what.title, "scenario": what.text, "scenario_hash": what.hash, "rules_hash": book.hash,
            "by": doing.actor.ref, "role": doing.actor.role, "moment": doing.moment, "key": under,
        }  # fmt: skip
        rows.add(connection, who.tenant, row)
        return _seen(connection, who.tenant, rows.one(connection, who.tenant, made))

    return office.store.write(who.tenant, job)


def look(office: Office, who: Principal, key: str) -> Seen:
    """A simulation. Raises NotThere."""
    return office.store.read(
        who.tenant, lambda connection: _seen(connection, who.tenant, rows.one(connection, who.tenant, key))
    )


def listed(office: Office, who: Principal, number: int, size: int) -> tuple[list[Seen], int]:
    """One page of the simulations, the newest first, and how many there are."""

    def job(connection: Connection) -> tuple[list[Seen], int]:
        found, count = rows.page(connection, who.tenant, (number - 1) * size, size)
        return [_seen(connection, who.tenant, one) for one in found], count

    return office.store.read(who.tenant, job)


def cancel(office: Office, who: Principal, key: str) -> Seen:
    """End what waits or runs. Raises NotThere, and Refused for what ended before."""

    def job(connection: Connection) -> Seen:
        kept = rows.one(connection, who.tenant, key)
        if not rows.cancel(connection, who.tenant, key, utc_text(office.now())):
            raise refused("simulation_ended", "status", status=kept.status)
        return _seen(connection, who.tenant, rows.one(connection, who.tenant, key))

    return office.store.write(who.tenant, job)


def done(office: Office, who: Principal, key: str) -> Kept:
    """A simulation that has a result. Raises NotThere, and Refused for one that has none."""
    kept = office.store.read(who.tenant, partial(rows.one, tenant=who.tenant, key=key))
    if kept.status != rows.DONE:
        raise refused("simulation_not_done", "status", status=kept.status)
    return kept


def _seen(connection: Connection, tenant: str, kept: Kept) -> Seen:
    if kept.status != rows.WAITS:
        return Seen(kept)
    waiting = [(municipality, key) for municipality, key, _ in rows.queue(connection)]
    return Seen(kept, waiting.index((tenant, kept.id)) + 1 if (tenant, kept.id) in waiting else None)
