"""What two people keep together: proposed by one, made to count by another, never overwritten, each version in the log."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.cases.office import Doing, Office
from wbmgp_api.cases.refusals import NotYours, Refused, Stale
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.entries import enter
from wbmgp_api.store.errors import Conflict
from wbmgp_api.store.references import reference
from wbmgp_api.store.version_rows import AREAS, DESIGNATIONS, MANDATES, ORDINANCES, STATEMENTS, Kept, Versions
from wbmgp_api.words import fault
from wbmgp_engine.trail.receipt import utc_text

HOLDS, WITHDRAWN = "inhoud", "intrekking"


class Told(NamedTuple):
    """What a version says, of which kind it is, and from which day it counts."""

    content: Mapping[str, Any]
    since: date
    kind: str = HOLDS


Check = Callable[[Connection, Mapping[str, Any]], None]


def anything(connection: Connection, content: Mapping[str, Any]) -> None:
    """No question beside those about versions."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version as it can be shown."""

    kept: Kept
    content: Mapping[str, Any]

    @classmethod
    def of(cls, kept: Kept) -> Version:
        """The version of a row."""
        return cls(kept, json.loads(kept.content))

    @property
    def status(self) -> str:
        """`concept` until another person approved it; then `vastgesteld`, or `ingetrokken`."""
        if self.kept.approved_at is None:
            return "concept"
        return "vastgesteld" if self.kept.kind == HOLDS else "ingetrokken"


@dataclass(frozen=True, slots=True)
class Register:
    """One kind of thing that is kept in versions. `entry` is the type of the entry of the log that lets one count."""

    rows: Versions
    entry: str

    def propose(
        self, office: Office, who: Principal, told: Sequence[tuple[str, Told]], check: Check = anything
    ) -> list[Version]:
        """First versions, all or none. Raises Conflict for what is there already, and what `check` raises."""
        made = [_version(office, who, key, 1, one) for key, one in told]

        def job(connection: Connection) -> list[Version]:
            for _, one in told:
                check(connection, one.content)
            taken = self.rows.add(connection, who.tenant, made)
            if taken is not None:
                raise Conflict(f"{self.rows.name} {taken} is there already: send a new version of it")
            return [Version.of(one) for one in made]

        return office.store.write(who.tenant, job)

    def follow(
        self, office: Office, who: Principal, key: str, version: int, told: Callable[[Kept], Told],
        check: Check = anything,
    ) -> Version:  # fmt: skip
        """The next version. Raises NotThere, Stale where another one came between, and what `check` raises."""

        def job(connection: Connection) -> Version:
            found = told(self._last(connection, who, key, version))
            check(connection, found.content)
            made = _version(office, who, key, version + 1, found)
            if self.rows.add(connection, who.tenant, [made]) is not None:  # pragma: no cover -- two at the same moment
                raise Stale(f"{self.rows.name} {key} has a later version")
            return Version.of(made)

        return office.store.write(who.tenant, job)

    def approve(self, office: Office, who: Principal, key: str, version: int, check: Check = anything) -> Version:
        """Let the newest version count, and say so in the log.

        Raises NotThere, Stale, Refused, NotYours for who made it, and what `check` raises.
        """

        def job(connection: Connection) -> Version:
            doing = office.begin(connection, who)
            last = self._last(connection, who, key, version)
            if last.made_by == doing.actor.ref:
                raise NotYours("own_version")
            check(connection, json.loads(last.content))
            if not self.rows.approve(connection, who.tenant, last, doing.actor.ref, doing.moment):
                raise Refused([fault("version_fixed", "versie")])
            self.rows.entered(connection, who.tenant, last, self._enter(doing, last))
            return Version.of(self.rows.last(connection, who.tenant, key))

        return office.store.write(who.tenant, job)

    def newest(self, office: Office, who: Principal) -> list[Version]:
        """The newest version of each, also those that only were proposed."""
        return office.store.read(
            who.tenant, lambda found: [Version.of(one) for one in self.rows.newest(found, who.tenant)]
        )

    def one(self, office: Office, who: Principal, key: str, version: int | None = None) -> Version:
        """A version, by default the newest. Raises NotThere."""

        def job(connection: Connection) -> Version:
            if version is None:
                return Version.of(self.rows.last(connection, who.tenant, key))
            return Version.of(self.rows.one(connection, who.tenant, key, version))

        return office.store.read(who.tenant, job)

    def _enter(self, doing: Doing, last: Kept) -> str:
        """The entry that a version counts, and which entry's version it takes the place of."""
        tenant, recorder = doing.who.tenant, doing.office.recorder
        before = self.rows.entry_before(doing.connection, tenant, last.id)
        record = reference(doing.moment, recorder.random)
        said = {"inhoud": last.hash(tenant, self.rows.name), "betreft": before}
        stamp = recorder.stamp(self.entry, record, doing.actor, doing.origin, doing.moment, **said)
        enter(doing.connection, tenant, stamp, {})
        return record

    def _last(self, connection: Connection, who: Principal, key: str, version: int) -> Kept:
        found = self.rows.last(connection, who.tenant, key)
        if found.version != version:
            raise Stale(f"{self.rows.name} {key} is of version {found.version}")
        return found


def _version(office: Office, who: Principal, key: str, version: int, told: Told) -> Kept:
    text = json.dumps(told.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    since, by, moment = told.since.isoformat(), who.ref(office.names), utc_text(office.now())
    return Kept(key, version, told.kind, text, since, by, moment)


OF_AREAS: Final = Register(AREAS, "gebiedsversie")
OF_DESIGNATIONS: Final = Register(DESIGNATIONS, "aanwijzingsversie")
OF_MANDATES: Final = Register(MANDATES, "mandaatversie")
OF_STATEMENTS: Final = Register(STATEMENTS, "registerverklaring")
OF_ORDINANCES: Final = Register(ORDINANCES, "verordeningsversie")
