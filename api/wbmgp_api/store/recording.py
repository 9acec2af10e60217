"""Record an assessment: case, rule book, leaf, closed contents and facts in one transaction, or nothing at all."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.store import log, rule_books
from wbmgp_api.store.entries import enter
from wbmgp_api.store.errors import Conflict, NotThere
from wbmgp_api.store.facts import changes
from wbmgp_api.store.keys import MasterKeys, Pieces, Random
from wbmgp_api.store.payloads import Entry, Opened, close, keys_of, opened, packed
from wbmgp_api.store.reading import PERSON
from wbmgp_api.store.references import reference
from wbmgp_api.store.sql import sql
from wbmgp_engine.errors import BadInput
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.categories import CATEGORIES, SALT_SIZE, of_application, taken_apart
from wbmgp_engine.trail.receipt import Stamp, utc_text

_ASKED = sql(
    "SELECT i.fingerprint, r.id, r.case_id, r.origin, r.seq, r.recorded_at FROM idempotency i"
    " JOIN record r ON r.tenant = i.tenant AND r.id = i.record_id"
    " WHERE i.tenant = :tenant AND i.client = :client AND i.key = :key"
)
_ANSWERED = sql("INSERT INTO idempotency VALUES (:tenant, :client, :key, :fingerprint, :record, :moment)")
_NEW_CASE = sql("INSERT INTO case_file VALUES (:tenant, :case, 'aanvraag', :moment, 1)")
_NEXT_VERSION = sql("UPDATE case_file SET version = version + 1 WHERE tenant = :tenant AND id = :case")

_DRAWN: Final = 640
"""The random bytes of a recording in a new case, drawn at once: two references, six salts, six keys and their nonces."""

SIMULATION: Final = "simulatie"
"""The key by which the answer of a simulation says what it is."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role and through what. `ref` is random, or a keyed hash: the log names nobody."""

    ref: str
    role: str
    source: str
    client: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """An application, the answer to it, and the words in `nl` and `en`; the rest is made of them, outside any lock."""

    application: Mapping[str, Any]
    answer: Mapping[str, Any]
    facts: Mapping[str, Any]
    payloads: Mapping[str, bytes]
    packed: Mapping[str, bytes]
    digest: bytes

    @classmethod
    def of(cls, application: Mapping[str, Any], answer: Mapping[str, Any], explanation: Mapping[str, str]) -> Assessed:
        """BadInput for a simulation, which is never recorded, and for text that has no one form in bytes."""
        if SIMULATION in answer:
            fix = "assess again on the date of the decision"
            raise BadInput.one(SIMULATION, "is no assessment and cannot become a decision", fix)
        payloads = of_application(application, answer, explanation)
        closed = {category: packed(data) for category, data in payloads.items()}
        digest = sha256(encode(application)).digest()
        return cls(application, answer, taken_apart(application), payloads, closed, digest)

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
        Raises Conflict for the same key with another content, ClockBehind for a clock that was set back, NotThere for a
        case that this tenant does not have, StoreBroken for a log that was stopped.
        """
        tenant = what.tenant
        held = log.hold(connection, tenant, moment.year, self.prefix)
        earlier = self._earlier(connection, what, by.client, key, case)
        if earlier is not None:
            return earlier
        entered = utc_text(held.moment(moment))
        self.rule_book(connection, tenant, held.origin, by, what.rules_hash, rules, entered)
        record = _Recording(self, connection, what, by, held.origin, entered, Pieces(self.random, _DRAWN))
        made, salts = record.leaf(record.case(case), fresh=case is None)
        answered = {"tenant": tenant, "client": by.client, "key": key, "fingerprint": _fingerprint(what, case, salts),
                    "record": made.record, "moment": made.moment}  # fmt: skip
        _ANSWERED(connection, answered)
        return made

    def rule_book(
        self, connection: Connection, tenant: str, origin: str, by: Actor, rules_hash: str, files: Mapping[str, bytes],
        moment: str,
    ) -> None:  # fmt: skip
        """Keep a rule book, and its leaf, before its first use in a log."""
        if rule_books.in_log(connection, tenant, origin, rules_hash):
            return
        rule_books.keep(connection, rules_hash, files, moment)
        stamp = self.stamp("regelversie", reference(moment, self.random), by, origin, moment, rules_hash=rules_hash)
        enter(connection, tenant, stamp, {})

    def stamp(self, kind: str, record: str, by: Actor, origin: str, moment: str, **more: Any) -> Stamp:
        """What an entry says in the open, but for its place."""
        version, engine = self.engine_version, self.engine_hash
        return Stamp(origin, 0, kind, record, by.ref, by.role, by.source, moment, version, engine, **more)

    def _earlier(
        self, connection: Connection, what: Assessed, client: str, key: str, case: str | None
    ) -> Recorded | None:
        row = _ASKED(connection, {"tenant": what.tenant, "client": client, "key": key}).first()
        if row is None:
            return None
        said = opened(connection, self.master, what.tenant, row.id)
        if len(said) < len(CATEGORIES):
            raise Conflict(f"what was asked under the key {key!r} was erased since; use a fresh key for each request")
        salts = {category: one.salt for category, one in said.items()}
        if bytes(row.fingerprint) != _fingerprint(what, case, salts):
            raise Conflict(f"the key {key!r} was used for another request; use a fresh key for each request")
        return Recorded(what.tenant, row.case_id, row.id, row.origin, row.seq, row.recorded_at)


@dataclass(frozen=True, slots=True)
class _Recording:
    """One assessment on its way into the tables."""

    by_store: Recorder
    connection: Connection
    what: Assessed
    by: Actor
    origin: str
    moment: str
    random: Random

    def case(self, case: str | None) -> str:
        """A new case, or the next version of one. Raises NotThere."""
        tenant = self.what.tenant
        if case is None:
            case = reference(self.moment, self.random)
            _NEW_CASE(self.connection, {"tenant": tenant, "case": case, "moment": self.moment})
        elif _NEXT_VERSION(self.connection, {"tenant": tenant, "case": case}).rowcount != 1:
            raise NotThere(f"there is no case {case}")
        return case

    def leaf(self, case: str, *, fresh: bool) -> tuple[Recorded, dict[str, bytes]]:
        """The leaf of the assessment, what it commits to and what changes in the facts of the case; and its salts."""
        tenant, random, master = self.what.tenant, self.random, self.by_store.master
        said = {category: Opened(random(SALT_SIZE), data) for category, data in self.what.payloads.items()}
        keys = keys_of(self.connection, master, tenant, case, random, fresh=fresh)
        changed = changes(self.connection, master, tenant, case, self.what.facts, keys[PERSON], fresh=fresh)
        entry = self._enter(case, said)
        plain = {category: one.salt + self.what.packed[category] for category, one in said.items()}
        close(self.connection, tenant, entry, keys, plain, random)
        changed.keep(self.connection, tenant, case, entry.record, self.moment)
        made = Recorded(tenant, case, entry.record, self.origin, entry.seq, self.moment)
        return made, {category: one.salt for category, one in said.items()}

    def _enter(self, case: str, said: Mapping[str, Opened]) -> Entry:
        record = reference(self.moment, self.random)
        stamp = self.by_store.stamp(
            "beoordeling", record, self.by, self.origin, self.moment, zaak_ref=case, peildatum=self.what.law_date,
            rules_hash=self.what.rules_hash, resultaatcode=self.what.answer["advies"],
        )  # fmt: skip
        return enter(self.connection, self.what.tenant, stamp, said)


def _fingerprint(what: Assessed, case: str | None, salts: Mapping[str, bytes]) -> bytes:
    """What a request asked, hashed under the salts of its record: once one of them is erased, nobody can try guesses."""
    key = b"".join(salts[category] for category in CATEGORIES)
    return hmac.digest(key, what.digest + encode([what.law_date, case]), "sha256")
