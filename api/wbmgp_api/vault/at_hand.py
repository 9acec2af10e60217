"""Cases as somebody at the command line works on them: in one municipality, and under their own name in the log."""

from __future__ import annotations

import time  # noqa: TID251 -- of the process, not of the engine
from dataclasses import dataclass
from functools import partial

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import signing
from wbmgp_api.store.processing_rows import Traced
from wbmgp_api.store.recording import Actor
from wbmgp_api.vault.opened import House
from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.lawbook import Lawbook


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand(Office):
    """An office of which the log says that somebody at the command line works in it."""

    by: Actor

    def actor(self, who: Principal) -> Actor:
        """Whoever gave the command."""
        return self.by


def at_hand(house: House, by: Actor) -> AtHand:
    """The office of a store for whoever gave a command; all that the command does is in one trace."""
    recorder = house.recorder()
    trace = Traced.begun(recorder.random)
    return AtHand(house.store, recorder, house.names, Lawbook.load(), time.time, trace=trace, by=by)


def office_at_hand(house: House, tenant: str, role: Role, by: str | None) -> AtHand:
    """The same for a command that writes in the log of a municipality; `by` is the account of the machine where it is None.

    Raises BadInput where the key that signs that log was replaced.
    """
    house.store.read(tenant, partial(signing.refuse_replaced, tenant=tenant, key=house.key))
    return at_hand(house, house.actor(role.value, by))


def one_tenant(house: House, tenant: str | None) -> str:
    """The municipality that is meant. Raises BadInput where there are more, or none."""
    found = house.of(tenant)
    if len(found) != 1:
        raise BadInput.one("--tenant", f"there are {len(found)} municipalities", "name one, as GM0599")
    return found[0]
