"""Where the pages of oversight are, and who may see them."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.oversight import appeals, extracting, groups, hub, processing, versions, yearly
from wbmgp_api.pages.oversight.entries import AUDITOR, HUB, LAWYER, PRIVACY, READERS
from wbmgp_api.pages.visiting import Page, page

ROUTES: Final[tuple[Page, ...]] = (
    page(HUB, hub.show, *READERS),
    page(appeals.PLACE, appeals.show, *READERS),
    page(versions.PLACE, versions.show, *READERS),
    page("/toezicht/groepen", groups.show, *READERS),
    page("/toezicht/groepen/_upload", None, *READERS, take=groups.take),
    page("/toezicht/jaarverslag", yearly.show, *READERS),
    page("/toezicht/jaarverslag/bestand", yearly.take, *READERS),
    page("/toezicht/evaluatie", extracting.show, LAWYER, AUDITOR, take=extracting.take),
    page(processing.PLACE, processing.show, PRIVACY, take=processing.seek),
)  # fmt: skip
