"""One page for every step of the procedure: what it does, what follows, and the form that takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases import court, deciding, evidence, objecting, steps
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.office import Case
from wbmgp_api.cases.procedure import ACTS, Act
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.letters import showing
from wbmgp_api.letters.kinds import KINDS
from wbmgp_api.pages.cases import fields, step_fields
from wbmgp_api.pages.cases import step_words as words
from wbmgp_api.pages.cases.acting import barred, in_role, taker
from wbmgp_api.pages.cases.advice import Advice, advice
from wbmgp_api.pages.cases.fields import Field
from wbmgp_api.pages.cases.foretelling import foretold
from wbmgp_api.pages.cases.reading import Seen, in_short, seen
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import BadInput

ROLES: Final = tuple(dict.fromkeys(role for name in words.STEPS for role in ACTS[name].roles))
_CHANGED: Final = N_("Deze zaak is intussen veranderd. Wat u invulde staat er nog. Kijk het na voordat u verdergaat.")
_NEEDED: Final = N_("Vul dit in: %(label)s")
_WRITTEN: Final = (
    "vraag_aanvulling",
    "verleng_termijn",
    "laat_buiten_behandeling",
    "trek_vergunning_in",
    "beslis_op_bezwaar",
)
"""What the applicant hears of in a letter: that is the next thing to make."""
_NEXT_TO: Final = ("beslis_op_bezwaar",)


@dataclass(frozen=True, slots=True)
class Compared:
    """An objection with both answers: the one under the decision and the one of now."""

    objection: Mapping[str, Any]
    then: Advice
    now: Advice | None


async def show(visit: Visit, status: int = 200, faults: Sequence[Fault] = ()) -> Response:
    """The page of a step. Where it cannot be taken now, the page says so and where to go."""
    act, form = _step(visit)
    compares = act.name in _NEXT_TO
    found = await (seen(visit) if compares else in_short(visit))
    signed = visit.signed or visit.who
    course = found.case.course
    open_now = taker(signed, act, course) is not None
    second = barred(visit.office, signed, course, act)
    drawn = await _fields(visit, act, form) if open_now else ()
    both = await _compared(visit, found) if compares and open_now else None
    return visit.show(
        "cases/step.html", status, faults=fields.at(faults, {one.name for one in drawn}), said=visit.form, case=found.head, act=act.name, form_of=form, fields=drawn, open=open_now, second=second,
        told=foretold(act.name, course, visit.office, visit.tongue) if open_now else (), both=both,
        at=visit.path("stap"), changes=act.after, back=f"/zaken/{visit.case_id}",
        letter=await _letter(visit, course) if act.name == "verzend" and open_now else None,
    )  # fmt: skip


def _step(visit: Visit) -> tuple[Act, words.Form]:
    """The step of the address. Raises NotThere for what is none, or has a page of its own."""
    name = visit.path("stap").removeprefix("_").replace("-", "_")
    if name not in words.STEPS:
        raise NotThere("there is no such step")
    return ACTS[name], words.STEPS[name]


async def _letter(visit: Visit, course: Course) -> bool:
    """Whether the letter about the last decision is definitive."""
    _, kept, _ = await visit.do(partial(showing.listed, visit.office, visit.who, visit.case_id))
    decided = course.last(*(act for kind in KINDS.values() if kind.decides for act in kind.acts))
    return decided is not None and any(one.about == decided.id and one.final is not None for one in kept)


async def _fields(visit: Visit, act: Act, form: words.Form) -> tuple[Field, ...]:
    reader = in_role(visit.signed or visit.who, Role.REVIEWER, Role.LAWYER, Role.DESK)
    papers: tuple[str, ...] = ()
    if words.PAPERS in form.fields and reader is not None:
        listed = await visit.do(partial(evidence.checklist, visit.office, reader, visit.case_id))
        papers = tuple(one["stuk"] for one in listed if one["verplicht"] and one["stand"] != "geldig")
    drawing = step_fields.Drawing(visit.office, visit.today, visit.tongue, visit.form, papers)
    return tuple(drawing.field(key) for key in form.fields)


async def _compared(visit: Visit, found: Seen) -> Compared | None:
    """Both answers beside each other; an entry in the log says who looks."""
    reader = in_role(visit.signed or visit.who, Role.REVIEWER, Role.LAWYER)
    objection = found.case.course.last("bezwaar")
    if reader is None or objection is None:
        return None
    shown = await visit.do(partial(objecting.shown, visit.office, reader, visit.case_id, objection.id))
    household, book = found.application["huishouden"], visit.office.lawbook
    then, now = shown["toetsingVanBesluit"], shown["toetsingVanNu"]
    return Compared(
        shown, advice(then, household, book, visit.tongue), None if now is None else advice(now, household, book, visit.tongue)
    )  # fmt: skip


async def take(visit: Visit) -> Response:
    """Take the step; where something is wrong the form comes back as it was filled in."""
    act, form = _step(visit)
    who = in_role(visit.signed or visit.who, *act.roles) or visit.acting(*act.roles)
    try:
        missing = await _missing(visit, act, form)
        if missing:
            return await show(visit, 400, missing)
        await visit.do(_work(visit, who, act))
    except (Problem, BadInput) as problem:
        status = status_of(problem)
        changed = [Fault("", visit.say(_CHANGED))] if status == 412 else []
        return await show(visit, status, [*changed, *faults_of(problem, visit.lang)])
    return visit.to(_onward(visit, who, act))


def _onward(visit: Visit, who: Principal, act: Act) -> str:
    """Where to go after a step: to what it asks for next. A landlord makes no letters."""
    if act.name == "draag_over":
        return "/zaken"
    case = f"/zaken/{visit.case_id}"
    if act.name in _WRITTEN and who.role is not Role.LANDLORD:
        return f"{case}/brieven"
    return f"{case}/advies" if act.name == "bezwaar" else case


async def _missing(visit: Visit, act: Act, form: words.Form) -> list[Fault]:
    drawn = await _fields(visit, act, form)
    return [
        Fault(one.name, visit.say(_NEEDED, label=one.label))
        for one in drawn
        if one.required and not any(visit.many(one.name))
    ]


def _work(visit: Visit, who: Principal, act: Act) -> Callable[[], Case]:
    """The step with what the form says. Raises BadInput for a day that is none, or too many words."""
    office, case, version, said = visit.office, visit.case_id, visit.version, _said(visit, act)
    if act.name == "bezwaar":
        came, posted, grounds = _day(visit, "ontvangen"), _day(visit, "verzonden"), _words(visit, "gronden") or ""
        objection = objecting.Objection(came, posted, grounds, _reasons(visit))
        return partial(objecting.object_to, office, who, case, version, objection)
    if act.name == "beslis_op_bezwaar":
        excuse, reasons = _words(visit, "verschoonbaar"), _words(visit, "motivering") or ""
        judged = objecting.Judged(_one_of(visit, "oordeel", step_fields.JUDGEMENTS), _outcome(visit), reasons, excuse)
        return partial(objecting.decide, office, who, case, version, judged)
    if act.name == "uitspraak":
        ruling = court.Ruling(_one_of(visit, "oordeel", step_fields.RULINGS), _outcome(visit), said)
        return partial(court.rule, office, who, case, version, ruling)
    if act.name == "vernietiging":
        return partial(court.annul, office, who, case, version, said)
    if act.name == "laat_buiten_behandeling":
        return partial(deciding.left_aside, office, who, case, version, said.note or "")
    return partial(steps.take, office, who, case, version, act.name, said)


def _said(visit: Visit, act: Act) -> steps.Said:
    asked = words.STEPS[act.name].fields
    since = words.SINCE in asked
    papers = tuple(one for one in visit.many("stukken") if one) if words.PAPERS in asked else None
    return steps.Said(
        _words(visit, "toelichting"), _day(visit, "van" if since else "datum"), _day(visit, "tot" if since else "uiterlijk"),
        visit.said("grond") or None, visit.said("zienswijze") or None, papers,
    )  # fmt: skip


def _words(visit: Visit, name: str) -> str | None:
    return fields.words(visit.said(name), name, visit.tongue) or None


def _day(visit: Visit, name: str) -> Any:
    return fields.day(visit.said(name), name)


def _reasons(visit: Visit) -> list[str]:
    return [_known(visit, "redenen", one, objecting.REASONS) for one in visit.many("redenen") if one]


def _outcome(visit: Visit) -> str | None:
    return _one_of(visit, "uitkomst", OUTCOMES) if visit.said("uitkomst") else None


def _one_of(visit: Visit, name: str, known: Sequence[str]) -> str:
    """A choice of those that a page offers. Raises BadInput for another."""
    return _known(visit, name, visit.said(name), known)


def _known(visit: Visit, name: str, said: str, known: Sequence[str]) -> str:
    if said not in known:
        raise fields.wrong(name, visit.say(N_("Kies een van de antwoorden.")))
    return said
