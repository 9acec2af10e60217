"""The answer at an address as the page tells it. Whatever is said of the law comes from the engine, and what is unknown stays so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from wbmgp_api.areas.checking import Ground, checked, next_change
from wbmgp_api.cases.evidence import ITEMS
from wbmgp_api.pages.languages import Language
from wbmgp_api.pages.public.asking import field_of
from wbmgp_engine.facts.place import Place
from wbmgp_engine.law.citation_of import Citation
from wbmgp_engine.permits.general import Asked
from wbmgp_engine.permits.place import Bearing, PlaceCheck

_TEXT_OF_LAW: Final = "https://wetten.overheid.nl/"
_SCOPE: Final = "toepassingsbereik"


class Source(NamedTuple):
    """Where something stands: in words, and the address of the text on that day; empty where there is none."""

    text: str
    href: str


class Term(NamedTuple):
    """A designation: of what, for which ground, its days (None: not known), and whether the dwelling lies in it (None: not known)."""

    area: str
    ground: str
    start: date | None
    end: date | None
    endless: bool
    inside: bool | None


class Guard(NamedTuple):
    """What comes before a refusal: the gate, who does it, and where that stands."""

    id: str
    who: str
    source: Source


@dataclass(frozen=True)
class Part:
    """A ground that applies or can apply: why, what can be asked, which papers desks ask for, and what comes before a refusal."""

    id: str
    certain: bool
    reason: str
    source: Source
    asked: tuple[tuple[str, str], ...]
    papers: tuple[str, ...]
    guards: tuple[Guard, ...]


class Open(NamedTuple):
    """What is not known: the question, who can answer it, and the field in which a visitor can."""

    text: str
    supplier: str
    field: str


class Later(NamedTuple):
    """The first day known of another answer, what that is, and why."""

    day: date
    outcome: str
    reason: str


@dataclass(frozen=True)
class Answer:
    """All that the page tells."""

    outcome: str
    reason: str
    source: Source
    terms: tuple[Term, ...]
    later: Later | None
    parts: tuple[Part, ...]
    open: tuple[Open, ...]
    remarks: tuple[str, ...]
    law: Mapping[str, Any]


def answered(place: Place, ground: Ground, areas: Mapping[str, str], language: Language) -> Answer:
    """The answer to a question about a place and a day."""
    check = checked(place, ground)
    made = check.to_json()
    scope = _scope(made)
    return Answer(
        check.outcome, scope["reden"][language], source(Citation(scope["bron"].get("jci"), scope["bron"]["tekst"])),
        _terms(check, areas), _later(place, check, ground, language),
        tuple(_part(one, language) for one in check.bearings if one.applies is not False),
        tuple(Open(one["vraag"][language], one["leverancier"], field_of(one["feit"])) for one in made["vragen"]),
        tuple(remark[language] for remark in made["opmerkingen"]), made["recht"],
    )  # fmt: skip


def source(citation: Citation) -> Source:
    """A citation with the address of its text.

    >>> source(Citation("jci1.3:c:BWBR0019388&artikel=8", "art. 8 Wbmgp")).href
    'https://wetten.overheid.nl/jci1.3:c:BWBR0019388&artikel=8'
    """
    return Source(citation.text, f"{_TEXT_OF_LAW}{citation.jci}" if citation.jci else "")


def _scope(made: Mapping[str, Any]) -> Mapping[str, Any]:
    (found,) = (one for one in made["gronden"] if one["grond"] == _SCOPE)
    return dict(found)


def _terms(check: PlaceCheck, areas: Mapping[str, str]) -> tuple[Term, ...]:
    rows = [
        Term(areas.get(one.area, one.area), one.ground, one.start, one.end, one.endless, one.inside)
        for one in check.designated
    ]
    return tuple(sorted(rows, key=lambda row: (row.inside is not True, row.area, row.ground)))


def _later(place: Place, check: PlaceCheck, ground: Ground, language: Language) -> Later | None:
    found = next_change(place, check, ground)
    if found is None:
        return None
    return Later(found.day, found.check.outcome, _scope(found.check.to_json())["reden"][language])


def _part(one: Bearing, language: Language) -> Part:
    return Part(
        one.id, one.applies is True, one.reason[language], source(one.citation),
        tuple(_question(asked, language) for asked in one.asked),
        tuple(item.id for item in ITEMS if one.id in item.grounds),
        tuple(Guard(guard.id, guard.who[language], source(guard.citation)) for guard in one.guards),
    )  # fmt: skip


def _question(asked: Asked, language: Language) -> tuple[str, str]:
    return asked.text[language], asked.basis
