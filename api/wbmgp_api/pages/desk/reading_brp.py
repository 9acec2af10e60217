"""An answer of the BRP read into the form of residence: somebody looks at it and keeps it, or does not. Nothing is kept here."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.exchange.brp import ReadPerson, read_answer
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk.corrections import SHEETS, Known, form_page, known_now
from wbmgp_api.pages.desk.drafts import PEOPLE, STAYS, Draft
from wbmgp_api.pages.desk.fields import DAY
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Page, Visit, faults_of, page
from wbmgp_api.words import bad_input
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.json_text import read_json
from wbmgp_engine.facts.partial_dates import PartialDate

_FILE: Final = "antwoord"
_SHEET: Final = next(one for one in SHEETS if one.name == STAYS)
_CHOOSE_FILE: Final = N_("Kies het antwoord van de BRP op uw computer.")
_CHOOSE_PERSON: Final = N_("Kies over wie het antwoord gaat.")


class Noted(NamedTuple):
    """A notice in the language of the page."""

    place: str
    value: str
    text: str
    todo: str


class Shown(NamedTuple):
    """What the page says of an answer: about whom, how many stays, how many in research, and what was not taken over."""

    person: str
    stays: int
    research: int
    born: str | None
    notices: list[Noted]


async def read(visit: Visit) -> Response:
    """The form of residence with the answer in it. What cannot be read leaves the form as it was."""
    known = await known_now(visit, _SHEET)
    before = Draft(known.application, numbers=known.numbers)
    data, place = visit.files.get(_FILE), _place(known, visit.said("persoon"))
    if not data or place is None:
        fault = (
            Fault(_FILE, visit.say(_CHOOSE_FILE)) if place is not None else Fault("persoon", visit.say(_CHOOSE_PERSON))
        )
        return await form_page(visit, _SHEET, known, before, 400, [fault])
    try:
        found = _one(data, known.application[PEOPLE][place])
    except BadInput as problem:
        faults = [one._replace(field=_FILE) for one in faults_of(problem, visit.lang)]
        return await form_page(visit, _SHEET, known, before, 400, faults)
    return await form_page(visit, _SHEET, known, _filled(known, place, found), read=_shown(visit, known, place, found))


def _place(known: Known, name: str) -> int | None:
    return next((at for at, one in enumerate(known.application[PEOPLE]) if one["id"] == name), None)


def _one(data: bytes, person: dict[str, Any]) -> ReadPerson:
    born = person.get("geboortedatum")
    people = read_answer(read_json(data), None if born is None else PartialDate.parse(born))
    if len(people) != 1:
        raise bad_input("one_person", _FILE, count=len(people))
    return people[0]


def _filled(known: Known, place: int, found: ReadPerson) -> Draft:
    """The draft with the stays of somebody in place of those that are known; each is a new row."""
    application = deepcopy(known.application)
    stays = found.facts.get(STAYS)
    if not stays:
        return Draft(application, numbers=known.numbers)
    application[PEOPLE][place][STAYS] = stays
    path = f"{PEOPLE}.{place}.{STAYS}"
    return Draft(application, {path: [""] * len(stays)}, known.numbers)


def _shown(visit: Visit, known: Known, place: int, found: ReadPerson) -> Shown:
    told = [one.to_json() for one in found.notices]
    born = found.facts.get("geboortedatum")
    noted = [
        Noted(one["plaats"], one["waarde"] or "", one["tekst"][visit.lang], one["watTeDoen"][visit.lang])
        for one in told
    ]
    return Shown(
        known.application[PEOPLE][place]["id"], len(found.facts.get(STAYS, ())), found.in_research,
        None if born is None else DAY.shown(born), noted,
    )  # fmt: skip


ROUTES: Final[tuple[Page, ...]] = (
    page(f"/zaken/{{zaak}}/{STAYS}/_lees-brp", None, Role.DESK, Role.REVIEWER, take=read),
)
