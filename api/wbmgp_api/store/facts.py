"""The facts of a case in their table: what changes when an application is told again, and keeping that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.known import superseded
from wbmgp_api.store.payloads import DataKey, masking
from wbmgp_api.store.reading import Known, known
from wbmgp_api.store.sql import sql
from wbmgp_engine.trail.categories import category_of

_ENDED = sql(
    "UPDATE fact SET recorded_to = :moment"
    " WHERE tenant = :tenant AND case_id = :case AND path = :path AND recorded_to IS NULL"
)
_FACT = sql("INSERT INTO fact VALUES (:tenant, :case, :path, :moment, NULL, NULL, NULL, :category, :record)")


@dataclass(frozen=True, slots=True)
class Changes:
    """The hidden paths of new facts with their category, and those of facts that end."""

    told: Mapping[str, str]
    ended: frozenset[str]

    @property
    def any(self) -> bool:
        """Whether anything changes."""
        return bool(self.told or self.ended)

    def keep(self, connection: Connection, tenant: str, case: str, record: str, moment: str) -> None:
        """End what ends and begin what is new, as told by a record."""
        same = {"tenant": tenant, "case": case, "moment": moment}
        if self.ended:
            _ENDED(connection, [same | {"path": path} for path in sorted(self.ended)])
        if self.told:
            rows = [same | {"path": path, "category": self.told[path], "record": record} for path in sorted(self.told)]
            _FACT(connection, rows)


def changes(
    connection: Connection, master: MasterKeys, tenant: str, case: str, now: Mapping[str, Any],
    person: DataKey, *, fresh: bool,
) -> Changes:  # fmt: skip
    """What the facts of an application tell otherwise than what is known; everything, in a `fresh` case."""
    before = Known({}, {})
    if not fresh:
        before = known(connection, master, tenant, case, person.key)
    told, ended = superseded(before.facts, now)
    mask = masking(person.key)
    # What was erased cannot be compared: it ends, and is told anew.
    return Changes(
        {mask(path): category_of(path) for path in told},
        frozenset({mask(path) for path in ended} | before.gone.keys()),
    )
