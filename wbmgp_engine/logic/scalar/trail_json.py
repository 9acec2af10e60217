"""The trail as JSON: every step and operation once, with what follows from the node above left out.

    {"nr": 12, "soort": "action", "naam": "artikel_8_voldaan", "genomen": true, "waarde": false, "regeling": …,
     "geldigVanaf": …, "artikel": "8", "pad": …, "grondslag": {…}, "onder": [
        {"soort": "operation", "naam": "OR", "rol": "value", "genomen": true, "onder": [
            {"soort": "cached", "naam": "zes_jaar_ingezetene", "rol": "conditions.0", "genomen": true, "zie": 9}, …]}]}

- A step has a number (`nr`) and states its whole place in the law. Read again elsewhere it is `cached`: `zie` is that
  number, and value and place stand there.
- An operation, field or date stands in the step above it: it states of its place only what differs. Its `pad` is the
  path of what is above, a full stop, and its `rol`; an element of a FOREACH adds nothing to the path.
- What is null in such a node is absent there, other than above.
- A node that was taken and has no `waarde` has that of the node above (`rol` `value`); for an element it is the item of
  the collection with the number in its name.
- What was not taken is spelled out once: under the first element of a FOREACH, not again under the others.

Large households repeat the same operations for each person: so their trail stays a sixth of what it would be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.scalar.trace import TraceNode, place_json
from wbmgp_engine.logic.values import NOT_TAKEN, as_json

Stated: TypeAlias = dict[tuple[int, int, str], dict[str, Any]]
"""What nodes state of their places, by the identity of the place, of the one above (0: none) and by the role."""


def trail_json(nodes: Iterable[TraceNode], stated: Stated | None = None) -> list[dict[str, Any]]:
    """The trees of a trail as JSON-ready data, in the shape above.

    `stated` keeps what was made of places for another run of the same plan, which must outlive it.
    """
    trees = list(nodes)
    spelled_out = {node.step for tree in trees for node in _kept(tree) if node.step is not None and not _cached(node)}
    writer = _Writer(spelled_out, {} if stated is None else stated)
    return [writer.node(tree, None, None, again=False) for tree in trees]


def _cached(node: TraceNode) -> bool:
    return node.kind == "cached"


def _below(node: TraceNode, again: bool) -> tuple[tuple[TraceNode, ...], bool]:
    """What is spelled out below a node; `again`: it stands under a later element of a FOREACH."""
    again = again or (node.kind == "element" and not node.name.endswith("[0]"))
    return (node.children if node.taken or not again else ()), again


def _kept(tree: TraceNode) -> Iterator[TraceNode]:
    pending = [(tree, False)]
    while pending:
        node, again = pending.pop()
        yield node
        children, again = _below(node, again)
        pending.extend((child, again) for child in children)


class _Writer:
    def __init__(self, spelled_out: set[int], stated: Stated) -> None:
        self._spelled_out = spelled_out
        self._stated = stated

    def node(self, node: TraceNode, above: TraceNode | None, where: Place | None, *, again: bool) -> dict[str, Any]:
        refers = _cached(node) and node.step in self._spelled_out
        if node.step is not None:
            self._spelled_out.add(node.step)  # a step that nobody read stands where it is first named
        found: dict[str, Any] = {} if node.step is None or refers else {"nr": node.step}
        found |= {"soort": node.kind, "naam": node.name} | ({"rol": node.role} if node.role else {})
        found["genomen"] = node.taken
        if refers:
            return {**found, "zie": node.step}
        if node.value is not NOT_TAKEN and not _follows(node, above):
            found["waarde"] = as_json(node.value)
        if node.place is not None:
            self._state(found, node, node.place, None if node.step is not None else where)
        children, again = _below(node, again)
        if children:
            found["onder"] = [self.node(child, node, node.place or where, again=again) for child in children]
        return found

    def _state(self, found: dict[str, Any], node: TraceNode, place: Place, where: Place | None) -> None:
        key = (id(place), id(where) if where is not None else 0, node.role)
        stated = self._stated.get(key)
        if stated is None:
            stated = self._stated[key] = _differing(node, place, where)
        found.update(stated)
        if (basis := stated.get("grondslag")) is not None:
            found["grondslag"] = dict(basis)  # who changes an answer must not change the next one


def _follows(node: TraceNode, above: TraceNode | None) -> bool:
    """Whether the value can be told from the node above."""
    same = above is not None and node.role == "value" and node.value is above.value
    return node.kind == "element" or (same and node.step is None)


def _differing(node: TraceNode, place: Place, where: Place | None) -> dict[str, Any]:
    stated = place_json(place)
    if where is None:
        return stated
    above = {**place_json(where), "pad": f"{where.path}.{node.role}"}
    return {name: stated.get(name) for name in (*stated, *above) if stated.get(name) != above.get(name)}
