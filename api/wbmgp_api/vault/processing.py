"""The processing log for the command line: all of it, of a case, or about somebody; and that it was read stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight import processing_log
from wbmgp_api.oversight.processing_log import Found
from wbmgp_api.store.processing_reading import FIRST, Cursor, Line
from wbmgp_api.vault.at_hand import AtHand, office_at_hand, one_tenant
from wbmgp_api.vault.opened import opened

_AT_ONCE: Final = 500
_CLIENT: Final = "opdrachtregel"


def read(url: str, tenant: str | None, by: str | None, case: str | None, number: str | None) -> Iterator[list[Line]]:
    """The lines of one municipality, the newest first, as many at a time as a file takes well.

    Raises BadInput where there is not one municipality, or no such case.
    """
    with opened(url) as house:
        of = one_tenant(house, tenant)
        office = office_at_hand(house, of, Role.PRIVACY, by)
        who = Principal(_CLIENT, of, frozenset({Role.PRIVACY}), _CLIENT, Role.PRIVACY)
        after: Cursor | None = FIRST
        while after is not None:
            found = _page(office, who, case, number, after)
            yield list(found.lines)
            after = found.following


def _page(office: AtHand, who: Principal, case: str | None, number: str | None, after: Cursor) -> Found:
    if case is not None:
        return processing_log.of_case(office, who, case, after, _AT_ONCE)
    if number is not None:
        return processing_log.of_number(office, who, number, after, _AT_ONCE)
    return processing_log.listed(office, who, after, _AT_ONCE)
