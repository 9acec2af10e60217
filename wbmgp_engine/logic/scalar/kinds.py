"""Which classes the value of a step or expression can have: what is certain needs no test in generated code.

It only follows declared types behind the type wall and what operations give; facts are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from wbmgp_engine.logic.plan import (
    Constant,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Plan,
    Sequence,
    Step,
    StepRef,
    Today,
)
from wbmgp_engine.logic.scalar.kind import (
    ANY,
    NOTHING,
    NULL,
    NUMBERS,
    ONLY_NULL,
    ONLY_UNKNOWN,
    Kind,
    declared_kind,
    down,
    literal_kind,
)
from wbmgp_engine.logic.values import ReferenceDate, Unknown

_TRUTH: Final = {"AND", "OR", "NOT", "EQUALS", "IN", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL"}  # fmt: skip
_GIVES: Final = {
    **dict.fromkeys(_TRUTH, frozenset({bool})), "LIST": frozenset({list}),
    **dict.fromkeys(("AGE", "DATE_DIFF", "DATE_PART", "DAY_OF_WEEK"), frozenset({int})),
    **dict.fromkeys(("DATE_ADD", "DATE", "START_OF"), frozenset({date})),
    **dict.fromkeys(("SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX", "ROUND", "CEIL", "FLOOR"), NUMBERS),
}  # fmt: skip


class Kinds:
    """The kinds of the steps and expressions of one plan. `replaced`: a caller may have given the value of a call."""

    def __init__(self, plan: Plan, order: Iterable[int], *, replaced: bool) -> None:
        self._plan = plan
        self._replaced = replaced
        self._steps: dict[int, Kind] = {}
        self._expressions: dict[int, Kind] = {}
        # Each step after what it reads; round a circle anything is possible.
        for index in order:
            self._steps[index] = self._of_step(plan.steps[index])

    def step(self, index: int) -> Kind:
        """The kind of the value of a step."""
        return self._steps.get(index, ANY)

    def _of_step(self, step: Step) -> Kind:
        if step.unit_error is not None:
            return NOTHING
        null = step.declared is None or step.declared.nullable
        if step.kind in ("action", "definition"):
            found = ONLY_NULL if step.body is None else self.of(step.body)
            return found if null else found.without(NULL)
        if step.body is not None:
            return self._walled(step, self.of(step.body), null=step.required)
        if step.kind in ("parameter", "register"):
            return self._wall(step) | (ONLY_NULL if step.absent is None else ONLY_UNKNOWN)
        found = self.answer(step) if null else self.answer(step).without(NULL)
        if self._plan.checked:
            found = self._walled(step, found, null=True)
        return found | self._wall(step) if self._replaced and step.from_caller else found

    def answer(self, step: Step) -> Kind:
        """What the law itself answers to a call or open term, before the type wall."""
        found = NOTHING if step.absent is not None else ONLY_NULL
        if isinstance(step.absent, str):
            found = ONLY_UNKNOWN
        if step.target is not None:
            found = self.step(step.target)
        if step.gates:
            found |= Kind(frozenset({NULL, Unknown}))
        if step.kind == "open_term":
            found |= ONLY_NULL
        return found if step.fallback is None else found | self.step(step.fallback)

    def _wall(self, step: Step) -> Kind:
        return declared_kind(step.declared) if step.declared is not None and self._plan.checked else ANY

    def _walled(self, step: Step, found: Kind, *, null: bool) -> Kind:
        """A value that goes through the type wall, unless it certainly passes; `null`: a null goes round it."""
        if self.passes(step, found, null=null):
            return found
        return self._wall(step) | (ONLY_NULL if null and found.can_be(NULL) else NOTHING)

    def passes(self, step: Step, found: Kind, *, null: bool) -> bool:
        """Whether the type wall of a step certainly lets a value through as it is."""
        if step.declared is None or not self._plan.checked or step.declared.columns is not None:
            return False
        plain = {"boolean": bool, "string": str, "date": date}.get(step.declared.type or "")
        return plain is not None and found.classes <= {
            plain,
            Unknown,
            *((NULL,) if null or step.declared.nullable else ()),
        }

    def of(self, expression: Expression | None, element: Kind = ANY) -> Kind:
        """The kind of an expression; `element` is that of the FOREACH element around it."""
        if expression is None:
            return ONLY_NULL
        if id(expression) not in self._expressions:
            self._expressions[id(expression)] = self._of(expression, element)
        return self._expressions[id(expression)]

    def _of(self, expression: Expression, element: Kind) -> Kind:
        match expression:
            case Constant():
                return literal_kind(expression.value)
            case StepRef():
                return down(self.step(expression.step), expression.path)
            case LocalRef():
                path = expression.path if expression.field is None else (expression.field, *expression.path)
                return down(element, path) if expression.declared else self._undeclared(expression, element)
            case Today():
                return ANY if expression.path else Kind(frozenset({ReferenceDate, date}))
            case Failure():
                return NOTHING
            case Sequence():
                return self.of(expression.items[-1], element)
            case Gathered():
                return Kind(frozenset({list if expression.keys is None else dict}))
            case Operation():
                return self._of_operation(expression, element)

    def _undeclared(self, expression: LocalRef, element: Kind) -> Kind:
        """A name that is a field of the element if it has one, else a name of the article."""
        if expression.path or element.fields is None or not element.within(dict):
            return ANY
        found, other = element.fields.get(expression.field or "", NOTHING) | ONLY_UNKNOWN, expression.otherwise
        return found if other is None else found | self.of(other, element)

    def _of_operation(self, operation: Operation, element: Kind) -> Kind:
        if operation.name == "FOREACH":
            return self._of_loop(operation, element)
        if operation.name == "IF":
            return self._of_if(operation, element)
        operands = [self.of(item, element) for _, item in operation.operands]
        numbers = operation.name == "ADD" and all(operand.within(*NUMBERS) for operand in operands)
        classes = NUMBERS if numbers else _GIVES.get(operation.name)
        if classes is None:
            return ANY
        return Kind(classes | {Unknown}) if any(operand.holds_unknown for operand in operands) else Kind(classes)

    def _of_if(self, operation: Operation, element: Kind) -> Kind:
        found = self.of(operation.get("default"), element)
        for when, then in operation.cases():
            found |= self.of(then, element)
            if self.of(when, element).can_be(Unknown):
                found |= ONLY_UNKNOWN
        return found

    def element(self, operation: Operation, around: Kind) -> Kind:
        """The kind of the elements that a FOREACH goes through."""
        collection = self.of(operation.get("collection"), around)
        return collection.items if collection.within(list, NULL) and collection.items is not None else ANY

    def _of_loop(self, operation: Operation, around: Kind) -> Kind:
        element = self.element(operation, around)
        body, keep = self.of(operation.get("body"), element), operation.get("filter")
        doubt = body.can_be(Unknown) or self.of(operation.get("collection"), around).can_be(Unknown)
        doubt = doubt or (keep is not None and self.of(keep, element).can_be(Unknown))
        unknown = ONLY_UNKNOWN if doubt else NOTHING
        combine = operation.options.get("combine")
        if combine is None:
            return Kind(frozenset({list}), None, body.without(Unknown)) | unknown
        if combine in ("AND", "OR"):
            return Kind(frozenset({bool})) | unknown
        if not body.within(*NUMBERS):
            return ANY
        return Kind(NUMBERS) | unknown | (ONLY_NULL if combine in ("MIN", "MAX") else NOTHING)
