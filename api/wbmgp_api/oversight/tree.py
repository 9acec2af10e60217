"""The tree that a lawyer reads: each step of the law where it is first needed, with its value, its words and where it rests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from wbmgp_api.oversight.rule_words import Meaning, meaning
from wbmgp_api.oversight.trail import ABSENT, Node, Trail, verdicts_of
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.metadata import LegalBasis


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of the tree. `number` is that of a step; `elsewhere`: it is spelled out above, under that number.

    `kind` is that of the trail. `read` is whether the law was looked at; `carries` whether the advice rests on it.
    """

    number: int | None
    kind: str
    name: str
    role: str
    read: bool
    value: Any
    meaning: Meaning
    citation: Citation | None
    place: str
    carries: bool
    elsewhere: bool
    below: tuple[Branch, ...]


class Tree(NamedTuple):
    """What made the advice, and all else that was asked."""

    deciding: tuple[Branch, ...]
    others: tuple[Branch, ...]


def tree_of(answer: dict[str, Any], book: Lawbook) -> Tree:
    """The tree of an answer, with the words of the rule book that it was made with."""
    law_date = date.fromisoformat(answer["recht"]["datum"])
    trail = Trail(answer["spoor"])
    try:
        verdicts = verdicts_of(book, law_date)
    except LawLookupError:
        verdicts = {}
    grower = _Grower(trail, book, law_date, trail.carrying(verdicts))
    first = trail.deciding(verdicts)
    deciding = tuple(grower.grow(node, ABSENT) for node in first)
    return Tree(deciding, tuple(grower.grow(node, ABSENT) for node in trail.trees if node not in first))


class _Grower:
    def __init__(self, trail: Trail, book: Lawbook, on: date, carrying: frozenset[int]) -> None:
        self._trail, self._book, self._on, self._carrying = trail, book, on, carrying
        self._shown: set[int] = set()

    def grow(self, node: Node, above: Any) -> Branch:
        """A branch; `above` is the value of the node above it."""
        home, value = self._trail.home(node), self._trail.value(node, above)
        read, number = node["genomen"], home.get("nr")
        again = number is not None and number in self._shown
        if number is not None and read:
            self._shown.add(number)
        # What an operation would have asked is told also where it was not read: without it nobody knows what it is about.
        below = () if again or not (read or home["soort"] == "operation") else tuple(self._below(home, value))
        law, version, article = (home.get(name) for name in ("regeling", "geldigVanaf", "artikel"))
        known = meaning(self._book, law, version, article, home["naam"]) if law else Meaning(None, None)
        return Branch(
            number, home["soort"], home["naam"], node.get("rol", ""), read, value, known, self._citation(home),
            " ".join(str(one) for one in (law, version, article) if one), read and number in self._carrying, again, below,
        )  # fmt: skip

    def _below(self, node: Node, value: Any) -> Iterator[Branch]:
        for one in node.get("onder", ()):
            yield self.grow(one, self._trail.value(node, value))

    def _citation(self, node: Node) -> Citation | None:
        basis = node.get("grondslag")
        found = None if basis is None else cited(LegalBasis(**basis), self._on)
        return found if found is not None and found.text else None
