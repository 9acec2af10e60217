"""Who used somebody's data, when and for what: what a data protection officer tells who asks for it (AVG art. 15)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final
from urllib.parse import unquote

from starlette.responses import Response

from wbmgp_api.counter import not_too_often
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identifiers import is_bsn
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight import processing_log
from wbmgp_api.oversight.by_number import by_number
from wbmgp_api.oversight.processing_log import Found, moment
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.names import name_of
from wbmgp_api.pages.oversight import entries
from wbmgp_api.pages.visiting import Visit, faults_of, status_of
from wbmgp_api.store.processing_reading import FIRST, Cursor, Line
from wbmgp_api.words import bad_input
from wbmgp_engine.errors import BadInput

PLACE: Final = "/toezicht/verwerkingen"
_PAGE: Final = 100
_CURSOR: Final = re.compile("([0-9]{1,15})-([0-9a-f]{16})", re.ASCII)
_DONE: Final[Mapping[str, str]] = {
    "inzage": N_("Gegevens bekijken"), "zoek": N_("Iemand of een zaak opzoeken"),
    "schrijf_brief": N_("Brief schrijven"), "maak_brief_definitief": N_("Brief definitief maken"),
    "verzend_brief": N_("Brief verzenden"), "lees_verwerkingslog": N_("Verwerkingslog lezen"),
    "zoek_verwerkingslog": N_("Opzoeken wie de gegevens gebruikte"), "beoordeling": N_("Toetsen op de opdrachtregel"),
    "exporteer_bundel": N_("Bewijs van een toetsing uitvoeren"),
    "simuleer_toetsing": N_("Toetsing naar ander recht berekenen"), "wissing": N_("Gegevens wissen"),
}  # fmt: skip
_PURPOSE: Final[Mapping[str, str]] = {
    "aanvraag": N_("Beslissen op een aanvraag"), "onderzoek": N_("Onderzoek door de burgemeester"),
    "rechtsbescherming": N_("Bezwaar, beroep en te laat beslissen"), "toezicht": N_("Toezicht op de uitvoering"),
    "uitwisseling": N_("Uitwisselen met andere organisaties"), "archivering": N_("Bewaren en wissen"),
    "evaluatie": N_("Evaluatie van de wet"), "simulatie": N_("Simulaties zonder echte personen"),
    "aanmelding": N_("Aanmelden van medewerkers"), "beheer": N_("Beheer van regels en gebieden"),
}  # fmt: skip
_DATA: Final[Mapping[str, str]] = {
    "persoon": N_("geboortedatum, huishouden, woning en woongeschiedenis"), "bsn": N_("burgerservicenummer"),
    "inkomen": N_("soort inkomen"), "onderzoek": N_("uitkomst van het onderzoek"),
    "beoordeling": N_("oordeel per grond en advies"), "motivering": N_("opgeschreven redenen"),
    "spoor": N_("hoe het advies ontstond"), "medewerker": N_("welke medewerker wat deed"),
}  # fmt: skip
_ENDED: Final[Mapping[str, str]] = {
    "Ok": N_("gedaan"),
    "Unset": N_("niet toegelaten"),
    "Error": N_("mislukt door een storing"),
}


async def show(visit: Visit) -> Response:
    """The question before it is asked."""
    return _page(visit, None)


async def seek(visit: Visit) -> Response:
    """What was done with the data of somebody, or in a case. That it was asked stands in both logs first."""
    try:
        return _page(visit, await _found(visit))
    except (Problem, BadInput) as problem:
        return _page(visit, None, status_of(problem), faults=faults_of(problem, visit.lang))


async def _found(visit: Visit) -> Found:
    """The lines that answer the form. BadInput where it asks nothing or two things, Problem 429 for who tries numbers."""
    office, who, after = visit.office, visit.who, _after(visit.said("vanaf"))
    number, case = visit.said("bsn"), visit.said("zaak")
    if bool(number) == bool(case):
        raise bad_input("sought_one", "bsn")
    if number:
        if not is_bsn(number):
            raise bad_input("bsn", "bsn")
        not_too_often(visit.request, who)
        return await visit.do(partial(processing_log.of_number, office, who, number, after, _PAGE))
    known = await visit.do(partial(by_number, office, who, case))
    if known is None:
        raise bad_input("case_number", "zaak")
    return await visit.do(partial(processing_log.of_case, office, who, known, after, _PAGE))


def _after(text: str) -> Cursor:
    found = _CURSOR.fullmatch(text)
    return FIRST if found is None else Cursor(int(found[1]), found[2])


def _page(visit: Visit, found: Found | None, status: int = 200, **more: Any) -> Response:
    said = {name: visit.said(name) for name in ("bsn", "zaak")}
    lines = () if found is None else _people(found.lines)
    rows = None if found is None else [_row(visit, line) for line in lines]
    more |= {"said": said, "rows": rows, "most": _at_most(visit, lines)}
    following = None if found is None or found.following is None else "{}-{}".format(*found.following)
    return entries.show(visit, "oversight/processing.html", status, following=following, **more)


def _people(lines: Sequence[Line]) -> list[Line]:
    """The lines that say of whom: an action says no more than the people in it, unless it knows of nobody."""
    told = {line.parent_span_id for line in lines if line.subject is not None}
    return [line for line in lines if line.subject is not None or line.span_id not in told]


def _data(visit: Visit, line: Line) -> str:
    """The data that a look opened; of what is no look, that it is at most what its purpose needs."""
    if line.opened is None:
        return visit.tongue.gettext(N_("hoogstens wat bij dit doel hoort")) if line.allowed else "–"
    return _listed(visit, line.opened) or visit.tongue.gettext(N_("alleen de stand van de zaak"))


def _listed(visit: Visit, categories: Sequence[str]) -> str:
    return ", ".join(visit.tongue.gettext(_DATA[one]) for one in categories)


def _at_most(visit: Visit, lines: Sequence[Line]) -> dict[str, str]:
    """What each purpose of these lines may use, where they say no more than that."""
    return {_purpose(visit, one): _listed(visit, one.allowed) for one in lines if one.opened is None and one.allowed}


def _purpose(visit: Visit, line: Line) -> str:
    activity = line.activity.split(":")[3]
    purpose = _PURPOSE.get(activity)
    return visit.tongue.gettext(purpose) if purpose else activity


def _program(line: Line) -> str | None:
    """The client of a corporation, by which it stands in its mandate. Others ask as the municipality."""
    return None if line.processor is None or line.role != Role.LANDLORD else unquote(line.processor.split(":")[3])


def _row(visit: Visit, line: Line) -> dict[str, Any]:
    tongue, done = visit.tongue, _DONE.get(line.name)
    return {
        "at": moment(line.start_ms), "done": tongue.gettext(done) if done else name_of(tongue, "step", line.name),
        "data": _data(visit, line), "purpose": _purpose(visit, line), "by": name_of(tongue, "role", line.role), "party": line.party,
        "program": _program(line), "case": line.case, "whose": None if line.subject is None else line.subject[:12],
        "ended": tongue.gettext(_ENDED[line.status]),
    }  # fmt: skip
