"""A stored trail as a graph: every step once, what stands below it, and which of that made its value.

`logic/scalar/trail_json.py` of the engine tells the shape in which a trail is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.question import ENTRY

ABSENT: Final = ...
"""In place of the value of what was not read: no value of JSON is this one."""
Node = Mapping[str, Any]
_VERDICTS: Final = ("vergunningplicht", "weigeringsgrond", "voorschriften")
"""What an advice is made of, in the order in which it is asked: see `permits/outcome.py` of the engine."""


def verdicts_of(book: Lawbook, on: Any) -> dict[str, str]:
    """The outputs of which the advice is made, by what they are for, as the law of a date names them."""
    outputs = (one for article in book.regulation(ENTRY, on).articles for one in article.outputs)
    found = {one.extension("uitkomst"): one.name for one in outputs}
    return {name: found[name] for name in _VERDICTS if name in found}


class Trail:
    """The trail of one answer."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self.trees = list(trees)

    @cached_property
    def steps(self) -> dict[int, Node]:
        """Every step by its number, where it is spelled out."""
        return {node["nr"]: node for node in self._nodes() if "nr" in node}

    @cached_property
    def _values(self) -> dict[int, Any]:
        return {number: self._own(node, ABSENT) for number, node in self.steps.items()}

    def home(self, node: Node) -> Node:
        """A step where it is spelled out; what is called stands for its call, as nobody reads a call."""
        found = self.steps[node["zie"]] if "zie" in node else node
        if found["soort"] in ("call", "open_term"):
            called = [one for one in found.get("onder", ()) if one.get("rol") in ("target", "default")]
            read = [one for one in called if one["genomen"]] or ([] if found["genomen"] else called)
            return self.home(read[0]) if read else found
        return found

    def value(self, node: Node, above: Any = ABSENT) -> Any:
        """The value of a node; `above` is that of the node above it. ABSENT for what was not read."""
        if not node["genomen"]:
            return ABSENT
        return self._values[node["zie"]] if "zie" in node else self._own(node, above)

    def _own(self, node: Node, above: Any) -> Any:
        if "waarde" in node or not node["genomen"]:
            return node.get("waarde", ABSENT)
        return above

    def top(self, name: str) -> Node | None:
        """What was asked by name."""
        return next((node for node in self.trees if node["naam"] == name), None)

    def made_by(self, node: Node, value: Any) -> list[Node]:
        """What made the value of a node: of alternatives those that hold, of conditions that fail those that fail."""
        read = [one for one in node.get("onder", ()) if one["genomen"]]
        if node["soort"] != "operation" or node["naam"] not in ("AND", "OR", "FOREACH") or not isinstance(value, bool):
            return read
        alike = [one for one in read if self._said(one) is value]
        # One condition that fails decides, and so does one alternative that holds; otherwise all of them do.
        decides = {"AND": value is False, "OR": value is True, "FOREACH": bool(alike) and self._mixed(read)}
        return alike if decides[node["naam"]] else read

    def _said(self, node: Node) -> Any:
        """The value of a condition; of an element that of its body."""
        if node["soort"] != "element":
            return self.value(node)
        bodies = [one for one in node.get("onder", ()) if one.get("rol") == "body"]
        return self.value(bodies[0]) if bodies else ABSENT

    def _mixed(self, nodes: Sequence[Node]) -> bool:
        return {True, False} <= {said for one in nodes if isinstance(said := self._said(one), bool)}

    def deciding(self, verdicts: Mapping[str, str]) -> list[Node]:
        """The verdicts that made the advice, as the engine takes them: each next one is asked only while none decides."""
        found = []
        for name in _VERDICTS:
            node = self.top(verdicts.get(name, ""))
            if node is None:
                break
            found.append(node)
            if self.value(node) is not (name == "vergunningplicht"):
                break
        return found

    def carrying(self, verdicts: Mapping[str, str]) -> frozenset[int]:
        """The numbers of the steps that carried the advice: on every one of them its value was made of."""
        found: set[int] = set()
        pending = [(node, self.value(node)) for node in self.deciding(verdicts)]
        while pending:
            node, value = pending.pop()
            if "zie" in node:
                node = self.steps[node["zie"]]
            if (number := node.get("nr")) is not None:
                if number in found:
                    continue
                found.add(number)
            pending += [(one, self.value(one, value)) for one in self.made_by(node, value)]
        return frozenset(found)

    def _nodes(self) -> Iterator[Node]:
        pending = list(reversed(self.trees))
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.get("onder", ())))
