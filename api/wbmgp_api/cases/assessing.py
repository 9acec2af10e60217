"""Assessments in a case: of the facts as they are now, under the law of today, kept with what they leave open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases import retries
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.files import known_in
from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.mandated import refuse_screened
from wbmgp_api.cases.office import Case, Doing, Entered, Office
from wbmgp_api.cases.procedure import ACTS, admit
from wbmgp_api.cases.refusals import refused
from wbmgp_api.cases.visible import refuse_others
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import reading
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.recording import Assessed
from wbmgp_api.store.references import reference
from wbmgp_api.store.sql import sql
from wbmgp_api.words import Both, fault
from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits import assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.proportionality import open_parts
from wbmgp_engine.trail.categories import CATEGORIES

_NEW = sql(
    "INSERT INTO case_assessment VALUES (:tenant, :id, :case, :facts, :advice, :open_gates, :unweighed)"
)  # fmt: skip
_OF_CASE = sql(
    "SELECT a.id, a.advice, a.open_gates, a.unweighed, a.facts_version, r.law_date, r.recorded_at, r.rules_hash"
    " FROM case_assessment a JOIN record r ON r.tenant = a.tenant AND r.id = a.id"
    " WHERE a.tenant = :tenant AND a.case_id = :case ORDER BY r.recorded_at"
)


REFUSABLE: Final = ("weigeren", "beoordelen")
"""The advices after which somebody may draft a refusal."""
RESTS_ON: Final = {"weigeren": REFUSABLE, "verlenen_met_voorschriften": ("verlenen_met_voorschriften", "beoordelen")}
"""What an applicant can be held to, with the advices that know a ground for it; `beoordelen` while its gates are open.

Somebody may deviate to the advantage of the applicant. A refusal rests on a ground that the law knows and on facts that are
known (Huisvestingswet 2014 art. 15), conditions on the declaration of the mayor (Wbmgp art. 10b lid 4 and 5).
"""
_MISSING: Final = Both("er ontbreken nog gegevens", "facts are still missing")


@dataclass(frozen=True, slots=True)
class Kept:
    """An assessment as the tables know it: what it advised and what it left open."""

    id: str
    advice: str
    open_gates: int
    unweighed: int
    facts_version: int
    law_date: str
    recorded_at: str
    rules_hash: str


def assess_now(office: Office, who: Principal, case: str, version: int) -> tuple[Case, Kept, dict[str, Any]]:
    """Assess the facts of a case as they are, and record that. The answer is shown once its entry is on disk.

    Raises NotThere, Stale, NotYours, Refused, Erased.
    """
    admit(ACTS["toetsing"], who)
    if office.sent is not None and (before := _earlier(office, who, case)) is not None:
        return before
    application = office.store.read(who.tenant, lambda connection: _facts(connection, office, who, case, version))
    found = assess(application, lawbook=office.lawbook, on=office.today())
    words = {"nl": explain(found, "nl"), "en": explain(found, "en")}
    what = Assessed.of(application.to_json(), found.to_json(), words)
    left = {"advice": found.advice, "open_gates": len(found.open_gates), "unweighed": _unweighed(found)}

    def work(doing: Doing, now: Case) -> Entered:
        if application.screening is not None:
            refuse_screened(doing, case, playing(what.answer["gronden"]))
        key, moment = reference(doing.moment, office.recorder.random), datetime.fromisoformat(doing.moment)
        made = office.recorder.assessment(
            doing.connection, what, office.lawbook.files, doing.actor, key, moment, case
        )  # fmt: skip
        row = {"tenant": who.tenant, "id": made.record, "case": case, "facts": now.state.facts_version, **left}
        _NEW(doing.connection, row)
        return Entered(made.record, version_taken=True)

    after = office.step(who, case, version, "toetsing", work)
    record = after.course.steps[-1].id
    every = office.store.read(who.tenant, lambda connection: kept(connection, who.tenant, case))
    return after, next(one for one in every if one.id == record), dict(what.answer)


def _earlier(office: Office, who: Principal, case: str) -> tuple[Case, Kept, dict[str, Any]] | None:
    """The first answer to a request that is sent again, before what changed since is looked at; an entry says who looks.

    Raises KeyReused, NotThere.
    """

    def job(connection: Connection) -> tuple[Case, Kept, dict[str, Any]] | None:
        doing = office.begin(connection, who)
        now = doing.case(case)
        refuse_others(connection, who, case)
        course = retries.earlier(doing, ACTS["toetsing"], case, now.course)
        if course is None:
            return None
        made = next(one for one in kept(connection, who.tenant, case) if one.id == course.steps[-1].id)
        # What is shown again is read again.
        doing.leaf("inzage", case, {}, betreft=made.id, categorieen=CATEGORIES)
        return Case(now.state, course), made, answer(connection, office, who.tenant, made.id)

    return office.store.write(who.tenant, job)


def _facts(connection: Connection, office: Office, who: Principal, case: str, version: int) -> Application:
    refuse_others(connection, who, case)
    tenant = who.tenant
    if rows.state(connection, tenant, case).version != version:
        course = Course.of(rows.steps(connection, tenant, case))
        raise retries.stale(office, who, ACTS["toetsing"], course, version)
    return _placed(connection, office, Application.model_validate(known_in(connection, office, tenant, case)))


def _placed(connection: Connection, office: Office, application: Application) -> Application:
    """The application with where its dwelling lies today: that is kept with its facts, for whoever asks again later."""
    return office.place(connection, application, office.lawbook, office.today())


def _unweighed(found: Assessment) -> int:
    """How much of the weighing a refusal would still lack; without any record of it, at least one thing."""
    return len(open_parts(found)) or int(found.application.proportionality is None)


def still_needed(made: Kept) -> list[dict[str, Any]]:
    """What a refusal asks for beside its gates: the weighing of this one case (Awb 3:4 lid 2), told before it is drafted."""
    if made.advice not in REFUSABLE or not made.unweighed:
        return []
    many = "een onderdeel" if made.unweighed == 1 else f"{made.unweighed} onderdelen"
    said = f"De afweging of een weigering in dit geval evenredig is, mist nog {many}. {fault('unweighed', '').fix}"
    return [{"onderwerp": "evenredigheid", "veld": "evenredigheid", "tekst": said}]


def kept(connection: Connection, tenant: str, case: str) -> list[Kept]:
    """The assessments of a case, from old to new."""
    return [Kept(*row) for row in _OF_CASE(connection, {"tenant": tenant, "case": case})]


def listed(office: Office, who: Principal, case: str) -> tuple[Case, list[Kept]]:
    """The same for a caller. Raises NotThere."""

    def job(connection: Connection) -> tuple[Case, list[Kept]]:
        state = rows.state(connection, who.tenant, case)
        course = Course.of(rows.steps(connection, who.tenant, case))
        return Case(state, course), kept(connection, who.tenant, case)

    return office.store.read(who.tenant, job)


def shown(office: Office, who: Principal, case: str) -> tuple[Case, list[Kept]]:
    """The same as somebody sees it: after an entry says who looks, for an advice is about somebody. Raises NotThere."""
    log_reading(office, who, case, ())
    return listed(office, who, case)


def read(office: Office, who: Principal, case: str, record: str) -> dict[str, Any]:
    """The answer of one assessment as it was given, after an entry says who looks. Raises NotThere."""
    _, found = listed(office, who, case)
    if record not in {one.id for one in found}:
        raise NotThere(f"case {case} has no assessment {record}")
    log_reading(office, who, case, CATEGORIES, record)
    return office.store.read(who.tenant, lambda connection: answer(connection, office, who.tenant, record))


def answer(connection: Connection, office: Office, tenant: str, record: str) -> dict[str, Any]:
    """An answer as it was recorded."""
    found = reading.answer(connection, office.recorder.master, tenant, record)
    plain: dict[str, Any] = json.loads(json.dumps(found))
    return plain


def playing(grounds: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The grounds of an assessment that apply, each with its verdict."""
    return {one["grond"]: one["oordeel"] for one in grounds if one["oordeel"] != "niet_van_toepassing"}


def ungrounded(outcome: str, advice: str) -> list[Finding]:
    """Why an outcome cannot stand on an assessment with this advice: nothing known is a ground for it."""
    if advice in RESTS_ON.get(outcome, (advice,)):
        return []
    known = Both(f"het advies is {advice}", f"the advice is {advice}")
    return [fault("ungrounded", "uitkomst", outcome=outcome, known=_MISSING if advice == "aanvullen" else known)]


def current(doing: Doing, now: Case) -> Kept:
    """The last assessment, where it is of the facts and the law of today. Raises Refused."""
    found = kept(doing.connection, doing.who.tenant, now.state.case_id)
    if not found:
        raise refused("no_assessment", "toetsing")
    if found[-1].facts_version != now.state.facts_version:
        raise refused("earlier_facts", "toetsing")
    _refuse_other_law(doing, now, found[-1])
    return found[-1]


def _refuse_other_law(doing: Doing, now: Case, last: Kept) -> None:
    """A decision is made under the law of its own day: that must be the law under which was assessed."""
    office, case = doing.office, now.state.case_id
    then = Application.model_validate(known_in(doing.connection, office, doing.who.tenant, case))
    now_placed = _placed(doing.connection, office, then)
    same_law = last.rules_hash == office.lawbook.hash and last.law_date == doing.today.isoformat()
    if same_law and now_placed.placing == then.placing:
        return
    again = assess(now_placed, lawbook=office.lawbook, on=doing.today)
    law = answer(doing.connection, office, doing.who.tenant, last.id)["recht"]
    now_found = again.law()["regelingen"], again.advice, len(again.open_gates)
    if now_found != (law["regelingen"], last.advice, last.open_gates):
        raise refused("other_law", "toetsing")
