"""Rows of work lists: where cases stand, by status, by who has them and by the days that count. Every statement names the tenant.

Each list has a statement of its own, so that a database finds it along an index however many cases there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.store.case_rows import STATE, State
from wbmgp_api.store.sql import Sql, sql

_WHERE: Final[Mapping[str, str]] = {
    "status": " AND s.status = :status",
    "assigned": " AND s.assigned_to = :assigned",
    "free": " AND s.assigned_to IS NULL",
    "due": " AND s.due_on IS NOT NULL",
    "before": " AND s.due_on < :before",
    "since": " AND s.received_on >= :since",
    "until": " AND s.received_on <= :until",
}
_WITH_TERM: Final = {"due", "before"}
_WITH_DAY: Final = {"since", "until"}
_LATELY: Final = (
    "SELECT case_id, made_at FROM handeling WHERE tenant = :tenant AND made_by = :assigned"
    " AND act = 'neem_in_behandeling' ORDER BY made_at DESC LIMIT :most"
)
_WHEN: Final = sql(_LATELY)
_TAKEN: Final = sql(
    STATE + f" AND s.assigned_to = :assigned AND s.case_id IN (SELECT case_id FROM ({_LATELY}) AS lately)"  # noqa: S608
)


def page(
    connection: Connection, tenant: str, wanted: Mapping[str, str], skipped: int, most: int, *, due_first: bool = False
) -> list[State]:
    """Cases in the order in which they were opened, or whose term ends first. `wanted` has a value for each condition."""
    rows = _listed(tuple(wanted), due_first)(connection, _with(tenant, wanted, skipped=skipped, most=most))
    return [State(*row) for row in rows]


def count(connection: Connection, tenant: str, wanted: Mapping[str, str], most: int = 1_000_000_000) -> int:
    """How many cases there are of these; no more than `most` are counted."""
    return int(_counted(tuple(wanted))(connection, _with(tenant, wanted, most=most)).scalar_one())


def lately_taken(connection: Connection, tenant: str, assigned: str, most: int) -> list[tuple[State, str]]:
    """The cases that somebody took last and still has, with the moment, from new to old."""
    asked = {"tenant": tenant, "assigned": assigned, "most": most}
    when = {row.case_id: row.made_at for row in reversed(_WHEN(connection, asked).all())}
    found = [State(*row) for row in _TAKEN(connection, asked)]
    return sorted(((one, when[one.case_id]) for one in found), key=lambda one: one[1], reverse=True)


def _with(tenant: str, wanted: Mapping[str, str], **more: Any) -> dict[str, Any]:
    return {"tenant": tenant, **{name: value for name, value in wanted.items() if f":{name}" in _WHERE[name]}, **more}


@cache
def _listed(names: tuple[str, ...], due_first: bool) -> Sql:
    words = STATE + "".join(_WHERE[name] for name in names)
    return sql(f"{words} ORDER BY {_order(set(names), due_first)}s.opened_at, s.case_id LIMIT :most OFFSET :skipped")


def _order(names: set[str], due_first: bool) -> str:
    """What comes first. A case without a term comes last; where none can be there, an index has the order."""
    if due_first:
        return "s.due_on, " if names & _WITH_TERM else "coalesce(s.due_on, '9999-12-31'), "
    return "s.received_on, " if names & _WITH_DAY else ""


@cache
def _counted(names: tuple[str, ...]) -> Sql:
    where = "".join(_WHERE[name] for name in names)
    inner = f"SELECT 1 FROM case_state s WHERE s.tenant = :tenant{where} LIMIT :most"  # noqa: S608 -- our own text
    return sql(f"SELECT count(*) FROM ({inner}) AS counted")  # noqa: S608 -- our own text
