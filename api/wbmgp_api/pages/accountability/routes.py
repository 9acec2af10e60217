"""Where the documents of account are, and who may see them."""

from __future__ import annotations

from typing import Final

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.accountability import publishing, showing
from wbmgp_api.pages.visiting import Page, page

READERS: Final = (Role.LAWYER, Role.AUDITOR, Role.PRIVACY, Role.RULES, Role.COUNCIL)
ROUTES: Final[tuple[Page, ...]] = (
    page("/verantwoording", showing.hub, *READERS),
    page(publishing.ADDRESS, publishing.show, *publishing.PUBLISHERS, take=publishing.take),
    page("/verantwoording/{document}", showing.show, *READERS),
    page("/verantwoording/{document}/json", showing.data, *READERS),
    page("/verantwoording/{document}/markdown", showing.text, *READERS),
)
