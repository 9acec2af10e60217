"""Like cases with other outcomes. Alike is: the same advice, and the same verdict on every ground that plays a part.

That is what the law looked at and found; no trait of a person makes cases alike or unlike. What differs between them then
lies in the weighing of people, or in facts that the grounds do not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import Decided, Period, answers, looked_in
from wbmgp_api.oversight.grounds import CONTENTS, SILENT

Grounds = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Cases that the law judged alike: advice, each ground with its verdict and where it rests, and the decisions."""

    advice: str
    grounds: Grounds
    cases: tuple[Decided, ...]

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How many cases had each outcome, the most frequent first."""
        found: dict[str, int] = {}
        for one in self.cases:
            found[one.outcome] = found.get(one.outcome, 0) + 1
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))

    @property
    def differs(self) -> bool:
        """Whether like cases had other outcomes."""
        return len(self.outcomes) > 1


@dataclass(frozen=True, slots=True)
class Compared:
    """What was compared: groups with other outcomes first, how many decisions there are, and how many could not be read."""

    groups: tuple[Alike, ...]
    count: int
    looked: int
    erased: int


def compare(office: Office, who: Principal, period: Period) -> Compared:
    """The newest decisions of a period put together by likeness, after an entry for each case says that it is opened."""
    listed, count = looked_in(office, who, period, CONTENTS)

    def job(connection: Connection) -> list[tuple[Decided, dict[str, Any] | None]]:
        return list(answers(connection, office, who.tenant, listed, CONTENTS))

    found = office.store.read(who.tenant, job)
    alike: dict[tuple[str, Grounds], list[Decided]] = {}
    for one, answer in found:
        if answer is not None:
            alike.setdefault((one.advice, tuple(_grounds(answer))), []).append(one)
    groups = [Alike(advice, grounds, tuple(cases)) for (advice, grounds), cases in alike.items()]
    ordered = sorted(groups, key=lambda group: (not group.differs, -len(group.cases), group.advice, group.grounds))
    return Compared(tuple(ordered), count, len(listed), sum(answer is None for _, answer in found))


def _grounds(answer: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for ground in answer["gronden"]:
        if ground["oordeel"] != SILENT:
            yield ground["grond"], ground["oordeel"], ground["bron"]["tekst"]
