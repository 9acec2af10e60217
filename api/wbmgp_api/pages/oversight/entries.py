"""The pages of oversight, each once: what the tabs and the first page of this part show, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Visit

LAWYER, AUDITOR, PRIVACY = Role.LAWYER, Role.AUDITOR, Role.PRIVACY
READERS: Final = (LAWYER, AUDITOR, PRIVACY)


class Entry(NamedTuple):
    """A page by its address, its name, and what it answers; the roles are those of its route."""

    path: str
    name: str
    answers: str
    roles: tuple[Role, ...] = READERS


HUB: Final = "/toezicht"
ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("/recht/afwijkingen", N_("Afwijkingen"), N_("Hoe vaak mensen van het advies afwijken, en waar dat bijna nooit gebeurt.")),
    Entry("/toezicht/bezwaren", N_("Bezwaar en beroep"), N_("Hoeveel mensen het er niet mee eens waren, en hoe vaak zij gelijk kregen.")),
    Entry("/toezicht/versies", N_("Na een nieuwe versie"), N_("Of besluiten anders uitvallen sinds een ander regelboek of een andere wet.")),
    Entry("/toezicht/groepen", N_("Weigeringen per groep"), N_("Of sommige groepen vaker een weigering krijgen, met een tabel die u zelf meebrengt.")),
    Entry("/toezicht/jaarverslag", N_("Jaarverslag"), N_("Wat de functionaris voor gegevensbescherming over een jaar moet weten.")),
    Entry("/toezicht/evaluatie", N_("Landelijke evaluatie"), N_("Het bestand met uitkomsten voor de onderzoekers van het Rijk."), (LAWYER, AUDITOR)),
    Entry("/toezicht/verwerkingen", N_("Gebruik van gegevens"), N_("Wie de gegevens van iemand gebruikte, wanneer en waarvoor. Voor wie om inzage vraagt."), (PRIVACY,)),
)  # fmt: skip
"""In the order in which they are shown. A page that is added here is reachable; its route stands in routes.py."""


def seen_by(visit: Visit) -> list[Entry]:
    """The pages that the roles of a visitor open."""
    return [one for one in ENTRIES if visit.who.roles & set(one.roles)]


def show(visit: Visit, template: str, status: int = 200, *, faults: Sequence[Fault] = (), **values: Any) -> Response:
    """A page of this part, with the way to the others."""
    return visit.show(template, status, faults=faults, entries=seen_by(visit), **values)
