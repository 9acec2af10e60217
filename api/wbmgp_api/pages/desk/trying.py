"""Trying out: somebody who does not exist, under rules that may not be in force yet. Nothing is kept.

The question is that of a check over the network: an application with a situation of its own. Where the rules come from
versions that the municipality keeps, drafts are among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.areas.designation_content import Content as Designation
from wbmgp_api.areas.ordinance_content import Content as Ordinance
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk import drafts, shapes
from wbmgp_api.pages.desk.answered import answered
from wbmgp_api.pages.desk.drafts import Draft
from wbmgp_api.pages.desk.fictional import BY_KEY, PERSONAS
from wbmgp_api.pages.desk.fields import DAY, EUROS, NAMES, TEXT, YES_NO, Field, shown, text_of, told
from wbmgp_api.pages.desk.timeline import figure
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, page, status_of
from wbmgp_api.versions import OF_DESIGNATIONS, OF_ORDINANCES, Version
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.fields import IncomeKind
from wbmgp_engine.facts.fields import Role as Rol
from wbmgp_engine.facts.partial_dates import full_date
from wbmgp_engine.law.register import load_register
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.texts import value_in_words

VERSIONS: Final = "versies"
_NO_ORDINANCE: Final = N_("Kies een verordening.")
_AREA: Final = "proefgebied"
_FIRST: Final = (
    Field("woonruimte.verhuurder", TEXT), Field("woonruimte.soort", TEXT), Field("woonruimte.huurprijs", EUROS),
    Field("voorrang.kandidatenMetVoorrang", YES_NO), Field("aanvraagdatum", DAY),
)  # fmt: skip
_VARIANT: Final = (
    Field("inkomenstoets", TEXT), Field("verblijfstoets", TEXT), Field("voorrangskenmerken", NAMES), Field("huurprijsTot", EUROS),
)  # fmt: skip
_GROUNDS: Final = ("artikel_8", "artikel_9", "artikel_10")
_OF_SITUATION: Final = (
    "van", "tot", "categorieen", "inkomenstoets", "verblijfstoets", "voorrangskenmerken", "voorrangBoven", "gedragingen",
    "latereInwoning", "hardheidsclausule", "vindplaats",
)  # fmt: skip
_TRIERS: Final = (Role.DESK, Role.REVIEWER, Role.LAWYER, Role.COUNCIL, Role.RULES)


async def show(visit: Visit) -> Response:
    """The form, with the first of the people who do not exist."""
    return await _page(visit, _begun(visit, PERSONAS[0].key), PERSONAS[0].key)


async def take(visit: Visit) -> Response:
    """Somebody else in the form, a row more or less, or the answer."""
    key = visit.said("neem") or visit.said("persoon")
    key = key if key in BY_KEY else PERSONAS[0].key
    if visit.said("neem"):
        return await _page(visit, _begun(visit, key), key)
    draft = _draft(visit, key)
    if "rij" in visit.form or any(name.endswith(".weg") for name in visit.form):
        return await _page(visit, draft, key)
    if visit.said("regels") == VERSIONS and not visit.said("verordening"):
        return await _page(visit, draft, key, 400, [Fault("verordening", visit.say(_NO_ORDINANCE))])
    try:
        made = await visit.do(partial(_answer, visit, draft))
    except BadInput as problem:
        faults = faults_of(problem, visit.lang, shapes.fields(draft))
        return await _page(visit, draft, key, status_of(problem), faults)
    return await _page(visit, draft, key, made=made)


def _begun(visit: Visit, key: str) -> Draft:
    """The application of somebody who does not exist."""
    household = BY_KEY[key].household(visit.today, visit.who.tenant)
    return Draft({
        "kenmerk": f"proef-{key}", "gemeente": visit.who.tenant, "aanvraagdatum": visit.today.isoformat(),
        "woonruimte": {"verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 65000},
        "voorrang": {"kandidatenMetVoorrang": False}, drafts.PEOPLE: household,
    })  # fmt: skip


def _draft(visit: Visit, key: str) -> Draft:
    """What the form makes of them."""
    base = _begun(visit, key).application
    form = shapes.coded(visit.form, shapes.places(visit, base))
    now = told(base, _FIRST, lambda path: text_of(form, path))
    people = drafts.household_told(now, form)
    stays = drafts.lists_told(people.application, form, drafts.STAYS)
    incomes = drafts.lists_told(stays.application, form, drafts.INCOMES)
    return Draft(
        incomes.application, people.was | stays.was | incomes.was, {}, people.blank | stays.blank | incomes.blank
    )


def _answer(visit: Visit, draft: Draft) -> Assessment:
    """The answer under the chosen rules, on the day of the decision that the form says."""
    on = _day(visit)
    situation, area = _situation(visit, on)
    given = {**draft.application, "situatie": situation}
    given["woonruimte"] = {**draft.application["woonruimte"], "gebied": area}
    made = answered(visit.office, Application.model_validate(given), on)
    _ = made.earliest_date, made.alternatives, made.questions
    return made


def _day(visit: Visit) -> date:
    try:
        return full_date(DAY.told(visit.said("peildatum") or visit.today.isoformat()))
    except ValueError as problem:
        raise BadInput.one("peildatum", str(problem), code="full_date") from None


def _situation(visit: Visit, on: date) -> tuple[dict[str, Any], str]:
    """The rules to try, and the area that the dwelling lies in."""
    found = load_register(visit.office.lawbook, visit.who.tenant)
    region = (found.region_on(on) if found is not None else None) or ()
    here = {"regio": list(dict.fromkeys((visit.who.tenant, *region)))}
    if visit.said("regels") != VERSIONS:
        return {**here, **_variant(visit, on)}, _AREA
    designation = _of(visit, OF_DESIGNATIONS, "aanwijzing")
    content = Designation.model_validate(dict(designation.content)) if designation else None
    ordinance = _of(visit, OF_ORDINANCES, "verordening")
    if ordinance is not None and "regio" in ordinance.content:
        here = {"regio": list(dict.fromkeys((visit.who.tenant, *ordinance.content["regio"])))}
    return {
        **here, "aanwijzingen": [] if content is None else _designated(content),
        "verordening": None if ordinance is None else _ordained(ordinance),
    }, _AREA if content is None else content.area.id  # fmt: skip


def _of(visit: Visit, register: Any, name: str) -> Version | None:
    wanted = visit.said(name)
    found: list[Version] = register.newest(visit.office, visit.who)
    return next((one for one in found if one.kept.id == wanted), None)


def _designated(content: Designation) -> list[dict[str, Any]]:
    end = None if content.last_day is None else content.last_day.isoformat()
    return [
        {"gebied": content.area.id, "grond": one.ground, "instrument": one.instrument, "van": content.start.isoformat(), "tot": end}
        for one in content.grounds
    ]  # fmt: skip


def _ordained(version: Version) -> dict[str, Any]:
    facts = Ordinance.model_validate(dict(version.content)).facts()
    return {"id": version.kept.id, **{name: facts[name] for name in _OF_SITUATION if name in facts}}


def _variant(visit: Visit, on: date) -> dict[str, Any]:
    """Rules put together on the page: in force on the day, for all dwellings up to a rent."""
    said = told({}, _VARIANT, lambda path: text_of(visit.form, f"variant.{path}"))
    grounds = [one for one in visit.many("variant.gronden") if one in _GROUNDS]
    category = {"gronden": grounds, "huurprijsTot": said.pop("huurprijsTot", None)}
    days = {"van": date(on.year - 1, 1, 1).isoformat(), "tot": date(on.year + 3, 1, 1).isoformat()}
    instrument = visit.said("variant.instrument") or None
    return {
        "aanwijzingen": [
            {"gebied": _AREA, "grond": one, "instrument": instrument if one == _GROUNDS[2] else None, **days} for one in grounds
        ],
        "verordening": {"id": "proefverordening", **days, "categorieen": [category], **said},
    }  # fmt: skip


async def _page(
    visit: Visit,
    draft: Draft,
    key: str,
    status: int = 200,
    faults: list[Fault] | None = None,
    made: Assessment | None = None,
) -> Response:
    versions = await visit.do(partial(_versions, visit))
    first = {
        **shown(draft.application, _FIRST),
        "peildatum": visit.said("peildatum") or DAY.shown(visit.today.isoformat()),
    }
    drawn = None if made is None else figure(made, visit.lang)
    return visit.show(
        "desk/proef.html", status, faults=faults or (), personas=PERSONAS, chosen=key, values=first, variant=_shown(visit),
        persons=drafts.household_shown(draft), lived=drafts.lists_shown(draft, drafts.STAYS),
        earned=drafts.lists_shown(draft, drafts.INCOMES), kinds=[(one.value, value_in_words(one.value, visit.lang)) for one in IncomeKind],
        roles=[one.value for one in Rol], places=shapes.places(visit, draft.application), grounds=_GROUNDS, made=made,
        answer=None if made is None else made.to_json(trail=False), figure=drawn if drawn and drawn.drawn else None, **versions,
    )  # fmt: skip


def _shown(visit: Visit) -> Mapping[str, Any]:
    """What the form said of the rules."""
    said = {name: visit.said(f"variant.{name}") for name in (*(one.path for one in _VARIANT), "instrument")}
    begun = {"inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager"}
    chosen = {name: visit.said(name) for name in ("regels", "verordening", "aanwijzing")}
    grounds = visit.many("variant.gronden") if visit.form else [_GROUNDS[0]]
    return {**said, **({} if visit.form else begun), **chosen, "gronden": grounds}


def _versions(visit: Visit) -> dict[str, list[tuple[str, str, str]]]:
    """The ordinances and the designations in their newest version, drafts among them: key, name, status."""
    ordinances = OF_ORDINANCES.newest(visit.office, visit.who)
    designations = OF_DESIGNATIONS.newest(visit.office, visit.who)
    return {
        "ordinances": [(one.kept.id, str(one.content["citeertitel"]), one.status) for one in ordinances],
        "designations": [(one.kept.id, str(one.content["naam"]), one.status) for one in designations],
    }


ROUTES: Final = [page("/proef", show, *_TRIERS, take=take)]
