"""What the command line does to erase: tell how cases ended, list what is due, and erase by two people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import Connection

from wbmgp_api.store import checkpoints, keeping, orders, signing
from wbmgp_api.store.errors import Conflict, NotThere
from wbmgp_api.store.log import newest
from wbmgp_api.store.opened import T
from wbmgp_api.store.orders import Wanted
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.vault.ended import refuse_other
from wbmgp_api.vault.opened import House, opened
from wbmgp_api.vault.processed import Command
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.retention import Ending, Kept

# What was told in one category is told again here: in the reasons, and in what the engine read.
REPEATED = {
    "inkomen": ("motivering", "spoor"),
    "onderzoek": ("motivering", "spoor"),
    "persoon": ("motivering", "spoor"),
}
Terms = Mapping[str, Mapping[str, Kept]]
Gone = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a command works and who gives it."""

    url: str
    tenant: str | None
    role: str
    by: str | None


def end(asked: Asked, case: str, ending: Ending) -> None:
    """Keep how a case ended. Raises BadInput for an end that is still to come, or that its steps do not know."""
    if ending.closed_on > _now().date():
        raise BadInput.one("--closed", f"{ending.closed_on} is still to come", "tell it when the case has ended")
    with opened(asked.url) as house:
        tenant = _tenant(house, asked, case)
        by = house.actor(asked.role, asked.by)

        def job(connection: Connection) -> None:
            refuse_other(connection, tenant, case, ending)
            keeping.tell(connection, tenant, case, ending, by, _now())

        house.store.write(tenant, job)


def terms(asked: Asked) -> dict[str, dict[str, Kept]]:
    """Of every case what it still holds, and until when that is kept."""
    lawbook, found = Lawbook.load(), dict[str, dict[str, Kept]]()
    with opened(asked.url) as house:
        for tenant in house.of(asked.tenant):
            found |= house.store.read(tenant, partial(keeping.terms, tenant=tenant, lawbook=lawbook))
    return found


def propose(asked: Asked, on: date, reference: str) -> dict[str, tuple[str, Terms]]:
    """An order for each municipality of what is due on a day: its id and what it names. BadInput when nothing is."""
    if on > _now().date():
        raise BadInput.one("--on", f"{on} is still to come", "a list is made of what is due; use today or earlier")
    lawbook, found = Lawbook.load(), dict[str, tuple[str, Terms]]()
    with opened(asked.url) as house:
        for tenant in house.of(asked.tenant):
            of = house.store.read(tenant, partial(keeping.terms, tenant=tenant, lawbook=lawbook))
            if due := keeping.due(of, on):
                wanted = Wanted("bewaartermijn", reference, due, on)
                made = _recorded(house, asked, tenant, partial(orders.order, tenant=tenant, wanted=wanted))
                found[tenant] = made, {case: {one.category: one for one in terms} for case, terms in due.items()}
    if not found:
        raise BadInput.one("--on", f"nothing is to be destroyed on {on}", "see `wbmgp retention list` for what waits")
    return found


def erase(asked: Asked, case: str, categories: Sequence[str], ground: str, reference: str) -> tuple[str, Terms]:
    """An order for one case: its id, and what it names with until when that would have been kept."""
    named, lawbook = orders.in_order(categories), Lawbook.load()
    with opened(asked.url) as house:
        tenant = _tenant(house, asked, case)
        held = house.store.read(tenant, partial(keeping.terms, tenant=tenant, lawbook=lawbook)).get(case, {})
        wanted = {category: held[category] for category in named if category in held}
        if not wanted:
            raise BadInput.one("--categories", f"case {case} holds none of {', '.join(named)} any more", "name others")
        whole = Wanted(ground, reference, {case: list(wanted.values())})
        return _recorded(house, asked, tenant, partial(orders.order, tenant=tenant, wanted=whole)), {case: wanted}


def approve(asked: Asked, order_id: str) -> dict[str, tuple[str, ...]]:
    """Agree with an order of somebody else: what it names."""
    with opened(asked.url) as house:
        tenant = _of_order(house, asked, order_id)
        # An order from before names were folded holds the name as it was spelled.
        spelled = house.ref(asked.by)
        _recorded(house, asked, tenant, partial(orders.approve, tenant=tenant, order_id=order_id, spelled=spelled))
        return house.store.read(tenant, lambda c: orders.ordered(c, house.recorder(), tenant, order_id))


def run(asked: Asked, order_id: str) -> Gone:
    """Carry out an order that was approved, and make the files forget: what went, by case and record."""
    with opened(asked.url) as house:
        tenant = _of_order(house, asked, order_id)
        command = Command.begun(house, house.actor(asked.role, asked.by))
        gone = _recorded(house, asked, tenant, partial(_run, command=command, tenant=tenant, order_id=order_id))
        house.store.scrub()
        return gone


def _run(
    connection: Connection,
    recorder: Recorder,
    command: Command,
    tenant: str,
    order_id: str,
    by: Actor,
    moment: datetime,
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Erase, after lines tell of whom: afterwards nothing in the case says who was in it."""
    for case in orders.ordered(connection, recorder, tenant, order_id):
        command.tell(connection, tenant, "wissing", "wissing", case, order_id)
    return orders.run(connection, recorder, tenant, order_id, by, moment)


def _recorded(house: House, asked: Asked, tenant: str, step: Callable[..., T]) -> T:
    """One step in a transaction of its own, and the head of the log that holds it."""
    recorder, by, moment = house.recorder(), house.actor(asked.role, asked.by), _now()
    house.store.read(tenant, partial(signing.refuse_replaced, tenant=tenant, key=house.key))
    try:
        made = house.store.write(tenant, partial(_step, step=step, recorder=recorder, by=by, moment=moment))
    except Conflict as problem:
        raise BadInput.one("order", str(problem)) from None
    origin = house.store.read(tenant, partial(newest, tenant=tenant))
    checkpoints.publish(house.store, tenant, origin, house.key, _now())
    return made


def _step(connection: Connection, step: Callable[..., T], recorder: Recorder, by: Actor, moment: datetime) -> T:
    return step(connection, recorder, by=by, moment=moment)


def _tenant(house: House, asked: Asked, case: str) -> str:
    """Whose case it is. Raises NotThere."""
    there = "SELECT 1 FROM case_file WHERE tenant = :tenant AND id = :id"
    return _owner(house, asked, case, there, f"there is no case {case}")


def _of_order(house: House, asked: Asked, order_id: str) -> str:
    there = "SELECT 1 FROM erasure_order WHERE tenant = :tenant AND id = :id"
    return _owner(house, asked, order_id, there, f"there is no order {order_id}")


def _owner(house: House, asked: Asked, wanted: str, there: str, missing: str) -> str:
    from sqlalchemy import text

    for tenant in house.of(asked.tenant):
        where = {"tenant": tenant, "id": wanted}
        if house.store.read(tenant, lambda c, where=where: c.execute(text(there), where).first()):  # type: ignore[misc]
            return tenant
    raise NotThere(missing)


def _now() -> datetime:
    return datetime.now(UTC)
