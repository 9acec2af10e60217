"""Taking in an application: first whether a rule applies at the place, then who will live there. Nothing is kept in between.

The place and the day go along in the form, never in an address; the case is made once, under a key that the form holds.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.areas.checking import Change, Ground, checked, next_change
from wbmgp_api.cases import files
from wbmgp_api.cases.files import Came
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk import drafts, shapes
from wbmgp_api.pages.desk.drafts import Draft
from wbmgp_api.pages.desk.fields import DAY, Field, chosen, shown, text_of, told
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, page, status_of
from wbmgp_api.words import fault
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.fields import Role as Rol
from wbmgp_engine.facts.partial_dates import full_date
from wbmgp_engine.facts.place import Place
from wbmgp_engine.permits.place import PlaceCheck

_FIRST: Final = (Field("aanvraagdatum", DAY), Field("aanvraagsoort", chosen("huisvesting")), *drafts.DWELLING)
_SECOND: Final = (*_FIRST, Field("kenmerk", chosen("")))
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{22,64}")
_DAY_OF_PLACE: Final = {
    **{one.path: one.path for one in drafts.DWELLING}, "datum": "aanvraagdatum", "woonruimte": "woonruimte.adres.postcode",
}  # fmt: skip
_NOBODY: Final[Mapping[str, Any]] = {drafts.PEOPLE: [{"id": "p1", "rol": "aanvrager"}]}


async def show(visit: Visit) -> Response:
    """The first step: which dwelling, and when somebody applied."""
    return _place(visit, {"aanvraagdatum": visit.today.isoformat()})


async def take(visit: Visit) -> Response:
    """The step that the form asks for."""
    step = visit.said("stap")
    if step == "plek" and visit.said("opnieuw"):
        return _place(visit, told({}, _FIRST, lambda path: text_of(visit.form, path)))
    if step == "plek":
        return await _checked(visit)
    if step == "mensen":
        return _people(visit, Draft({**_of_place(visit), **_NOBODY}, numbers={}))
    return await _made(visit)


def _of_place(visit: Visit) -> dict[str, Any]:
    """What the form says of the place and the day."""
    return told({}, _FIRST, lambda path: text_of(visit.form, path))


def _place(visit: Visit, said: Mapping[str, Any], status: int = 200, faults: list[Fault] | None = None) -> Response:
    return visit.show("desk/intake_place.html", status, faults=faults or (), values=shown(said, _FIRST))


async def _checked(visit: Visit) -> Response:
    """Whether a rule applies there on the day: as anybody is told it, before anything about somebody is asked."""
    said = _of_place(visit)
    try:
        place = Place.model_validate({
            "gemeente": visit.who.tenant, "datum": said.get("aanvraagdatum", ""), "woonruimte": said.get("woonruimte", {}),
        })  # fmt: skip
    except BadInput as problem:
        return _place(visit, said, 400, faults_of(problem, visit.lang, _DAY_OF_PLACE))
    found, change = await visit.do(partial(_looked, visit, place))
    return visit.show(
        "desk/intake_answer.html",
        values=shown(said, _FIRST),
        check=found,
        answer=found.to_json(),
        change=change,
        applies=_applies(found),
    )


def _applies(found: PlaceCheck) -> dict[str, bool | None]:
    """Whether each ground applies there; None: nobody knows, which is no answer at all."""
    whole = {"van_toepassing": True, "niet_van_toepassing": False}.get(found.outcome)
    return {"toepassingsbereik": whole, **{one.id: one.applies for one in found.bearings}}


def _looked(visit: Visit, place: Place) -> tuple[PlaceCheck, Change | None]:
    ground = Ground(visit.office.lawbook, visit.service.store, visit.service.registers)
    found = checked(place, ground)
    return found, next_change(place, found, ground)


def _people(visit: Visit, draft: Draft, status: int = 200, faults: list[Fault] | None = None) -> Response:
    """The second step: who will live there, with a key under which the case is made once."""
    key = visit.said("sleutel")
    key = key if _KEY.fullmatch(key) else secrets.token_urlsafe(24)
    return visit.show(
        "desk/intake_people.html", status, faults=faults or (), key=key, values=shown(draft.application, _SECOND),
        received=DAY.shown(visit.said("ontvangen") or visit.today.isoformat()), people=drafts.household_shown(draft),
        roles=[role.value for role in Rol],
    )  # fmt: skip


async def _made(visit: Visit) -> Response:
    """The case, once; or the form with all that is wrong."""
    said = told({}, _SECOND, lambda path: text_of(visit.form, path))
    draft = drafts.household_told({**said, "gemeente": visit.who.tenant, drafts.PEOPLE: []}, visit.form)
    if "rij" in visit.form or any(name.endswith(".weg") for name in visit.form):
        return _people(visit, draft)
    try:
        came = _came(visit, draft)
        key = visit.said("sleutel")
        if not _KEY.fullmatch(key):
            raise Problem(400, "send_key")
        case = await visit.do(partial(files.take_in, visit.office, visit.who, came, key))
    except (Problem, BadInput) as problem:
        found = faults_of(problem, visit.lang, shapes.fields(draft) | _DAY_OF_PLACE)
        return _people(visit, draft, status_of(problem), found)
    return visit.to(f"/zaken/{case.state.case_id}/verblijf?intake=ja")


def _came(visit: Visit, draft: Draft) -> Came:
    """The application as it came in. Raises BadInput with all that is wrong."""
    wrong = list(shapes.bad_numbers(draft))
    received = None
    try:
        received = full_date(DAY.told(visit.said("ontvangen")))
    except ValueError:
        wrong.append(fault("full_date", "ontvangen"))
    try:
        application = Application.model_validate(draft.application)
    except BadInput as problem:
        raise BadInput([*problem.findings, *wrong]) from None
    if wrong:
        raise BadInput(wrong)
    return Came(application, received, draft.numbers or {})


ROUTES: Final = [page("/zaken/nieuw", show, Role.DESK, Role.REVIEWER, take=take)]
