"""Where somebody can go: the parts of the pages by role, and where a role begins."""

from __future__ import annotations

from typing import Final, NamedTuple

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.languages import N_

DESK, REVIEWER, MAYOR, LANDLORD = Role.DESK, Role.REVIEWER, Role.MAYOR, Role.LANDLORD
LAWYER, AUDITOR, COUNCIL, RULES = Role.LAWYER, Role.AUDITOR, Role.COUNCIL, Role.RULES
PRIVACY = Role.PRIVACY


class Place(NamedTuple):
    """A part of the pages; without roles for everybody. `under`: the other addresses that belong to it."""

    path: str
    name: str
    roles: tuple[Role, ...] = ()
    under: tuple[str, ...] = ()


_PLACES: Final = (
    Place("/werk", N_("Mijn werk"), (DESK, REVIEWER)),
    Place("/zaken", N_("Zaken"), (DESK, REVIEWER, LAWYER, AUDITOR)),
    Place("/zaken/nieuw", N_("Nieuwe aanvraag"), (DESK, REVIEWER)),
    Place("/onderzoeken", N_("Onderzoeken"), (MAYOR,)),
    Place("/proef", N_("Proefdraaien"), (DESK, REVIEWER, LAWYER, COUNCIL, RULES)),
    Place("/raad", N_("Raad"), (COUNCIL, LAWYER, AUDITOR, RULES)),
    Place("/recht", N_("Recht"), (LAWYER, AUDITOR, RULES)),
    Place("/toezicht", N_("Toezicht"), (LAWYER, AUDITOR, PRIVACY)),
    Place("/verantwoording", N_("Verantwoording"), (LAWYER, AUDITOR, PRIVACY, RULES, COUNCIL)),
    Place("/", N_("Adres nagaan"), (), ("/hardheid",)),
    Place("/regelboek", N_("Regelboek")),
    Place("/uitleg", N_("Uitleg")),
)
_BEGIN: Final = (
    (REVIEWER, "/werk"), (DESK, "/werk"), (MAYOR, "/onderzoeken"), (COUNCIL, "/raad"), (LAWYER, "/recht"),
    (AUDITOR, "/recht"), (RULES, "/recht/regelboeken"), (PRIVACY, "/toezicht"), (LANDLORD, "/"),
)  # fmt: skip


class Link(NamedTuple):
    """A place as the navigation shows it."""

    path: str
    name: str
    here: bool


def links(roles: frozenset[Role], path: str) -> list[Link]:
    """The places for these roles, and which one somebody is at: the one with the longest address that fits."""
    open_to = [one for one in _PLACES if not one.roles or roles & set(one.roles)]
    at = max((one for one in open_to if _fits(one, path)), key=lambda one: len(one.path), default=None)
    return [Link(one.path, one.name, one is at) for one in open_to]


def _fits(place: Place, path: str) -> bool:
    return any(path == one or (one != "/" and path.startswith(f"{one}/")) for one in (place.path, *place.under))


def beginning(roles: frozenset[Role]) -> str:
    """Where somebody with these roles begins."""
    return next((path for role, path in _BEGIN if role in roles), "/ik")
