"""What a name means at one place in an article: its type, and whether it is proved there not to be null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from wbmgp_engine.law.document import (
    Action,
    Article,
    MachineReadable,
    OpenTerm,
    Operation,
)
from wbmgp_engine.law.types.static_type import (
    ANY,
    REFERENCE_DATE,
    StaticType,
    of_definition,
    of_field,
    of_open_term,
)

Names = tuple[str, ...]
MAX_PROPERTIES = 32


@dataclass(frozen=True, slots=True)
class Proof:
    """The names that cannot be null when an expression is not false, and when it is not true."""

    if_true: frozenset[Names] = frozenset()
    if_false: frozenset[Names] = frozenset()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a reference means nothing here, and what would mend it."""

    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The names of an article; inside a FOREACH also its element, whose fields stand as bare names too."""

    names: Mapping[str, StaticType] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    element_name: str | None = None
    element: StaticType = ANY
    present: frozenset[Names] = frozenset()
    outer: frozenset[str] = frozenset()

    def is_local(self, name: str) -> bool:
        """Whether a bare name means the element of the innermost FOREACH, or one of its fields."""
        return self.element_name is not None and (name == self.element_name or name in (self.element.fields or {}))

    def path_of(self, names: Names) -> Names:
        """The same reference in one form: a bare field of the element becomes element.field."""
        if self.element_name is None or names[0] == self.element_name or not self.is_local(names[0]):
            return names
        return (self.element_name, *names)

    def declared(self, names: Names) -> StaticType | Unresolved:
        """The type of a reference, wherever it stands."""
        found = self._root(names[0])
        if found is None:
            return self._unknown(names[0])
        path = self.path_of(names)
        for position in range(len(path) - len(names) + 1, len(path)):
            below = _property(found, path[:position], path[position])
            if isinstance(below, Unresolved):
                return below
            nullable = (found.nullable and path[:position] not in self.present) or below.nullable
            found = replace(below, nullable=nullable)
        return found

    def resolve(self, names: Names) -> StaticType | Unresolved:
        """The type of a reference at this place, where it may be proved not to be null."""
        found = self.declared(names)
        proved = not isinstance(found, Unresolved) and found.nullable and self.path_of(names) in self.present
        return found.present() if proved and isinstance(found, StaticType) else found

    def knowing(self, present: Iterable[Names]) -> Scope:
        """The scope where these references are proved not to be null; a field that is there has a parent that is."""
        more = frozenset(path[:length] for path in present for length in range(1, len(path) + 1))
        return self if more <= self.present else replace(self, present=self.present | more)

    def inside(self, name: str, element: StaticType) -> Scope:
        """The scope of a FOREACH body or filter: only the innermost element is seen."""
        kept = frozenset(path for path in self.present if path[0] not in (name, self.element_name))
        outer = self.outer if self.element_name is None else self.outer | {self.element_name}
        return replace(self, element_name=name, element=element, present=kept, outer=outer)

    def _root(self, name: str) -> StaticType | None:
        if name == self.element_name:
            return self.element
        if self.element.fields is not None and name in self.element.fields:
            return self._field_of_element(name)
        return REFERENCE_DATE if name == "referencedate" else self.names.get(name)

    def _field_of_element(self, name: str) -> StaticType:
        below = (self.element.fields or {})[name]
        gone = self.element.nullable and (self.element_name,) not in self.present
        return replace(below, nullable=True) if gone else below

    def _unknown(self, name: str) -> Unresolved:
        problem = f"${name} is not declared"
        if name in self.outer:
            return Unresolved(
                f"${name} is not seen here",
                "an inner FOREACH sees only its own element",
            )
        if self.element_name is not None and self.element.fields is None:
            return Unresolved(
                problem,
                f"declare it, or the fields of ${self.element_name} in x-velden of the collection",
            )
        known = [*self.names, *(self.element.fields or ())]
        return Unresolved(
            problem,
            _nearest(name, known, "declare it as input, parameter or definition"),
        )


def parse_reference(expression: Any) -> Names | None:
    """The parts of `$name.property`, or None for anything else.

    >>> parse_reference("$item.soort"), parse_reference("item"), parse_reference(5)
    (('item', 'soort'), None, None)
    """
    if not isinstance(expression, str) or not expression.startswith("$"):
        return None
    parts = tuple(expression[1:].split("."))
    return parts if len(parts) <= MAX_PROPERTIES else None


def references(expression: Any) -> Iterable[Names]:
    """Every reference inside an expression, at any depth, in no order; elements of a FOREACH are among them."""
    pending = [expression]
    while pending:
        item = pending.pop()
        if isinstance(item, Operation):
            pending.extend(item.operands.values())
        elif isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
        elif (names := parse_reference(item)) is not None:
            yield names


def article_scope(article: Article) -> Scope:
    """The scope of an article's actions: every name it declares or computes."""
    machine = article.machine_readable or MachineReadable()
    names: dict[str, StaticType] = {name: of_definition(raw) for name, raw in machine.definitions.items()}
    names |= {term.id: of_open_term(term) for term in machine.open_terms}
    names |= {item.name: of_field(item) for item in (*machine.execution.parameters, *machine.execution.input)}
    outputs = {item.name: of_field(item) for item in machine.execution.output}
    return _with_actions(Scope({**names, **outputs}), machine.execution.actions, outputs)


def default_scope(term: OpenTerm, outer: Scope) -> Scope:
    """The scope of the default of an open term: what it computes itself, then the article around it."""
    if term.default is None:
        return outer
    filled = StaticType(term.type, nullable=not term.required)
    return _with_actions(outer, term.default.actions, {term.id: filled})


def _with_actions(scope: Scope, actions: list[Action], outputs: Mapping[str, StaticType]) -> Scope:
    from wbmgp_engine.law.types.inference import infer
    from wbmgp_engine.law.types.presence import proof

    names, proofs = dict(scope.names), dict(scope.proofs)
    names |= {action.output: outputs.get(action.output, ANY) for action in actions}
    values = {action.output: action.value for action in actions}
    growing = replace(scope, names=names, proofs=proofs)
    for name in _by_dependency(values):
        found = infer(values[name], growing)
        names[name] = _seen(outputs[name], found) if name in outputs else found
        proofs[name] = proof(values[name], growing)
    return growing


def _seen(declared: StaticType, found: StaticType) -> StaticType:
    """A declared output, with the fields and the closed list of values that its action shows."""
    if found.kind != declared.kind:
        return declared
    fields, element = declared.fields or found.fields, declared.element or found.element
    return replace(declared, fields=fields, element=element, values=declared.values or found.values)


def _by_dependency(values: Mapping[str, Any]) -> Iterable[str]:
    """Names in the order in which they can be computed; those in or behind a circle are left out."""
    graph = {name: {path[0] for path in references(value)} & values.keys() for name, value in values.items()}
    sorter = TopologicalSorter(graph)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        yield from sorted(ready)
        sorter.done(*ready)


def _property(owner: StaticType, path: Names, name: str) -> StaticType | Unresolved:
    text = "$" + ".".join(path)
    if owner.fields is not None:
        fix = "declare it in x-velden"
        known = owner.fields.get(name)
        return known or Unresolved(f"{text} has no field {name}", _nearest(name, owner.fields, fix))
    if owner.kind == "object":
        return Unresolved(
            f"{text} does not say which fields it has",
            f"declare {name} in x-velden of {path[0]}",
        )
    if owner.kind == "array":
        return Unresolved(
            f"{text} is an array and has no field {name}",
            "read its elements in a FOREACH",
        )
    if owner.is_known:
        return Unresolved(f"{text} is a {owner.kind} and has no field {name}", f"read {text} itself")
    return ANY


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    import difflib  # only a faulty file pays for it

    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    return f"did you mean {close[0]}?" if close else otherwise
