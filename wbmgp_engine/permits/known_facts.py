"""The facts an answer shows beside a ground: under the names the rules give them, with their source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from wbmgp_engine.facts import Person
from wbmgp_engine.facts.household import StayItem, source_of
from wbmgp_engine.facts.residence import Break, Residence
from wbmgp_engine.logic.values import Unknown, as_json
from wbmgp_engine.permits.binding import Bound

Names = Mapping[str, Mapping[str, Any]]
_BIRTH = "geboortedatum"
_WHERE_READ = (_BIRTH, "vog")
_WHETHER_APPLICANT = "aanvrager"
_OF_APPLICANT = "huishouden.aanvrager."


class KnownFact(NamedTuple):
    """A fact as the answer shows it: its name, value, source, and whose it is."""

    name: str
    value: Any
    source: str
    person: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The fact in the shape of the contract."""
        found = {"naam": self.name, "waarde": as_json(self.value), "herkomst": self.source}
        return found if self.person is None else {**found, "persoon": self.person}


def known_facts(
    bound: Bound, read: Mapping[str, Iterable[str]], names: Names, of_persons: Mapping[int, set[str]]
) -> tuple[KnownFact, ...]:
    """The known facts among inputs and columns that a ground can reach, under the names (`x-feit`) the rules give them.

    `of_persons` holds what the run read of each person, by the place in the household. Of somebody it did not look at
    nothing is shown, and a date of birth or a certificate only where it was read.
    """
    found: list[KnownFact] = []
    for name, columns in read.items():
        if name == "personen":
            for place, person in enumerate(bound.application.household):
                mattering = _mattering(columns, of_persons.get(place, ()))
                found += _of_person(bound, person, mattering, names) if mattering else ()
        elif (declared := names.get(name)) and (shown := declared.get("feit")) and _plain(bound.facts.get(name)):
            found.append(KnownFact(shown, bound.facts[name], _source(bound, declared.get("pad", ""))))
    return tuple(found)


def _source(bound: Bound, path: str) -> str:
    """Who says so: of the applicant's own facts as `Application.source_of` tells it, else who filled in the request."""
    if _OF_APPLICANT not in path:
        return "opgave"
    own = path.replace(_OF_APPLICANT, f"huishouden.{bound.application.applicant.id}.")
    return bound.application.source_of(own)


def _mattering(columns: Iterable[str], read: Collection[str]) -> set[str]:
    if not any(name != _WHETHER_APPLICANT for name in read):
        return set()
    return {name for name in columns if name not in _WHERE_READ or any(other.startswith(name) for other in read)}


def _of_person(bound: Bound, person: Person, columns: set[str], names: Names) -> Iterator[KnownFact]:
    for column, value, source in _shown(bound, person, columns):
        yield KnownFact(names[f"personen.{column}"]["feit"], value, source, person.id)
    cause = bound.residences[person.id].broken_by if person.id in bound.residences else None
    if cause is not None and "ingezetene_vanaf" in columns and not _from_birth(person, cause):
        yield KnownFact("verblijf_onderbroken_door", _cause(cause), cause.source or "opgave", person.id)


def _from_birth(person: Person, cause: Break) -> bool:
    """Whether nothing stands before the residence because the person was not born yet."""
    return cause.kind == "begin" and person.born is not None and person.born.exact == cause.until


def _shown(bound: Bound, person: Person, columns: set[str]) -> Iterator[tuple[str, Any, str]]:
    if "geboortedatum" in columns and person.born is not None:
        yield "geboortedatum", str(person.born), source_of([person])
    if "inkomen" in columns and person.given("income"):
        yield "inkomen", [item.kind.value for item in person.income], source_of(person.income)
    residence = bound.residences.get(person.id) if "ingezetene_vanaf" in columns else None
    if residence is not None:
        since = residence.latest if residence.certain else _between(residence)
        yield "ingezetene_vanaf", since, source_of(_carrying(bound, person, residence))
    screening = bound.application.screening
    certificates = (screening.certificates if screening is not None else None) or {}
    if "vog" in columns and person.id in certificates:
        yield "vog", certificates[person.id], "opgave"


def _carrying(bound: Bound, person: Person, residence: Residence) -> list[StayItem]:
    """The stays that carry the answer: those that reach into the days since it, up to the application date."""
    since, until = residence.earliest, bound.application.application_date
    if since is None:
        return person.residence
    return [
        stay
        for stay in person.residence
        if (stay.end is None or stay.end.latest > since) and (stay.start is None or stay.start.earliest <= until)
    ]


def _plain(value: Any) -> bool:
    """Whether a reader can take in the fact at a glance; rows of objects speak through the rules that read them."""
    if type(value) is list:
        return all(_plain(item) for item in value)
    return value is not None and type(value) not in (Unknown, dict)


def _between(residence: Residence) -> dict[str, Any]:
    """Two bounds instead of a day; None where the person may not live in the region at all."""
    return {"vroegst": residence.earliest, "laatst": residence.latest}


def _cause(cause: Break) -> dict[str, Any]:
    return {"soort": cause.kind, "plaats": cause.place, "tot": cause.until}
