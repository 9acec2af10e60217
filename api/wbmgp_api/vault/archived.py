"""Closed cases taken out of a database for an archive, by the command line; the log says first that they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.accountability.municipality import Accounts
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.publication.archive import Archivist, export
from wbmgp_api.publication.closed import Closed, NotClosed, closed
from wbmgp_api.store import keeping
from wbmgp_api.vault.at_hand import office_at_hand, one_tenant
from wbmgp_api.vault.opened import opened
from wbmgp_api.words import Both
from wbmgp_engine.errors import BadInput, Finding

_CLIENT = "archiefuitvoer"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases: these, or all of a municipality that ended before a day; who asks, and the file with its name."""

    cases: Sequence[str] = ()
    before: date | None = None
    by: str | None = None
    account: str | None = None


def archive(
    url: str, tenant: str | None, wanted: Wanted, out: Path, progress: Callable[[int, int, str], None]
) -> dict[str, Any]:
    """Export the cases of one municipality to a new folder; the overview of it.

    Raises BadInput where a case that was named may not go, or nothing is there to go, and what `export` raises.
    """
    with opened(url) as house:
        of = one_tenant(house, tenant)
        office = replace(office_at_hand(house, of, Role.LAWYER, wanted.by), purpose="archivering")
        cases, refused = house.store.read(of, partial(_chosen, tenant=of, office=office, wanted=wanted))
        who = Principal(_CLIENT, of, frozenset({Role.LAWYER}), _CLIENT, Role.LAWYER)
        archivist = Archivist(office, who, house.key, _name(of, wanted.account))
        done = iter(range(1, len(cases) + 1))
        return export(archivist, cases, refused, out, lambda case: progress(next(done), len(cases), case))


def _chosen(
    connection: Connection, tenant: str, office: Office, wanted: Wanted
) -> tuple[list[Closed], dict[str, Both]]:
    found, refused = list[Closed](), dict[str, Both]()
    cases = wanted.cases or keeping.closed_before(connection, tenant, wanted.before or office.today())
    for case in dict.fromkeys(cases):
        try:
            found.append(closed(connection, tenant, case, office.lawbook, office.today()))
        except NotClosed as problem:
            refused[case] = problem.why
    if wanted.cases and refused:
        fix = "leave it out, or do first what is missing; nothing was written"
        raise BadInput(
            [
                Finding(f"--case {case}", f"does not go to an archive: {why.english}", fix)
                for case, why in refused.items()
            ]
        )
    if not found:
        raise BadInput.one("--closed-before", "no case that ended before it may go", "see `wbmgp retention list`")
    return found, refused


def _name(tenant: str, account: str | None) -> str:
    """What the municipality calls itself, where it told so."""
    return Accounts.of(account, production=False).find(tenant).name or f"Gemeente {tenant}"
