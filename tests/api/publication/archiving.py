"""How tests take closed cases out: cases that ended in every way, and an archivist beside the desk."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from tests.api.cases.test_guards import store_of
from tests.api.cases.test_objections import STANDS
from tests.api.cases.working import (
    DESK,
    HARDSHIP,
    LAWYER,
    REFUSAL,
    REVIEWER,
    WEIGHED,
    WITHDRAWN,
    Desk,
    asked,
    refusable,
)
from tests.api.letters.lettering import conditioned
from tests.api.service.asking import TENANT
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.publication.archive import Archivist, export
from wbmgp_api.publication.closed import Closed, closed
from wbmgp_api.store.key_files import log_key

NAME = "Voorbeeldstad"
MDTO = "{https://www.nationaalarchief.nl/mdto}"
WHY = {"toelichting": "Reden."}


def office(desk: Desk) -> Office:
    found: Office = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    return found


def archivist(desk: Desk, folder: Path) -> Archivist:
    key = replace(log_key(folder / "signing", lambda size: b"k" * size), heads=None)
    who = Principal("archivaris", TENANT, frozenset({Role.LAWYER}), "archiefuitvoer", Role.LAWYER)
    return Archivist(office(desk), who, key, NAME)


def may_go(desk: Desk, case: str) -> Closed:
    of = office(desk)
    return store_of(desk).read(TENANT, partial(closed, tenant=TENANT, case=case, lawbook=of.lawbook, today=of.today()))


def taken_out(desk: Desk, folder: Path, *cases: str) -> Path:
    """An export of these cases."""
    out = folder / "uitvoer"
    export(archivist(desk, folder), [may_go(desk, case) for case in cases], {}, out, lambda case: None)
    return out


def ended(desk: Desk, case: str) -> str:
    """The same case, kept for its term."""
    desk.clock.days(60)
    desk.well(case, "_verklaar-onherroepelijk", REVIEWER, {})
    desk.well(case, "_bewaar", DESK, {})
    return case


def granted(desk: Desk, **changes: Any) -> str:
    return ended(desk, desk.sent(asked(**changes), "verlenen"))


def refused(desk: Desk, **changes: Any) -> str:
    given = refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED, **changes)
    return ended(desk, desk.sent(given, "weigeren", **REFUSAL))


def withdrawn(desk: Desk) -> str:
    """A permit that was withdrawn, so of which the use ended."""
    case = desk.sent(asked(), "verlenen")
    desk.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
    desk.clock.days(50)
    desk.well(case, "_bewaar", DESK, {})
    return case


def left(desk: Desk) -> str:
    """An application that was withdrawn."""
    case = desk.take_in()
    desk.well(case, "_trek-in", DESK, WHY)
    desk.well(case, "_bewaar", DESK, {})
    return case


def objected(desk: Desk) -> str:
    """A refusal that stood after an objection, and after the term to appeal."""
    case = desk.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    desk.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    desk.clock.days(10)
    desk.well(case, "_beslis-op-bezwaar", LAWYER, STANDS)
    desk.well(case, "_verzend", DESK, {})
    return ended(desk, case)


def screened(desk: Desk) -> str:
    """A permit with conditions that the mayor told."""
    case = conditioned(desk)
    desk.well(case, "_verzend", DESK, {})
    return ended(desk, case)


def metadata(path: Path) -> Element:
    """A document of MDTO, read by the parser of the standard library: another one than reads it in the program."""
    return fromstring(path.read_bytes())[0]


def said(element: Element, path: str) -> str | None:
    """The text of an element by its path of names."""
    found = element.find("/".join(MDTO + name for name in path.split("/")))
    return None if found is None else found.text
