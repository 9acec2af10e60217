"""The second opinion on one set of facts: leaves read here, the rest decided by rules, and what is missing told back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_engine.logic.forward_chaining.articles import Question
from wbmgp_engine.logic.forward_chaining.leaves import LeafReader, Local, elements
from wbmgp_engine.logic.forward_chaining.levels import program
from wbmgp_engine.logic.forward_chaining.skeleton import (
    EMPTY,
    FALSE,
    TRUE,
    UNKNOWN,
    Block,
    Leaf,
    Members,
    Skeleton,
    skeleton,
)
from wbmgp_engine.logic.forward_chaining.verdicts import Unreadable
from wbmgp_engine.logic.values import Unknown

Decide = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Leaves in, worths of propositions out: `RuleHost.decide`, here or in another process."""
_VALUES: Final[Mapping[str, bool | None]] = {TRUE: True, FALSE: False, EMPTY: None}


class NoOpinion:
    """Stands for an output that the rules gave no worth; it is like nothing, so every comparison with it fails."""

    def __repr__(self) -> str:
        return "NO_OPINION"


NO_OPINION: Final = NoOpinion()


class ForwardQuestion:
    """A question to the law, made into rules once for a rule book, a date and a scope. Raises OutsideFragment."""

    def __init__(self, question: Question, law_id: str, outputs: list[str]) -> None:
        self.on = question.on
        self.skeleton: Skeleton = skeleton(question, law_id, outputs)
        self.program = program(self.skeleton)

    def ask(self, facts: Mapping[str, Any], on: date, decide: Decide) -> dict[str, Any]:
        """The value of every output: true, false, null, unknown with what is missing, or NO_OPINION."""
        leaves = _Leaves(LeafReader(facts, on), self.skeleton.main, None)
        decided = decide(leaves.data())
        scope = _Scope(leaves, decided, None)
        return {output: scope.value(name) for output, name in self.skeleton.outputs.items()}


class _Leaves:
    """The leaves of a block for the question or for one element: their worths, and what is missing in them."""

    def __init__(self, reader: LeafReader, block: Block, local: Local | None) -> None:
        self.missing: dict[str, frozenset[str]] = {}
        self.worths: dict[str, str] = {}
        self.members: dict[str, list[_Leaves]] = {}
        self.block = block
        for leaf in block.leaves:
            self._keep(leaf.name, _read(reader, leaf, local))
        for members in block.members:
            self._collect(reader, members, local)

    def _keep(self, name: str, value: Any) -> None:
        worth = _worth(value)
        if worth is not None:
            self.worths[name] = worth
        if isinstance(value, Unknown):
            self.missing[name] = value.missing

    def _collect(self, reader: LeafReader, members: Members, local: Local | None) -> None:
        collection = _read(reader, members.collection, local)
        if isinstance(collection, Unknown):
            self._keep(members.name, collection)
        elif collection is not NO_OPINION:
            inner = elements(collection, members.operands)
            self.members[members.name] = [_Leaves(reader, members.block, element) for element in inner]

    def data(self) -> dict[str, Any]:
        """What goes to the rules."""
        inner = {name: [element.data() for element in found] for name, found in self.members.items()}
        return {"waarden": self.worths, "leden": inner}


def _read(reader: LeafReader, leaf: Leaf, local: Local | None) -> Any:
    """Every leaf is read, also where the law would not look: one that cannot be read there matters to nobody."""
    try:
        return reader.value(leaf.call, leaf.raw, leaf.inside, local)
    except Unreadable:
        return NO_OPINION


def _worth(value: Any) -> str | None:
    if isinstance(value, Unknown):
        return UNKNOWN
    if value is None:
        return EMPTY
    return {True: TRUE, False: FALSE}[value] if isinstance(value, bool) else None


@dataclass(frozen=True)
class _Scope:
    """Leaves and decided propositions of a block, inside those around it: to tell what is missing."""

    leaves: _Leaves
    decided: Mapping[str, Any]
    around: _Scope | None

    def value(self, name: str) -> Any:
        worth = self._worth(name)
        if worth == UNKNOWN:
            return Unknown(self.missing(name, {}))
        return NO_OPINION if worth is None else _VALUES[worth]

    def _worth(self, name: str) -> str | None:
        constant = name.removeprefix("vast_") if name.startswith("vast_") else None
        return constant or self.decided["waarden"].get(name) or self.leaves.worths.get(name)

    def missing(self, name: str, known: dict[tuple[int, str], frozenset[str]]) -> frozenset[str]:
        """The facts that would tell, for a proposition that is unknown."""
        key = (id(self.leaves), name)  # leaves live as long as the opinion; a scope only while it is looked at
        if key not in known:
            known[key] = frozenset().union(*self._missing(name, known))
        return known[key]

    def _missing(self, name: str, known: dict[tuple[int, str], frozenset[str]]) -> Iterator[frozenset[str]]:
        if name in self.leaves.missing:
            yield self.leaves.missing[name]
        elif name in self.decided["leden"]:
            for scope in self._elements(name):
                if scope._worth(scope.leaves.block.answer) == UNKNOWN or scope._outside():
                    yield scope.missing(scope.leaves.block.answer, known)
        elif name in self.decided["door"]:
            for through in self.decided["door"][name]:
                yield self.missing(through, known)
        elif self.around is not None:
            yield self.around.missing(name, known)

    def _outside(self) -> bool:
        """Whether the answer of an element is a proposition from around it that is unknown."""
        name, scope = self.leaves.block.answer, self.around
        while scope is not None:
            if (worth := scope._worth(name)) is not None:
                return worth == UNKNOWN
            scope = scope.around
        return False

    def _elements(self, name: str) -> Iterator[_Scope]:
        for leaves, decided in zip(self.leaves.members[name], self.decided["leden"][name], strict=True):
            yield _Scope(leaves, decided, self)
