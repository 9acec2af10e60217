"""Heads leave the house while a service is at work: rounds that begin and end with it, and whether they go well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from wbmgp_api.anchoring.publishing import Published, Publisher
from wbmgp_api.anchoring.running import Anchoring, Pauses
from wbmgp_api.anchoring.stamping import Authority, Stamped, Stamper
from wbmgp_api.anchoring.witnesses import WitnessAt
from wbmgp_api.settings import Settings
from wbmgp_api.store import rewrapping
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import SqliteStore, Store
from wbmgp_engine.errors import BadInput

Told = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Outside:
    """Who sees the heads: witnesses and an authority for timestamps."""

    witnesses: Sequence[WitnessAt]
    authority: Authority | None

    @classmethod
    def of(cls, settings: Settings) -> Outside | None:
        """Those that are named in the settings, or None where there are none. Raises BadInput."""
        words = settings.witnesses
        witnesses = [_witness(" ".join(words[at : at + 2])) for at in range(0, len(words), 2)]
        authority = None
        if settings.tsa is not None:
            authority = Authority.read(settings.tsa, Path(settings.tsa_certificate or ""))
        return cls(witnesses, authority) if witnesses or authority else None


class Beside:
    """The rounds of one service. A round that fails is told once, shows in `well`, and stops nothing."""

    def __init__(
        self, outside: Outside, store: Store, key: LogKey, tell: Told,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC), pauses: Pauses | None = None,
    ) -> None:  # fmt: skip
        self._outside, self._store, self._key, self._tell, self._clock = outside, store, key, tell, clock
        self._pauses = pauses
        self._problems: dict[tuple[str, ...], str] = {}
        self._lock = Lock()
        self._rounds: Anchoring | None = None

    @property
    def well(self) -> bool:
        """Whether the last of each round brought what was asked."""
        with self._lock:
            return not self._problems

    def start(self) -> None:
        """Begin the rounds."""
        publisher = Publisher(self._store, self._key, self._outside.witnesses, self._clock)
        authority = self._outside.authority
        stamper = None if authority is None else Stamper(self._store, self._key, authority, self._clock)
        self._rounds = Anchoring(publisher, stamper, self._tenants, self.report, self._pauses)

    def close(self) -> None:
        """Wait for the rounds that are under way; the store may be closed after this."""
        if self._rounds is not None:
            self._rounds.close()

    def report(self, one: Published | Stamped | Exception) -> None:
        """Take in what came of one log and one witness or authority; what is new is told, once."""
        place, problem = _place(one), _problem(one)
        with self._lock:
            before = self._problems.pop(place, "")
            if isinstance(one, Published | Stamped) and not problem:
                # A whole round failed before; this one came so far.
                self._problems = {where: said for where, said in self._problems.items() if where[0] != "round"}
            if problem:
                self._problems[place] = problem
        if problem and problem != before:
            self._tell({"event": "fout", "soort": "verankering", "reden": problem})
        elif before and not problem:
            self._tell({"event": "verankering", "soort": "hersteld", "reden": " ".join(place)})

    def _tenants(self) -> Iterable[str]:
        if isinstance(self._store, SqliteStore):
            return self._store.tenants()
        return sorted(self._store.read("", rewrapping.in_use))


def _place(one: Published | Stamped | Exception) -> tuple[str, ...]:
    if isinstance(one, Published):
        return ("head", one.origin, one.witness or "")
    return ("stamp", one.origin) if isinstance(one, Stamped) else ("round", type(one).__name__)


def _problem(one: Published | Stamped | Exception) -> str:
    return f"{type(one).__name__}: {one}" if isinstance(one, Exception) else one.problem


def _witness(text: str) -> WitnessAt:
    try:
        return WitnessAt.parse(text)
    except BadInput as problem:
        fix = "give the first line that each witness prints: its key and its address"
        raise BadInput.one("WBMGP_WITNESSES", problem.findings[0].problem, fix) from None
