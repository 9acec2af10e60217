"""What a data protection officer asks of a year and the store knows: who looked, what was erased, how people decided.

Nothing of a case is opened. Every number is one that can be shown: none of them tells of a group of less than five.
None is of the day of asking: the difference between two days would tell of single cases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.course import Course
from wbmgp_api.cases.terms import decision_term
from wbmgp_api.oversight.counts import YearCounts, shown_of, year_counts
from wbmgp_api.oversight.decided import Period
from wbmgp_api.oversight.log_state import LogState, logs_of
from wbmgp_api.oversight.parts import Parts, shown_count
from wbmgp_api.oversight.processing_log import SEEKS
from wbmgp_api.oversight.year_by_quarter import rates_of
from wbmgp_api.oversight.years import days_of, moments
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.store.processing_rows import milliseconds
from wbmgp_api.store.sql import sql
from wbmgp_engine.calendar import AwbTerms
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.trail.receipt import ROLES, read_leaf

_AT_ONCE: Final = 2_000
_LOOKS: Final = sql(
    "SELECT r.case_id, r.recorded_at, l.leaf_bytes FROM record r JOIN log_leaf l ON l.origin = r.origin AND l.seq = r.seq"
    " WHERE r.tenant = :tenant AND r.type = 'inzage' AND r.recorded_at > :after AND r.recorded_at >= :from"
    " AND r.recorded_at < :to ORDER BY r.recorded_at LIMIT :most"
)
_LINES: Final = sql(
    "SELECT activity, name, status, count(*) AS number FROM verwerkingslog WHERE tenant = :tenant AND subject IS NULL"
    " AND start_ms >= :since AND start_ms < :until GROUP BY activity, name, status"
)
_ORDERS: Final = sql(
    "SELECT o.made_at, r.run_at FROM erasure_order o LEFT JOIN erasure_run r ON r.tenant = o.tenant AND r.order_id = o.id"
    " WHERE o.tenant = :tenant"
)
_BOOKS: Final = sql(
    "SELECT rules_hash, min(recorded_at) AS since FROM record WHERE tenant = :tenant AND type = 'regelversie'"
    " GROUP BY rules_hash ORDER BY since"
)
_STEPS: Final = sql(
    "SELECT b.decided_on, h.case_id, h.id, h.version, h.act, h.status, h.made_by, h.role, h.made_at, h.day, h.until,"
    " h.about FROM case_decision b JOIN handeling h ON h.tenant = b.tenant AND h.case_id = b.case_id"
    " WHERE b.tenant = :tenant AND b.decided_on >= :since AND b.decided_on <= :until ORDER BY h.case_id, h.version"
)
Count = int | None


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What the store tells of one year, in numbers that can be shown: None is one that cannot.

    `looks`: how often somebody looked in a case, by role; `searches`: by citizen service number; `insight`: searches of the
    processing log for somebody. `activities`: actions by the address of their activity. `books`: rule books that were used for
    the first time, with the moment. `logs`: those up to and with that of the year.
    `nearly_always`: advices that in some quarter were followed so often that they may count as the decision; `hardly_ever`:
    quarters in which fewer than five decisions, or none, did not follow the advice. The pages of quarters say both.
    """

    year: int
    counts: YearCounts
    looks: Parts
    searches: Count
    group_looks: Count
    activities: Parts
    actions: Count
    failed: Count
    insight: Count
    in_time: Count
    late: Count
    ordered: Count
    carried_out: Count
    books: tuple[tuple[str, str], ...]
    logs: tuple[LogState, ...]
    nearly_always: tuple[str, ...]
    hardly_ever: tuple[str, ...]


def year_facts(connection: Connection, tenant: str, year: int, lawbook: Lawbook) -> YearFacts:
    """The facts of a year. Raises LawLookupError for terms that the rule book does not have."""
    period = days_of(year)
    when, counts = moments(period), year_counts(connection, tenant, year)
    shown, rates = counts.shown(), rates_of(connection, tenant, year)
    by_role, searches, groups = _looks(connection, tenant, when)
    lines = _lines(connection, tenant, when)
    actions = sum(lines.activities.values())
    late = _late(connection, tenant, period, lawbook)
    timely = shown_of(shown.decided, {"op_tijd": (counts.decided or 0) - late, "te_laat": late})
    orders = [(row.made_at, row.run_at) for row in _ORDERS(connection, {"tenant": tenant})]
    return YearFacts(
        year, shown, shown_of(shown_count(counts.looked_in), by_role), shown_count(searches),
        shown_count(groups), shown_of(shown_count(actions), lines.activities), shown_count(actions),
        shown_count(lines.failed), shown_count(lines.insight), timely["op_tijd"], timely["te_laat"],
        shown_count(sum(_within(when, made) for made, _ in orders)),
        shown_count(sum(_within(when, run) for _, run in orders)), tuple(_books(connection, tenant, when)),
        tuple(one for one in logs_of(connection, tenant) if one.year <= year),
        tuple(sorted({name for one in rates for name in one.nearly_always if name is not None})),
        tuple(one.quarter.name for one in rates if one.few),
    )  # fmt: skip


@dataclass(slots=True)
class _Lines:
    activities: dict[str, int]
    failed: int = 0
    insight: int = 0


def _looks(connection: Connection, tenant: str, when: Mapping[str, str]) -> tuple[dict[str, int], int, int]:
    """Looks in a case by role, searches by number, and looks at groups: what an entry about no case says it opens tells which."""
    roles, searches, groups = Counter[str](dict.fromkeys(ROLES, 0)), 0, 0
    for case, leaf in _leaves(connection, tenant, when):
        if case is not None:
            roles[leaf["rol"]] += 1
        elif leaf["categorieen"]:
            searches += 1
        else:
            groups += 1
    return dict(roles), searches, groups


def _leaves(
    connection: Connection, tenant: str, when: Mapping[str, str]
) -> Iterator[tuple[str | None, dict[str, Any]]]:
    after = ""
    rows: list[Any] = [None]
    while rows:
        rows = _LOOKS(connection, {"tenant": tenant, **when, "after": after, "most": _AT_ONCE}).all()
        for row in rows:
            after = row.recorded_at
            yield row.case_id, read_leaf(bytes(row.leaf_bytes))


def _lines(connection: Connection, tenant: str, when: Mapping[str, str]) -> _Lines:
    since, until = (milliseconds(datetime.fromisoformat(when[name])) for name in ("from", "to"))
    found = _Lines({})
    for row in _LINES(connection, {"tenant": tenant, "since": since, "until": until}):
        number = int(row.number)
        found.activities[row.activity] = found.activities.get(row.activity, 0) + number
        found.failed += number if row.status == "Error" else 0
        found.insight += number if row.name == SEEKS else 0
    return found


def _late(connection: Connection, tenant: str, period: Period, lawbook: Lawbook) -> int:
    """How many were decided after the term to decide on the application, with all that suspended and extended it."""
    terms = AwbTerms.of(lawbook)
    courses: dict[tuple[str, str], list[Taken]] = {}
    days = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    for decided, case, *step in _STEPS(connection, {"tenant": tenant, **days}):
        courses.setdefault((case, decided), []).append(Taken(*step))
    return sum(
        _is_late(Course.of(steps), date.fromisoformat(decided), terms) for (_, decided), steps in courses.items()
    )


def _is_late(course: Course, decided: date, terms: AwbTerms) -> bool:
    made = next(step.version for step in reversed(course.steps) if step.act == "stel_vast")
    return decided > decision_term(course.until(made), terms).day


def _within(when: Mapping[str, str], moment: str | None) -> bool:
    return moment is not None and when["from"] <= moment < when["to"]


def _books(connection: Connection, tenant: str, when: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in _BOOKS(connection, {"tenant": tenant}):
        if _within(when, row.since):
            yield row.rules_hash, row.since
