"""A municipality that keeps an area, a designation, an ordinance and the word that nothing else is there."""

from __future__ import annotations

import html
import re
from typing import Any, Final

from tests.api.areas.drawn import area
from tests.api.areas.test_designations import designation
from tests.api.areas.test_ordinances import ordinance
from tests.api.areas.test_statements import statement
from wbmgp_api.areas import designations, ordinances, register, statements
from wbmgp_api.areas.content import Content
from wbmgp_api.areas.designation_content import Content as Designation
from wbmgp_api.areas.ordinance_content import Content as Ordinance
from wbmgp_api.areas.statements import Content as Statement
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.versions import OF_AREAS

TENANT: Final = "GM9999"
INSIDE: Final = "3082AA"
PUBLIC: Final = ("/", "/uitleg", "/hardheid", "/regelboek", "/regelboek/aanwijzingen")


def person(subject: str, tenant: str = TENANT) -> Principal:
    return Principal(subject, tenant, frozenset({Role.RULES}), "desk", Role.RULES)


def settle(office: Office, tenant: str = TENANT, **changes: Any) -> None:
    """Postcode 3082AA lies in the Tarwewijk, designated from 2026 until 2030; complete from 2026 until 2032."""
    one, two = person("eerste", tenant), person("tweede", tenant)
    name, said = _split(area())
    register.propose(office, one, [(name, Content.model_validate(said))])
    OF_AREAS.approve(office, two, name, 1)
    name, said = _split(designation(gronden=[{"grond": "artikel_8"}]))
    designations.propose(office, one, name, Designation.model_validate(said))
    designations.approve(office, two, name, 1)
    name, said = _split(ordinance(**changes))
    ordinances.propose(office, one, name, Ordinance.model_validate(said))
    ordinances.approve(office, two, name, 1)
    name, said = _split(statement(omvat=["aanwijzingen", "verordeningen"], tot="2032-01-01"))
    statements.propose(office, one, name, Statement.model_validate(said))
    statements.approve(office, two, name, 1)


def asked(**changes: str) -> dict[str, str]:
    """The form for an address in the Tarwewijk."""
    return {"gemeente": TENANT, "postcode": "3082 aa", "huisnummer": "72", "datum": "2026-11-18", "verhuurder": "particulier", "soort": "zelfstandig"} | changes  # fmt: skip


def heading(page: str) -> str:
    """The first heading of a page."""
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return " ".join(html.unescape(re.sub("<[^>]+>", "", found)).split())


def text(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", page)).split())


def _split(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return str(given["id"]), {key: value for key, value in given.items() if key != "id"}
