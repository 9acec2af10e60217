"""Where cases are worked on: the store, the law, the clock and the keys; and how one step is one transaction."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from wbmgp_api.cases import processed, retries
from wbmgp_api.cases.course import Course
from wbmgp_api.cases.procedure import ACTS, Act, admit, place_after, shown_name
from wbmgp_api.cases.refusals import NotYours, Stale, refused
from wbmgp_api.cases.retries import Sent
from wbmgp_api.cases.terms import due
from wbmgp_api.cases.visible import refuse_others
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import case_rows as rows
from wbmgp_api.store import log
from wbmgp_api.store.case_rows import State, Taken
from wbmgp_api.store.entries import enter
from wbmgp_api.store.opened import Store
from wbmgp_api.store.payloads import DataKey, Opened, close, keys_of, packed
from wbmgp_api.store.processing_rows import Traced, milliseconds
from wbmgp_api.store.recording import Actor, Recorder
from wbmgp_api.store.references import reference
from wbmgp_engine.calendar import AwbTerms
from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.trail.canonical import encode
from wbmgp_engine.trail.categories import SALT_SIZE
from wbmgp_engine.trail.receipt import utc_text

HERE: Final = ZoneInfo("Europe/Amsterdam")
"""Terms are counted in days of the Netherlands."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a step left: its record, and what else changed. `version_taken`: the record took the next version itself."""

    record: str
    day: date | None = None
    until: date | None = None
    about: str | None = None
    facts_changed: bool = False
    assigned_to: str | None = ""
    version_taken: bool = False


Place = Callable[[Connection, Application, Lawbook, date], Application]


def as_told(connection: Connection, application: Application, lawbook: Lawbook, on: date) -> Application:
    """An application where no areas are kept: the place is what the application says."""
    return application


@dataclass(frozen=True, slots=True)
class Office:
    """What every step shares. `names` is the key under which the log names people; `place` looks up where a dwelling lies.

    `sent`: the request that asks for the step, where the caller gave it a key of its own. `trace`: the one it belongs to.
    `register`: where the activities of the processing log stand, if not in this rule book. `purpose`: for which of them cases
    are looked in here, where that does not follow from who looks.
    """

    store: Store
    recorder: Recorder
    names: bytes
    lawbook: Lawbook
    clock: Callable[[], float]
    four_eyes: bool = True
    place: Place = as_told
    sent: Sent | None = None
    trace: Traced | None = None
    register: Lawbook | None = None
    purpose: str = ""

    @property
    def terms(self) -> AwbTerms:
        """The terms of the Awb in this rule book: remembered with it, for each request has an office of its own."""
        return self.lawbook.once("terms", None, lambda: AwbTerms.of(self.lawbook))

    def now(self) -> datetime:
        """The moment."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def today(self) -> date:
        """The day in the Netherlands."""
        return self.now().astimezone(HERE).date()

    def here(self, moment: str) -> datetime:
        """A moment of the log on the clocks of the Netherlands."""
        return datetime.fromisoformat(moment).astimezone(HERE)

    def actor(self, who: Principal) -> Actor:
        """The caller as the log names them."""
        return Actor(who.ref(self.names), who.role.value, "api", who.client)

    def digest(self, kind: str, value: str, tenant: str) -> bytes:
        """A keyed hash to find a case by: nobody without the key can try values."""
        return hmac.new(self.names, f"index\0{tenant}\0{kind}\0{value}".encode(), sha256).digest()

    def begin(self, connection: Connection, who: Principal, act: str = "") -> Doing:
        """Take the log of the caller's municipality, then the moment: in a log moments go forwards. Raises ClockBehind.

        `act`: the step of which all entries are; the processing log has one line of it, and else one of each entry.
        """
        held = log.hold(connection, who.tenant, self.now().year, self.recorder.prefix)
        now = held.moment(self.now())
        day, began = now.astimezone(HERE).date(), milliseconds(now)
        return Doing(self, connection, who, self.actor(who), held.origin, utc_text(now), day, began, act)

    def step(self, who: Principal, case: str, version: int, name: str, work: Callable[[Doing, Case], Entered]) -> Case:
        """Take a step in a case of a version: everything of it, or nothing. Under the same key the first answer again.

        Raises NotThere, Stale, KeyReused, NotYours, Refused, and what the work itself raises.
        """
        act = ACTS[name]
        admit(act, who)

        def job(connection: Connection) -> Case:
            doing = self.begin(connection, who, name)
            now = doing.case(case)
            if name != "draag_over":
                # Who handed a case over has no copy any more, and gets none by asking again. Handing over is heard again.
                refuse_others(connection, who, case)
            before = retries.earlier(doing, act, case, now.course)
            if before is not None:
                return Case(now.state, before)
            refuse_others(connection, who, case)
            if now.state.version != version:
                raise retries.stale(self, who, act, now.course, version)
            status = doing.admitted(act, now)
            entered = work(doing, now)
            retries.keep(doing, act, case, entered.record)
            return doing.taken(act, now, status, entered)

        return processed.done(self, who, case, job, name, name, serializable=act.decides)


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its course."""

    state: State
    course: Course


@dataclass(frozen=True, slots=True)
class Doing:
    """One step in its transaction."""

    office: Office
    connection: Connection
    who: Principal
    actor: Actor
    origin: str
    moment: str
    today: date
    began: int
    act: str = ""

    def case(self, case: str) -> Case:
        """A case of this municipality. Raises NotThere."""
        state = rows.state(self.connection, self.who.tenant, case)
        return Case(state, Course.of(rows.steps(self.connection, self.who.tenant, case)))

    def admitted(self, act: Act, case: Case) -> str:
        """Where the case will stand. Raises Refused, NotYours."""
        self._refuse_again(act, case)
        status = place_after(act, case.state.status, self.who.role)
        if act.once and case.course.last(act.name) is not None:
            raise refused("step_once", "zaak", step=shown_name(act))
        before = case.course.last(act.not_by) if act.not_by else None
        if before is not None and before.made_by == self.actor.ref and self._asks_another(act):
            raise NotYours("step_not_after", before=shown_name(ACTS[act.not_by]), step=shown_name(act))
        return status

    def _refuse_again(self, act: Act, case: Case) -> None:
        """Raises Refused for the step that was taken last, where it does not go on from there."""
        last = case.course.steps[-1]
        if last.act == act.name and case.state.status not in act.before:
            when, after = retries.taken(self.office, self.who, last), retries.may_follow(self.who, case.course)
            raise refused("step_taken", "status", step=shown_name(act), when=when, next=after)

    def _asks_another(self, act: Act) -> bool:
        # A refusal asks for a second person in any case; the tables hold that, and the step itself says so.
        return act.name != "stel_vast" or self.office.four_eyes

    def leaf(
        self, kind: str, case: str | None, parts: Mapping[str, bytes], keys: Mapping[str, DataKey] | None = None,
        record: str | None = None, named: str = "", **more: Any,
    ) -> str:  # fmt: skip
        """An entry of the log about a case, with what it commits to; its record. One about no case commits to nothing.

        `named`: what the processing log calls it, where no step is taken.
        """
        recorder, tenant = self.office.recorder, self.who.tenant
        record = record or reference(self.moment, recorder.random)
        said = {category: Opened(recorder.random(SALT_SIZE), data) for category, data in parts.items()}
        stamp = recorder.stamp(kind, record, self.actor, self.origin, self.moment, zaak_ref=case, **more)
        entry = enter(self.connection, tenant, stamp, said)
        if case is not None and said:
            plain = {category: one.salt + packed(one.data) for category, one in said.items()}
            close(self.connection, tenant, entry, keys or self.keys(case), plain, recorder.random)
        if case is not None and not self.act:
            processed.told(self, case, record, named or kind, kind)
        return record

    def keys(self, case: str, *, fresh: bool = False) -> dict[str, DataKey]:
        """The keys of a case by category."""
        recorder = self.office.recorder
        return keys_of(self.connection, recorder.master, self.who.tenant, case, recorder.random, fresh=fresh)

    def told(self, kind: str, case: str, name: str, words: Mapping[str, Any], **more: Any) -> str:
        """An entry with what somebody wrote, closed under the category of reasons; its record."""
        return self.leaf(kind, case, {"motivering": encode({name: dict(words)})}, **more)

    def taken(self, act: Act, case: Case, status: str, entered: Entered) -> Case:
        """Keep the step, and where the case stands since. Raises Stale when another was first."""
        state, tenant = case.state, self.who.tenant
        if not entered.version_taken and not rows.next_version(
            self.connection, tenant, state.case_id, state.version
        ):  # pragma: no cover -- the log of the municipality is locked; this holds where a year ends meanwhile
            raise Stale(f"case {state.case_id} changed meanwhile")
        step = self.as_step(act, status, state.version + 1, entered)
        course = case.course.followed(step)
        facts = state.version + 1 if entered.facts_changed else state.facts_version
        assigned = state.assigned_to if entered.assigned_to == "" else entered.assigned_to
        after = replace(
            state, status=status, assigned_to=assigned, due_on=due(course, self.office.terms, self.office.lawbook), facts_version=facts,
            version=state.version + 1,
        )  # fmt: skip
        rows.add_step(self.connection, tenant, state.case_id, step)
        rows.move(self.connection, tenant, after)
        processed.told(self, state.case_id, entered.record, act.name, act.name)
        return Case(after, course)

    def as_step(self, act: Act, status: str, version: int, entered: Entered) -> Taken:
        """The row of a step."""
        day, until = entered.day or self.today, entered.until
        return Taken(
            entered.record, version, act.name, status, self.actor.ref, self.actor.role, self.moment, day.isoformat(),
            None if until is None else until.isoformat(), entered.about,
        )  # fmt: skip
