"""Work lists with filters in the address, which say nothing of anybody; and the search, which stands in no address."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from math import ceil
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from wbmgp_api.cases import finding
from wbmgp_api.counter import not_too_often
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identifiers import is_bsn
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk.fields import POSTCODE, day_told
from wbmgp_api.pages.desk.rows import listed
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, page, status_of
from wbmgp_api.pages.visitors import give
from wbmgp_api.store.case_tables import STATUSES
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts import fields as forms
from wbmgp_engine.facts.partial_dates import full_date

SEERS: Final = (Role.DESK, Role.REVIEWER, Role.LAWYER, Role.AUDITOR)
SEARCHERS: Final = (Role.DESK, Role.REVIEWER, Role.LAWYER)
OPEN: Final = "open"
ALL: Final = "alle"
_COUNTED: Final = 10_000
_SIZES: Final = ("20", "50", "100")
_SIZE_KEPT: Final = "__Host-wbmgp-rijen"
_A_YEAR: Final = 365 * 24 * 60 * 60
_CHOICES: Final = {
    "status": (OPEN, ALL, *STATUSES), "wie": ("", "mij", "niemand"), "termijn": ("", "binnenkort", "verstreken"),
    "volgorde": ("", "termijn", "ontvangst"),
}  # fmt: skip
_DAYS: Final = ("van", "tot")
_FORMS: Final = {
    "kenmerk": (forms.NAME, "form_name"), "postcode": (forms.POSTCODE, "form_postcode"),
    "huisnummer": (r"^[1-9][0-9]{0,4}$", "whole"), "adresseerbaarObject": (forms.OBJECT, "form_object"),
}  # fmt: skip


async def show(visit: Visit) -> Response:
    """A page of a work list."""
    office, who = visit.office, visit.who
    chosen, faults = _chosen(visit)
    size, at = int(chosen["rijen"]), _number(visit.query.get("pagina", "1"))
    asked = _asked(chosen, office.today())
    found, count = await visit.do(partial(finding.page, office, who, asked, at, size, _COUNTED))
    shown = visit.show(
        "desk/list.html", 400 if faults else 200, faults=faults, chosen=chosen, rows=listed(office, who, found),
        count=count, most=_COUNTED, pages=_pages(chosen, at, size, count), sizes=_SIZES, statuses=STATUSES,
        first=(at - 1) * size + 1,
    )  # fmt: skip
    if visit.query.get("rijen") in _SIZES:
        give(shown, _SIZE_KEPT, chosen["rijen"], _A_YEAR)
    return shown


def _chosen(visit: Visit) -> tuple[dict[str, str], list[Fault]]:
    """What the address asks for; a choice that is not there counts as none, a day that is none is a fault."""
    query = visit.query
    found = {name: query.get(name, known[0]) for name, known in _CHOICES.items()}
    found = {name: one if one in _CHOICES[name] else _CHOICES[name][0] for name, one in found.items()}
    kept = visit.request.cookies.get(_SIZE_KEPT, "")
    found["rijen"] = next((one for one in (query.get("rijen", ""), kept) if one in _SIZES), _SIZES[0])
    faults = []
    for name in _DAYS:
        found[name] = day_told(query.get(name, "").strip())
        if found[name] and _day(found[name]) is None:
            faults += faults_of(BadInput([fault("full_date", name)]), visit.lang)
    return found, faults


def _day(text: str) -> date | None:
    try:
        return full_date(text) if text else None
    except ValueError:
        return None


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text, re.ASCII) else 1


def _asked(chosen: dict[str, str], today: date) -> finding.Asked:
    status, soon = chosen["status"], today + timedelta(finding.SOON + 1)
    before = {"binnenkort": soon, "verstreken": today}.get(chosen["termijn"])
    order = chosen["volgorde"] or ("termijn" if status == OPEN else "ontvangst")
    return finding.Asked(
        None if status in (OPEN, ALL) else status, chosen["wie"] == "mij", before, order == "termijn",
        chosen["wie"] == "niemand", status == OPEN, _day(chosen["van"]), _day(chosen["tot"]),
    )  # fmt: skip


def _pages(chosen: dict[str, str], at: int, size: int, count: int) -> dict[str, Any]:
    """The pages around this one. Where not all are counted, the last is not known."""
    last = max(1, ceil(count / size))
    known = count < _COUNTED
    wanted = {name: value for name, value in chosen.items() if value and name != "rijen"}
    there = {
        "first": 1 if at > 1 else None, "prev": at - 1 if at > 1 else None,
        "next": at + 1 if at < last or not known else None, "last": last if known and at < last else None,
    }  # fmt: skip
    links = {
        name: f"/zaken?{urlencode({**wanted, 'pagina': page})}" for name, page in there.items() if page is not None
    }
    return {**links, "page": at, "of": last if known else None} if links else {}


async def show_search(visit: Visit) -> Response:
    """The search before anything was sought."""
    return visit.show("desk/search.html", said={}, rows=None)


async def search(visit: Visit) -> Response:
    """The cases that all of the fields name. Each that is found has an entry in the log before it is told."""
    said = {name: visit.said(name) for name in (*_FORMS, "bsn")}
    said["postcode"] = POSTCODE.told(said["postcode"].replace(" ", "")) if said["postcode"] else ""
    try:
        keys = _keys(said)
        if said["bsn"]:
            not_too_often(visit.request, visit.who)
        found = await visit.do(partial(finding.search, visit.office, visit.who, keys))
    except (Problem, BadInput) as problem:
        status, faults = status_of(problem), faults_of(problem, visit.lang)
        return visit.show("desk/search.html", status, faults=faults, said=said, rows=None)
    return visit.show("desk/search.html", said=said, rows=listed(visit.office, visit.who, found))


def _keys(said: dict[str, str]) -> dict[str, str]:
    """What is searched by. BadInput for what has no form, and where nothing whole was given."""
    wrong: list[Finding] = [
        fault(code, name)
        for name, (form, code) in _FORMS.items()
        if said[name] and not re.search(form, said[name], re.ASCII)
    ]
    if said["bsn"] and not is_bsn(said["bsn"]):
        wrong.append(fault("bsn", "bsn"))
    if wrong:
        raise BadInput(wrong)
    given = {name: value or None for name, value in said.items()}
    number = int(said["huisnummer"]) if said["huisnummer"] else None
    keys = finding.keys_of(given["kenmerk"], given["postcode"], number, given["adresseerbaarObject"], given["bsn"])
    if not keys:
        raise bad_input("sought_nothing", "kenmerk")
    return keys


ROUTES: Final = [
    page("/zaken", show, *SEERS),
    page("/zaken/zoek", show_search, *SEARCHERS, take=search),
]
