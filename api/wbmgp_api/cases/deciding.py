"""A decision is a person's: drafted by one, looked at by another, on an assessment of the facts and the law of that day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.assessing import RESTS_ON, Kept, answer, current, playing, ungrounded
from wbmgp_api.cases.course import end_of
from wbmgp_api.cases.files import known
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.mandated import refuse_outside
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.refusals import NotYours, Refused, refused
from wbmgp_api.cases.telling import where_told
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.case_rows import Taken
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.sql import sql
from wbmgp_api.words import fault, on
from wbmgp_engine.errors import BadInput

REFUSAL: Final = "weigeren"
_DRAFT = sql(
    "INSERT INTO case_draft VALUES (:tenant, :id, :case, :assessment, :advice, :open_gates, :unweighed, :outcome,"
    " :relation, :by)"
)
_DECIDE = sql(
    "INSERT INTO case_decision VALUES (:tenant, :id, :case, :draft, :outcome, :drafted_by, :by, :day, :four_eyes)"
)
_DRAFTS = sql(
    "SELECT d.id, d.outcome, d.relation, d.assessment_id, d.drafted_by, r.recorded_at, b.id AS decision_id,"
    " b.decided_by, b.decided_on FROM case_draft d JOIN record r ON r.tenant = d.tenant AND r.id = d.id"
    " LEFT JOIN case_decision b ON b.tenant = d.tenant AND b.draft_id = d.id"
    " WHERE d.tenant = :tenant AND d.case_id = :case ORDER BY r.recorded_at"
)
_JUDGED = sql(
    "SELECT o.judgement, o.outcome, r.recorded_at FROM objection_decision o"
    " JOIN record r ON r.tenant = o.tenant AND r.id = o.id"
    " WHERE o.tenant = :tenant AND o.case_id = :case ORDER BY r.recorded_at DESC LIMIT 1"
)
_RULED = sql(
    "SELECT r.outcome, r.recorded_at FROM handeling h JOIN record r ON r.tenant = h.tenant AND r.id = h.id"
    " WHERE h.tenant = :tenant AND h.case_id = :case AND h.act IN ('uitspraak', 'vernietiging')"
    " ORDER BY r.recorded_at DESC LIMIT 1"
)
_ANNULLED: Final = "gegrond"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reviewer wants to decide. `hardship`: how the hardship clause was weighed, also where nobody pleaded it."""

    outcome: str
    relation: str
    reasons: str | None
    hardship: str | None

    def checked(self) -> None:
        """Raises BadInput for a refusal or a deviation without reasons, and a refusal without a word on hardship."""
        found = []
        if not self.reasons and (self.outcome == REFUSAL or self.relation == "wijkt_af"):
            found.append(fault("no_reasons", "motivering"))
        if not self.hardship and self.outcome == REFUSAL:
            found.append(fault("no_hardship", "hardheid"))
        if found:
            raise BadInput(found)

    def to_json(self) -> dict[str, Any]:
        """The words as they are closed in the log."""
        said = {"uitkomst": self.outcome, "verhouding": self.relation, "motivering": self.reasons,
                "hardheid": self.hardship}  # fmt: skip
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the tables know it, and the decision that it became."""

    id: str
    outcome: str
    relation: str
    assessment: str
    drafted_by: str
    drafted_at: str
    decision: str | None
    decided_by: str | None
    decided_on: str | None


def draft(office: Office, who: Principal, case: str, version: int, wanted: Wanted) -> Case:
    """Draft a decision. Raises BadInput, and Refused while a gate for that outcome is open or an assessment is older."""
    wanted.checked()

    def work(doing: Doing, now: Case) -> Entered:
        under = current(doing, now)
        _fitting(doing, under, wanted)
        _in_mandate(doing, case, under, wanted.outcome)
        record = doing.told("handeling", case, "concept", wanted.to_json(), betreft=under.id)
        row = {"tenant": who.tenant, "id": record, "case": case, "assessment": under.id, "advice": under.advice,
               "open_gates": under.open_gates, "unweighed": under.unweighed, "outcome": wanted.outcome,
               "relation": wanted.relation, "by": doing.actor.ref}  # fmt: skip
        _DRAFT(doing.connection, row)
        return Entered(record, about=under.id)

    return office.step(who, case, version, "concept", work)


def _fitting(doing: Doing, under: Kept, wanted: Wanted) -> None:
    """Raises Refused where the outcome is not what it says beside the advice, or something is still open for it."""
    found = []
    if (wanted.outcome == under.advice) != (wanted.relation == "volgt"):
        right = "volgt" if wanted.outcome == under.advice else "wijkt_af"
        found.append(fault("no_relation", "verhouding", advice=under.advice, relation=right))
    found += ungrounded(wanted.outcome, under.advice)
    if wanted.outcome in RESTS_ON and under.open_gates:
        gates = answer(doing.connection, doing.office, doing.who.tenant, under.id)["openstaand"]
        found += [fault("gate_open", f"openstaand.{gate['poort']}", told=where_told(gate)) for gate in gates]
    if wanted.outcome == REFUSAL and under.unweighed:
        found.append(fault("unweighed", "evenredigheid"))
    if found:
        raise Refused(found)


def confirm(office: Office, who: Principal, case: str, version: int) -> Case:
    """Make the draft the decision. Raises NotYours for whoever drafted it, Refused where facts or law changed."""

    def work(doing: Doing, now: Case) -> Entered:
        drafted = drafts(doing.connection, who.tenant, case)[-1]
        if drafted.outcome == REFUSAL and drafted.drafted_by == doing.actor.ref:
            raise NotYours("second_person")
        under = current(doing, now)
        said, mandate = _words(doing, drafted.id), _in_mandate(doing, case, under, drafted.outcome)
        said |= {} if mandate is None else {"mandaat": mandate}
        _rules(doing)
        record = doing.told(
            "besluit", case, "besluit", said, betreft=drafted.id, peildatum=doing.today.isoformat(),
            rules_hash=office.lawbook.hash, resultaatcode=drafted.outcome,
        )  # fmt: skip
        four_eyes = int(office.four_eyes or drafted.outcome == REFUSAL)
        row = {"tenant": who.tenant, "id": record, "case": case, "draft": drafted.id, "outcome": drafted.outcome,
               "drafted_by": drafted.drafted_by, "by": doing.actor.ref, "day": doing.today.isoformat(),
               "four_eyes": four_eyes}  # fmt: skip
        _DECIDE(doing.connection, row)
        return Entered(record, about=under.id)

    return office.step(who, case, version, "stel_vast", work)


def _in_mandate(doing: Doing, case: str, under: Kept, outcome: str) -> dict[str, Any] | None:
    """What a landlord's decision says of its mandate; Refused where it is the municipality's."""
    if doing.who.role is not Role.LANDLORD:
        return None
    found = answer(doing.connection, doing.office, doing.who.tenant, under.id)["gronden"]
    return refuse_outside(doing, case, known(doing, case), outcome, playing(found))


def _rules(doing: Doing) -> None:
    book, recorder = doing.office.lawbook, doing.office.recorder
    recorder.rule_book(
        doing.connection, doing.who.tenant, doing.origin, doing.actor, book.hash, book.files, doing.moment
    )  # fmt: skip


def left_aside(office: Office, who: Principal, case: str, version: int, reasons: str) -> Case:
    """Leave an application that was not completed aside (Awb 4:5), and make that known on the same day.

    Raises Refused before the term to complete is over, and once the term to leave it aside is (lid 4): then the power to do
    so is gone, and what remains is to decide.
    """

    def work(doing: Doing, now: Case) -> Entered:
        asked = now.course.last("vraag_aanvulling")
        if asked is None:
            raise refused("not_asked", "termijn")
        if doing.today <= end_of(asked):
            raise refused("completing_runs", "termijn", day=on(end_of(asked)))
        _refuse_too_late(doing, asked)
        _rules(doing)
        record = doing.told(
            "besluit", case, "besluit", {"motivering": reasons}, peildatum=doing.today.isoformat(),
            rules_hash=office.lawbook.hash, resultaatcode="buiten_behandeling",
        )  # fmt: skip
        return Entered(record, about=asked.id)

    return office.step(who, case, version, "laat_buiten_behandeling", work)


def _refuse_too_late(doing: Doing, asked: Taken) -> None:
    term = doing.office.terms.term("niet_behandelen", end_of(asked))
    if not term.holds(doing.today):
        raise refused("aside_over", "termijn", day=on(term.day), source=term.steps[1].source)


def drafts(connection: Connection, tenant: str, case: str) -> list[Draft]:
    """The drafts of a case with their decisions, from old to new."""
    return [Draft(*row) for row in _DRAFTS(connection, {"tenant": tenant, "case": case})]


def standing(connection: Connection, tenant: str, case: str, *, objected: bool = True) -> str | None:
    """The outcome that stands: of a court, of the decision on an objection that put another in its place, else the first."""
    where = {"tenant": tenant, "case": case}
    ruled, found = _RULED(connection, where).first(), _JUDGED(connection, where).first() if objected else None
    if ruled is not None and ruled.outcome in OUTCOMES:
        return str(ruled.outcome)
    annulled = ruled.recorded_at if ruled is not None and ruled.outcome == _ANNULLED else ""
    if found is not None and found.outcome is not None and found.recorded_at > annulled:
        return str(found.outcome)
    decided = [one for one in drafts(connection, tenant, case) if one.decision is not None]
    return decided[-1].outcome if decided else None


def judged(connection: Connection, tenant: str, case: str) -> str | None:
    """The judgement on the objection; None where there is none."""
    found = _JUDGED(connection, {"tenant": tenant, "case": case}).first()
    return None if found is None else str(found.judgement)


def listed(office: Office, who: Principal, case: str) -> list[tuple[Draft, dict[str, Any]]]:
    """Drafts and decisions of a case with what was written, after an entry says who looks. Raises NotThere."""
    wide = who.as_role(frozenset({Role.REVIEWER, Role.LAWYER})) or who
    log_reading(office, wide, case, ("motivering",))

    def job(connection: Connection) -> list[tuple[Draft, dict[str, Any]]]:
        found = drafts(connection, who.tenant, case)
        return [(one, written_in(connection, office, who.tenant, one.id, "concept")) for one in found]

    return office.store.read(who.tenant, job)


def written(doing: Doing, record: str, name: str) -> dict[str, Any]:
    """What somebody wrote in a step; empty where it was erased."""
    return written_in(doing.connection, doing.office, doing.who.tenant, record, name)


def _words(doing: Doing, record: str) -> dict[str, Any]:
    return written_in(doing.connection, doing.office, doing.who.tenant, record, "concept")


def written_in(connection: Connection, office: Office, tenant: str, record: str, name: str) -> dict[str, Any]:
    """What somebody wrote in a step; empty where it was erased."""
    said = opened(connection, office.recorder.master, tenant, record).get("motivering")
    return {} if said is None else dict(said.part.get(name, {}))
