"""One letter: what it says, what is added to it, and the steps from concept to sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from starlette.responses import Response

from wbmgp_api.cases.course import Course
from wbmgp_api.counter import done, known_id, told
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.letters import making, showing
from wbmgp_api.letters.adding import Added
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.pages.letters.listing import standing, titled
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.words import bad_input, on
from wbmgp_engine.errors import BadInput

_FIELDS: Final = {"aan": "aan", "alineas": "alineas", "uiterlijk": "uiterlijk", "datum": "datum"}
_CONFIRMED: Final = "ja"


async def show(visit: Visit, status: int = 200, faults: tuple[Fault, ...] = ()) -> Response:
    """The page. After a fault the form holds what was typed."""
    office, who, letter = visit.office, visit.who, known_id(visit.path("brief"))
    found = await visit.do(partial(showing.shown, office, visit.service.letterheads, who, visit.case_id, letter))
    case = (await visit.do(partial(showing.listed, office, who, visit.case_id)))[0]
    kept, kind = found.kept, KINDS[found.kept.kind]
    typed = bool(faults) and visit.said("doe") == "bewaar"
    return visit.show(
        "letters/letter.html", status, faults=faults, case=told(case, office, who), letter=kept, brief=found.brief, h="h4",
        title=titled(kept.kind, visit.lang), stands=standing(kept, visit), missing=found.missing, kind=kind,
        to=visit.said("aan") if typed else "\n".join(found.added.to),
        paragraphs=visit.said("alineas") if typed else "\n\n".join(found.added.paragraphs),
        until=visit.said("uiterlijk") if typed else found.added.until or "",
        dated=visit.said("datum") or found.dated.isoformat(), due=(kept.dated or "") <= visit.today.isoformat(),
        may=who.as_role(frozenset(showing.MAKERS)) is not None, sends=_sends(case.course, kept.about),
        file=who.as_role(frozenset({Role.REVIEWER, Role.LAWYER})) is not None,
    )  # fmt: skip


def _sends(course: Course, about: str) -> bool:
    """Whether the decision that the letter makes known goes with it."""
    last = course.last("stel_vast", "beslis_op_bezwaar")
    return course.status == "besloten" and last is not None and last.id == about


async def take(visit: Visit) -> Response:
    """Keep a text, make it count, or tell that it was sent."""
    visit.acting(*showing.MAKERS)
    step = _STEPS.get(visit.said("doe"))
    if step is None:
        return await show(visit, 400)
    try:
        await step(visit)
    except (Problem, BadInput) as problem:
        return await show(visit, status_of(problem), tuple(faults_of(problem, visit.lang, _FIELDS)))
    return visit.to(f"/zaken/{visit.case_id}/brieven/{visit.path('brief')}")


async def _rewrite(visit: Visit) -> None:
    added = Added.typed(visit.said("aan"), visit.said("alineas"), visit.said("uiterlijk"))
    who, letter = visit.acting(*showing.MAKERS), known_id(visit.path("brief"))
    await visit.do(partial(making.rewrite, visit.office, who, visit.case_id, letter, visit.version, added))


async def _settle(visit: Visit) -> None:
    if visit.said("gelezen") != _CONFIRMED:
        raise bad_input("letter_unread", "gelezen")
    who, letter, dated = visit.acting(*showing.MAKERS), known_id(visit.path("brief")), _dated(visit)
    heads = visit.service.letterheads
    work = partial(making.settle, visit.office, heads, who, visit.case_id, letter, visit.version, dated)
    await done(work, at_length)


def _dated(visit: Visit) -> date:
    """The day that the letter is to bear: today unless the form says another."""
    try:
        return date.fromisoformat(visit.said("datum") or visit.today.isoformat())
    except ValueError:
        raise bad_input("letter_day", "datum", day=on(visit.today)) from None


async def _send(visit: Visit) -> None:
    who, letter = visit.acting(*showing.MAKERS), known_id(visit.path("brief"))
    await visit.do(partial(making.send, visit.office, who, visit.case_id, letter, visit.version))


_STEPS: Final[Mapping[str, Callable[[Visit], Awaitable[None]]]] = {
    "bewaar": _rewrite, "definitief": _settle, "verzonden": _send,
}  # fmt: skip
