"""A case by the number at the top of its pages, which is the beginning of its id."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.sql import sql

_NUMBER: Final = re.compile("[0-9a-f]{13}|[0-9a-f]{32}", re.ASCII)
_AFTER: Final = "g"
"""The first sign that comes after every sign of an id."""
_FOUND: Final = sql(
    "SELECT case_id FROM case_state WHERE tenant = :tenant AND case_id >= :number AND case_id < :after LIMIT 2"
)


def by_number(office: Office, who: Principal, written: str) -> str | None:
    """The id of the one case with this number, with or without its dash; None where there is none, or it is no number."""
    number = "".join(written.split()).replace("-", "").lower()
    if not _NUMBER.fullmatch(number):
        return None
    found = office.store.read(who.tenant, partial(_ids, tenant=who.tenant, number=number))
    return found[0] if len(found) == 1 else None


def _ids(connection: Connection, tenant: str, number: str) -> list[str]:
    where = {"tenant": tenant, "number": number, "after": number + _AFTER}
    return [row.case_id for row in _FOUND(connection, where)]
