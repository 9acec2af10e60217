"""Where the pages for anybody are."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.public import address, explaining, known, registered, rule_book
from wbmgp_api.pages.visiting import Page, open_page

ROUTES: Final[tuple[Page, ...]] = (
    open_page("/", address.show, address.take),
    open_page("/uitleg", explaining.algorithm),
    open_page("/uitleg/algoritmeregister", registered.show),
    open_page("/hardheid", explaining.hardship),
    open_page("/regelboek", rule_book.index),
    open_page("/regelboek/aanwijzingen", known.designations),
    open_page("/regelboek/{wet}", rule_book.law),
    open_page("/regelboek/{wet}/wijzigingen", rule_book.changes),
    open_page("/regelboek/{wet}/{artikel}", rule_book.article),
)
