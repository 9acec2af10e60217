"""From a skeleton to levels: rule sets small enough for the engine, in the order in which they can be decided.

The program is plain data, so that another process can run it:

    {"regels": {"r0": {"gezien": {…}, "k3.waar.": {…}, …}, …},
     "blokken": [{"antwoord": "", "buiten": [], "treden": [
         {"regels": "r0", "vraagt": ["b1", "b2"], "geeft": ["k3"]},
         {"leden": "v7", "wijze": "een", "blok": 1}]}, …]}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from wbmgp_engine.logic.forward_chaining.fragment import MOST_PROPERTIES, MOST_RULES, SENTINEL, all_of, check, rules_of
from wbmgp_engine.logic.forward_chaining.skeleton import Block, Joint, Members, Skeleton

FOLDS: Final = {"alle": "vouw_alle", "een": "vouw_een"}
SO_FAR, NEXT, FOLDED = "tot", "lid", "som"
# Room for the names that the engine itself reserves.
_MOST_NAMES: Final = MOST_PROPERTIES - 10


def program(skeleton: Skeleton) -> dict[str, Any]:
    """The levels of a skeleton with their rule sets, each checked against the limits. Raises OutsideFragment."""
    builder = _Program()
    builder.block(skeleton.main)
    for kind, name in FOLDS.items():
        builder.rule_set(name, [Joint(FOLDED, kind, (SO_FAR, NEXT))])  # type: ignore[arg-type]
    return {"regels": builder.rules, "blokken": builder.blocks}


class _Program:
    def __init__(self) -> None:
        self.rules: dict[str, dict[str, Any]] = {}
        self.blocks: list[dict[str, Any]] = []

    def block(self, block: Block) -> int:
        number = len(self.blocks)
        found: dict[str, Any] = {"antwoord": block.answer, "buiten": sorted(block.outer())}
        self.blocks.append(found)
        found["treden"] = list(self._steps(block))
        return number

    def _steps(self, block: Block) -> Iterator[dict[str, Any]]:
        for members, joints in _levels(block):
            for each in members:
                yield {"leden": each.name, "wijze": each.kind, "blok": self.block(each.block)}
            for chunk in _chunks(joints):
                name = f"r{len(self.rules)}"
                asked = self.rule_set(name, chunk)
                yield {"regels": name, "vraagt": asked, "geeft": [joint.name for joint in chunk]}

    def rule_set(self, name: str, joints: list[Joint]) -> list[str]:
        """Make a rule set; returns the propositions that its message must hold."""
        rules = {SENTINEL: all_of(())} | {rule.id: rule.condition for joint in joints for rule in rules_of(joint)}
        asked = sorted({operand for joint in joints for operand in joint.operands})
        check(rules, asked)
        self.rules[name] = rules
        return asked


def _levels(block: Block) -> Iterator[tuple[list[Members], list[Joint]]]:
    """What can be decided together: everything after all that it reads."""
    own = block.own() - {leaf.name for leaf in block.leaves}
    reads = {joint.name: set(joint.operands) & own for joint in block.joints}
    reads |= {members.name: members.block.outer() & own for members in block.members}
    done: set[str] = set()
    while len(done) < len(own):
        ready = {name for name in own - done if reads[name] <= done}
        yield (
            [members for members in block.members if members.name in ready],
            [joint for joint in block.joints if joint.name in ready],
        )
        done |= ready


def _chunks(joints: list[Joint]) -> Iterator[list[Joint]]:
    chunk: list[Joint] = []
    rules, names = 1, set[str]()
    for joint in joints:
        number, wider = len(list(rules_of(joint))), names | set(joint.operands)
        if chunk and (rules + number > MOST_RULES or len(wider) > _MOST_NAMES):
            yield chunk
            chunk, rules, wider = [], 1, set(joint.operands)
        chunk, rules, names = [*chunk, joint], rules + number, wider
    if chunk:
        yield chunk
