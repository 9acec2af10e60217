"""Answers of Haal Centraal read into the facts of an application: dates of birth and residence, and nothing else.

Two answers are read: `verblijfplaatshistorie` (BRP historie bevragen 2) and `personen` of RaadpleegMetBurgerservicenummer
(BRP personen bevragen 2). What is in research stays so; what is not known is left open, with a notice; no name, number or
nationality is looked at. A right of residence is never derived: the BRP tells it only while it holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import Any, Final

from wbmgp_api.exchange.brp_dates import day_of
from wbmgp_api.exchange.brp_records import IN_COUNTRY, START, Record, doubted_fields, record_of
from wbmgp_api.exchange.brp_stays import stays_of
from wbmgp_api.exchange.notices import Notice, Notices
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.partial_dates import PartialDate

Json = dict[str, Any]
MOST_PERSONS: Final = 20
MOST_RESIDENCES: Final = 400
_HISTORY: Final = "verblijfplaatsen"
_PERSONS: Final = "personen"
_IN_MUNICIPALITY: Final = "datumInschrijvingInGemeente"
_CONFIDENTIAL: Final = "geheimhoudingPersoonsgegevens"
_SUSPENDED: Final = "opschortingBijhouding"


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """What an answer tells of somebody: keys of a person of an application that it has something for, and notices."""

    facts: Json
    notices: tuple[Notice, ...]

    @property
    def in_research(self) -> int:
        """How many stays are in research."""
        return sum("inOnderzoek" in stay["bron"] for stay in self.facts.get("verblijf", ()))

    def to_json(self) -> Json:
        """The facts with what was not taken over."""
        return {**self.facts, "meldingen": [one.to_json() for one in self.notices]}


def read_answer(answer: Any, born: PartialDate | None = None) -> list[ReadPerson]:
    """The people of an answer, in its order. `born`: the date of birth where the answer is a history, which has none.

    Raises BadInput for what is neither answer, and for more people or residences than an answer can have.
    """
    if isinstance(answer, dict) and isinstance(answer.get(_HISTORY), list):
        return [_history(answer, _listed(answer, _HISTORY, MOST_RESIDENCES), born)]
    if isinstance(answer, dict) and isinstance(answer.get(_PERSONS), list):
        persons = _listed(answer, _PERSONS, MOST_PERSONS)
        return [_person(one, f"{_PERSONS}.{number}") for number, one in enumerate(persons)]
    raise bad_input("no_brp_answer", "input")


def _listed(answer: Json, name: str, most: int) -> list[Json]:
    items: list[Any] = answer[name]
    if len(items) > most:
        raise bad_input("list_too_long", name, most=most)
    wrong = next((number for number, one in enumerate(items) if not isinstance(one, dict)), None)
    if wrong is not None:
        raise bad_input("object", f"{name}.{wrong}")
    return items


def _history(answer: Json, given: list[Json], born: PartialDate | None) -> ReadPerson:
    notices = Notices()
    newest_first = [record_of(one, f"{_HISTORY}.{number}", notices) for number, one in enumerate(given)]
    return _made(answer, _in_order(newest_first[::-1], notices), {}, born, "", notices)


def _in_order(records: list[Record], notices: Notices) -> list[Record]:
    """Oldest first. An answer tells the newest first; where it certainly does not, whole days decide."""
    starts = [one.start for one in records if one.start is not None]
    if all(earlier.earliest <= later.latest for earlier, later in pairwise(starts)):
        return records
    notices.add("order", _HISTORY)
    known = [(one.start.exact, one) for one in records if one.start is not None and one.start.exact is not None]
    if len(known) < len(records):
        # What follows what cannot be told, so none of it is certain.
        return [replace(one, research=True, flawed=True) for one in records]
    return [one for _, one in sorted(known, key=itemgetter(0))]


def _person(given: Json, at: str) -> ReadPerson:
    notices = Notices()
    born = _born(given.get("geboorte"), f"{at}.geboorte", notices)
    facts: Json = {} if born is None else {"geboortedatum": str(born)}
    place = given.get("verblijfplaats")
    records = [_current(given, place, at, notices)] if isinstance(place, dict) else []
    return _made(given, records, facts, born, f"{at}.", notices)


def _born(given: Any, at: str, notices: Notices) -> PartialDate | None:
    if not isinstance(given, dict):
        return None
    doubted = given.get("inOnderzoek")
    if doubted is not None and (not isinstance(doubted, dict) or doubted.get("datum", False) is not False):
        notices.add("birth_in_research", at)
        return None
    return day_of(given.get("datum"), f"{at}.datum", notices).day


def _current(given: Json, place: Json, at: str, notices: Notices) -> Record:
    """Where somebody is registered now; in a municipality since the registration there, whatever the address."""
    whole = {"gemeenteVanInschrijving": given.get("gemeenteVanInschrijving"), **place, "datumTot": None}
    if given.get(_IN_MUNICIPALITY) is not None and place.get("type") in IN_COUNTRY:
        whole = {name: value for name, value in whole.items() if name not in START} | {
            "datumVan": given[_IN_MUNICIPALITY]
        }
    record = record_of(whole, f"{at}.verblijfplaats", notices)
    doubted = doubted_fields(_of_registration(given.get("inOnderzoek")), f"{at}.inOnderzoek", notices)
    if doubted and not record.research:
        notices.add("in_research", record.at)
    return replace(record, research=record.research or bool(doubted))


def _of_registration(doubted: Any) -> Any:
    """Of what is in research of a person only the registration in the municipality is about residence."""
    if not isinstance(doubted, dict):
        return doubted
    return {name: doubted[name] for name in ("gemeenteVanInschrijving", _IN_MUNICIPALITY) if name in doubted}


def _made(
    told: Json, records: list[Record], facts: Json, born: PartialDate | None, at: str, notices: Notices
) -> ReadPerson:
    """Somebody with the marks that the BRP sets on a person."""
    if told.get(_CONFIDENTIAL) not in (None, False, 0):
        notices.add("confidential", f"{at}{_CONFIDENTIAL}")
    if not _empty(suspended := told.get(_SUSPENDED)):
        records = _stopped(records, suspended, f"{at}{_SUSPENDED}", notices)
    if not records:
        notices.add("no_residence", at.rstrip(".") or _HISTORY)
        return ReadPerson(facts, tuple(notices))
    return ReadPerson({**facts, "verblijf": stays_of(records, born, notices)}, tuple(notices))


def _empty(given: Any) -> bool:
    """Whether nothing is told: an answer may be filled up with null for all that a person does not have."""
    return given is None or (isinstance(given, dict) and given != {} and all(_empty(one) for one in given.values()))


def _stopped(records: list[Record], given: Any, at: str, notices: Notices) -> list[Record]:
    """Nothing is kept up to date from that day on, so no residence lasts beyond it."""
    reason = given.get("reden") if isinstance(given, dict) else given
    notices.add("suspended", at, reason.get("code") if isinstance(reason, dict) else reason)
    day = day_of(given.get("datum"), f"{at}.datum", notices).day if isinstance(given, dict) else None
    if not records or not records[-1].lasting:
        return records
    last = records[-1]
    backwards = day is not None and last.start is not None and last.start.earliest > day.latest
    end = None if backwards else day
    return [*records[:-1], replace(last, end=end, lasting=False, flawed=end is None)]
