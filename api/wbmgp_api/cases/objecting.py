"""Objections: in time or not, and decided anew under the law and the ordinance of the day, beside what was decided first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection

from wbmgp_api.cases.assessing import RESTS_ON, Kept, answer, current, kept, ungrounded
from wbmgp_api.cases.course import Course, day_of
from wbmgp_api.cases.deciding import REFUSAL, Draft, drafts, written, written_in
from wbmgp_api.cases.happened import refuse_future
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.refusals import NotYours, Refused, refused
from wbmgp_api.cases.terms import objection_of, waivers
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.sql import sql
from wbmgp_api.words import Both, bad_input
from wbmgp_engine.calendar import Filing, filed
from wbmgp_engine.trail.categories import CATEGORIES

Reason = Literal[
    "feiten_onjuist", "bewijs_niet_gezien", "uitleg_van_de_regels", "hardheid", "onevenredig", "motivering",
    "procedure", "anders",
]  # fmt: skip
"""What an objection leans on, as whoever takes it in ticks it: beside the words of the objector, and never read from them."""
REASONS: Final[tuple[str, ...]] = get_args(Reason)
FOUNDED: Final = "gegrond"
INADMISSIBLE: Final = "niet_ontvankelijk"
_DECIDE = sql(
    "INSERT INTO objection_decision VALUES (:tenant, :id, :case, :decision, :decided_by, :by, :judgement, :outcome)"
)
_DECIDED = sql(
    "SELECT o.judgement, o.outcome FROM objection_decision o JOIN record r ON r.tenant = o.tenant AND r.id = o.id"
    " WHERE o.tenant = :tenant AND o.case_id = :case ORDER BY r.recorded_at DESC"
)
_CAME: Final = Both("het bezwaar binnenkwam", "the objection came in")
_POSTED: Final = Both("het is gepost", "it was posted")


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection: when it came in and was posted, what was written, and which of the REASONS that is; none: not told."""

    received: date | None
    posted: date | None
    grounds: str
    reasons: Collection[str] = ()

    @property
    def words(self) -> dict[str, Any]:
        """What is kept of it, closed; each reason once, in the order of the list."""
        named = [one for one in REASONS if one in self.reasons]
        return {"gronden": self.grounds} | ({"redenen": named} if named else {})


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement on an objection; with a new outcome where it was founded and another decision comes in its place."""

    judgement: str
    outcome: str | None
    reasons: str
    excuse: str | None = None

    def checked(self) -> None:
        """Raises BadInput for a new outcome beside a judgement that leaves the decision as it was."""
        if self.outcome is not None and self.judgement != FOUNDED:
            raise bad_input("outcome_not_founded", "uitkomst", judgement=FOUNDED)

    def leaves(self, before: str) -> str | None:
        """What is decided anew (Awb 7:11): a new outcome, or the one before, which is upheld. None where nothing is."""
        return None if self.judgement == INADMISSIBLE else self.outcome or before


def object_to(office: Office, who: Principal, case: str, version: int, said: Objection) -> Case:
    """An objection to the decision that was sent. Too late is no reason not to take it in: a person judges that."""

    def work(doing: Doing, now: Case) -> Entered:
        received = said.received or doing.today
        came = {"ontvangen": (received, _CAME), "verzonden": (said.posted, _POSTED)}
        refuse_future(came, doing.today)
        decided = now.course.last("stel_vast")
        assert decided is not None
        record = doing.told("bezwaar", case, "bezwaar", said.words, betreft=decided.id)
        return Entered(record, received, said.posted, decided.id)

    return office.step(who, case, version, "bezwaar", work)


def decide(office: Office, who: Principal, case: str, version: int, said: Judged) -> Case:
    """Decide on the objection, on an assessment made since, by another person than took the first decision.

    Raises BadInput, NotYours, Refused.
    """
    said.checked()

    def work(doing: Doing, now: Case) -> Entered:
        objection, first = now.course.last("bezwaar"), _first(doing, case)
        opened_by = now.course.last("bezwaar", "vernietiging")
        assert objection is not None and opened_by is not None
        under = current(doing, now)
        if under.recorded_at <= opened_by.made_at:
            raise refused("before_objection", "toetsing")
        if first.decided_by == doing.actor.ref:
            raise NotYours("first_decider")
        _excused(doing, now.course, objection, said)
        _heard(doing, now, said)
        _fitting(said.leaves(first.outcome), under)
        book = office.lawbook
        office.recorder.rule_book(
            doing.connection, who.tenant, doing.origin, doing.actor, book.hash, book.files, doing.moment
        )
        words = {"oordeel": said.judgement, "motivering": said.reasons, "uitkomst": said.outcome or first.outcome}
        words |= {} if said.excuse is None else {"verschoonbaar": said.excuse}
        record = doing.told(
            "herziening", case, "bezwaar", words, betreft=objection.id, peildatum=doing.today.isoformat(),
            rules_hash=book.hash, resultaatcode=said.judgement,
        )  # fmt: skip
        row = {"tenant": who.tenant, "id": record, "case": case, "decision": first.decision,
               "decided_by": first.decided_by, "by": doing.actor.ref, "judgement": said.judgement,
               "outcome": said.outcome}  # fmt: skip
        _DECIDE(doing.connection, row)
        return Entered(record, about=objection.id)

    return office.step(who, case, version, "beslis_op_bezwaar", work)


def _first(doing: Doing, case: str) -> Draft:
    return [one for one in drafts(doing.connection, doing.who.tenant, case) if one.decision][-1]


def _excused(doing: Doing, course: Course, objection: Taken, said: Judged) -> None:
    """Raises Refused where an objection that came too late is judged without a word on why that is excusable (Awb 6:11)."""
    if said.judgement == INADMISSIBLE or said.excuse is not None or _filing(course, objection, doing.office).timely:
        return
    rule = doing.office.terms.on(doing.today).bepalingen.verschoonbaar
    if rule is None:  # a rule book of before this was told
        return
    raise refused("no_excuse", "verschoonbaar", source=rule.bron, judgement=INADMISSIBLE)


def _heard(doing: Doing, now: Case, said: Judged) -> None:
    """Raises Refused before somebody was heard, or where leaving that out does not go with the judgement (Awb 7:2, 7:3)."""
    course, known = now.course, {one.grond: one for one in waivers(doing.office.terms, doing.today)}
    if not known or course.last("hoor") is not None:
        return
    left = course.last("zie_af_van_horen")
    if left is None:
        raise refused("not_heard", "horen")
    ground = known.get(written(doing, left.id, "handeling").get("grond", ""))
    wrong = ground is None or said.judgement not in ground.oordelen or (ground.nieuwe_uitkomst and said.outcome is None)
    if wrong:
        code = "waiver_unfit" if said.outcome else "waiver_without_outcome"
        raise refused(code, "horen", judgement=said.judgement)


def _fitting(outcome: str | None, under: Kept) -> None:
    """A refusal or conditions wait for the same ground and gates as the first did, also where they are upheld.

    A decision on an objection is a full reconsideration under the facts and the law of its day (Awb 7:11).
    """
    if outcome in RESTS_ON and under.open_gates:
        raise refused("gates_open", "openstaand", count=under.open_gates)
    if outcome is not None and (found := ungrounded(outcome, under.advice)):
        raise Refused(found)
    if outcome == REFUSAL and under.unweighed:
        raise refused("unweighed", "evenredigheid")


def shown(office: Office, who: Principal, case: str, record: str) -> dict[str, Any]:
    """An objection with both assessments: that of the decision, and the last one since. Raises NotThere."""
    course = office.store.read(who.tenant, lambda c: Course.of(rows.steps(c, who.tenant, case)))
    objection = next((step for step in course.all("bezwaar") if step.id == record), None)
    if objection is None:
        raise NotThere(f"case {case} has no objection {record}")
    log_reading(office, who, case, CATEGORIES, record)
    return office.store.read(who.tenant, lambda c: _with_assessments(c, office, who, case, course, objection))


def _with_assessments(
    connection: Connection, office: Office, who: Principal, case: str, course: Course, objection: Taken
) -> dict[str, Any]:
    decision = [one for one in drafts(connection, who.tenant, case) if one.decision][-1]
    opened_by = course.last("vernietiging") or objection
    since = [one for one in kept(connection, who.tenant, case) if one.recorded_at > opened_by.made_at]
    judged = _DECIDED(connection, {"tenant": who.tenant, "case": case}).first()
    said = written_in(connection, office, who.tenant, objection.id, "bezwaar")
    return told(course, objection, office) | {
        "gronden": said.get("gronden"), "redenen": said.get("redenen", []),
        "toetsingVanBesluit": answer(connection, office, who.tenant, decision.assessment),
        "toetsingVanNu": answer(connection, office, who.tenant, since[-1].id) if since else None,
        "oordeel": judged.judgement if judged else None,
        "nieuweUitkomst": judged.outcome if judged else None,
    }  # fmt: skip


def told(course: Course, objection: Taken, office: Office) -> dict[str, Any]:
    """When an objection came in, and whether that was in time."""
    filing = _filing(course, objection, office)
    return {
        "id": objection.id, "ontvangen": objection.day, "verzonden": objection.until, "opTijd": filing.timely,
        "uitersteDag": filing.day.isoformat(),
    }  # fmt: skip


def _filing(course: Course, objection: Taken, office: Office) -> Filing:
    posted = None if objection.until is None else date.fromisoformat(objection.until)
    return filed(objection_of(course, office.terms), day_of(objection), office.terms, posted=posted)
