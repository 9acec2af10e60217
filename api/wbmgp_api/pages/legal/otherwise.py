"""The same facts under the law of another date, or in another rule book: what would come out, side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.responses import Response

from wbmgp_api.cases import assessing
from wbmgp_api.cases.assessing import Kept
from wbmgp_api.counter import told
from wbmgp_api.oversight.otherwise import otherwise
from wbmgp_api.pages.legal import asked
from wbmgp_api.pages.legal.rule_books import book_of
from wbmgp_api.pages.legal.values import plain_name, value
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_api.rulebooks import held
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_engine.errors import BadInput, LawLookupError, WbmgpError

_THEN = ""
"""In place of a rule book: that with which the assessment was made."""


async def show(visit: Visit) -> Response:
    """The form, and what comes out once a day was given."""
    office, who, case = visit.office, visit.who, visit.case_id
    found, made = await visit.do(lambda: assessing.shown(office, who, case))
    service = visit.service
    books = await visit.do(lambda: held.listed(service.store, who.tenant, office.lawbook, service.lawbook))
    values: dict[str, Any] = {
        "case": told(found, office, who), "made": made, "books": list(books.books), "current": office.lawbook.hash,
        "found": None, "day_asked": visit.query.get("datum", ""), "book_asked": visit.query.get("regelboek", _THEN),
        "record": _chosen(visit, made), "value": lambda said: value(visit.tongue, said), "plain": plain_name,
    }  # fmt: skip
    try:
        on = asked.one_day(visit, "datum")
    except BadInput as problem:
        return visit.show("legal/otherwise.html", 400, faults=faults_of(problem, visit.lang), **values)
    if on is None or values["record"] is None:
        return visit.show("legal/otherwise.html", **values)
    try:
        values["found"] = await visit.do(lambda: _made(visit, case, values["record"], on))
    except (LawLookupError, NotThere, Erased) as problem:
        return visit.show("legal/otherwise.html", 400, faults=[_fault(visit, problem)], **values)
    return visit.show("legal/otherwise.html", **values)


def _made(visit: Visit, case: str, record: str, on: date) -> Any:
    wanted = visit.query.get("regelboek", _THEN)
    book = None if wanted == _THEN else book_of(visit, wanted)
    return otherwise(visit.office, visit.who, case, record, on, book)


def _chosen(visit: Visit, made: list[Kept]) -> str | None:
    """The assessment that the address names, else the last; None before there is one."""
    asked_for = visit.query.get("toetsing")
    return next((one.id for one in reversed(made) if asked_for in (None, "", one.id)), None)


def _fault(visit: Visit, problem: WbmgpError) -> Fault:
    if isinstance(problem, LawLookupError):
        return Fault("datum", visit.say("Op deze dag is er in dit regelboek geen recht om naar te toetsen."))
    if isinstance(problem, NotThere):
        return Fault("regelboek", visit.say("Dit regelboek is er niet. Kies een ander."))
    return Fault("", visit.say("Van deze toetsing is een deel gewist. Zij is niet meer over te doen."))
