"""Assess one application for a housing permit: the road from facts to an answer with reasons."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.binding import bind
from wbmgp_engine.permits.context import Context, given_context
from wbmgp_engine.permits.question import ask


def assess(application: Application, *, lawbook: Lawbook, on: date | None = None) -> Assessment:
    """What the law of a date says about an application: advice, grounds, gates, questions, and why.

    `on` is the date of the decision, which chooses the law (default: the application date). The application's own
    `situatie` replaces the register. Raises LawLookupError where no law is in force, never for facts that are absent.
    """
    day = application.application_date if on is None else on
    context = context_of(application, lawbook, day)
    question = ask(lawbook, day, {"gemeente_code": context.scope})
    bound = bind(application, context)
    return Assessment(application, question, day, bound, question.compiled.run(bound.facts, day))


def context_of(application: Application, lawbook: Lawbook, on: date) -> Context:
    """Designations, ordinance and region that bear on an application on a date."""
    if application.situation is not None:
        return given_context(application)
    # Imported here: who brings a situation does not pay for reading registers.
    from wbmgp_engine.permits.registered import registered_context

    return registered_context(application, lawbook, on)
