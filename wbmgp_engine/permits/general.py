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


class Asked(NamedTuple):
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


def facts(lawbook: Lawbook, on: date) -> tuple[Asked, ...]:
    """Every fact that can be asked for an application, once, in the order of the rules. Raises LawLookupError."""
    question = _question(lawbook, on)
    found = (asked(question, key) for key in question.fields)
    return tuple({one.text["nl"]: one for one in found if one is not None}.values())


def asked(question: Question, key: str) -> Asked | None:
    """How a register input (`name` or `name.column`) is asked for, of the applicant where it is about a person; None where it is not."""
    declared = question.fields.get(key, {})
    origin, words = declared.get("origin") or {}, declared.get("vraag")
    if words is None or "leverancier" not in origin:
        return None
    text: dict[str, str] = {one: words[one].replace("{persoon}", ROLE[_APPLICANT][one]) for one in _LANGUAGES}
    return Asked(text, origin["leverancier"], question.cited_ground(origin.get("grondslag", "")))


def guards(lawbook: Lawbook, on: date) -> tuple[Guard, ...]:
    """Every safeguard before a refusal, in the order of the rules. Raises LawLookupError."""
    question = _question(lawbook, on)
    return tuple(
        Guard(gate.id, gate.ground, gate.who, cited(question.basis(gate.opens).legal_basis, on))
        for gate in question.gates
    )


def _question(lawbook: Lawbook, on: date) -> Question:
    return ask(lawbook, on, {"gemeente_code": GIVEN})
