"""Where the pages of letters are."""

from __future__ import annotations

from typing import Final

from wbmgp_api.identity.principal import Role
from wbmgp_api.letters.showing import MAKERS, READERS
from wbmgp_api.pages.letters import downloads, letter, listing
from wbmgp_api.pages.visiting import Page, page

ROUTES: Final[tuple[Page, ...]] = (
    page("/zaken/{zaak}/brieven", listing.show, *READERS),
    page("/zaken/{zaak}/brieven", None, *MAKERS, take=listing.take),
    page("/zaken/{zaak}/brieven/{brief}", letter.show, *READERS),
    page("/zaken/{zaak}/brieven/{brief}", None, *MAKERS, take=letter.take),
    page("/zaken/{zaak}/brieven/{brief}/pdf", downloads.citizen, *READERS),
    page("/zaken/{zaak}/brieven/{brief}/dossier", downloads.file, Role.REVIEWER, Role.LAWYER),
)
