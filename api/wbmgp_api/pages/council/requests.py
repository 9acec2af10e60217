"""The editor of requests for designation: a page for each part, each list and each thing in it, with what the rules say beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.areas import request_drafts as drafts
from wbmgp_api.areas.request_drafts import Draft
from wbmgp_api.counter import known_id
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.council import request_forms as forms
from wbmgp_api.pages.council.completeness import Completeness, completeness
from wbmgp_api.pages.council.request_fields import GROUNDS, PARTS, Field, Items, Part
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.pages.visitors import Form
from wbmgp_api.store.errors import NotThere
from wbmgp_engine import assess_designation
from wbmgp_engine.designations.document import document_markdown
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.request import DesignationRequest

WRITERS: Final = (Role.COUNCIL, Role.RULES)
READERS: Final = (Role.COUNCIL, Role.RULES, Role.LAWYER, Role.AUDITOR)
LIST: Final = "/raad/verzoeken"
_FIRST: Final = (
    Field(("kenmerk",), N_("Kenmerk"), required=True),
    Field(("gebied", "id"), N_("Korte naam van het gebied"), help=N_("Kleine letters en streepjes, zoals oude-haven."), required=True),
    Field(("gebied", "naam"), N_("Naam van het gebied")),
    Field(("grond",), N_("Grond"), "choice", options=GROUNDS, required=True),
)  # fmt: skip
_FIRST_PLACES: Final = {
    "kenmerk": "kenmerk",
    "onderdelen.0.gebied.id": "gebied.id",
    "onderdelen.0.gebied.naam": "gebied.naam",
    "onderdelen.0.grond": "grond",
}
_NEW: Final = "nieuw"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")


async def listed(visit: Visit) -> Response:
    """The requests of the municipality, and a new one: begun here, or from a file."""
    return await _list(visit, {})


async def begin(visit: Visit) -> Response:
    """Keep a new request."""
    who = visit.acting(*WRITERS)
    try:
        draft = await visit.do(partial(drafts.add, visit.office, who, _begun(visit)))
    except (BadInput, Problem) as problem:
        fields = {} if visit.files else _FIRST_PLACES
        return await _list(visit, visit.form, faults_of(problem, visit.lang, fields), status_of(problem))
    return visit.to(f"{LIST}/{draft.kept.id}")


def _begun(visit: Visit) -> dict[str, Any]:
    """The request of a file, or the least that a request says. BadInput for a file that is none."""
    if (data := visit.files.get("bestand")) is not None:
        return DesignationRequest.from_json(data).to_json()
    said = forms.filled({}, _FIRST, visit.form)
    part = {name: said[name] for name in ("gebied", "grond") if name in said}
    return {"kenmerk": said.get("kenmerk", ""), "gemeente": visit.who.tenant, "onderdelen": [part]}


async def show(visit: Visit) -> Response:
    """A request as it stands: what the rules say of it, and its parts."""
    draft = await _draft(visit)
    return visit.show("council/request.html", **_around(visit, draft, ""))


async def show_part(visit: Visit) -> Response:
    """A part of a request, to be written."""
    part, draft = _part(visit), await _draft(visit)
    return _page(visit, draft, part, forms.shown(draft.document, part.fields))


async def save_part(visit: Visit) -> Response:
    """Save a part. What is wrong or was changed meanwhile comes back with what was written."""
    part, draft = _part(visit), await _draft(visit)
    try:
        made = forms.filled(draft.document, part.fields, visit.form)
        for listed in part.lists:
            if listed.none and not forms.items(draft.document, listed):
                made = forms.with_none(made, listed, bool(visit.said(f"{listed.key}{forms.NONE}")))
        await _save(visit, draft, made)
    except (BadInput, Problem) as problem:
        faults = faults_of(problem, visit.lang, forms.places(part.fields))
        return _page(visit, draft, part, visit.form, faults, status_of(problem))
    return visit.to(f"{LIST}/{draft.kept.id}/{visit.path('deel')}?bewaard=1")


async def show_item(visit: Visit) -> Response:
    """One thing in a list, to be written; or a new one."""
    listed, draft = _listed(visit), await _draft(visit)
    at = _at(visit, draft, listed)
    item = {} if at is None else forms.items(draft.document, listed)[at]
    return _item_page(visit, draft, listed, forms.shown(item, listed.fields))


async def save_item(visit: Visit) -> Response:
    """Save it, or take it away."""
    listed, draft = _listed(visit), await _draft(visit)
    at = _at(visit, draft, listed)
    every = forms.items(draft.document, listed)
    try:
        if visit.said("actie") == "weg" and at is not None:
            made = forms.without_item(draft.document, listed, at)
        else:
            item = forms.filled({} if at is None else every[at], listed.fields, visit.form)
            made = forms.with_item(draft.document, listed, at, item)
        await _save(visit, draft, made)
    except (BadInput, Problem) as problem:
        known = forms.places(listed.fields, (*listed.path, len(every) if at is None else at))
        return _item_page(visit, draft, listed, visit.form, faults_of(problem, visit.lang, known), status_of(problem))
    return visit.to(f"{LIST}/{draft.kept.id}/{visit.path('deel')}?bewaard=1#{listed.key}")


async def throw_away(visit: Visit) -> Response:
    """Throw a request away, as whoever asks saw it."""
    key = known_id(visit.path("id"))
    await visit.do(partial(drafts.remove, visit.office, visit.acting(*WRITERS), key, visit.version))
    return visit.to(LIST)


async def document(visit: Visit) -> Response:
    """The request as a file: as data (`json`), or as the document with what the rules found (`md`)."""
    draft = await _draft(visit)
    kind = visit.path("soort")
    if kind not in ("json", "md"):
        raise NotThere("a request has no such file")
    if kind == "json":
        text, media = json.dumps(draft.document, ensure_ascii=False, indent=2), "application/json"
    else:
        text, media = await visit.do(partial(_markdown, visit, draft)), "text/markdown; charset=utf-8"
    name = _UNSAFE.sub("-", draft.kept.title)[:60].strip("-") or "verzoek"
    return Response(text, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})


def _markdown(visit: Visit, draft: Draft) -> str:
    request = draft.request
    answer = assess_designation(request, lawbook=visit.office.lawbook, on=request.filed or visit.today)
    return document_markdown(request, answer.to_json(trail=False), visit.lang)


async def _draft(visit: Visit) -> Draft:
    return await visit.do(partial(drafts.look, visit.office, visit.who, known_id(visit.path("id"))))


async def _save(visit: Visit, draft: Draft, made: Mapping[str, Any]) -> None:
    who, version = visit.acting(*WRITERS), visit.version
    await visit.do(partial(drafts.change, visit.office, who, draft.kept.id, version, made))


def _part(visit: Visit) -> Part:
    found = PARTS.get(visit.path("deel"))
    if found is None:
        raise NotThere("a request has no such part")
    return found


def _listed(visit: Visit) -> Items:
    found = next((one for one in _part(visit).lists if one.key == visit.path("lijst")), None)
    if found is None:
        raise NotThere("a part has no such list")
    return found


def _at(visit: Visit, draft: Draft, listed: Items) -> int | None:
    """The place in the list that the address names, None for a new one. Raises NotThere."""
    said = visit.path("nummer")
    if said == _NEW:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 6) or not 1 <= int(said) <= len(
        forms.items(draft.document, listed)
    ):
        raise NotThere("there is no such thing in the list")
    return int(said) - 1


async def _list(visit: Visit, said: Form, faults: Sequence[Fault] = (), status: int = 200) -> Response:
    found = await visit.do(partial(drafts.listed, visit.office, visit.who))
    rows = await visit.do(lambda: [{"draft": one, "answer": _answer(visit, one)} for one in found])
    return visit.show(
        "council/requests.html", status, faults=faults, rows=rows, said=said, first=_FIRST, may_write=may_write(visit)
    )


def _page(
    visit: Visit, draft: Draft, part: Part, said: Form, faults: Sequence[Fault] = (), status: int = 200
) -> Response:
    values = _around(visit, draft, visit.path("deel"))
    lists = [
        {"list": one, "rows": [_named(item, one) for item in forms.items(draft.document, one)],
         "none": forms.certainly_none(draft.document, one)}
        for one in part.lists
    ]  # fmt: skip
    return visit.show(
        "council/request_part.html", status, faults=faults, part=part, said=said, lists=lists, saved="bewaard" in visit.query,
        otherwise=forms.otherwise(draft.document, part.fields, said) if status == 412 else [], **values,
    )  # fmt: skip


def _item_page(
    visit: Visit, draft: Draft, listed: Items, said: Form, faults: Sequence[Fault] = (), status: int = 200
) -> Response:
    values = _around(visit, draft, visit.path("deel"))
    at, action = _at(visit, draft, listed), visit.request.url.path
    kept = forms.items(draft.document, listed)[at] if at is not None and status == 412 else None
    return visit.show(
        "council/request_item.html", status, faults=faults, listed=listed, said=said, new=at is None, action=action,
        otherwise=forms.otherwise(kept, listed.fields, said) if kept is not None else [], **values,
    )  # fmt: skip


def _around(visit: Visit, draft: Draft, current: str) -> dict[str, Any]:
    path = f"{LIST}/{draft.kept.id}"
    tabs = [
        (path, visit.say("Overzicht"), not current),
        *((f"{path}/{key}", visit.say(part.title), key == current) for key, part in PARTS.items()),
    ]
    return {
        "draft": draft, "path": path, "tabs": tabs, "current": current, "answer": _answer(visit, draft), "may_write": may_write(visit),
        "changed_by_me": draft.kept.changed_by == visit.who.ref(visit.office.names),
    }  # fmt: skip


def _answer(visit: Visit, draft: Draft) -> Completeness | None:
    return completeness(draft.request, visit.office.lawbook, visit.today, visit.lang)


def may_write(visit: Visit) -> bool:
    """Whether the visitor may write requests."""
    return visit.who.as_role(frozenset(WRITERS)) is not None


def _named(item: Mapping[str, Any], listed: Items) -> list[tuple[Field, str]]:
    """What a thing in a list is known by."""
    fields = {field.path: field for field in listed.fields}
    return [(fields[path], forms.text_of(item, path)) for path in listed.named]
