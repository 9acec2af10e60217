"""The ordinances that a municipality keeps: proposed by one, made to count by another, at most one in force on a day.

Each is held against the act of its first day, as `wbmgp ordinance check` does it: what is at odds with the act is
refused with the article, what it lacks or leaves open is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.areas import designations
from wbmgp_api.areas.ordinance_content import Content
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import Refused
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.opened import Store
from wbmgp_api.store.version_rows import ORDINANCES, Kept
from wbmgp_api.versions import HOLDS, OF_ORDINANCES, WITHDRAWN, Check, Told, Version
from wbmgp_api.words import Both, fault
from wbmgp_engine.designations.checklist import Found
from wbmgp_engine.designations.ordinance import check_ordinance
from wbmgp_engine.errors import Finding, LawLookupError
from wbmgp_engine.law.register import with_own

_AT_ODDS, _IN_ORDER = "strijdig", "in_orde"
_CHANGE: Final = Both("wijzig de verordening op dit punt", "change the ordinance here")


def propose(office: Office, who: Principal, key: str, content: Content) -> Version:
    """A first version. Raises Conflict for one that is there, Refused for what the act does not allow."""
    (made,) = OF_ORDINANCES.propose(office, who, [(key, _told(content))], _lawful(office, who.tenant))
    return made


def replace(office: Office, who: Principal, key: str, version: int, content: Content) -> Version:
    """A version that takes the place of the last one, for every day. Raises NotThere, Stale, Refused."""
    return OF_ORDINANCES.follow(office, who, key, version, lambda last: _told(content), _lawful(office, who.tenant))


def withdraw(office: Office, who: Principal, key: str, version: int, since: date) -> Version:
    """A version that says from which day it is not in force any more. Raises NotThere, Stale, BadInput."""

    def told(last: Kept) -> Told:
        content = Content.model_validate(json.loads(last.content) | {"ingetrokkenOp": since.isoformat()})
        return Told(content.to_json(), content.start, WITHDRAWN)

    return OF_ORDINANCES.follow(office, who, key, version, told)


def approve(office: Office, who: Principal, key: str, version: int) -> Version:
    """Let a version count. Raises what `Register.approve` does, and Refused for the act and beside another ordinance."""
    lawful = _lawful(office, who.tenant)

    def check(connection: Connection, content: Mapping[str, Any]) -> None:
        beside = list(_beside(connection, who.tenant, key, Content.model_validate(content)))
        if beside:
            raise Refused(beside)
        if "ingetrokkenOp" not in content:
            lawful(connection, content)

    return OF_ORDINANCES.approve(office, who, key, version, check)


def between(connection: Connection, tenant: str, start: date, end: date | None) -> Iterator[Kept]:
    """The ordinances that count and are in force on one of the days from `start` until `end`."""
    for kept in ORDINANCES.counting(connection, tenant, date.max.isoformat()):
        if Content.model_validate(json.loads(kept.content)).meets(start, end):
            yield kept


def clocks(store: Store, tenant: str, on: date) -> list[dict[str, Any]]:
    """The ordinances that count as rows of the calendar of a day; one that was withdrawn on its first day is none."""
    kept = store.read(tenant, lambda connection: list(between(connection, tenant, date.min, None)))
    return [_clock(tenant, one, Content.model_validate(json.loads(one.content)), on) for one in kept]


def _clock(tenant: str, kept: Kept, content: Content, on: date) -> dict[str, Any]:
    end = content.last_day
    return {
        "gemeente": tenant, "naam": content.title, "jaar": content.start.year, "van": content.start.isoformat(),
        "tot": None if end is None else end.isoformat(),
        "dagenOver": (end - on).days if end is not None and on < end else None, "nietBekend": [],
        "bronnen": [f"{content.source} (verordening {kept.id}, versie {kept.version})"], "eigen": True,
    }  # fmt: skip


def remarks(office: Office, who: Principal, made: Version) -> Mapping[str, Any]:
    """What the act of its first day finds beside what it allows: what is missing, open, or to be looked at by a lawyer."""
    if made.kept.kind != HOLDS:
        return {"bevindingen": []}
    content = Content.model_validate(made.content)
    try:
        found = office.store.read(who.tenant, lambda connection: _against(office, connection, who.tenant, content))
    except LawLookupError:  # pragma: no cover -- a rule book that knows less than the one of the proposal
        return {"bevindingen": []}
    return {"bevindingen": [one.to_json() for one in found if one.verdict != _IN_ORDER]}


def _told(content: Content) -> Told:
    return Told(content.to_json(), content.start, HOLDS)


def _lawful(office: Office, tenant: str) -> Check:
    def check(connection: Connection, content: Mapping[str, Any]) -> None:
        try:
            found = _against(office, connection, tenant, Content.model_validate(content))
        except LawLookupError:
            raise Refused([fault("before_law", "van")]) from None
        at_odds = [_refusal(one) for one in found if one.verdict == _AT_ODDS]
        if at_odds:
            raise Refused(at_odds)

    return check


def _against(office: Office, connection: Connection, tenant: str, content: Content) -> tuple[Found, ...]:
    """An ordinance against the act, with the designations of the rule book and those of the municipality itself."""
    own = [row for one in designations.counting_in(connection, tenant) for row in designations.registered(one)]
    register = with_own(office.lawbook, tenant, own)
    return check_ordinance(content.as_text(tenant), lawbook=office.lawbook, register=register).findings


def _refusal(found: Found) -> Finding:
    said = Both(*(found.words[one].rstrip(".") for one in ("nl", "en")))
    fix = _CHANGE if found.fix is None else Both(*(found.fix[one].rstrip(".") for one in ("nl", "en")))
    return fault("at_odds", found.place, said=said, source=found.citation.text, fix=fix)


def _beside(connection: Connection, tenant: str, key: str, content: Content) -> Iterator[Finding]:
    if not content.meets(content.start, content.last_day):
        return  # withdrawn from its first day on: never in force
    for kept in between(connection, tenant, content.start, content.last_day):
        if kept.id != key:
            yield fault("ordinance_beside", "van", name=kept.id, version=kept.version)
