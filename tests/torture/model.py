"""The store against a plain model of it: told, corrected, read as known on a moment, erased, signed, restarted, by two tenants.

Hypothesis draws the steps and makes a failing run short. The model knows nothing of tables: a list of what was told, and
what of it was erased.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count as counted
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.api.store.samples import ACTOR, MASTER, START, application, assessed, recorder
from tests.api.store.test_checkpoints import KEY
from tests.torture.databases import POSTGRES, SQLITE, database
from tests.torture.harness import Part, Tally
from tests.torture.plain_model import Case, Telling
from tests.trail.samples import APPLICATION, RULES
from wbmgp_api.store import checkpoints, reading
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.errors import ClockBehind, Conflict, Erased, NotThere
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.payloads import opened
from wbmgp_api.store.recording import Assessed, Recorded
from wbmgp_api.store.verification import flaws, origins
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.receipt import utc_text

STEPS = 30
# What an application may say otherwise the next time it is told.
_CHANGES: dict[str, list[Any]] = {
    "kenmerk": ["k", "een ander kenmerk", 1, True],
    "woonruimte": [{"gebied": "tarwewijk"}, {"gebied": "carnisse", "huurprijs": 60_000}],
    "huishouden": [
        APPLICATION["huishouden"], APPLICATION["huishouden"][:1],
        [{"id": "p.1", "rol": "aanvrager", "inkomen": [{"soort": "loon"}]}, {"id": "p3", "rol": "partner"}],
    ],
    "onderzoek": [{"instrument": "vog"}, {"instrument": "politie"}],
    "hardheid": [[], [{"motivering": "Zo is het."}], [{"motivering": "Toch niet."}]],
}  # fmt: skip
told_otherwise = st.fixed_dictionaries({}, optional={name: st.sampled_from(some) for name, some in _CHANGES.items()})


class Machine(RuleBasedStateMachine):
    """One run on a fresh pair of tenants."""

    fresh: Callable[[], tuple[str, tuple[str, str]]]

    def __init__(self) -> None:
        super().__init__()
        self.url, self.tenants = type(self).fresh()
        self.store: Store = open_store(self.url)
        self.cases: list[Case] = []
        self.heads: dict[str, Note] = {}
        self.second = 0

    def _moment(self) -> Any:
        self.second += 1
        return START + timedelta(seconds=self.second)

    def _told(self, tenant: str, otherwise: dict[str, Any]) -> Assessed:
        return assessed(application(gemeente=tenant, **otherwise), advies=["weigeren", "verlenen"][self.second % 2])

    def _record(self, what: Assessed, key: str, case: str | None, moment: Any) -> Recorded:
        used = recorder(f"{key} {moment}")
        return self.store.write(what.tenant, lambda c: used.assessment(c, what, RULES, ACTOR, key, moment, case))

    @rule(number=st.integers(0, 1), otherwise=told_otherwise)
    def tell(self, number: int, otherwise: dict[str, Any]) -> None:
        """A new case."""
        what, moment = self._told(self.tenants[number], otherwise), self._moment()
        key, case = f"k{self.second}", Case(self.tenants[number])
        case.tell(self._record(what, key, None, moment), key, what, None)
        self.cases.append(case)

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), otherwise=told_otherwise)
    def correct(self, data: st.DataObject, otherwise: dict[str, Any]) -> None:
        """The same case told again."""
        case = data.draw(st.sampled_from(self.cases))
        what, moment, named = self._told(case.tenant, otherwise), self._moment(), case.tellings[0].made.case
        key = f"k{self.second}"
        case.tell(self._record(what, key, named, moment), key, what, named)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """The same request again: the first answer, and nothing more is written."""
        case = data.draw(st.sampled_from(self.cases))
        telling = data.draw(st.sampled_from(case.tellings))
        try:
            again = self._record(telling.what, telling.key, telling.case, self._moment())
        except Conflict:
            assert case.erased  # of what was erased nobody can say that it is the same
        else:
            assert again == telling.made
        other = self._told(case.tenant, {"kenmerk": f"nog iets anders {self.second}"})
        self._refused(Conflict, other, telling.key, telling.case, self._moment())

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def set_the_clock_back(self, data: st.DataObject) -> None:
        """A moment from before what the log holds is refused."""
        case = data.draw(st.sampled_from(self.cases))
        last = case.tellings[-1].made
        moment = datetime.fromisoformat(last.moment) - timedelta(seconds=3)
        self._refused(ClockBehind, self._told(case.tenant, {}), f"back {self.second}", last.case, moment)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def take_the_case_of_another(self, data: st.DataObject) -> None:
        """The case of one tenant is not there for the other."""
        case = data.draw(st.sampled_from(self.cases))
        (other,) = {*self.tenants} - {case.tenant}
        named = case.tellings[0].made
        self._refused(NotThere, self._told(other, {}), f"foreign {self.second}", named.case, self._moment())
        assert self.store.read(other, lambda c: opened(c, MASTER, other, named.record)) == {}
        assert self._known(other, named.case, named.moment) is NotThere

    def _refused(self, error: type[Exception], what: Assessed, key: str, case: str | None, moment: Any) -> None:
        try:
            self._record(what, key, case, moment)
        except error:
            return
        raise AssertionError(f"{error.__name__} was expected")

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), categories=st.sets(st.sampled_from(CATEGORIES), min_size=1))
    def erase(self, data: st.DataObject, categories: set[str]) -> None:
        """Erase categories of everything that was told in a case."""
        case = data.draw(st.sampled_from(self.cases))
        moment, named = self._moment(), case.tellings[0].made.case
        held = {(one.made.record, category) for one in case.tellings for category in categories} - case.erased
        gone = self.store.write(
            case.tenant, lambda c: erase(c, recorder(f"e{self.second}"), case.tenant, named, categories, ACTOR, moment)
        )
        assert {(record, category) for record, names in gone.items() for category in names} == held
        case.erased |= held

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), second=st.integers(0, 80))
    def look_back(self, data: st.DataObject, second: int) -> None:
        """What was known at any moment."""
        case = data.draw(st.sampled_from(self.cases))
        moment = utc_text(START + timedelta(seconds=second))
        assert self._known(case.tenant, case.tellings[0].made.case, moment) == case.known_on(moment)

    def _known(self, tenant: str, case: str, moment: str) -> Any:
        try:
            return self.store.read(tenant, lambda c: reading.known_on(c, MASTER, tenant, case, moment))
        except (Erased, NotThere) as problem:
            return type(problem)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def publish(self, data: st.DataObject) -> None:
        """Sign a head, and keep it elsewhere."""
        origin = data.draw(st.sampled_from(self.cases)).tellings[0].made.origin
        tenant = f"GM{origin.split('/')[1][2:]}"
        self.heads[origin] = checkpoints.publish(self.store, tenant, origin, KEY, START)

    @rule()
    def restart(self) -> None:
        """Another process."""
        self.store.close()
        self.store = open_store(self.url)

    def teardown(self) -> None:
        """All of it: every part of every record, every moment, and both logs against the heads that were kept."""
        try:
            for case in self.cases:
                for telling in case.tellings:
                    self._whole(case, telling)
            for tenant in self.tenants:
                for origin in self.store.read(tenant, partial(origins, tenant=tenant)):
                    kept = [self.heads[origin]] if origin in self.heads else []
                    found = self.store.read(
                        tenant,
                        lambda c, o=origin, k=kept: list(flaws(c, MASTER, KEY, o, outside=k)),  # type: ignore[misc]
                    )
                    assert found == []
        finally:
            self.store.close()

    def _whole(self, case: Case, telling: Telling) -> None:
        made = telling.made
        said = self.store.read(case.tenant, lambda c: opened(c, MASTER, case.tenant, made.record))
        left = {name: data for name, data in telling.what.payloads.items() if (made.record, name) not in case.erased}
        assert {name: one.data for name, one in said.items()} == left
        assert self._known(case.tenant, made.case, made.moment) == case.known_on(made.moment)


def runs(kind: str, seed: int, count: int, folder: Path) -> Tally:
    """`count` runs of thirty steps each."""
    number = counted()

    def fresh() -> tuple[str, tuple[str, str]]:
        one = next(number)
        if kind == POSTGRES:  # one database, and two tenants that nobody had before
            return place.url, (f"GM{2 * one:05d}", f"GM{2 * one + 1:05d}")
        url = f"sqlite:///{folder}/run.db"
        for name in ("run.db", "run.db-wal", "run.db-shm"):
            (folder / name).unlink(missing_ok=True)
        shutil.copy(folder / "store.db", folder / "run.db")
        return url, ("GM0363", "GM0599")

    faults = list[str]()
    with database(kind, folder) as place:
        machine = seeded(seed)(type("Drawn", (Machine,), {"fresh": staticmethod(fresh)}))
        wanted = settings(
            max_examples=count, stateful_step_count=STEPS, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
        )  # fmt: skip
        try:
            run_state_machine_as_test(machine, settings=wanted)
        except AssertionError as problem:
            faults.append(f"seed {seed}: {problem} {getattr(problem, '__notes__', '')}")
    return Tally(count, faults, {"runs": str(next(number)), "steps in each": str(STEPS)})


PARTS = (
    Part("model on SQLite", "the store does what a plain model says (Q3)", 40, 50_000, partial(runs, SQLITE)),
    Part("model on PostgreSQL", "the store does what a plain model says (Q3)", 20, 50_000, partial(runs, POSTGRES)),
)
