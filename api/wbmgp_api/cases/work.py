"""What is to be done, for whoever begins the day: how many cases wait, which of mine first, and what I took last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.finding import SOON, Asked
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import work_rows
from wbmgp_api.store.case_rows import State

MOST: Final = 1_000
"""No more are counted: whoever has so many waits for no exact number."""
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Work:
    """The counts of open work (`mijn`, `vrij`, `binnenkort`, `verstreken`), my cases whose term ends first, and those I took last."""

    counts: dict[str, int]
    mine: list[State]
    taken: list[tuple[State, str]]


def lists(office: Office) -> dict[str, Asked]:
    """The work lists that are counted, by name."""
    today = office.today()
    soon, over = today + timedelta(SOON + 1), today
    return {
        "mijn": Asked(mine=True, due=True, due_first=True), "vrij": Asked(free=True, due=True, due_first=True),
        "binnenkort": Asked(before=soon, due_first=True), "verstreken": Asked(before=over, due_first=True),
    }  # fmt: skip


def work(office: Office, who: Principal) -> Work:
    """What is to be done now. Nothing in it is about a person."""
    me, asked = who.ref(office.names), lists(office)

    def job(connection: Connection) -> Work:
        counts = {
            name: work_rows.count(connection, who.tenant, one.wanted(me), MOST) for name, one in asked.items()
        }  # fmt: skip
        mine = work_rows.page(connection, who.tenant, asked["mijn"].wanted(me), 0, _SHOWN, due_first=True)
        return Work(counts, mine, work_rows.lately_taken(connection, who.tenant, me, _SHOWN))

    return office.store.read(who.tenant, job)
