"""Cases as a work list shows them: where they stand, which term ends first, who has them. Nothing of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wbmgp_api.cases import finding
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.case_rows import State


class Listed(NamedTuple):
    """A case in a list. `alert`: `verstreken`, `binnenkort` or None; `who`: `mij`, `ander` or None; `taken`: the moment."""

    id: str
    status: str
    received: str
    due: str | None
    alert: str | None
    who: str | None
    taken: str | None = None


def listed(office: Office, who: Principal, states: Iterable[State]) -> list[Listed]:
    """The rows of a list."""
    me, today = who.ref(office.names), office.today()
    return [
        Listed(
            one.case_id, one.status, one.received_on, one.due_on, finding.alert(one, today),
            None if one.assigned_to is None else "mij" if one.assigned_to == me else "ander",
        )
        for one in states
    ]  # fmt: skip
