"""Objections and appeals of a quarter: how many came in and ended, how they ended, and what changed.

How many wait is not told: beside what came in, two quarters would give away the few that ended.

They are counted on the day on which they were recorded: a day in law can lie in a quarter that was already told of.
What somebody wrote in an objection is free text and is not read; the reasons that were ticked beside it are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight import reasons
from wbmgp_api.oversight.decided import Decided
from wbmgp_api.oversight.grounds import CONTENTS, NOT_READ, Judged, judged
from wbmgp_api.oversight.parts import shown_count
from wbmgp_api.oversight.quarters import Quarter
from wbmgp_api.oversight.reasons import Reasons
from wbmgp_api.oversight.small_groups import SMALLEST
from wbmgp_api.oversight.small_tables import Kinds, Row, counted, table, told_apart
from wbmgp_api.oversight.years import moments
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_api.store.sql import sql

WON, LOST = "gelijk", "geen_gelijk"
CHANGED, KEPT_ALL_THE_SAME = "gegrond_anders", "gegrond_zelfde"
ANNULLED, BY_COURT, WITHDRAWN = "vernietigd", "zelf_voorzien", "ingetrokken"
OF_OBJECTIONS: Final[Kinds] = {CHANGED: WON, KEPT_ALL_THE_SAME: WON, "ongegrond": LOST, "niet_ontvankelijk": LOST}
OF_APPEALS: Final[Kinds] = {ANNULLED: WON, BY_COURT: WON, "ongegrond": LOST, "niet_ontvankelijk": LOST, WITHDRAWN: LOST}
"""How each ends, and for whom: a founded objection and an annulled decision are won by who objected."""
OBJECTION, APPEAL = "bezwaar", "beroep"
_STEPS: Final = sql(
    "SELECT h.id AS step, h.act, h.case_id AS of_case, r.outcome AS result, o.judgement, o.outcome AS fresh, b.id,"
    " b.outcome, b.decided_on, b.decided_by, d.drafted_by, d.advice, d.relation, d.assessment_id, a.law_date, a.rules_hash"
    " FROM handeling h JOIN record r ON r.tenant = h.tenant AND r.id = h.id"
    " JOIN case_decision b ON b.tenant = h.tenant AND b.id = (SELECT max(x.id) FROM case_decision x"
    " WHERE x.tenant = h.tenant AND x.case_id = h.case_id)"
    " JOIN case_draft d ON d.tenant = b.tenant AND d.id = b.draft_id"
    " JOIN record a ON a.tenant = d.tenant AND a.id = d.assessment_id"
    " LEFT JOIN objection_decision o ON o.tenant = h.tenant AND o.id = h.id"
    " WHERE h.tenant = :tenant AND h.made_at >= :from AND h.made_at < :to"
    " AND h.act IN ('bezwaar', 'beslis_op_bezwaar', 'beroep', 'uitspraak', 'vernietiging', 'trek_beroep_in') ORDER BY h.id"
)
_OBJECTIONS: Final = sql(
    "SELECT case_id, id FROM handeling WHERE tenant = :tenant AND act = 'bezwaar' AND made_at < :to ORDER BY version"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """An objection or appeal that ended: how, and the decision that it was about."""

    kind: str
    way: str
    about: Decided


@dataclass(frozen=True, slots=True)
class Recorded:
    """The steps of a quarter: by kind what came in, as records, and all that ended."""

    lodged: Mapping[str, Sequence[str]]
    ended: Sequence[Ended]

    def ends(self, kind: str) -> list[Ended]:
        """The objections that ended, or the appeals."""
        return [one for one in self.ended if one.kind == kind]


@dataclass(frozen=True, slots=True)
class Kind:
    """Objections, or appeals. None for a number that is not shown. `columns`: how they ended, as far as that can be shown."""

    lodged: int | None
    whole: Row | None
    kinds: Kinds
    by_outcome: list[Row]

    @property
    def columns(self) -> list[str]:
        """The ways to end that are counted, each once."""
        return list(dict.fromkeys(self.kinds.values()))


@dataclass(frozen=True, slots=True)
class Appeals:
    """The objections and appeals of a quarter; `by_ground` and `reasons` where decisions and objections were opened."""

    quarter: Quarter
    objections: Kind
    appeals: Kind
    by_ground: list[tuple[str, Row]] | None = None
    reasons: Reasons | None = None

    @property
    def often(self) -> list[str]:
        """Grounds at which at least half of the objections were won, as far as that is shown."""
        return [ground for ground, row in self.by_ground or () if overturned(row)]


def overturned(row: Row) -> bool:
    """Whether at least half of a group was won by who objected; a choice of this project."""
    won = [row.cells.get(name) for name in (WON, CHANGED, KEPT_ALL_THE_SAME)]
    return 2 * sum(one for one in won if one is not None) >= max(row.size, 2 * SMALLEST)


def report(office: Office, who: Principal, quarter: Quarter, *, grounds: bool = False) -> Appeals:
    """The report; with `grounds` the assessments under the decisions and the reasons of the objections are opened.

    The log of each case says so first.
    """
    found = office.store.read(who.tenant, partial(recorded, tenant=who.tenant, quarter=quarter))
    if not grounds:
        return of(quarter, found)
    objections = [one.about for one in found.ends(OBJECTION)]
    _log(office, who, objections)
    said = office.store.read(who.tenant, lambda c: judged(c, office, who.tenant, objections))
    return replace(of(quarter, found, said), reasons=_reasons(office, who, quarter, found))


def _reasons(office: Office, who: Principal, quarter: Quarter, steps: Recorded) -> Reasons:
    """By reason; where a case has more than one objection, what ended is the last of them."""
    last = office.store.read(who.tenant, partial(_objections, tenant=who.tenant, quarter=quarter))
    came = steps.lodged[OBJECTION]
    judged_on = [(last[one.about.case][-1], OF_OBJECTIONS[one.way]) for one in steps.ends(OBJECTION)]
    wanted = {*came, *(record for record, _ in judged_on)}
    found = reasons.ticked(office, who, {one: case for case, listed in last.items() for one in listed if one in wanted})
    return reasons.of([found[one] for one in came], [(found[one], won) for one, won in judged_on], (WON, LOST))


def _objections(connection: Connection, tenant: str, quarter: Quarter) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _OBJECTIONS(connection, {"tenant": tenant, "to": moments(quarter.period)["to"]}):
        found.setdefault(row.case_id, []).append(row.id)
    return found


def of(quarter: Quarter, steps: Recorded, said: Mapping[str, Judged] | None = None) -> Appeals:
    """The report of these steps, with what was opened of the decisions."""
    objections, appeals = kind_of(steps, OBJECTION), kind_of(steps, APPEAL)
    grounds = None if said is None else _by_ground(steps.ends(OBJECTION), objections.kinds, said)
    return Appeals(quarter, objections, appeals, grounds)


def kind_of(steps: Recorded, kind: str) -> Kind:
    """What may be told of the objections, or of the appeals."""
    ended, ways = steps.ends(kind), OF_OBJECTIONS if kind == OBJECTION else OF_APPEALS
    kinds = told_apart((one.way for one in ended), [{way: way for way in ways}, ways])
    whole = _by(ended, kinds, lambda _: "")
    by_outcome = _by(ended, kinds, lambda one: one.about.outcome)
    return Kind(shown_count(len(steps.lodged[kind])), whole[0] if whole else None, kinds, by_outcome)


def _by(ended: Sequence[Ended], kinds: Kinds, key: Callable[[Ended], str]) -> list[Row]:
    return table(counted((key(one), one.way) for one in ended), kinds)


def _by_ground(ended: Sequence[Ended], kinds: Kinds, said: Mapping[str, Judged]) -> list[tuple[str, Row]]:
    none = Judged({}, NOT_READ)
    return [
        (name, row)
        for name in sorted({name for one in said.values() for name in one.verdicts})
        for row in _by(ended, kinds, lambda one, name=name: said.get(one.about.id, none).verdict(name))  # type: ignore[misc]
        if row.key == "niet_voldaan"
    ]


def recorded(connection: Connection, tenant: str, quarter: Quarter) -> Recorded:
    """What was recorded in a quarter: nothing can be added to one that is over."""
    rows = _STEPS(connection, {"tenant": tenant, **moments(quarter.period)}).all()
    lodged = {kind: [row.step for row in rows if row.act == kind] for kind in (OBJECTION, APPEAL)}
    return Recorded(lodged, [_ended(row) for row in rows if row.act not in lodged])


def _ended(row: Any) -> Ended:
    about = Decided(
        row.id, row.of_case, row.outcome, row.decided_on, row.decided_by, row.drafted_by, row.advice, row.relation,
        row.assessment_id, row.law_date, row.rules_hash,
    )  # fmt: skip
    return Ended(OBJECTION if row.judgement else APPEAL, _way(row), about)


def _way(row: Any) -> str:
    if row.judgement == "gegrond":
        return CHANGED if row.fresh not in (None, row.outcome) else KEPT_ALL_THE_SAME
    ways = {"vernietiging": ANNULLED, "trek_beroep_in": WITHDRAWN}
    return str(row.judgement or ways.get(row.act) or (BY_COURT if row.result in OUTCOMES else row.result))


def _log(office: Office, who: Principal, opened: Sequence[Decided]) -> None:
    """An entry for each case: this category of its assessment is opened."""

    def job(connection: Connection) -> None:
        doing = office.begin(connection, who)
        for one in {one.id: one for one in opened}.values():
            doing.leaf("inzage", one.case, {}, betreft=one.assessment, categorieen=CONTENTS)

    office.store.write(who.tenant, job)
