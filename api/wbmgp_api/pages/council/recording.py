"""Designations, ordinances and statements that the municipality keeps itself: proposed by one, made to count by another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from wbmgp_api.areas import designation_content, designations, ordinance_content, ordinances, statements
from wbmgp_api.areas.content import Withdrawal
from wbmgp_api.areas.designation_content import NewDesignation
from wbmgp_api.areas.ordinance_content import NewOrdinance
from wbmgp_api.areas.statements import NewStatement
from wbmgp_api.cases.office import Office
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.pages.council import record_forms as forms
from wbmgp_api.pages.council.record_forms import RecordForm
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.pages.visitors import Form
from wbmgp_api.store.errors import Conflict, NotThere
from wbmgp_api.versions import OF_AREAS, OF_DESIGNATIONS, OF_ORDINANCES, OF_STATEMENTS, Register, Version
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.documents import Document

PROPOSERS: Final = (Role.RULES, Role.COUNCIL)
APPROVERS: Final = (Role.RULES,)
READERS: Final = (Role.COUNCIL, Role.RULES, Role.LAWYER, Role.AUDITOR, Role.REVIEWER)
LIST: Final = "/raad/vastgelegd"
_LONGEST: Final = 200
_STATUS: Final = {
    "concept": ("warn", N_("Concept")),
    "vastgesteld": ("good", N_("Vastgesteld")),
    "ingetrokken": ("info", N_("Ingetrokken")),
}


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is kept in versions: what it is called, its form, and the functions that the API calls."""

    name: str
    many: str
    register: Register
    new: type[Document]
    content: type[Document]
    form: RecordForm
    work: Any
    beside: Callable[[Office, Principal, Version], Mapping[str, Any]] | None = None


KINDS: Final = {
    "aanwijzing": Kind(N_("Aanwijzing"), N_("Aanwijzingen"), OF_DESIGNATIONS, NewDesignation, designation_content.Content, forms.DESIGNATION, designations),
    "verordening": Kind(N_("Verordening"), N_("Verordeningen"), OF_ORDINANCES, NewOrdinance, ordinance_content.Content, forms.ORDINANCE, ordinances, ordinances.remarks),
    "verklaring": Kind(N_("Verklaring over het register"), N_("Verklaringen over het register"), OF_STATEMENTS, NewStatement, statements.Content, forms.STATEMENT, statements, statements.remarks),
}  # fmt: skip


def may_record(visit: Visit) -> bool:
    """Whether the visitor may propose."""
    return visit.who.as_role(frozenset(PROPOSERS)) is not None


async def listed(visit: Visit) -> Response:
    """Everything that was proposed or counts, in its newest version."""
    found = {}
    for key, kind in KINDS.items():
        every = await visit.do(partial(kind.register.newest, visit.office, visit.who))
        found[key] = (kind, [_told(visit, key, one) for one in every])
    return visit.show("council/records.html", found=found, may_record=may_record(visit))


async def show(visit: Visit) -> Response:
    """One of them, in its newest version, with what can be done with it."""
    return await _shown(visit)


async def act(visit: Visit) -> Response:
    """Make the newest version count, or say from which day it ended."""
    kind, key = _kind(visit), _key(visit)
    try:
        if visit.said("actie") == "stel-vast":
            who = visit.acting(*APPROVERS)
            await visit.do(partial(kind.work.approve, visit.office, who, key, visit.version))
        else:
            who, since = visit.acting(*PROPOSERS), Withdrawal.model_validate({"van": visit.said("van")}).since
            await visit.do(partial(kind.work.withdraw, visit.office, who, key, visit.version, since))
    except (BadInput, Problem) as problem:
        return await _shown(visit, faults_of(problem, visit.lang, {"van": "van"}), status_of(problem))
    return visit.to(_path(visit.path("soort"), key))


async def write(visit: Visit) -> Response:
    """The form of a new one, or of the next version of one that is there."""
    kind = _kind(visit)
    if "id" not in visit.request.path_params:
        return await _form(visit, kind, {})
    last = await visit.do(partial(kind.register.one, visit.office, visit.who, _key(visit)))
    return await _form(visit, kind, kind.form.shown(last.content), last.kept.version)


async def take(visit: Visit) -> Response:
    """Keep what the form says as a proposal. Everything that is wrong comes back with what was written."""
    kind, who, new = _kind(visit), visit.acting(*PROPOSERS), "id" not in visit.request.path_params
    key = visit.said("id") if new else _key(visit)
    try:
        content = await _content(visit, kind, key, new)
        if new:
            await visit.do(partial(kind.work.propose, visit.office, who, key, content))
        else:
            await visit.do(partial(kind.work.replace, visit.office, who, key, visit.version, content))
    except Conflict:
        fault = Fault("id", visit.say("Deze korte naam is al in gebruik. Kies een andere."))
        return await _form(visit, kind, visit.form, faults=[fault], status=409)
    except (BadInput, Problem) as problem:
        faults = faults_of(problem, visit.lang, kind.form.places)
        last = None if new else await visit.do(partial(kind.register.one, visit.office, visit.who, key))
        version = None if last is None else last.kept.version
        return await _form(visit, kind, visit.form, version, faults, status_of(problem))
    return visit.to(_path(visit.path("soort"), key))


async def _content(visit: Visit, kind: Kind, key: str, new: bool) -> Document:
    """What the form says, as the document that the service takes. BadInput with every fault."""
    before: Mapping[str, Any] = {}
    if not new:
        before = (await visit.do(partial(kind.register.one, visit.office, visit.who, key))).content
    made = kind.form.filled(before, visit.form)
    read = kind.new.model_validate(made | {"id": key}).to_json()
    return kind.content.model_validate({name: said for name, said in read.items() if name != "id"})


async def _form(
    visit: Visit, kind: Kind, said: Form, version: int | None = None, faults: Sequence[Fault] = (), status: int = 200
) -> Response:
    areas = await visit.do(partial(OF_AREAS.newest, visit.office, visit.who))
    choices = [
        (f"{one.kept.id}/{one.kept.version}", f"{one.content['naam']} ({one.kept.id}, {one.kept.version})")
        for one in areas
    ]
    return visit.show(
        "council/record_form.html", status, faults=faults, kind=kind, key=visit.path("soort"), said=said, version=version,
        fields=kind.form.fields, groups=kind.form.groups(said), areas=choices, list=LIST,
        id=visit.request.path_params.get("id"), action=quote(visit.request.url.path),
    )  # fmt: skip


async def _shown(visit: Visit, faults: Sequence[Fault] = (), status: int = 200) -> Response:
    kind, key = _kind(visit), _key(visit)
    last = await visit.do(partial(kind.register.one, visit.office, visit.who, key))
    beside = {} if kind.beside is None else await visit.do(partial(kind.beside, visit.office, visit.who, last))
    may_approve = visit.who.as_role(frozenset(APPROVERS)) is not None
    return visit.show(
        "council/record.html", status, faults=faults, kind=kind, key=visit.path("soort"), record=_told(visit, visit.path("soort"), last),
        content=kind.form.told(last.content), remarks=[*beside.get("bevindingen", ()), *beside.get("opmerkingen", ())],
        may_record=may_record(visit), may_approve=may_approve, today=visit.today,
    )  # fmt: skip


def _told(visit: Visit, key: str, one: Version) -> dict[str, Any]:
    badge, words = _STATUS[one.status]
    content = one.content
    return {
        "id": one.kept.id, "version": one.kept.version, "status": one.status, "kind": badge, "words": words,
        "name": content.get("naam") or content.get("citeertitel") or one.kept.id, "from": content.get("van"), "until": content.get("tot"),
        "withdrawn": content.get("ingetrokkenOp"), "made": one.kept.made_at, "approved": one.kept.approved_at,
        "mine": one.kept.made_by == visit.who.ref(visit.office.names), "path": _path(key, one.kept.id),
    }  # fmt: skip


def _kind(visit: Visit) -> Kind:
    found = KINDS.get(visit.path("soort"))
    if found is None:
        raise NotThere("nothing of that kind is kept")
    return found


def _key(visit: Visit) -> str:
    key = visit.path("id")
    if not key.isprintable() or len(key) > _LONGEST:
        raise NotThere("there is no such id")
    return key


def _path(kind: str, key: str) -> str:
    return f"{LIST}/{kind}/{quote(key, safe='')}"
