"""The boolean skeleton of a question: propositions joined by and, or, not, if, any and all, down to their leaves.

A proposition is worth `waar`, `onwaar` or `onbekend`; `leeg` where the law says nothing (null). One that nothing gives
a worth stays without: who reads it has none either, and an answer without worth is never an advice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from wbmgp_engine.law.document import Operation
from wbmgp_engine.logic.forward_chaining.articles import Call, Computed, Meaning, OutsideFragment, Question, Term
from wbmgp_engine.logic.forward_chaining.verdicts import COMPARISONS

Kind: TypeAlias = Literal["alle", "een", "niet", "als", "term"]
TRUE, FALSE, UNKNOWN, EMPTY = "waar", "onwaar", "onbekend", "leeg"
WORTHS: Final = (TRUE, FALSE, UNKNOWN, EMPTY)
# Propositions that are always there with the worth in their name.
CONSTANTS: Final = {True: "vast_waar", False: "vast_onwaar", None: "vast_leeg"}
# A wider AND or OR is one of several: a condition may not nest more groups than the engine can hold.
WIDTH: Final = 6


class Leaf(NamedTuple):
    """An expression that is read from the facts."""

    name: str
    call: Call
    raw: Any
    inside: str


class Joint(NamedTuple):
    """A proposition that rules draw from others. `als` has condition, then and else; `term` what fills it and its default."""

    name: str
    kind: Kind
    operands: tuple[str, ...]


class Members(NamedTuple):
    """Whether something holds for one (`een`) or for every (`alle`) element of a collection: a block for each element."""

    name: str
    kind: Literal["alle", "een"]
    collection: Leaf
    operands: dict[str, Any]
    block: Block


@dataclass(eq=False)
class Block:
    """Propositions about the question (`above` None), or about one element of a collection."""

    above: Block | None = None
    leaves: list[Leaf] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    members: list[Members] = field(default_factory=list)
    answer: str = ""

    def own(self) -> set[str]:
        """The names of the propositions that stand in this block itself."""
        names = {leaf.name for leaf in self.leaves} | {joint.name for joint in self.joints}
        return names | {members.name for members in self.members}

    def outer(self) -> set[str]:
        """The names from around this block that it or a block inside it reads."""
        read = {name for joint in self.joints for name in joint.operands} | {self.answer} - {""}
        for members in self.members:
            read |= members.block.outer()
        return read - self.own() - set(CONSTANTS.values())


@dataclass(eq=False)
class Skeleton:
    """The whole question: its main block, and which proposition each output is."""

    main: Block
    outputs: dict[str, str]


def skeleton(question: Question, law_id: str, outputs: list[str]) -> Skeleton:
    """The skeleton of boolean outputs of a law. Raises OutsideFragment and LawLookupError."""
    builder = _Builder()
    found = {name: builder.computed(question.output(law_id, name)) for name in outputs}
    return Skeleton(builder.main, found)


class _Builder:
    def __init__(self) -> None:
        self.main = Block()
        self._count = 0
        self._known: dict[tuple[Any, ...], str] = {}

    def computed(self, meaning: Computed) -> str:
        """The proposition of an output or intermediate; once for equal calls, and always in the main block."""
        key = (*meaning.call.key, meaning.name)
        if key in self._known:
            if not self._known[key]:
                raise OutsideFragment(f"{meaning.call}: {meaning.name} needs itself")
            return self._known[key]
        self._known[key] = ""
        body = meaning.call.body(meaning.name)
        self._known[key] = self._proposition(meaning.call, body, meaning.name, self.main, None)
        return self._known[key]

    def _name(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"

    def _leaf(self, call: Call, raw: Any, inside: str, block: Block) -> str:
        block.leaves.append(Leaf(self._name("b"), call, raw, inside))
        return block.leaves[-1].name

    def _joint(self, block: Block, kind: Kind, operands: list[str]) -> str:
        block.joints.append(Joint(self._name("k"), kind, tuple(operands)))
        return block.joints[-1].name

    def _proposition(self, call: Call, raw: Any, inside: str, block: Block, element: str | None) -> str:
        if raw is None or isinstance(raw, bool):
            return CONSTANTS[raw]
        if isinstance(raw, Operation):
            return self._operation(call, raw, inside, block, element)
        if not isinstance(raw, str) or not raw.startswith("$"):
            raise OutsideFragment(f"{call}, {inside}: {raw!r} is no proposition")
        if "." in raw or raw[1:] == element:
            return self._leaf(call, raw, inside, block)
        return self._meant(call.meaning(raw[1:]), call, raw, inside)

    def _meant(self, meaning: Meaning, call: Call, raw: str, inside: str) -> str:
        """What an article says is the same for every element: it stands in the main block, once for each name."""
        if isinstance(meaning, Computed):
            return self.computed(meaning)
        key = (*call.key, "term" if isinstance(meaning, Term) else "feit", raw)
        if key not in self._known:
            term = isinstance(meaning, Term)
            self._known[key] = self._term(meaning) if term else self._leaf(call, raw, inside, self.main)  # type: ignore[arg-type]
        return self._known[key]

    def _term(self, term: Term) -> str:
        filled = CONSTANTS[None] if term.filled is None else self.computed(term.filled)
        if term.otherwise is None:
            return filled
        return self._joint(self.main, "term", [filled, self.computed(term.otherwise)])

    # Operations ----------------------------------------------------------------------------------------------------

    def _operation(self, call: Call, operation: Operation, inside: str, block: Block, element: str | None) -> str:
        name, operands = operation.operation, operation.operands

        def below(raw: Any) -> str:
            return self._proposition(call, raw, inside, block, element)

        if name in COMPARISONS:
            return self._leaf(call, operation, inside, block)
        if name in ("AND", "OR"):
            return self._wide(
                block, "alle" if name == "AND" else "een", [below(item) for item in operands["conditions"]]
            )
        if name == "NOT":
            return self._joint(block, "niet", [below(operands["value"])])
        if name == "IF":
            found = below(operands.get("default"))
            for case in reversed(operands["cases"]):
                found = self._joint(block, "als", [below(case["when"]), below(case["then"]), found])
            return found
        if name == "FOREACH" and operands.get("combine") in ("AND", "OR"):
            return self._members(call, operands, inside, block)
        raise OutsideFragment(f"{call}, {inside}: {name} is no proposition")

    def _wide(self, block: Block, kind: Kind, operands: list[str]) -> str:
        while len(operands) > WIDTH:
            operands = [self._joint(block, kind, operands[:WIDTH]), *operands[WIDTH:]]
        return self._joint(block, kind, operands)

    def _members(self, call: Call, operands: dict[str, Any], inside: str, block: Block) -> str:
        inner, element = Block(block), str(operands.get("as", "item"))
        kind: Literal["alle", "een"] = "alle" if operands["combine"] == "AND" else "een"
        inner.answer = self._proposition(call, operands["body"], inside, inner, element)
        if "filter" in operands:
            kept = self._proposition(call, operands["filter"], inside, inner, element)
            inner.answer = self._joint(inner, "als", [kept, inner.answer, CONSTANTS[kind == "alle"]])
        collection = Leaf(self._name("c"), call, operands["collection"], inside)
        block.members.append(Members(self._name("v"), kind, collection, operands, inner))
        return block.members[-1].name
