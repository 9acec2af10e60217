"""The designations that a municipality keeps beside those of the rule book: each names the area that it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.areas.designation_content import Content
from wbmgp_api.cases.happened import refuse_future
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import Refused
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.errors import NotThere
from wbmgp_api.store.opened import Store
from wbmgp_api.store.version_rows import AREAS, DESIGNATIONS, Kept
from wbmgp_api.versions import HOLDS, OF_DESIGNATIONS, WITHDRAWN, Check, Told, Version
from wbmgp_api.words import Both, bad_input, fault
from wbmgp_engine.designations.instrument import instrument_asked
from wbmgp_engine.errors import Finding
from wbmgp_engine.law.register import Designation

_DECIDED: Final = Both("de minister besloot", "the Minister decided")
_EVER: Final = date.max
"""A later version mends what an earlier one said, for every day."""


def read(version: Version) -> Content:
    """What a designation says, as a document."""
    return Content.model_validate(version.content)


def propose(office: Office, who: Principal, key: str, content: Content) -> Version:
    """A first version. Raises Conflict for one that is there, BadInput for an area that is not, Refused."""
    refuse_future({"besluit.datum": (content.decision.day, _DECIDED)}, office.today())
    (made,) = OF_DESIGNATIONS.propose(office, who, [(key, _told(content))], _fitting(office, who.tenant))
    return made


def replace(office: Office, who: Principal, key: str, version: int, content: Content) -> Version:
    """A new version. Raises NotThere, Stale, BadInput, and Refused for an instrument that the law does not ask for."""
    refuse_future({"besluit.datum": (content.decision.day, _DECIDED)}, office.today())
    return OF_DESIGNATIONS.follow(office, who, key, version, lambda last: _told(content), _fitting(office, who.tenant))


def withdraw(office: Office, who: Principal, key: str, version: int, since: date) -> Version:
    """A version that says from which day the Minister withdrew it. Raises NotThere, Stale, BadInput."""

    def told(last: Kept) -> Told:
        content = Content.model_validate(json.loads(last.content) | {"ingetrokkenOp": since.isoformat()})
        return Told(content.to_json(), content.start, WITHDRAWN)

    return OF_DESIGNATIONS.follow(office, who, key, version, told)


def approve(office: Office, who: Principal, key: str, version: int) -> Version:
    """Let a version count. Raises what `Register.approve` does, and Refused while its area does not count."""

    def check(connection: Connection, content: Mapping[str, Any]) -> None:
        named = content["gebied"]
        if AREAS.one(connection, who.tenant, named["id"], named["versie"]).approved_at is None:
            raise Refused([fault("area_not_fixed", "gebied")])

    return OF_DESIGNATIONS.approve(office, who, key, version, check)


def counting_in(connection: Connection, tenant: str) -> list[Version]:
    """The designations that count, withdrawn ones with the day of it, whatever day they are in force on."""
    return [Version.of(one) for one in DESIGNATIONS.counting(connection, tenant, _EVER.isoformat())]


def counting(store: Store, tenant: str) -> list[Version]:
    """The same in a transaction of its own."""
    return store.read(tenant, lambda connection: counting_in(connection, tenant))


def registered(version: Version) -> Iterator[Designation]:
    """A designation as the register of a rule book would hold it: one row for each ground."""
    said, kept = read(version), version.kept
    if said.last_day == said.start:
        return  # withdrawn on its first day: never in force
    source = f"{said.decision.reference} (aanwijzing {kept.id}, versie {kept.version})"
    for one in said.grounds:
        yield Designation(
            said.area.id, said.name, said.kind, one.ground, one.instrument, said.start, said.last_day, said.start,
            said.extension, said.decision.day, None, None, "gelezen", (source,), f"aanwijzing/{kept.id}", own=True,
        )  # fmt: skip


def _told(content: Content) -> Told:
    return Told(content.to_json(), content.start, HOLDS)


def _fitting(office: Office, tenant: str) -> Check:
    def check(connection: Connection, content: Mapping[str, Any]) -> None:
        _area_there(connection, tenant, content["gebied"])
        found = list(_instruments(office, content))
        if found:
            raise Refused(found)

    return check


def _area_there(connection: Connection, tenant: str, named: Mapping[str, Any]) -> None:
    try:
        AREAS.one(connection, tenant, named["id"], named["versie"])
    except NotThere:
        raise bad_input("no_such_area", "gebied") from None


def _instruments(office: Office, content: Mapping[str, Any]) -> Iterator[Finding]:
    """An instrument beside a ground for which the law of the first day has none, as the rules say it."""
    for number, one in enumerate(content["gronden"]):
        if "instrument" not in one:
            continue
        asked = instrument_asked(office.lawbook, one["grond"], date.fromisoformat(content["van"]))
        if asked is None or not asked.asked:
            place, ground = f"gronden.{number}.instrument", one["grond"]
            if asked is None:
                yield fault("no_instrument_then", place, ground=ground)
            else:
                yield fault("no_instrument", place, ground=ground, source=asked.citation.text)
