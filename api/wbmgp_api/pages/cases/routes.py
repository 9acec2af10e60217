"""Where the pages of a case are."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.cases import advising, decision, history, overview, stepping
from wbmgp_api.pages.cases.acting import READERS
from wbmgp_api.pages.visiting import Page, page

ROUTES: Final[tuple[Page, ...]] = (
    page("/zaken/{zaak}", overview.show, *READERS, take=overview.take),
    page("/zaken/{zaak}/advies", advising.show, *READERS, take=advising.take),
    page("/zaken/{zaak}/besluit", decision.show, *READERS, take=decision.take),
    page("/zaken/{zaak}/stap/{stap}", stepping.show, *stepping.ROLES, take=stepping.take),
    page("/zaken/{zaak}/verloop", history.show, *history.ROLES),
)
