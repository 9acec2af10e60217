"""Work lists and search. A list shows where cases stand and nothing of people; a search says in the log that it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases import numbers
from wbmgp_api.cases.files import address_key
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import work_rows
from wbmgp_api.store.case_rows import State, Taken

SOON: Final = 14
"""How many days ahead a desk looks."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which cases of a list: in a status, of the caller, of nobody, with a term of ours, one that ends before a day, received
    from a day up to and including another; and whose term ends first.
    """

    status: str | None = None
    mine: bool = False
    before: date | None = None
    due_first: bool = False
    free: bool = False
    due: bool = False
    since: date | None = None
    until: date | None = None

    def wanted(self, me: str) -> dict[str, str]:
        """The conditions of the list; `me` is how the log names the caller."""
        said = {
            "status": self.status, "assigned": me if self.mine else None, "free": "ja" if self.free else None,
            "due": "ja" if self.due else None, "before": _day(self.before), "since": _day(self.since),
            "until": _day(self.until),
        }  # fmt: skip
        return {name: value for name, value in said.items() if value is not None}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@dataclass(frozen=True, slots=True)
class Looked:
    """Who read in a case, when, and of which categories."""

    id: str
    role: str
    by: str
    at: str
    categories: tuple[str, ...]


def page(
    office: Office, who: Principal, asked: Asked, number: int, size: int, most: int = 1_000_000_000
) -> tuple[list[State], int]:
    """One page of a work list, and how many cases the whole list has; no more than `most` are counted."""
    wanted, skipped = asked.wanted(who.ref(office.names)), (number - 1) * size

    def job(connection: Connection) -> tuple[list[State], int]:
        found = work_rows.page(connection, who.tenant, wanted, skipped, size, due_first=asked.due_first)
        return found, work_rows.count(connection, who.tenant, wanted, most)

    return office.store.read(who.tenant, job)


def alert(state: State, today: date) -> str | None:
    """Whether a term of ours is over, or will be soon: within two weeks, as desks look ahead; None otherwise.

    >>> from datetime import date
    >>> state = State("a", "volledig", "", "2026-10-01", None, "2026-11-26", 1, 1)
    >>> [alert(state, date(2026, 11, day)) for day in (11, 12, 26, 27)]
    [None, 'binnenkort', 'binnenkort', 'verstreken']
    """
    if state.due_on is None:
        return None
    left = (date.fromisoformat(state.due_on) - today).days
    return "verstreken" if left < 0 else "binnenkort" if left <= SOON else None


def search(office: Office, who: Principal, keys: dict[str, str]) -> list[State]:
    """The cases that all of these name. Each case that is found has an entry that says who searched, before it is told."""

    def job(connection: Connection) -> list[State]:
        found = [
            (numbers.found if kind == numbers.KIND else rows.found)(
                connection, who.tenant, office.digest(kind, value, who.tenant)
            )
            for kind, value in keys.items()
        ]
        named = set.intersection(*({one.case_id for one in cases} for cases in found))
        hits = [one for one in found[0] if one.case_id in named]
        doing = office.begin(connection, who)
        if numbers.KIND in keys:
            numbers.told(doing, keys[numbers.KIND])
        for hit in hits:
            first = rows.steps(connection, who.tenant, hit.case_id)[0]
            doing.leaf("inzage", hit.case_id, {}, named="zoek", betreft=first.id, categorieen=())
        return hits

    return office.store.write(who.tenant, job)


def keys_of(
    reference: str | None, postcode: str | None, number: int | None, place: str | None, bsn: str | None = None
) -> dict[str, str]:
    """What is searched by: a kind with its value. Empty where nothing whole was given."""
    found = {"kenmerk": reference, "adresseerbaarObject": place, numbers.KIND: bsn}
    if postcode is not None and number is not None:
        found["adres"] = address_key(postcode, number)
    return {kind: value for kind, value in found.items() if value is not None}


def trail(office: Office, who: Principal, case: str) -> tuple[list[Taken], list[Looked]]:
    """Every step and every reading of a case. Raises NotThere."""

    def job(connection: Connection) -> tuple[list[Taken], list[Looked]]:
        rows.state(connection, who.tenant, case)
        return rows.steps(connection, who.tenant, case), [
            Looked(leaf["record_id"], leaf["rol"], leaf["actor_ref"], leaf["recorded_at"], tuple(leaf["categorieen"]))
            for leaf in rows.readings(connection, who.tenant, case)
        ]

    return office.store.read(who.tenant, job)
