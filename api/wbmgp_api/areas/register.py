"""The areas of a municipality in the store: proposed by one person, made to count by another, never overwritten."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.areas.content import Content, Location
from wbmgp_api.areas.matching import matched
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import NotYours, Refused, Stale
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import area_rows as rows
from wbmgp_api.store.area_rows import Kept
from wbmgp_api.store.errors import Conflict
from wbmgp_engine.trail.receipt import utc_text

HOLDS, WITHDRAWN = "inhoud", "intrekking"


@dataclass(frozen=True, slots=True)
class Area:
    """A version of an area as it can be shown."""

    kept: Kept
    content: Mapping[str, Any]

    @classmethod
    def of(cls, kept: Kept) -> Area:
        """The version of a row."""
        return cls(kept, json.loads(kept.content))

    @property
    def status(self) -> str:
        """`concept` until another person approved it; then `vastgesteld`, or `ingetrokken`."""
        if self.kept.approved_at is None:
            return "concept"
        return "vastgesteld" if self.kept.kind == HOLDS else "ingetrokken"

    @property
    def read(self) -> Content:
        """What it holds, as a document."""
        return _read(self.kept.content)


@lru_cache(maxsize=512)
def _read(text: str) -> Content:
    return Content.model_validate(json.loads(text))


def propose(office: Office, who: Principal, areas: Sequence[tuple[str, Content]]) -> list[Area]:
    """First versions, all or none. Raises Conflict for an area that is there already."""
    made = [_version(office, who, area, 1, HOLDS, content.to_json(), content.since) for area, content in areas]

    def job(connection: Connection) -> list[Area]:
        taken = rows.add(connection, who.tenant, made)
        if taken is not None:
            raise Conflict(f"area {taken} is there already: send a new version of it")
        return [Area.of(one) for one in made]

    return office.store.write(who.tenant, job)


def replace(office: Office, who: Principal, area: str, version: int, content: Content) -> Area:
    """A new version of an area. Raises NotThere, and Stale where another one came between."""
    return _next(office, who, area, version, lambda last: (HOLDS, content.to_json(), content.since))


def withdraw(office: Office, who: Principal, area: str, version: int, since: date) -> Area:
    """A version that says that the area holds nothing from a day on. Raises NotThere, Stale."""
    return _next(office, who, area, version, lambda last: (WITHDRAWN, json.loads(last.content), since))


def approve(office: Office, who: Principal, area: str, version: int) -> Area:
    """Let the newest version count. Raises NotThere, Stale, Refused, and NotYours for who made it."""
    by, moment = who.ref(office.names), utc_text(office.now())

    def job(connection: Connection) -> Area:
        last = _last(connection, who, area, version)
        if last.made_by == by:
            raise NotYours("wie een versie maakte, stelt haar niet zelf vast")
        if not rows.approve(connection, who.tenant, last, by, moment):
            raise Refused.one("versie", "is al vastgesteld", "maak een nieuwe versie")
        return Area.of(rows.last(connection, who.tenant, area))

    return office.store.write(who.tenant, job)


def newest(office: Office, who: Principal) -> list[Area]:
    """The newest version of each area, also those that only were proposed."""
    return office.store.read(who.tenant, lambda found: [Area.of(one) for one in rows.newest(found, who.tenant)])


def last(office: Office, who: Principal, area: str) -> Area:
    """The newest version of one area. Raises NotThere."""
    return office.store.read(who.tenant, lambda found: Area.of(rows.last(found, who.tenant, area)))


def counting(office: Office, tenant: str, day: date) -> list[Area]:
    """What counts in a municipality on a day: the newest approved version that had begun by then."""
    return office.store.read(
        tenant, lambda found: [Area.of(one) for one in rows.counting(found, tenant, day.isoformat())]
    )


def around(office: Office, tenant: str, day: date, place: Location) -> list[tuple[Area, str]]:
    """The areas that count on a day in which a place lies, each with the way in which it was recognised."""
    found = ((area, matched(area.read, place)) for area in counting(office, tenant, day))
    return [(area, way) for area, way in found if way is not None]


def _version(
    office: Office, who: Principal, area: str, version: int, kind: str, content: Mapping[str, Any], since: date
) -> Kept:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Kept(area, version, kind, text, since.isoformat(), who.ref(office.names), utc_text(office.now()))


def _next(
    office: Office, who: Principal, area: str, version: int,
    told: Callable[[Kept], tuple[str, Mapping[str, Any], date]],
) -> Area:  # fmt: skip
    def job(connection: Connection) -> Area:
        kind, content, since = told(_last(connection, who, area, version))
        made = _version(office, who, area, version + 1, kind, content, since)
        if rows.add(connection, who.tenant, [made]) is not None:
            raise Stale(f"area {area} has a later version")
        return Area.of(made)

    return office.store.write(who.tenant, job)


def _last(connection: Connection, who: Principal, area: str, version: int) -> Kept:
    found = rows.last(connection, who.tenant, area)
    if found.version != version:
        raise Stale(f"area {area} is of version {found.version}")
    return found
