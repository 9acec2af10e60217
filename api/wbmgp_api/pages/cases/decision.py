"""The decision: a person follows the advice or deviates from it, and a second person looks at the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases import assessing, deciding, objecting, steps
from wbmgp_api.cases.assessing import REFUSABLE, Kept
from wbmgp_api.cases.deciding import REFUSAL, Draft
from wbmgp_api.cases.procedure import ACTS
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.pages.cases import fields
from wbmgp_api.pages.cases.acting import barred, in_role, taker
from wbmgp_api.pages.cases.advice import Advice, advice
from wbmgp_api.pages.cases.reading import Seen, in_short, seen
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_engine.errors import BadInput

DRAFT, CONFIRM, RETURN = "ontwerp", "vaststellen", "terugwijzen"
FOLLOW, DEVIATE = "volgt", "wijkt_af"
_CHANGED: Final = N_("Deze zaak is intussen veranderd. Wat u schreef staat er nog. Kijk het na voordat u verdergaat.")
_CHOOSE: Final = N_("Kies: u volgt het advies, of u wijkt af.")
_OUTCOME: Final = N_("Kies de uitkomst die u in plaats van het advies wilt.")
_WHY_BACK: Final = N_("Schrijf op waarom u het ontwerp terugwijst.")
_NAMES: Final = frozenset({"verhouding", "uitkomst", "motivering", "hardheid", "toelichting"})
_FIELDS: Final = {"openstaand": "verhouding", "evenredigheid": "verhouding", "toetsing": "", "mandaat": "verhouding"}


@dataclass(frozen=True, slots=True)
class Written:
    """A draft with what was written in it."""

    draft: Draft
    said: Mapping[str, Any]


async def show(visit: Visit, status: int = 200, faults: Sequence[Fault] = ()) -> Response:
    """The decision as far as it is: to draft, to look at as a second person, or taken."""
    signed = visit.signed or visit.who
    reader = in_role(signed, Role.REVIEWER, Role.LAWYER)
    found = await (in_short(visit) if reader is None else seen(visit))
    written = [] if reader is None else await visit.do(partial(deciding.listed, visit.office, reader, visit.case_id))
    drafts = [Written(*one) for one in written]
    course = found.case.course
    open_draft = drafts[-1] if drafts and course.status == "concept" else None
    told = await _advice(visit, reader, found, open_draft.draft.assessment if open_draft else None)
    may_draft = taker(signed, ACTS["concept"], course) is not None
    # Who decides in mandate saw the answer when it was given, and reads none afterwards.
    blind = in_role(signed, Role.REVIEWER, Role.LAWYER, Role.DESK) is None
    return visit.show(
        "cases/decision.html", status, faults=fields.at(faults, _NAMES), case=found.head, said=visit.form, advice=told, current=found.current, last=found.last,
        may_draft=may_draft, blind=blind, all_outcomes=OUTCOMES, outcomes=OUTCOMES if blind else _others(found.last), refusable=blind or _refusable(found.last), first=_first(found.last),
        objection=await _objection(visit, reader, found), draft=open_draft, decided=[one for one in drafts if one.draft.decision], reads=reader is not None,
        may_confirm=taker(signed, ACTS["stel_vast"], course) is not None, second=_second(visit, signed, found, open_draft),
        may_return=taker(signed, ACTS["wijs_terug"], course) is not None, may_send=taker(signed, ACTS["verzend"], course) is not None,
    )  # fmt: skip


async def _advice(visit: Visit, reader: Principal | None, found: Seen, record: str | None) -> Advice | None:
    """The answer under the draft, else the last one."""
    wanted = record or (found.last.id if found.last else None)
    if reader is None or wanted is None:
        return None
    answer = await visit.do(partial(assessing.read, visit.office, reader, visit.case_id, wanted))
    household, book = found.application["huishouden"], visit.office.lawbook
    return await visit.do(partial(advice, answer, household, book, visit.tongue))


async def _objection(visit: Visit, reader: Principal | None, found: Seen) -> Mapping[str, Any] | None:
    """The last objection with what was decided on it."""
    step = found.case.course.last("bezwaar")
    if reader is None or step is None:
        return None
    return await visit.do(partial(objecting.shown, visit.office, reader, visit.case_id, step.id))


def _others(last: Kept | None) -> list[str]:
    """What somebody can decide other than the advice, in the order of the tables, which favours none.

    A refusal that waits for the weighing is not among them: the page says what comes first.
    """
    waits = last is None or not _refusable(last)
    return [one for one in OUTCOMES if (last is None or one != last.advice) and not (one == REFUSAL and waits)]


def _refusable(last: Kept | None) -> bool:
    """Whether nothing that comes before a refusal is open any more, as the service asks it."""
    return last is not None and last.advice in REFUSABLE and not last.open_gates and not last.unweighed


def _first(last: Kept | None) -> bool:
    """Whether somebody has to weigh before a refusal can be drafted."""
    return last is not None and last.advice in REFUSABLE and not _refusable(last)


def _second(visit: Visit, signed: Principal, found: Seen, draft: Written | None) -> bool:
    """Whether another person than the visitor has to confirm the draft."""
    refusal = draft is not None and draft.draft.outcome == REFUSAL
    return barred(visit.office, signed, found.case.course, ACTS["stel_vast"], always=refusal)


async def take(visit: Visit) -> Response:
    """Draft, confirm or return."""
    did = {DRAFT: _draft, CONFIRM: _confirm, RETURN: _return}.get(visit.said("doe"))
    if did is None:
        return await show(visit, 400)
    try:
        await did(visit)
    except (Problem, BadInput) as problem:
        status = status_of(problem)
        changed = [Fault("", visit.say(_CHANGED))] if status == 412 else []
        return await show(visit, status, [*changed, *faults_of(problem, visit.lang, _FIELDS)])
    return visit.to(f"/zaken/{visit.case_id}/besluit")


async def _draft(visit: Visit) -> None:
    who = _decider(visit, "concept")
    wanted = await _wanted(visit)
    await visit.do(partial(deciding.draft, visit.office, who, visit.case_id, visit.version, wanted))


async def _wanted(visit: Visit) -> deciding.Wanted:
    """What the form says: who follows takes the outcome of the advice, who deviates names another."""
    relation, outcome = visit.said("verhouding"), visit.said("uitkomst")
    if relation not in (FOLLOW, DEVIATE):
        raise fields.wrong("verhouding", visit.say(_CHOOSE))
    if relation == FOLLOW:
        found = await in_short(visit)
        outcome = found.last.advice if found.last else outcome
    if outcome not in OUTCOMES:
        raise fields.wrong("uitkomst" if relation == DEVIATE else "verhouding", visit.say(_OUTCOME))
    written = {name: fields.words(visit.said(name), name, visit.tongue) or None for name in ("motivering", "hardheid")}
    return deciding.Wanted(outcome, relation, written["motivering"], written["hardheid"])


async def _confirm(visit: Visit) -> None:
    who = _decider(visit, "stel_vast")
    await visit.do(partial(deciding.confirm, visit.office, who, visit.case_id, visit.version))


async def _return(visit: Visit) -> None:
    who = _decider(visit, "wijs_terug")
    why = fields.words(visit.said("toelichting"), "toelichting", visit.tongue)
    if not why:
        raise fields.wrong("toelichting", visit.say(_WHY_BACK))
    said = steps.Said(why)
    await visit.do(partial(steps.take, visit.office, who, visit.case_id, visit.version, "wijs_terug", said))


def _decider(visit: Visit, act: str) -> Principal:
    """The visitor in the role that decides. Problem 403 for who has none."""
    roles = ACTS[act].roles
    return in_role(visit.signed or visit.who, *roles) or visit.acting(*roles)
