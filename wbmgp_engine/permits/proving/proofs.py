"""Every property for every version of the law: proved, refuted by applications, or not decided."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from wbmgp_engine.errors import InvalidOperation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.proofs.days import FIRST_YEAR, LAST_YEAR
from wbmgp_engine.permits.proving.amounts import amounts_of_persons, numbers
from wbmgp_engine.permits.proving.fields import Bounds
from wbmgp_engine.permits.proving.properties import PROPERTIES, Property, Words
from wbmgp_engine.permits.proving.reading import Reading, Version, versions
from wbmgp_engine.permits.proving.world import Undecided, Witness, World

Verdict = Literal["bewezen", "weerlegd", "onbeslist"]
NO_AMOUNTS: Final = "geen_bedragen"
_AMOUNTS: Final[Words] = {
    "nl": "De hoogte van een inkomen kan niet voorkomen: geen gegeven over een persoon is een getal.",
    "en": "The height of an income cannot occur: no fact about a person is a number.",
}


class Proof(NamedTuple):
    """What became of one property under versions that say the same of every application."""

    property: str
    says: Words
    versions: tuple[Version, ...]
    verdict: Verdict
    assumes: tuple[Words, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The proof as data."""
        return {
            "eigenschap": self.property, "zegt": dict(self.says), "uitkomst": self.verdict,
            "versies": [{"van": str(one.first), "tot": one.last and str(one.last)} for one in self.versions],
            "aannamen": [dict(words) for words in self.assumes],
            "tegenvoorbeeld": [one.to_json() for one in self.witnesses], "opmerkingen": list(self.notes),
        }  # fmt: skip


def bounds_in_words(bounds: Bounds) -> tuple[Words, ...]:
    """Within which bounds a proof speaks of every application."""
    grounds = len(set(bounds.designations))
    return (
        {
            "nl": f"Hoogstens {bounds.persons} personen met elk {bounds.incomes} inkomens, {bounds.hardships} oordelen over hardheid, {grounds} aanwijzingen (een per grond), {bounds.categories} categorieën en {bounds.traits} kenmerken.",
            "en": f"At most {bounds.persons} persons with {bounds.incomes} incomes each, {bounds.hardships} judgements on hardship, {grounds} designations (one for each ground), {bounds.categories} categories and {bounds.traits} traits.",
        },
        {
            "nl": f"Elke datum van {FIRST_YEAR} tot en met {LAST_YEAR}; elk gegeven mag onbekend zijn; de aanvraag brengt haar eigen situatie mee en die is volledig.",
            "en": f"Every date from {FIRST_YEAR} to {LAST_YEAR}; every fact may be unknown; the application brings its own situation, which is complete.",
        },
    )


class Group(NamedTuple):
    """Versions that say the same of every application, read once."""

    reading: Reading
    versions: tuple[Version, ...]


def groups(lawbook: Lawbook, on: date | None = None, bounds: Bounds | None = None) -> tuple[Group, ...]:
    """The versions of a rule book, or the one of a date, those alike together. Raises LawLookupError for a date without law."""
    within = Bounds() if bounds is None else bounds
    if on is not None:
        return (Group(Reading(lawbook, on, within), (Version(on, on),)),)
    found: dict[Hashable, Group] = {}
    for version in versions(lawbook):
        reading = Reading(lawbook, version.first, within)
        known = found.get(reading.likeness)
        found[reading.likeness] = Group(reading, (version,)) if known is None else known._replace(versions=(*known.versions, version))  # fmt: skip
    return tuple(found.values())


def prove(found: Sequence[Group], properties: Sequence[Property] = PROPERTIES) -> Iterator[Proof]:
    """Each property for each group, as they become known; first that no amount can occur."""
    for group in found:
        yield _amounts(group)
        for one in properties:
            yield _proved(group, one)


def number_of_proofs(found: Sequence[Group]) -> int:
    """How many proofs `prove` gives."""
    return len(found) * (len(PROPERTIES) + 1)


def _amounts(group: Group) -> Proof:
    question = group.reading.question
    wrong = amounts_of_persons(question)
    return Proof(
        NO_AMOUNTS, _AMOUNTS, group.versions, "weerlegd" if wrong else "bewezen", notes=wrong or numbers(question)
    )


def _proved(group: Group, wanted: Property) -> Proof:
    world = World(group.reading, group.versions)
    try:
        wanted.opposed(world)
        model = world.search()
    except (Undecided, InvalidOperation) as problem:
        return Proof(wanted.id, wanted.says, group.versions, "onbeslist", wanted.assumes, notes=(str(problem),))
    if model is None:
        return Proof(wanted.id, wanted.says, group.versions, "bewezen", wanted.assumes)
    return Proof(wanted.id, wanted.says, group.versions, "weerlegd", wanted.assumes, world.witnesses(model))
