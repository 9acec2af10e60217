"""A question to the law as a static graph: what every reader (scalar, columns, proofs, forward chaining) walks over.

A plan holds one `Step` for every parameter, register input, call, open term, definition and action that the asked
outputs can reach, per law version, article and set of passed parameters. Expressions refer to steps by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.declaration import Declared as Declared
from wbmgp_engine.logic.declaration import DeclaredFields as DeclaredFields

if TYPE_CHECKING:
    from wbmgp_engine.law.metadata import LegalBasis


class Place(NamedTuple):
    """Where in the law something stands; printed at the head of every run error."""

    law: str
    valid_from: str | None
    article: str
    name: str
    path: str
    operation: str = ""
    legal_basis: LegalBasis | None = None

    def __str__(self) -> str:
        version = f" ({self.valid_from})" if self.valid_from else ""
        operation = f", {self.operation}" if self.operation else ""
        return f"{self.law}{version} art. {self.article}, {self.name}{operation} [{self.path}]"


# The slots of a FOREACH element start with the element, the verdict of the filter and the value of the body.
ROW_HEAD = 3
FILTER, BODY = 1, 2

# Expressions are tuples, which are made and kept faster than other objects; they are told apart by identity.


class Constant(NamedTuple):
    """A literal of the rule file."""

    value: Any


class StepRef(NamedTuple):
    """`$name` or `$name.field`: the value of another step."""

    text: str
    step: int
    path: tuple[str, ...]
    place: Place


class LocalRef(NamedTuple):
    """A name inside a FOREACH body or filter: the element (`field` None) or a field of it.

    Without declared columns only the run can tell whether the element has the field; `otherwise` is what the name
    means when it has not.
    """

    text: str
    field: str | None
    path: tuple[str, ...]
    declared: bool
    otherwise: Expression | None
    place: Place


class Today(NamedTuple):
    """`$referencedate`, or one of its fields."""

    text: str
    path: tuple[str, ...]
    place: Place


class Failure(NamedTuple):
    """An expression that cannot be evaluated; reaching it raises the error."""

    text: str
    error: type[WbmgpError]
    message: str


class Gathered(NamedTuple):
    """A list or object literal with expressions in it; `keys` is None for a list."""

    keys: tuple[str, ...] | None
    items: tuple[Expression, ...]


class Sequence(NamedTuple):
    """Several assignments to one name (older files only): all are evaluated, the last one counts."""

    items: tuple[Expression, ...]


class Operation(NamedTuple):
    """An operation with its operands by role, in order of evaluation.

    Roles are the grammar's keys with an index: `subject`, `values.0`, `conditions.1`, `cases.0.when`, `default`.
    `options` holds what is no expression: precision, combine, a literal `in`. `slot` is where a run keeps the result
    (in the row of the element when `in_row`); FOREACH keeps its rows in the next slot. An operation that is the value
    of a step, or the filter or body of a FOREACH, has the slot of that, so that a run keeps it once.
    """

    name: str
    operands: tuple[tuple[str, Expression], ...]
    options: Mapping[str, Any]
    place: Place
    slot: int
    in_row: bool
    row_size: int = 0

    def kept_as(self, slot: int) -> Operation:
        """The same with the slot of what it is the value of; FOREACH needs its own, for its rows."""
        return self if self.name == "FOREACH" else self._replace(slot=slot)

    @property
    def kept_elsewhere(self) -> bool:
        """Whether the step, or the loop around it, keeps the result."""
        return self.slot < (ROW_HEAD if self.in_row else 0)

    def get(self, role: str) -> Expression | None:
        """The operand in this role, or None."""
        return next((item for key, item in self.operands if key == role), None)

    def all(self, role: str) -> tuple[Expression, ...]:
        """The operands of a list role, in order: `all("values")`."""
        return tuple(item for key, item in self.operands if key.startswith(role + "."))

    def cases(self) -> tuple[tuple[Expression, Expression], ...]:
        """The (when, then) pairs of an IF, in order."""
        pairs = [item for key, item in self.operands if key.startswith("cases.")]
        return tuple(zip(pairs[::2], pairs[1::2], strict=True))


Expression: TypeAlias = Constant | StepRef | LocalRef | Today | Failure | Gathered | Sequence | Operation

StepKind = Literal["action", "definition", "parameter", "register", "call", "open_term"]


@dataclass(slots=True, eq=False)
class Step:
    """One value of the plan, computed at most once per run. The planner fills it in; after that nobody changes it.

    `from_caller`: a fact under this name, when the caller passed one, is the value. Otherwise
    action, definition, bound parameter: `body`; call, open term: `target` unless one of `gates` (required parameters
    of the called article) is unknown or null; open term after that: `fallback` (its default). What is left is
    `absent`: the name of the missing fact (then the value is unknown), an error, or None (null).
    """

    index: int
    kind: StepKind
    name: str
    place: Place
    declared: Declared | None
    from_caller: bool = False
    body: Expression | None = None
    target: int | None = None
    gates: tuple[int, ...] = ()
    fallback: int | None = None
    absent: str | Failure | None = None
    required: bool = False
    depends_on: tuple[int, ...] = ()
    unit_error: str | None = None
    guarded: bool = False

    @property
    def legal_basis(self) -> LegalBasis | None:
        return self.place.legal_basis


@dataclass(frozen=True, eq=False)
class Plan:
    """The graph for some outputs of one law, on the law of one date, in one scope (municipality).

    `at_once`: the outputs that a run answers right away, the others when somebody reads them; None is all of them.
    """

    law_id: str
    on: date
    scope: Mapping[str, str]
    outputs: Mapping[str, int]
    steps: tuple[Step, ...]
    operation_slots: int
    checked: bool = True
    at_once: tuple[str, ...] | None = None

    @cached_property
    def inputs(self) -> Mapping[str, Declared]:
        """The register inputs by name; where several articles read one, with the columns of all of them."""
        found: dict[str, Declared] = {}
        for step in self.register_steps():
            if step.declared is not None:
                known = found.get(step.name)
                found[step.name] = step.declared if known is None else _joined(known, step.declared)
        return found

    def register_steps(self) -> Iterator[Step]:
        """Every step that takes a fact from a register or from the caller."""
        return (step for step in self.steps if step.kind == "register")


def _joined(first: Declared, second: Declared) -> Declared:
    if first.columns is None or second.columns is None:
        return first
    return replace(first, columns={**second.columns, **first.columns})


def slot_of_step(index: int) -> int:
    """The slot of a step, counted from the first slot of the operations: the steps stand before it, backwards."""
    return -1 - index


def children(expression: Expression) -> tuple[tuple[str, Expression], ...]:
    """The expressions directly inside one, with their roles."""
    if isinstance(expression, Operation):
        return expression.operands
    if isinstance(expression, Gathered):
        names = expression.keys or [str(index) for index in range(len(expression.items))]
        return tuple(zip(names, expression.items, strict=True))
    if isinstance(expression, Sequence):
        return tuple((str(index), item) for index, item in enumerate(expression.items))
    if isinstance(expression, LocalRef) and expression.otherwise is not None:
        return (("otherwise", expression.otherwise),)
    return ()


def references(expression: Expression | None) -> Iterator[int]:
    """The numbers of the steps an expression may read, each as often as it stands there."""
    pending = [] if expression is None else [expression]
    while pending:
        current = pending.pop()
        if isinstance(current, StepRef):
            yield current.step
        pending.extend(child for _, child in reversed(children(current)))
