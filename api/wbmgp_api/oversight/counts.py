"""What was done in a year, counted from the tables: nothing of a case is opened for it.

A year is that of the day on which a step counts in law, also where it was recorded later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final, get_args

from sqlalchemy import Connection

from wbmgp_api.cases.office import HERE
from wbmgp_api.cases.procedure import BEFORE_DECISION
from wbmgp_api.oversight.parts import Parts, shown_count, shown_parts
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_api.store.sql import sql
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.trail.receipt import utc_text

ADVICES: Final[tuple[str, ...]] = get_args(Advice)
JUDGEMENTS: Final = ("gegrond", "ongegrond", "niet_ontvankelijk")
_RECEIVED: Final = sql(
    "SELECT count(*) FROM case_state WHERE tenant = :tenant AND received_on >= :since AND received_on <= :until"
)
_DECIDED: Final = sql(
    "SELECT b.outcome, d.advice, d.relation, count(*) AS number FROM case_decision b"
    " JOIN case_draft d ON d.tenant = b.tenant AND d.id = b.draft_id"
    " WHERE b.tenant = :tenant AND b.decided_on >= :since AND b.decided_on <= :until GROUP BY b.outcome, d.advice, d.relation"
)
_ACTS: Final = sql(
    "SELECT act, count(DISTINCT case_id) AS number FROM handeling"
    " WHERE tenant = :tenant AND day >= :since AND day <= :until GROUP BY act"
)
_JUDGED: Final = sql(
    "SELECT o.judgement, count(*) AS number FROM objection_decision o"
    " JOIN handeling h ON h.tenant = o.tenant AND h.id = o.id"
    " WHERE o.tenant = :tenant AND h.day >= :since AND h.day <= :until GROUP BY o.judgement"
)
_WAITING: Final = sql(
    "SELECT h.status, count(*) AS number FROM handeling h WHERE h.tenant = :tenant AND h.version = (SELECT max(x.version) FROM handeling x"
    " WHERE x.tenant = h.tenant AND x.case_id = h.case_id AND x.day <= :until) GROUP BY h.status"
)
_ENTRIES: Final = sql(
    "SELECT type, count(case_id) AS number, count(DISTINCT case_id) AS cases FROM record"
    " WHERE tenant = :tenant AND recorded_at >= :from AND recorded_at < :to GROUP BY type"
)


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The numbers of one municipality and year. In what `shown` gives None is a number that is not shown.

    `outcomes` and `advices` add up to `decided`, as `followed` and `deviated` do; `judgements` to `objections_judged`.
    `ruled`, `annulled` and `appeals_withdrawn` are how appeals ended. `in_hand`: received and not yet decided, withdrawn or
    left unhandled at the end of the year. `looked_in`: how often somebody looked in a case. `in_default`: cases in which somebody gave notice of default. `erased`: cases of
    which something was erased.
    """

    year: int
    received: int | None
    decided: int | None
    outcomes: Parts
    advices: Parts
    followed: int | None
    deviated: int | None
    withdrawn: int | None
    not_handled: int | None
    extended: int | None
    suspended: int | None
    completed: int | None
    in_default: int | None
    in_hand: int | None
    objections: int | None
    objections_judged: int | None
    judgements: Parts
    appeals: int | None
    ruled: int | None
    annulled: int | None
    appeals_withdrawn: int | None
    corrections: int | None
    screened: int | None
    erased: int | None
    looked_in: int | None

    def shown(self) -> YearCounts:
        """The same without small numbers, and without what they could be worked out from.

        What was in hand is not shown at all: with that of the year before, and with what came in and was decided, it would
        give away how many were withdrawn.
        """
        alone: dict[str, Any] = {name: shown_count(getattr(self, name)) for name in _ALONE}
        said = replace(self, **alone, in_hand=None)
        told = _known({"followed": self.followed, "deviated": self.deviated})
        decided, judged = said.decided, said.objections_judged
        relation = shown_parts(told) if decided is not None else dict.fromkeys(told)
        return replace(
            said,
            outcomes=shown_of(decided, self.outcomes), advices=shown_of(decided, self.advices),
            judgements=shown_of(judged, self.judgements), followed=relation["followed"], deviated=relation["deviated"],
        )  # fmt: skip


_ALONE: Final = (
    "received", "decided", "withdrawn", "not_handled", "extended", "suspended", "completed", "in_default", "objections",
    "objections_judged", "appeals", "ruled", "annulled", "appeals_withdrawn", "corrections", "screened", "erased",
    "looked_in",
)  # fmt: skip


def shown_of(whole: int | None, parts: Parts) -> Parts:
    """The parts of a number as they can be shown; none of them where the number itself is not."""
    return dict.fromkeys(parts) if whole is None else shown_parts(_known(parts))


def _known(parts: Parts) -> dict[str, int]:
    return {name: count or 0 for name, count in parts.items()}


def year_counts(connection: Connection, tenant: str, year: int) -> YearCounts:
    """Every number of a year, whole: for who may see small ones, and for `shown`."""
    where = {"tenant": tenant, "since": f"{year}-01-01", "until": f"{year}-12-31"}
    decided = _DECIDED(connection, where).all()
    acts = {row.act: int(row.number) for row in _ACTS(connection, where)}
    judged = {row.judgement: int(row.number) for row in _JUDGED(connection, where)}
    entries = {row.type: row for row in _ENTRIES(connection, {"tenant": tenant, **moments(year)})}
    outcomes, advices, relations = dict.fromkeys(OUTCOMES, 0), dict.fromkeys(ADVICES, 0), {"volgt": 0, "wijkt_af": 0}
    for row in decided:
        for counts, key in ((outcomes, row.outcome), (advices, row.advice), (relations, row.relation)):
            counts[key] += int(row.number)
    looked, erased = entries.get("inzage"), entries.get("wissing")
    return YearCounts(
        year=year,
        received=int(_RECEIVED(connection, where).scalar_one()),
        decided=sum(outcomes.values()), outcomes=outcomes, advices=advices,
        followed=relations["volgt"], deviated=relations["wijkt_af"],
        withdrawn=acts.get("trek_in", 0), not_handled=acts.get("laat_buiten_behandeling", 0),
        extended=acts.get("verleng_termijn", 0), suspended=acts.get("schort_op", 0),
        completed=acts.get("vraag_aanvulling", 0), in_default=acts.get("stel_in_gebreke", 0),
        in_hand=sum(int(row.number) for row in _WAITING(connection, where) if row.status in BEFORE_DECISION),
        objections=acts.get("bezwaar", 0),
        objections_judged=sum(judged.values()), judgements={name: judged.get(name, 0) for name in JUDGEMENTS},
        appeals=acts.get("beroep", 0), ruled=acts.get("uitspraak", 0), annulled=acts.get("vernietiging", 0),
        appeals_withdrawn=acts.get("trek_beroep_in", 0), corrections=acts.get("correctie", 0),
        screened=acts.get("meld_onderzoek", 0),
        erased=0 if erased is None else int(erased.cases), looked_in=0 if looked is None else int(looked.number),
    )  # fmt: skip


def moments(year: int) -> dict[str, str]:
    """When a year begins and ends in the Netherlands, as the log writes moments: from the first, before the second."""
    first, after = (datetime.combine(date(one, 1, 1), datetime.min.time(), HERE) for one in (year, year + 1))
    return {"from": utc_text(first.astimezone(UTC)), "to": utc_text(after.astimezone(UTC))}
