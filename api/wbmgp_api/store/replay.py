"""Make old assessments again: the facts as known then, the rule book of then by its hash; every byte has to be the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.store import reading, rule_books
from wbmgp_api.store.errors import Erased
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.reading import Row
from wbmgp_api.store.recording import Assessed
from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits import assess
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.trail.categories import CATEGORIES

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
    """One assessment made again. `erased` says why it could not be; then there is nothing to compare."""

    row: Row
    differences: tuple[Difference, ...]
    erased: str | None = None

    @property
    def same(self) -> bool:
        """Whether every byte came out as it was recorded."""
        return not self.differences and self.erased is None

    def to_json(self) -> dict[str, Any]:
        """The outcome as `wbmgp replay --format json` lists it."""
        found: dict[str, Any] = {"zaak": self.row.case, "record": self.row.id, "gelijk": self.same}
        if self.erased is not None:
            return found | {"gewist": self.erased}
        return found | {"verschillen": [one.to_json() for one in self.differences]}


class Replayer:
    """Replays records of one store; a rule book is read once."""

    def __init__(self, master: MasterKeys) -> None:
        self._master = master
        self._books: dict[str, Lawbook] = {}

    def replay(self, connection: Connection, row: Row) -> Replayed:
        """One assessment again. Raises NotThere and BadInput for a rule book that is gone or was changed."""
        said = opened(connection, self._master, row.tenant, row.id)
        missing = sorted(set(CATEGORIES) - said.keys())
        if missing:
            return Replayed(row, (), f"{', '.join(missing)}")
        try:
            facts = reading.known_on(connection, self._master, row.tenant, row.case, row.known_at)
        except Erased as gone:
            return Replayed(row, (), str(gone))
        now = self._again(connection, facts, row).payloads
        found: list[Difference] = []
        for category, one in said.items():
            if one.data != now[category]:
                found += differences(category, one.part, json.loads(now[category]))
        return Replayed(row, tuple(found))

    def _again(self, connection: Connection, facts: Mapping[str, Any], row: Row) -> Assessed:
        if row.rules_hash not in self._books:
            self._books[row.rules_hash] = Lawbook.from_files(rule_books.files_of(connection, row.rules_hash))
        lawbook, application = self._books[row.rules_hash], Application.from_json(json.dumps(facts))
        return assessed(application, lawbook, date.fromisoformat(row.law_date))


def assessed(application: Application, lawbook: Lawbook, on: date | None) -> Assessed:
    """An application assessed as it is recorded: with the whole answer and the words in both languages."""
    answer = assess(application, lawbook=lawbook, on=on)
    return Assessed.of(
        application.to_json(), answer.to_json(), {"nl": explain(answer, "nl"), "en": explain(answer, "en")}
    )


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
