"""The same facts under the law of another date, or in another rule book: what comes out otherwise, side by side.

It is a simulation: nothing is kept but that somebody looked, and nothing can be decided on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases.looking import log_reading
from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import reading
from wbmgp_api.store.errors import Erased, NotThere
from wbmgp_api.store.reading import Row
from wbmgp_api.store.replay import ABSENT, Difference, Replayer
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.trail.categories import CATEGORIES

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing of both answers; None where an answer does not speak of it."""

    name: str
    then: Answer | None
    other: Answer | None

    @property
    def differs(self) -> bool:
        """Whether the verdicts differ; other words for the same verdict do not count."""
        return self._verdict(self.then) != self._verdict(self.other)

    @staticmethod
    def _verdict(one: Answer | None) -> object:
        return None if one is None else one.get("oordeel", one)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The answer as it was recorded, the one that was made now, and all that differs between their conclusions."""

    row: Row
    on: date
    then: Answer
    other: Answer
    differences: tuple[Difference, ...]

    @property
    def grounds(self) -> list[Pair]:
        """The grounds of both."""
        return _paired(self.then, self.other, "gronden", "grond")

    @property
    def gates(self) -> list[Pair]:
        """What stands open in either."""
        return _paired(self.then, self.other, "openstaand", "poort")

    @property
    def regulations(self) -> list[tuple[str, str | None, str | None]]:
        """The regulations with the version of each answer."""
        both = [
            {one["id"]: one["geldigVanaf"] for one in answer["recht"]["regelingen"]}
            for answer in (self.then, self.other)
        ]
        return [(law, both[0].get(law), both[1].get(law)) for law in sorted(both[0].keys() | both[1].keys())]

    @property
    def listed(self) -> list[tuple[str, Any, Any]]:
        """Every place at which they differ with both values; None stands for what is not there as well."""
        return [(one.path, _plain(one.recorded), _plain(one.now)) for one in self.differences]


def otherwise(
    office: Office, who: Principal, case: str, record: str, on: date, book: Lawbook | None = None
) -> Otherwise:
    """An assessment made again under another date of law; `book`: in another rule book than it was made with.

    Raises NotThere, Erased, LawLookupError for a date without law.
    """
    log_reading(office, who, case, CATEGORIES, record)

    def job(connection: Connection) -> Otherwise:
        rows = reading.assessments(connection, who.tenant, case)
        row = next((one for one in rows if one.id == record), None)
        if row is None:
            raise NotThere(f"case {case} has no assessment {record}")
        master = office.recorder.master
        made = Replayer(master).simulate(connection, row, on, book)
        if made.erased is not None:
            raise Erased(made.erased)
        then = reading.answer(connection, master, who.tenant, record)
        return Otherwise(row, on, then, made.answer, made.differences)

    return office.store.read(who.tenant, job)


def _paired(then: Answer, other: Answer, part: str, key: str) -> list[Pair]:
    both = [{one[key]: one for one in answer[part]} for answer in (then, other)]
    return [Pair(name, both[0].get(name), both[1].get(name)) for name in _names(*both)]


def _names(then: Answer, other: Answer) -> Iterator[str]:
    yield from then
    yield from (name for name in other if name not in then)


def _plain(value: Any) -> Any:
    return None if value is ABSENT else value
