"""Where the pages of the desk are."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.desk import corrections, dashboard, intake, lists, papers, reading_brp, screening, trying
from wbmgp_api.pages.visiting import Page

ROUTES: Final[tuple[Page, ...]] = (
    *dashboard.ROUTES,
    *intake.ROUTES,
    *lists.ROUTES,
    *corrections.ROUTES,
    *reading_brp.ROUTES,
    *papers.ROUTES,
    *screening.ROUTES,
    *trying.ROUTES,
)
