"""Record an assessment: case, rule book, leaf, closed contents and facts in one transaction, or nothing at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.store import log, rule_books
from wbmgp_api.store.entries import enter
from wbmgp_api.store.errors import Conflict, NotThere
from wbmgp_api.store.keys import MasterKeys, Random
from wbmgp_api.store.known import superseded
from wbmgp_api.store.payloads import DataKey, Opened, close, keys_of, masked, packed
from wbmgp_api.store.reading import PERSON, Known, known
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.categories import SALT_SIZE, category_of, of_application, taken_apart
from wbmgp_engine.trail.receipt import Stamp, utc_text

_ASKED = sql(
    "SELECT i.fingerprint, r.id, r.case_id, r.origin, r.seq, r.recorded_at FROM idempotency i"
    " JOIN record r ON r.tenant = i.tenant AND r.id = i.record_id"
    " WHERE i.tenant = :tenant AND i.client = :client AND i.key = :key"
)
_ANSWERED = sql("INSERT INTO idempotency VALUES (:tenant, :client, :key, :fingerprint, :record, :moment)")
_NEW_CASE = sql("INSERT INTO case_file VALUES (:tenant, :case, 'aanvraag', :moment, 1)")
_NEXT_VERSION = sql("UPDATE case_file SET version = version + 1 WHERE tenant = :tenant AND id = :case")
_LAST = sql("SELECT max(recorded_at) FROM record WHERE tenant = :tenant AND case_id = :case")
_ENDED = sql(
    "UPDATE fact SET recorded_to = :moment"
    " WHERE tenant = :tenant AND case_id = :case AND path = :path AND recorded_to IS NULL"
)
_FACT = sql("INSERT INTO fact VALUES (:tenant, :case, :path, :moment, NULL, NULL, NULL, :category, :record)")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role and through what. `ref` is random, or a keyed hash: the log names nobody."""

    ref: str
    role: str
    source: str
    client: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """An application, the answer to it, and the words in `nl` and `en`; `payloads` are made of them, outside any lock."""

    application: Mapping[str, Any]
    answer: Mapping[str, Any]
    payloads: Mapping[str, bytes]
    packed: Mapping[str, bytes]
    digest: bytes

    @classmethod
    def of(cls, application: Mapping[str, Any], answer: Mapping[str, Any], explanation: Mapping[str, str]) -> Assessed:
        """BadInput for text that has no one form in bytes."""
        payloads = of_application(application, answer, explanation)
        closed = {category: packed(data) for category, data in payloads.items()}
        return cls(application, answer, payloads, closed, sha256(encode(application)).digest())

    @property
    def tenant(self) -> str:
        """The municipality."""
        return str(self.application["gemeente"])

    @property
    def law_date(self) -> str:
        """The day that chose the law."""
        return str(self.answer["recht"]["datum"])

    @property
    def rules_hash(self) -> str:
        """The rule book."""
        return str(self.answer["recht"]["regelboek"])


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where an assessment stands: its case, its record, and its leaf in the log."""

    tenant: str
    case: str
    record: str
    origin: str
    seq: int
    moment: str


@dataclass(frozen=True, slots=True)
class Recorder:
    """What every recording of one store shares. `random` gives as many fresh random bytes as it is asked for."""

    prefix: str
    master: MasterKeys
    engine_version: str
    engine_hash: str
    random: Random

    def assessment(
        self, connection: Connection, what: Assessed, rules: Mapping[str, bytes], by: Actor, key: str,
        moment: datetime, case: str | None = None,
    ) -> Recorded:  # fmt: skip
        """Record an assessment in a new case, or as the next one of a case.

        `key` is the client's own name for this request: the same key and content gives the first answer again.
        Raises Conflict for the same key with another content and for a clock that was set back, NotThere for a case
        that this tenant does not have, StoreBroken for a log that was stopped.
        """
        tenant, fingerprint = what.tenant, _fingerprint(what, case)
        origin = log.open_shard(connection, tenant, moment.year, self.prefix)
        log.lock(connection, origin)
        earlier = _earlier(connection, tenant, by.client, key, fingerprint)
        if earlier is not None:
            return earlier
        record = _Recording(self, connection, what, by, origin, utc_text(moment), self.random(16).hex())
        record.rules(rules)
        made = record.leaf(self._case(connection, tenant, case, record.moment), fresh=case is None)
        answered = {"tenant": tenant, "client": by.client, "key": key, "fingerprint": fingerprint,
                    "record": made.record, "moment": made.moment}  # fmt: skip
        _ANSWERED(connection, answered)
        return made

    def stamp(self, kind: str, record: str, by: Actor, origin: str, moment: str, **more: Any) -> Stamp:
        """What an entry says in the open, but for its place."""
        version, engine = self.engine_version, self.engine_hash
        return Stamp(origin, 0, kind, record, by.ref, by.role, by.source, moment, version, engine, **more)

    def _case(self, connection: Connection, tenant: str, case: str | None, moment: str) -> str:
        if case is None:
            case = self.random(16).hex()
            _NEW_CASE(connection, {"tenant": tenant, "case": case, "moment": moment})
            return case
        if _NEXT_VERSION(connection, {"tenant": tenant, "case": case}).rowcount != 1:
            raise NotThere(f"there is no case {case}")
        last = _LAST(connection, {"tenant": tenant, "case": case}).scalar_one()
        if last >= moment:
            raise Conflict(f"case {case} was last changed on {last}, and this clock says {moment}: set the clock right")
        return case


@dataclass(frozen=True, slots=True)
class _Recording:
    """One assessment on its way into the tables."""

    by_store: Recorder
    connection: Connection
    what: Assessed
    by: Actor
    origin: str
    moment: str
    record: str

    def rules(self, files: Mapping[str, bytes]) -> None:
        """The rule book and its leaf, before its first use in this log."""
        tenant, rules_hash = self.what.tenant, self.what.rules_hash
        if rule_books.in_log(self.connection, tenant, self.origin, rules_hash):
            return
        rule_books.keep(self.connection, rules_hash, files, self.moment)
        self._enter("regelversie", self.by_store.random(16).hex(), {}, rules_hash=rules_hash)

    def leaf(self, case: str, *, fresh: bool) -> Recorded:
        """The leaf of the assessment, what it commits to, and what changes in the facts of the case."""
        random, tenant = self.by_store.random, self.what.tenant
        said = {category: Opened(random(SALT_SIZE), data) for category, data in self.what.payloads.items()}
        keys = keys_of(self.connection, self.by_store.master, tenant, case, random, fresh=fresh)
        told, ended = self._changes(case, keys[PERSON], fresh=fresh)
        seq, leaf = self._enter(
            "beoordeling", self.record, said, zaak_ref=case, peildatum=self.what.law_date,
            rules_hash=self.what.rules_hash, resultaatcode=self.what.answer["advies"],
        )  # fmt: skip
        plain = {category: one.salt + self.what.packed[category] for category, one in said.items()}
        close(self.connection, tenant, leaf, keys, plain, random)
        self._supersede(case, told, ended)
        return Recorded(tenant, case, self.record, self.origin, seq, self.moment)

    def _enter(self, kind: str, record: str, said: Mapping[str, Opened], **more: Any) -> tuple[int, bytes]:
        stamp = self.by_store.stamp(kind, record, self.by, self.origin, self.moment, **more)
        return enter(self.connection, self.what.tenant, stamp, said)

    def _changes(self, case: str, person: DataKey, *, fresh: bool) -> tuple[dict[str, str], set[str]]:
        """The hidden paths of new facts with their category, and those of facts that end."""
        before = Known({}, frozenset())
        if not fresh:
            before = known(self.connection, self.by_store.master, self.what.tenant, case, person.key)
        told, ended = superseded(before.facts, taken_apart(self.what.application))
        # What was erased cannot be compared: it ends, and is told anew.
        return (
            {masked(path, person.key): category_of(path) for path in told},
            {masked(path, person.key) for path in ended} | before.gone,
        )

    def _supersede(self, case: str, told: Mapping[str, str], ended: set[str]) -> None:
        same = {"tenant": self.what.tenant, "case": case, "moment": self.moment}
        if ended:
            _ENDED(self.connection, [same | {"path": path} for path in sorted(ended)])
        if told:
            rows = [same | {"path": path, "category": told[path], "record": self.record} for path in sorted(told)]
            _FACT(self.connection, rows)


def _fingerprint(what: Assessed, case: str | None) -> bytes:
    return sha256(what.digest + encode([what.law_date, case])).digest()


def _earlier(connection: Connection, tenant: str, client: str, key: str, fingerprint: bytes) -> Recorded | None:
    row = _ASKED(connection, {"tenant": tenant, "client": client, "key": key}).first()
    if row is None:
        return None
    if bytes(row.fingerprint) != fingerprint:
        raise Conflict(f"the key {key!r} was used for another request; use a fresh key for each request")
    return Recorded(tenant, row.case_id, row.id, row.origin, row.seq, row.recorded_at)
