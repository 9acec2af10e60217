"""The activities of a lawbook, read once: of each the version of a day, found by its id or by what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.law.dated_files import each_in_force
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.processing.schema import ActivityFile

FOLDER = "verwerking"


@dataclass(frozen=True, slots=True)
class Activity:
    """One version of an activity, with what its file says."""

    told: ActivityFile

    @property
    def id(self) -> str:
        """Its name, the same in every version."""
        return self.told.activiteit

    @property
    def uri(self) -> str:
        """Its name with its first day: what a log of processing refers to, another one for every version."""
        return f"urn:wbmgp:verwerking:{self.id}:{self.told.valid_from}"


@dataclass(frozen=True, slots=True)
class Activities:
    """What is processed on a day."""

    all: tuple[Activity, ...]
    _by_act: Mapping[str, Activity]

    @classmethod
    def of(cls, lawbook: Lawbook, on: date | None = None) -> Activities:
        """The activities of a day, by id; without a day the newest version of each.

        Raises LawNotFound for a rule book without any, LawNotYetInForce for a day before the first, RuleFileError for a
        file that cannot be read and for something done that belongs to two activities.

        >>> Activities.of(Lawbook.load(), date(2026, 11, 21)).for_act("bezwaar").uri
        'urn:wbmgp:verwerking:rechtsbescherming:2018-05-25'
        """
        return lawbook.once("activities", on, lambda: _of(lawbook, on))

    def __getitem__(self, name: str) -> Activity:
        """The activity with an id. Raises LawNotFound."""
        found = next((one for one in self.all if one.id == name), None)
        if found is None:
            raise LawNotFound(f"there is no activity {name}: use {', '.join(one.id for one in self.all)}")
        return found

    def for_act(self, name: str) -> Activity:
        """The one activity to which a step of the procedure or a kind of entry of the log belongs. Raises LawNotFound."""
        if name not in self._by_act:
            raise LawNotFound(f"no activity under rules/{FOLDER}/ names {name}: add it to handelingen")
        return self._by_act[name]


def _of(lawbook: Lawbook, on: date | None) -> Activities:
    known = each_in_force(lawbook, FOLDER, ActivityFile, on, without="no purpose can be named")
    if not known:
        raise LawNotYetInForce(f"the rule book tells of no activity on {on}")
    found = tuple(map(Activity, known.values()))
    by_act: dict[str, Activity] = {}
    for one in found:
        for name in one.told.handelingen:
            if name in by_act:
                where = f"rules/{FOLDER}/{one.id}/{one.told.valid_from}.yaml"
                raise RuleFileError.one(where, f"{name} belongs to {by_act[name].id} too", "leave it in one of the two")
            by_act[name] = one
    return Activities(found, by_act)
