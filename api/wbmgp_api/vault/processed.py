"""What commands tell the processing log. A command begins a trace of its own, and all that it does is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from wbmgp_api.store import case_subjects
from wbmgp_api.store.processing_rows import Action, Pseudonyms, Subject, Traced, milliseconds, write
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.vault.opened import House
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.processing import Activities


@dataclass(frozen=True, slots=True)
class Command:
    """A command at work on an open store, for somebody."""

    house: House
    recorder: Recorder
    by: Actor
    trace: Traced
    began: int

    @classmethod
    def begun(cls, house: House, by: Actor) -> Command:
        """One that begins now."""
        recorder = house.recorder()
        return cls(house, recorder, by, Traced.begun(recorder.random), milliseconds(datetime.now(UTC)))

    @property
    def pseudonyms(self) -> Pseudonyms:
        """How lines name people."""
        return Pseudonyms(self.house.names)

    def tell(
        self, connection: Connection, tenant: str, name: str, kind: str, case: str, record: str | None = None
    ) -> None:
        """The lines of what is done in a case, in the transaction of it. `kind`: of which step or entry, for its activity."""
        people = case_subjects.people(connection, self.recorder.master, self.pseudonyms, tenant, case)
        self.tell_of(connection, tenant, name, kind, people, case, record)

    def tell_of(
        self, connection: Connection, tenant: str, name: str, kind: str, people: list[Subject],
        case: str | None = None, record: str | None = None,
    ) -> None:  # fmt: skip
        """The lines of what is done with data of these people."""
        activity, now = Activities.of(Lawbook.load(), datetime.now(UTC).date()).for_act(kind).uri, datetime.now(UTC)
        action = Action(name, activity, self.by, self.trace, self.began, milliseconds(now), "Ok", record, case)
        write(connection, tenant, action, people, self.recorder.random)
