"""Where the pages for anybody are."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.public import address
from wbmgp_api.pages.visiting import Page, open_page

ROUTES: Final[tuple[Page, ...]] = (open_page("/", address.show, address.take),)
