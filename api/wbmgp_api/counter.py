"""Where a request, of a program or of somebody at a page, reaches the office that works on cases."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from starlette.requests import Request

from wbmgp_api.cases.default import forfeited
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.cases.procedure import BEFORE_DECISION, following
from wbmgp_api.cases.refusals import KeyReused, NotYours, Refused, Repeated, Stale
from wbmgp_api.cases.terms import deadlines
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.processing_rows import Traced

T = TypeVar("T")
Beside = Callable[[Callable[[], T]], Awaitable[T]]
_ID: Final = re.compile("[0-9a-f]{32}")


def office_of(request: Request) -> Office:
    """Where cases are worked on, with the rule book of the caller's municipality, in the trace of the request.

    Problem 503 where nothing is kept.
    """
    found: Office | None = request.app.state.service.office
    if found is None:
        raise Problem(503, "no_cases")
    trace = request.state.trace
    return replace(found, lawbook=request.state.book, trace=Traced(trace.trace_id, trace.parent))


async def done(work: Callable[[], T], beside: Beside[T] = asyncio.to_thread) -> T:
    """The result of work on the store, beside the loop that answers others. Refusals come out as problems.

    `beside`: the threads that it is done in, where it takes long.
    """
    try:
        return await beside(work)
    except Repeated as problem:
        raise Problem.of(412, problem.code, problem.params) from None
    except Stale:
        raise Problem(412, "case_changed") from None
    except KeyReused:
        raise Problem(422, "key_reused") from None
    except NotYours as problem:
        raise Problem.of(403, problem.code, problem.params) from None
    except Refused as problem:
        raise Problem(409, "not_yet", problem.findings) from None
    except Erased:
        raise Problem(410, "erased") from None


def not_too_often(request: Request, who: Principal) -> None:
    """Problem 429 for who tries citizen service numbers: on the pages and over the API together."""
    wait = request.app.state.searches.wait(f"{who.tenant}\0{who.subject}")
    if wait > 0:
        raise Problem(429, "searched_often", headers={"Retry-After": str(wait)})


def known_id(text: str) -> str:
    """An id as it can be; any other text names nothing, as an id that is not there. Raises NotThere."""
    if not _ID.fullmatch(text):
        raise NotThere("there is no such id")
    return text


def told(case: Case, office: Office, who: Principal) -> dict[str, Any]:
    """A case in short: where it stands and its terms. Nothing in it is about a person."""
    course, today = case.course, office.today()
    mine = case.state.assigned_to == who.ref(office.names)
    return {
        "id": case.state.case_id, "versie": course.version, "status": course.status, "ontvangen": course.steps[0].day,
        "behandelaar": None if case.state.assigned_to is None else "mij" if mine else "ander",
        "termijnen": [one.to_json(today) for one in deadlines(course, office.terms, office.lawbook)],
        "dwangsom": forfeited(course, office.terms, today),
        "besluitOpen": course.status in BEFORE_DECISION, "bezwaren": [one.id for one in course.all("bezwaar")],
        "vervolg": following(course.status, who.role, {one.act for one in course.steps}),
    }  # fmt: skip
