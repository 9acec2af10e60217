"""Assess one request for designation: the road from its facts to an answer with reasons."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.designations.assessment import DesignationAssessment
from wbmgp_engine.designations.binding import Facts, bind_part, bind_request, bind_shared
from wbmgp_engine.designations.clock import Clock, Register
from wbmgp_engine.designations.coinciding import coinciding
from wbmgp_engine.designations.deadline import deadlines
from wbmgp_engine.designations.part import PartAssessment
from wbmgp_engine.designations.question import Question, ask
from wbmgp_engine.designations.readings import NUMBERS, Assumed, Settled, readings, waiting_for
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.values import Unknown


def assess_designation(
    request: DesignationRequest, *, lawbook: Lawbook, on: date | None = None
) -> DesignationAssessment:
    """What the law of a date says of a request: per part whether it is possible, the criteria, and the Minister's term.

    `on` chooses the law (default: the day of receipt, else of dispatch). It never says that a designation is necessary
    or proportionate. Raises BadInput without any of these days, LawLookupError where no law is in force.
    """
    day = on or request.filed
    if day is None:
        fix = "give ontvangen or verzonden, or the date of the decision"
        problem = "nothing says under the law of which day to assess it"
        raise BadInput.one("aanwijzingsverzoek", problem, fix, "no_law_day")
    register, question, shared = Register(request), ask(lawbook, day, "onderdeel"), bind_shared(request)
    same_days = coinciding(request)
    parts = tuple(
        _part(request, index, {**shared, **bind_part(request, index, same_days)}, register, question, lawbook, day)
        for index in range(len(request.parts))
    )
    whole = ask(lawbook, day, "verzoek")
    run = whole.compiled.run(bind_request(request), day)
    deemable = any(part.value("zonder_besluit") is not False for part in parts)
    term = deadlines(request, lawbook, day, deemable=deemable)
    return DesignationAssessment(request, lawbook, day, parts, whole, run, term)


def _part(
    request: DesignationRequest,
    index: int,
    bound: Facts,
    register: Register,
    question: Question,
    lawbook: Lawbook,
    on: date,
) -> PartAssessment:
    part = request.parts[index]
    open_questions: Facts = {name: Unknown((name,)) for name in question.readings}
    clock = Clock(part, f"onderdelen.{index}", register, question, on)
    facts = {**bound, **open_questions}

    def settle(assumed: Assumed) -> Settled:
        known: Facts = {**facts, **assumed}
        rows = clock.rows(known)
        if isinstance(rows, Unknown) and rows.missing & set(question.readings):
            return Settled(known, {}, rows.missing)
        known["eerdere_aanwijzingen"] = rows
        values = question.compiled.run(known, on).outputs
        return Settled(known, values, waiting_for(question.of(values, name) for name in NUMBERS))

    return PartAssessment(part, question, lawbook, on, readings(question, settle))
