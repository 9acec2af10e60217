"""The advice in a case: assess, read what the rules say and why, fill in what is missing, and weigh before a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases import assessing, files
from wbmgp_api.cases.assessing import REFUSABLE, Kept
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.counter import known_id
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.pages.cases import answering, fields, judging
from wbmgp_api.pages.cases.acting import barred, in_role, taker
from wbmgp_api.pages.cases.advice import Advice, advice
from wbmgp_api.pages.cases.answering import Asked
from wbmgp_api.pages.cases.reading import Seen, in_short, seen
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application

ASSESS, FILL_IN, WEIGH = "toets", "aanvullen", "wegen"
_WEIGHED: Final = N_("Oordeel over hardheid en evenredigheid vastgelegd.")
_CHANGED: Final = N_("Deze zaak is intussen veranderd. Wat u invulde staat er nog. Kijk het na en sla het opnieuw op.")
_NOTE: Final = N_("Schrijf op waar de gegevens vandaan komen.")
_NOTHING: Final = N_("Vul minstens één gegeven in.")
_HALF: Final = N_("Vul ook dit in: een oordeel heeft redenen en een naam.")


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded answer with the row of it."""

    made: Kept
    found: Mapping[str, Any]


async def show(visit: Visit, status: int = 200, faults: Sequence[Fault] = (), fresh: Answer | None = None) -> Response:
    """The advice; the form comes back as it was filled in. `fresh`: an answer that its reader may see only now."""
    signed = visit.signed or visit.who
    reader = in_role(signed, Role.REVIEWER, Role.LAWYER)
    found = await (in_short(visit) if reader is None and fresh is None else seen(visit))
    answer = fresh or await _read(visit, reader, found)
    newest = answer is not None and found.last is not None and answer.made.id == found.last.id
    told = None if answer is None else await _told(visit, answer, found)
    editing = newest and _editor(visit, found) is not None
    forms = await visit.do(partial(_forms, visit, found, answer, told, editing))
    return visit.show(
        "cases/advice.html", status, faults=fields.at(faults, _names(forms)), case=_head(visit, found, status), kept=found.kept, current=found.current, newest=newest or fresh is not None,
        advice=told, made=answer.made if answer else None, reads=reader is not None, may_assess=_assessor(visit, found) is not None,
        draft=found.case.course.status == "concept", decidable=newest and found.current and taker(signed, ACTS["concept"], found.case.course) is not None,
        said=visit.form, may_ask=taker(signed, ACTS["vraag_aanvulling"], found.case.course) is not None, **forms,
    )  # fmt: skip


def _head(visit: Visit, found: Seen, status: int) -> dict[str, Any]:
    """The head of the case. A form that comes back with a fault stays of the version beside which it was filled in."""
    return found.head | ({"versie": visit.said("versie") or found.version} if status == 400 else {})


async def _told(visit: Visit, answer: Answer, found: Seen) -> Advice:
    """The answer in words, made beside the loop: that of a large household is long."""
    work = partial(advice, answer.found, found.application["huishouden"], visit.office.lawbook, visit.tongue)
    return await visit.do(work)


def _names(forms: Mapping[str, Any]) -> set[str]:
    """The fields that the page has."""
    holding = [*forms["asked"], *forms["judgements"], *forms["weighing"]]
    return {field.name for one in holding for field in one.fields} | {"toelichting", "evenredigheid.auteur"}


def _forms(visit: Visit, found: Seen, answer: Answer | None, told: Advice | None, editing: bool) -> dict[str, Any]:
    """What can be filled in beside an answer: missing facts, judgements and the weighing; `unasked` where nothing can."""
    shown: dict[str, Any] = {"asked": (), "judgements": (), "weighing": (), "author": None, "unasked": ()}
    if answer is None or told is None:
        return shown
    if not editing:
        return shown | {"unasked": told.questions}
    shown["asked"] = _asked(visit, found, answer, told)
    if told.outcome not in REFUSABLE:
        return shown
    office, application, tongue = visit.office, found.application, visit.tongue
    # The other form of the page says nothing of these fields.
    said = visit.form if visit.said("doe") == WEIGH else {}
    return shown | {
        "author": judging.author(application, tongue, said),
        "judgements": judging.judgements(application, told.gates, tongue, said),
        "weighing": judging.weighing(office.lawbook, office.today(), application, tongue, said),
    }


def _asked(visit: Visit, found: Seen, answer: Answer, told: Advice) -> list[Asked]:
    facts = (fact for ground in answer.found["gronden"] for fact in ground["feiten"])
    traits = next((fact["waarde"] for fact in facts if fact["naam"] == "voorrangskenmerken"), ())
    # What a gate asks as a judgement is not asked a second time as a fact.
    judged = {gate.field for gate in told.gates} if told.outcome in REFUSABLE else set()
    return [
        answering.asked(one, found.application, traits, found.head["id"], visit.tongue, visit.form)
        for one in told.questions
        if one.path not in judged
    ]


async def _read(visit: Visit, reader: Principal | None, found: Seen) -> Answer | None:
    """The assessment that the address asks for, else the last. Raises NotThere."""
    wanted = visit.query.get("toetsing")
    made = next((one for one in found.kept if one.id == wanted), None) if wanted else found.last
    if wanted:
        known_id(wanted)
    if reader is None or (made is None and not wanted):
        return None
    record = wanted or (made.id if made else "")
    told = await visit.do(partial(assessing.read, visit.office, reader, visit.case_id, record))
    return None if made is None else Answer(made, told)


def _assessor(visit: Visit, found: Seen) -> Principal | None:
    signed, course, act = visit.signed or visit.who, found.case.course, ACTS["toetsing"]
    return None if barred(visit.office, signed, course, act) else taker(signed, act, course)


def _editor(visit: Visit, found: Seen) -> Principal | None:
    """A reviewer corrects and judges; what the desk tells stands on the pages of the desk."""
    who = taker(visit.signed or visit.who, ACTS["correctie"], found.case.course)
    return who if who is not None and who.role is Role.REVIEWER else None


async def take(visit: Visit) -> Response:
    """Assess, or save what was filled in and assess again."""
    did = {ASSESS: _assess, FILL_IN: _fill_in, WEIGH: _weigh}.get(visit.said("doe"))
    if did is None:
        return await show(visit, 400)
    names: dict[str, str] = {}
    try:
        return await did(visit, names)
    except Problem as problem:
        changed = [Fault("", visit.say(_CHANGED))] if problem.status == 412 else []
        return await show(visit, problem.status, [*changed, *faults_of(problem, visit.lang)])
    except BadInput as problem:
        return await show(visit, status_of(problem), faults_of(problem, visit.lang, names))


async def _assess(visit: Visit, names: dict[str, str], version: int | None = None) -> Response:
    who = visit.acting(*ACTS["toetsing"].roles)
    who = in_role(visit.signed or who, Role.REVIEWER, Role.LAWYER) or who
    work = partial(assessing.assess_now, visit.office, who, visit.case_id, version or visit.version)
    _, made, found = await visit.do(work)
    if who.role is Role.LANDLORD:
        return await show(visit, fresh=Answer(made, found))
    return visit.to(f"/zaken/{visit.case_id}/advies")


async def _fill_in(visit: Visit, names: dict[str, str]) -> Response:
    """Save the missing facts that were filled in as a correction."""
    found = await seen(visit)
    reader = visit.acting(Role.REVIEWER)
    answer = await _read(visit, reader, found)
    assert answer is not None
    told = await _told(visit, answer, found)
    names |= _places(found.application)
    changes = answering.changes(_asked(visit, found, answer, told), visit.form, found.application, visit.tongue)
    note = fields.words(visit.said("toelichting"), "toelichting", visit.tongue)
    if not changes or not note:
        raise fields.wrong("toelichting" if changes else "", visit.say(_NOTE if changes else _NOTHING))
    changed = Application.model_validate(found.application).changed(changes)
    return await _saved(visit, reader, changed, note, names)


async def _weigh(visit: Visit, names: dict[str, str]) -> Response:
    """Save the judgements and the weighing as a correction."""
    found = await seen(visit)
    reader = visit.acting(Role.REVIEWER)
    names |= _places(found.application)
    if half := judging.half(visit.form):
        return await show(visit, 400, [Fault(name, visit.say(_HALF)) for name in half])
    told = judging.judged(found.application, visit.form)
    if told == found.application:
        raise fields.wrong("", visit.say(_NOTHING))
    changed = Application.model_validate(told)
    return await _saved(visit, reader, changed, visit.say(_WEIGHED), names)


async def _saved(visit: Visit, who: Principal, changed: Application, note: str, names: dict[str, str]) -> Response:
    """Correct the case, then assess it as it is now. What was saved stays, also where it cannot be assessed."""
    case = await visit.do(partial(files.correct, visit.office, who, visit.case_id, visit.version, changed, note))
    visit.form = {}
    return await _assess(visit, names, case.course.version)


def _places(application: Mapping[str, Any]) -> dict[str, str]:
    """Where a fault in the application is shown: at the field of the person or the ground it is about."""
    people = {f"huishouden.{place}": f"huishouden.{one['id']}" for place, one in enumerate(application["huishouden"])}
    parts = ("inkomen", "geboortedatum", "rechtmatigVerblijf", "kenmerken")
    found = {
        f"{start}{at}.{part}": f"{to}.{part}"
        for at, to in people.items()
        for part in parts
        for start in ("", "aanvraag.")
    }
    for place, one in enumerate(judging.hardship(application)):
        found |= {f"hardheid.{place}.{name}": f"hardheid.{one.get('grond')}.{name}" for name in judging.PARTS}
    return found
