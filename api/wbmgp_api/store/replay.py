"""Make old assessments again: the facts as known then, the rule book of then by its hash; every byte has to be the same.

A difference is an incident. A simulation asks the same of another date of law: it may differ, says in its own answer
what it is, and is refused wherever a decision is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.store import reading, rule_books
from wbmgp_api.store.erased import destroyed
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.keys import KeyMismatch, MasterKeys
from wbmgp_api.store.payloads import Opened, opened
from wbmgp_api.store.reading import Row
from wbmgp_api.store.recording import SIMULATION, Assessed
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits import assess
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.trail.canonical import encode, written_as
from wbmgp_engine.trail.categories import CATEGORIES, answer_of, parts_of_application
from wbmgp_engine.version import VERSION

# In place of a value that is not there: no value of JSON is this one.
ABSENT = ...


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that came out otherwise: where it stands, what was recorded and what comes out now."""

    category: str
    path: str
    recorded: Any
    now: Any

    def to_json(self) -> dict[str, Any]:
        """The difference as an incident lists it; what was not there has no key."""
        found = {"categorie": self.category, "pad": self.path, "vastgelegd": self.recorded, "nu": self.now}
        return {key: value for key, value in found.items() if value is not ABSENT}


@dataclass(frozen=True, slots=True)
class Replayed:
    """One assessment made again, or why it could not be: `erased` by an entry of the log, or `broken`, an incident."""

    row: Row
    differences: tuple[Difference, ...]
    erased: str | None = None
    broken: str | None = None

    @property
    def same(self) -> bool:
        """Whether every byte came out as it was recorded."""
        return not self.differences and self.erased is None and self.broken is None

    @property
    def incident(self) -> bool:
        """Whether somebody has to look into it."""
        return bool(self.differences) or self.broken is not None

    def to_json(self) -> dict[str, Any]:
        """The outcome as `wbmgp replay --format json` lists it."""
        found: dict[str, Any] = {"zaak": self.row.case, "record": self.row.id, "gelijk": self.same}
        if self.erased is not None:
            return found | {"gewist": self.erased}
        found |= {"verschillen": [one.to_json() for one in self.differences]}
        return found if self.same else found | {"incident": self._incident()}

    def _incident(self) -> dict[str, Any]:
        """What whoever looks into a difference needs to begin with."""
        row = self.row
        return {
            "logboek": row.origin, "regel": row.seq, "vastgelegdOp": row.recorded_at, "rechtVan": row.law_date,
            "regelboek": row.rules_hash, "motor": {"vastgelegd": row.engine_version, "nu": VERSION},
            "categorieen": sorted({one.category for one in self.differences}),
            **({} if self.broken is None else {"reden": self.broken}),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Simulated:
    """What would have been answered under the law of another date. It is no `Assessed`, so nothing can record it."""

    row: Row
    on: date
    advice: tuple[str, str] | None
    answer: Mapping[str, Any]
    differences: tuple[Difference, ...]
    erased: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The outcome as `wbmgp replay --on --format json` lists it; its first key says that it is a simulation."""
        found: dict[str, Any] = {"simulatie": True, "zaak": self.row.case, "record": self.row.id,
                                 "rechtVan": {"vastgelegd": self.row.law_date, "simulatie": self.on.isoformat()}}  # fmt: skip
        if self.advice is None:
            return found | {"gewist": self.erased}
        then, now = self.advice
        changes = [{**one.to_json(), "categorie": "simulatie"} for one in self.differences]
        return found | {
            "advies": {"vastgelegd": then, "simulatie": now},
            "verschillen": changes,
            "toetsing": self.answer,
        }


class Replayer:
    """Replays records of one store; a rule book is read once."""

    def __init__(self, master: MasterKeys) -> None:
        self._master = master
        self._books: dict[str, Lawbook] = {}

    def replay(self, connection: Connection, row: Row) -> Replayed:
        """One assessment again. What it needs and what is gone or was changed makes it an incident, like a difference."""
        try:
            said, facts = self._whole(connection, row)
            now = parts_of_application(*_made(facts, self._book(connection, row), date.fromisoformat(row.law_date)))
        except Erased as gone:
            return Replayed(row, (), str(gone))
        except (WbmgpError, KeyMismatch, ValueError) as problem:
            return Replayed(row, (), broken=_in_words(problem))
        found: list[Difference] = []
        for category, one in said.items():
            if not written_as(now[category], one.data) and (made := encode(now[category])) != one.data:
                found += differences(category, one.part, json.loads(made))
        return Replayed(row, tuple(found))

    def simulate(self, connection: Connection, row: Row, on: date, book: Lawbook | None = None) -> Simulated:
        """The same facts under the law of another date, or in another rule book, next to what was recorded.

        Raises NotThere and BadInput for a rule book that is gone or was changed, LawLookupError for a date without law.
        """
        try:
            said, facts = self._whole(connection, row)
        except Erased as gone:
            return Simulated(row, on, None, {}, (), str(gone))
        then = answer_of(one.part for one in said.values())
        now = assess(facts, lawbook=book or self._book(connection, row), on=on).to_json()
        found = differences("simulatie", _conclusions(then), _conclusions(now))
        return Simulated(row, on, (then["advies"], now["advies"]), {SIMULATION: True, **now}, tuple(found))

    def _whole(self, connection: Connection, row: Row) -> tuple[dict[str, Opened], Application]:
        """What was recorded, and the application as it was known then.

        Raises Erased, NotThere for what was destroyed, ProofError where the entry says something else than its part.
        """
        said = opened(connection, self._master, row.tenant, row.id)
        missing = sorted(set(CATEGORIES) - said.keys())
        if lost := destroyed(connection, row.tenant, row.id, missing):
            raise NotThere(f"{', '.join(lost)}: gone, and no entry of the log says that it was erased")
        if missing:
            raise Erased(", ".join(missing))
        reading.compare_entry(connection, row, said["beoordeling"])
        facts = reading.known_on(connection, self._master, row.tenant, row.case, row.known_at, {row.id: said})
        return said, Application.from_json(json.dumps(facts))

    def _book(self, connection: Connection, row: Row) -> Lawbook:
        if row.rules_hash not in self._books:
            self._books[row.rules_hash] = Lawbook.from_files(rule_books.files_of(connection, row.rules_hash))
        return self._books[row.rules_hash]


def _in_words(problem: Exception) -> str:
    # What a library says of bytes that were changed may hold some of them.
    return (
        str(problem)
        if isinstance(problem, WbmgpError | KeyMismatch)
        else "what was recorded cannot be opened: it was changed"
    )


def _conclusions(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without its trail, in which every step may stand elsewhere under another law; grounds by their name."""
    found = {key: value for key, value in answer.items() if key != "spoor"}
    grounds = {ground["grond"]: ground for ground in found["gronden"]}
    return found | ({"gronden": grounds} if len(grounds) == len(found["gronden"]) else {})


def assessed(application: Application, lawbook: Lawbook, on: date | None) -> Assessed:
    """An application assessed as it is recorded: with the whole answer and the words in both languages."""
    return Assessed.of(*_made(application, lawbook, on))


def _made(application: Application, lawbook: Lawbook, on: date | None) -> tuple[Any, Any, Mapping[str, str]]:
    """The application, the whole answer and the words in both languages."""
    answer = assess(application, lawbook=lawbook, on=on)
    words = {"nl": explain(answer, "nl"), "en": explain(answer, "en")}
    return application.to_json(), answer.to_json(), words


def differences(category: str, before: Any, now: Any, path: str = "") -> Iterator[Difference]:
    """Every place at which two values differ, the deepest that says it.

    >>> [one.path for one in differences("spoor", {"a": [1, 2], "b": 3}, {"a": [1, 5], "c": 3})]
    ['a.1', 'b', 'c']
    """
    if isinstance(before, dict) and isinstance(now, dict):
        keys = sorted(before.keys() | now.keys())
        pairs = [(key, before.get(key, ABSENT), now.get(key, ABSENT)) for key in keys]
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = [(str(place), one, other) for place, (one, other) in enumerate(zip(before, now, strict=True))]
    else:
        if type(before) is not type(now) or before != now:
            yield Difference(category, path, before, now)
        return
    for key, one, other in pairs:
        yield from differences(category, one, other, f"{path}.{key}" if path else key)
