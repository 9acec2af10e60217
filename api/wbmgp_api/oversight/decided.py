"""The decisions of a municipality as the tables know them, the newest first; and their contents, once who looks is logged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.categories import answer_of

MOST: Final = 500
"""So many decisions are looked at at once; the pages say which."""
_DECIDED: Final = (
    " FROM case_decision b JOIN case_draft d ON d.tenant = b.tenant AND d.id = b.draft_id"
    " JOIN record r ON r.tenant = d.tenant AND r.id = d.assessment_id"
    " WHERE b.tenant = :tenant AND b.decided_on >= :since AND b.decided_on <= :until"
)
_EVERY_WORD: Final = (
    "SELECT b.id, b.case_id, b.outcome, b.decided_on, b.decided_by, d.drafted_by, d.advice, d.relation,"
    f" d.assessment_id, r.law_date, r.rules_hash, d.open_gates{_DECIDED} ORDER BY b.id DESC"
)
_EVERY = sql(_EVERY_WORD)
_LIST = sql(f"{_EVERY_WORD} LIMIT :most OFFSET :skipped")
_COUNT = sql(
    "SELECT count(*) FROM case_decision WHERE tenant = :tenant AND decided_on >= :since AND decided_on <= :until"
)


@dataclass(frozen=True, slots=True)
class Period:
    """The decisions of these days, both included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision with the assessment that it rests on. `drafted_by` and `decided_by` are keyed hashes of people."""

    id: str
    case: str
    outcome: str
    day: str
    decided_by: str
    drafted_by: str
    advice: str
    relation: str
    assessment: str
    law_date: str
    rules_hash: str
    open_gates: int = 0

    @property
    def follows(self) -> bool:
        """Whether the decision follows the advice."""
        return self.relation == "volgt"


def newest(connection: Connection, tenant: str, period: Period, skipped: int = 0, most: int = MOST) -> list[Decided]:
    """One page of the decisions of a period, the newest first."""
    rows = _LIST(connection, {**_where(tenant, period), "most": most, "skipped": skipped})
    return [Decided(*row) for row in rows]


def every(connection: Connection, tenant: str, period: Period) -> list[Decided]:
    """All decisions of a period, the newest first: for what is only counted."""
    return [Decided(*row) for row in _EVERY(connection, _where(tenant, period))]


def decided(
    connection: Connection, tenant: str, period: Period, skipped: int = 0, most: int = MOST
) -> tuple[list[Decided], int]:
    """The same, and how many there are in all."""
    count = int(_COUNT(connection, _where(tenant, period)).scalar_one())
    return newest(connection, tenant, period, skipped, most), count


def _where(tenant: str, period: Period) -> dict[str, str]:
    return {"tenant": tenant, "since": period.since.isoformat(), "until": period.until.isoformat()}


def looked_in(
    office: Office, who: Principal, period: Period, categories: tuple[str, ...], skipped: int = 0, most: int = MOST
) -> tuple[list[Decided], int]:
    """The same, after an entry for each case says that these categories of its assessment are opened."""

    def job(connection: Connection) -> tuple[list[Decided], int]:
        doing = office.begin(connection, who)
        found, count = decided(connection, who.tenant, period, skipped, most)
        for one in found:
            doing.leaf("inzage", one.case, {}, betreft=one.assessment, categorieen=categories)
        return found, count

    return office.store.write(who.tenant, job)


def answers(
    connection: Connection, office: Office, tenant: str, listed: Sequence[Decided], categories: tuple[str, ...]
) -> Iterator[tuple[Decided, dict[str, Any] | None]]:
    """What these categories hold of the answer under each decision; None where one of them was erased."""
    for one, found in contents(connection, office, tenant, listed, categories):
        yield one, None if found is None else answer_of(found)


def contents(
    connection: Connection, office: Office, tenant: str, listed: Sequence[Decided], categories: tuple[str, ...]
) -> Iterator[tuple[Decided, list[dict[str, Any]] | None]]:
    """These categories of the assessment under each decision, in their order; None where one of them was erased."""
    for one in listed:
        said = opened(connection, office.recorder.master, tenant, one.assessment, categories)
        yield one, [said[name].part for name in categories] if set(categories) <= said.keys() else None
