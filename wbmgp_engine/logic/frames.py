"""One article under one set of passed parameters: which declaration a name means there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wbmgp_engine.law.document import (
    Action,
    Article,
    Input,
    LegalBasis,
    MachineReadable,
    OpenTerm,
    Output,
    Parameter,
    Regulation,
)
from wbmgp_engine.logic.declared import of_definition
from wbmgp_engine.logic.plan import Constant, Expression, Place, Step, StepRef, Today

SCOPE_PARAMETERS = ("gemeente_code", "provincie_code", "waterschap_code")


@dataclass(frozen=True, eq=False)
class Binding:
    """The parameters a call passes. `open` is the question itself: what is passed is known only when it runs."""

    values: Mapping[str, Expression]
    open: bool = False

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two calls the same call; expressions are compared by what they read."""
        return (
            self.open,
            *sorted((name, _identity(value)) for name, value in self.values.items()),
        )


def _identity(expression: Expression) -> str:
    if isinstance(expression, StepRef):
        return f"step {expression.step} {'.'.join(expression.path)}"
    if isinstance(expression, Constant):
        return f"literal {type(expression.value).__name__} {expression.value!r}"
    return f"today {'.'.join(expression.path)}" if isinstance(expression, Today) else f"other {id(expression)}"


@dataclass(eq=False)
class Names:
    """What the execution part of an article declares, by name."""

    actions: dict[str, list[Action]] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    inputs: dict[str, Input] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    open_terms: dict[str, OpenTerm] = field(default_factory=dict)
    definitions: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, machine: MachineReadable) -> Names:
        execution = machine.execution
        names = cls(
            outputs={item.name: item for item in execution.output},
            inputs={item.name: item for item in execution.input},
            parameters={item.name: item for item in execution.parameters},
            open_terms={item.id: item for item in machine.open_terms},
            definitions=dict(machine.definitions),
        )
        names.actions = cls.of_actions(execution.actions).actions
        return names

    @classmethod
    def of_actions(cls, actions: Sequence[Action]) -> Names:
        """Names of which only actions are given, such as the default of an open term."""
        names = cls()
        for action in actions:
            names.actions.setdefault(action.output, []).append(action)
        return names

    @cached_property
    def have_units(self) -> bool:
        """Whether the article declares any unit; in one that does not, units are never checked."""
        fields = [*self.outputs.values(), *self.inputs.values(), *self.parameters.values()]
        units: list[str | None] = [field.type_spec.unit for field in fields if field.type_spec is not None]
        units += [of_definition(name, raw)[0].unit for name, raw in self.definitions.items()]
        return any(units)

    def computes(self, name: str, inside: str) -> bool:
        """Whether `$name` means an action here. An action that reads its own name means another declaration of it."""
        others = (self.definitions, self.open_terms, self.inputs, self.parameters)
        if name == inside and any(name in declared for declared in others):
            return False
        return name in self.actions or name in self.outputs


@dataclass(eq=False)
class Frame:
    """An article of one version, called with one binding. `chain` is what is being resolved around it."""

    regulation: Regulation
    article: Article
    names: Names
    binding: Binding
    chain: tuple[str, ...]
    knows_null: bool
    path: str
    steps: dict[str, Step] = field(default_factory=dict)
    actions: dict[str, Step] = field(default_factory=dict)
    parent: Frame | None = None

    def place(self, name: str, path: str, basis: LegalBasis | None = None) -> Place:
        """Where a declaration of this article stands."""
        law = self.regulation
        return Place(
            law.id,
            law.valid_from,
            self.article.number,
            name,
            f"{self.path}.{path}",
            "",
            basis,
        )

    def scope(self) -> dict[str, str]:
        """The territorial parameters that were passed; ordinances outside them do not count."""
        passed = ((name, self.binding.values.get(name)) for name in SCOPE_PARAMETERS)
        return {name: value.value for name, value in passed if isinstance(value, Constant)}

    @property
    def unaccepted_marking(self) -> str | None:
        """The construct of a marking that nobody accepted: such an article is not executed."""
        machine = self.article.machine_readable
        for marking in machine.markings if machine is not None else ():
            if marking.get("accepted") is not True:
                return str(marking.get("about") or marking.get("reason") or "without a name")
        return None


def label(text: str) -> str:
    """A name as one part of a yaml path."""
    return text.replace(".", "_")
