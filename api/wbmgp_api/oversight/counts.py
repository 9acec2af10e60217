"""What was done in a year, counted from the tables: nothing of a case is opened for it.

Steps count on the day on which they were recorded, as on the pages of quarters: a day in law can lie in a year that was
told of before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.oversight.parts import Parts, shown_count, shown_parts
from wbmgp_api.oversight.year_by_quarter import numbers_of
from wbmgp_api.oversight.years import days_of, moments
from wbmgp_api.store.sql import sql

_ACTS: Final = sql(
    "SELECT act, count(DISTINCT case_id) AS number FROM handeling"
    " WHERE tenant = :tenant AND made_at >= :from AND made_at < :to GROUP BY act"
)
_ENTRIES: Final = sql(
    "SELECT type, count(case_id) AS number, count(DISTINCT case_id) AS cases FROM record"
    " WHERE tenant = :tenant AND recorded_at >= :from AND recorded_at < :to GROUP BY type"
)


@dataclass(frozen=True, slots=True)
class YearCounts:
    """The numbers of one municipality and year. In what `shown` gives None is a number that is not shown.

    `outcomes` add up to `decided`, as `followed` and `deviated` do; `judgements` to `objections_judged`. `ruled`, `annulled`
    and `appeals_withdrawn` are how appeals ended. `looked_in`: how often somebody looked in a case. `in_default`: cases in
    which somebody gave notice of default. `erased`: cases of which something was erased. `untold`: what may not stand beside
    the pages of quarters, by name; a part after that of its whole and a dot.
    """

    year: int
    received: int | None
    decided: int | None
    outcomes: Parts
    followed: int | None
    deviated: int | None
    withdrawn: int | None
    not_handled: int | None
    extended: int | None
    suspended: int | None
    completed: int | None
    in_default: int | None
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
    untold: frozenset[str] = frozenset()

    def shown(self) -> YearCounts:
        """The same without small numbers, and without what they could be worked out from."""
        alone: dict[str, Any] = {name: self._told(name, shown_count(getattr(self, name))) for name in _ALONE}
        relation = self._parts(alone["decided"], {"followed": self.followed, "deviated": self.deviated})
        return replace(
            self, **alone, followed=relation["followed"], deviated=relation["deviated"],
            outcomes=self._parts(alone["decided"], self.outcomes, "outcomes."),
            judgements=self._parts(alone["objections_judged"], self.judgements, "judgements."),
        )  # fmt: skip

    def _parts(self, whole: int | None, parts: Parts, of: str = "") -> Parts:
        return {name: self._told(f"{of}{name}", count) for name, count in shown_of(whole, parts).items()}

    def _told(self, name: str, count: int | None) -> int | None:
        return None if name in self.untold else count


_ALONE: Final = (
    "received", "decided", "withdrawn", "not_handled", "extended", "suspended", "completed", "in_default", "objections",
    "objections_judged", "appeals", "ruled", "annulled", "appeals_withdrawn", "corrections", "screened", "erased",
    "looked_in",
)  # fmt: skip


def shown_of(whole: int | None, parts: Parts) -> Parts:
    """The parts of a number as they can be shown; none of them where the number itself is not."""
    return dict.fromkeys(parts) if whole is None else shown_parts({name: count or 0 for name, count in parts.items()})


def year_counts(connection: Connection, tenant: str, year: int) -> YearCounts:
    """Every number of a year, whole: for who may see small ones, and for `shown`."""
    where = {"tenant": tenant, **moments(days_of(year))}
    acts = {row.act: int(row.number) for row in _ACTS(connection, where)}
    entries = {row.type: row for row in _ENTRIES(connection, where)}
    looked, erased = entries.get("inzage"), entries.get("wissing")
    return YearCounts(
        year=year, received=acts.get("intake", 0), **numbers_of(connection, tenant, year),
        withdrawn=acts.get("trek_in", 0), not_handled=acts.get("laat_buiten_behandeling", 0),
        extended=acts.get("verleng_termijn", 0), suspended=acts.get("schort_op", 0),
        completed=acts.get("vraag_aanvulling", 0), in_default=acts.get("stel_in_gebreke", 0),
        corrections=acts.get("correctie", 0), screened=acts.get("meld_onderzoek", 0),
        erased=0 if erased is None else int(erased.cases), looked_in=0 if looked is None else int(looked.number),
    )  # fmt: skip
