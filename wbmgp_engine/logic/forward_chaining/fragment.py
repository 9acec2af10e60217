"""Rules for durable-rules in the fragment in which it is sound, and the checks that keep them there.

A rule of a proposition says when it has a worth and by which other proposition. Only equality of texts stands in a
condition, under `$and` and `$or`, after an anchor that always matches; nothing is negated, joined, counted or chained.
Why each of these is so: docs/decisions/022.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from wbmgp_engine.logic.forward_chaining.articles import OutsideFragment
from wbmgp_engine.logic.forward_chaining.skeleton import EMPTY, FALSE, TRUE, UNKNOWN, WORTHS, Joint

MOST_RULES: Final = 60
MOST_GROUPS: Final = 14
MOST_PROPERTIES: Final = 250
ANCHOR: Final = "peil"
SENTINEL: Final = "gezien"
_RESERVED: Final = frozenset({"sid", "id", "$s"})

Condition: TypeAlias = "dict[str, Any]"


class Rule(NamedTuple):
    """When a proposition has a worth; `through` is the proposition that leaves it unknown."""

    name: str
    worth: str
    through: str
    condition: Condition

    @property
    def id(self) -> str:
        return f"{self.name}.{self.worth}.{self.through}"


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Every rule begins with the anchor."""
    return {"$and": [{ANCHOR: "1"}, *conditions]}


def _one_of(conditions: list[Condition]) -> Condition:
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}


def rules_of(joint: Joint) -> Iterator[Rule]:
    """The rules that give a proposition its worth: at most one worth follows from any worths of its operands."""
    if joint.kind in ("alle", "een"):
        return _junction(joint, *((FALSE, TRUE) if joint.kind == "alle" else (TRUE, FALSE)))
    return {"niet": _negation, "als": _choice, "term": _term}[joint.kind](joint)


def _junction(joint: Joint, decisive: str, other: str) -> Iterator[Rule]:
    """One decisive operand decides, whatever is unknown; else one unknown leaves it unknown."""
    names = joint.operands
    yield Rule(joint.name, decisive, "", all_of([_one_of([{name: decisive} for name in names])]))
    yield Rule(joint.name, other, "", all_of({name: other} for name in names))
    for through in names:
        rest = [{"$or": [{name: other}, {name: UNKNOWN}]} for name in names if name != through]
        yield Rule(joint.name, UNKNOWN, through, all_of([{through: UNKNOWN}, *rest]))


def _negation(joint: Joint) -> Iterator[Rule]:
    (name,) = joint.operands
    yield Rule(joint.name, FALSE, "", all_of([{name: TRUE}]))
    yield Rule(joint.name, TRUE, "", all_of([{name: FALSE}]))
    yield Rule(joint.name, UNKNOWN, name, all_of([{name: UNKNOWN}]))


def _choice(joint: Joint) -> Iterator[Rule]:
    """While the condition is unknown neither branch is read."""
    when, then, otherwise = joint.operands
    yield Rule(joint.name, UNKNOWN, when, all_of([{when: UNKNOWN}]))
    for verdict, taken in ((TRUE, then), (FALSE, otherwise)):
        for worth in WORTHS:
            through = taken if worth == UNKNOWN else ""
            yield Rule(f"{joint.name}", worth, f"{through}:{verdict}", all_of([{when: verdict}, {taken: worth}]))


def _term(joint: Joint) -> Iterator[Rule]:
    filled, otherwise = joint.operands
    for worth in (TRUE, FALSE, UNKNOWN):
        yield Rule(joint.name, worth, f"{filled}:", all_of([{filled: worth}]))
    for worth in WORTHS:
        yield Rule(joint.name, worth, f"{otherwise}:", all_of([{filled: EMPTY}, {otherwise: worth}]))


# Checks ----------------------------------------------------------------------------------------------------------------


def fnv1a(text: str) -> int:
    """The 32-bit hash by which the engine tells names apart.

    >>> fnv1a("Z2024-122789") == fnv1a("Z2024-339192")
    True
    """
    found = 2166136261
    for byte in text.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found


def check(rules: Mapping[str, Condition], properties: Iterable[str]) -> None:
    """Refuse a rule set of one level that leaves the sound fragment. Raises OutsideFragment with the rule and the limit."""
    if len(rules) > MOST_RULES:
        raise OutsideFragment(f"{len(rules)} rules in one level; the engine holds {MOST_RULES}")
    names = sorted({*properties, ANCHOR, *_RESERVED})
    if len(names) > MOST_PROPERTIES:
        raise OutsideFragment(f"{len(names)} properties in one message; the engine holds {MOST_PROPERTIES}")
    for kind, words in (("properties", names), ("rules", sorted(rules))):
        if len({fnv1a(word) for word in words}) < len(words):
            raise OutsideFragment(f"two names of {kind} have one 32-bit hash: {_clash(words)}")
    if SENTINEL not in rules:
        raise OutsideFragment(f"the rule {SENTINEL!r}, which always fires, is not there")
    for rule, condition in rules.items():
        _check_rule(rule, condition, set(names))


def _clash(words: list[str]) -> str:
    seen: dict[int, str] = {}
    return ", ".join(f"{seen[fnv1a(word)]} and {word}" for word in words if seen.setdefault(fnv1a(word), word) != word)


def _check_rule(rule: str, condition: Condition, names: set[str]) -> None:
    parts = condition.get("$and") if condition.keys() == {"$and"} else None
    if not parts or parts[0] != {ANCHOR: "1"}:
        raise OutsideFragment(f"rule {rule}: does not begin with the anchor {{{ANCHOR!r}: '1'}}")
    if (groups := _groups(rule, condition, names)) > MOST_GROUPS:
        raise OutsideFragment(f"rule {rule}: {groups} groups in one condition; the engine holds {MOST_GROUPS}")


def _groups(rule: str, condition: Any, names: set[str]) -> int:
    if not isinstance(condition, dict) or len(condition) != 1:
        raise OutsideFragment(f"rule {rule}: {condition!r} is no condition of one key")
    ((key, value),) = condition.items()
    if key in ("$and", "$or"):
        if not isinstance(value, list) or not value:
            raise OutsideFragment(f"rule {rule}: an empty {key}")
        return 1 + sum(_groups(rule, item, names) for item in value)
    if key.startswith("$") or key not in names:
        raise OutsideFragment(f"rule {rule}: {key} is no property of the message")
    if not isinstance(value, str):
        raise OutsideFragment(f"rule {rule}: {key} is compared with {value!r}, which is no text")
    return 0
