"""What the rules ask and guard in general on a day, before there is a place or an applicant: for whoever wants to know how it works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.question import Question, ask
from wbmgp_engine.permits.texts import ROLE

_LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
_APPLICANT: Final = "aanvrager"


class Fact(NamedTuple):
    """A fact that the rules can read: the question, who answers it, and why it may be asked."""

    text: Mapping[str, str]
    supplier: str
    basis: str


class Guard(NamedTuple):
    """What has to be done before somebody is refused: for which ground (None: for any), by whom, and where that stands."""

    id: str
    ground: str | None
    who: Mapping[str, str]
    citation: Citation


def facts(lawbook: Lawbook, on: date) -> tuple[Fact, ...]:
    """Every fact that can be asked for an application, once, in the order of the rules. Raises LawLookupError."""
    question, found = _question(lawbook, on), dict[str, Fact]()
    for declared in question.fields.values():
        origin, words = declared.get("origin") or {}, declared.get("vraag")
        if words is not None and "leverancier" in origin:
            basis = question.cited_ground(origin.get("grondslag", ""))
            found.setdefault(words["nl"], Fact(_spoken(words), origin["leverancier"], basis))
    return tuple(found.values())


def guards(lawbook: Lawbook, on: date) -> tuple[Guard, ...]:
    """Every safeguard before a refusal, in the order of the rules. Raises LawLookupError."""
    question = _question(lawbook, on)
    return tuple(
        Guard(gate.id, gate.ground, gate.who, cited(question.basis(gate.opens).legal_basis, on))
        for gate in question.gates
    )


def _question(lawbook: Lawbook, on: date) -> Question:
    return ask(lawbook, on, {"gemeente_code": GIVEN})


def _spoken(words: Mapping[str, str]) -> dict[str, str]:
    return {language: words[language].replace("{persoon}", ROLE[_APPLICANT][language]) for language in _LANGUAGES}
