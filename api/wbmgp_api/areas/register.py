"""The areas of a municipality: which count on a day, what they hold, and in which of them a place lies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.known import Area, Registers
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.version_rows import AREAS
from wbmgp_api.versions import HOLDS, OF_AREAS, WITHDRAWN, Told, Version


def propose(office: Office, who: Principal, areas: Sequence[tuple[str, Content]]) -> list[Version]:
    """First versions, all or none. Raises Conflict for an area that is there already."""
    return OF_AREAS.propose(office, who, [(area, Told(content.to_json(), content.since)) for area, content in areas])


def replace(office: Office, who: Principal, area: str, version: int, content: Content) -> Version:
    """A new version of an area. Raises NotThere, and Stale where another one came between."""
    return OF_AREAS.follow(office, who, area, version, lambda last: Told(content.to_json(), content.since))


def withdraw(office: Office, who: Principal, area: str, version: int, since: date) -> Version:
    """A version that says that the area holds nothing from a day on. Raises NotThere, Stale."""
    return OF_AREAS.follow(office, who, area, version, lambda last: Told(json.loads(last.content), since, WITHDRAWN))


def counting_in(connection: Connection, tenant: str, day: date) -> list[Version]:
    """What counts in a municipality on a day: the newest approved version that had begun by then."""
    rows = AREAS.counting(connection, tenant, day.isoformat())
    return [Version.of(one) for one in rows if one.kind == HOLDS]


def counting(office: Office, tenant: str, day: date) -> list[Version]:
    """The same in a transaction of its own."""
    return office.store.read(tenant, lambda connection: counting_in(connection, tenant, day))


def around(office: Office, registers: Registers, tenant: str, day: date, place: Location) -> list[tuple[Area, str]]:
    """The areas that count on a day in which a place lies, each with the way in which it was recognised."""
    known = office.store.read(tenant, lambda connection: registers.of(connection, tenant))
    return known.around(day, place)
