"""On which articles the assessment of an application rests on a day, by the rule book itself, with where they are published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.question import Question


class LegalBase(NamedTuple):
    """The articles of one regulation that the rules rest on. `links` has one for each article that is published."""

    regulation: Regulation
    articles: tuple[str, ...]

    @property
    def title(self) -> str:
        """How people call it."""
        return str(self.regulation.extension("afkorting") or self.regulation.name)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Each article with its address in the official publication; without one where the rule file names none."""
        known = ((number, self.regulation.article(number)) for number in self.articles)
        addresses = ((number, None if one is None else one.url) for number, one in known)
        return tuple((number, url) for number, url in addresses if url is not None and url.startswith("https://"))


def legal_bases(lawbook: Lawbook, question: Question, on: date) -> tuple[LegalBase, ...]:
    """The acts and decrees of a day under a compiled question, the one with most articles first."""
    by_number = {one.bwb_id: one for one in _in_force(lawbook, on) if one.bwb_id is not None}
    found: dict[str, set[str]] = {}
    for bwb_id, article in _named(question, {one.id: number for number, one in by_number.items()}):
        if bwb_id in by_number:
            found.setdefault(bwb_id, set()).add(article)
    bases = [LegalBase(by_number[one], tuple(sorted(articles, key=_in_order))) for one, articles in found.items()]
    return tuple(sorted(bases, key=lambda one: (-len(one.articles), one.title)))


def _named(question: Question, numbers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for step in question.compiled.plan.steps:
        place, basis = step.place, step.place.legal_basis
        if basis is not None and basis.bwb_id and basis.article:
            yield basis.bwb_id, basis.article
        elif place.law in numbers:
            yield numbers[place.law], place.article


def _in_force(lawbook: Lawbook, on: date) -> Iterator[Regulation]:
    for law in lawbook.laws:
        try:
            yield lawbook.regulation(law, on)
        except LawLookupError:
            continue


def _in_order(article: str) -> list[tuple[int, str]]:
    """10a after 10, and 10 after 9."""
    return [(int(number or 0), letters) for number, letters in re.findall(r"([0-9]*)([^0-9]*)", article)]
