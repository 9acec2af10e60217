"""From the value expressions of a rule file to the expression tree of a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wbmgp_engine.errors import InvalidOperation, MaxDepthExceeded, WbmgpError
from wbmgp_engine.law import document
from wbmgp_engine.law.document import LegalBasis
from wbmgp_engine.logic.operands import LITERAL_UNIT, OPTION_KEYS, ORDER, problem, spread
from wbmgp_engine.logic.plan import (
    BODY,
    FILTER,
    ROW_HEAD,
    Constant,
    Declared,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Place,
    Step,
    StepRef,
    Today,
)

MAX_OPERATION_DEPTH = 100
MAX_PROPERTY_DEPTH = 32

Resolve = Callable[[str], "Step | Failure"]


@dataclass(frozen=True, slots=True)
class Element:
    """The scope inside a FOREACH body or filter: the name of the element and, where declared, its fields."""

    name: str
    columns: Mapping[str, Declared] | None


class Slots:
    """Hands out the slots of operation results, per plan or per FOREACH element."""

    def __init__(self, first: int = 0) -> None:
        self.count = first

    def take(self, number: int = 1) -> int:
        self.count += number
        return self.count - number


class ExpressionBuilder:
    """Builds the tree of one action. `resolve` says which step a bare name means in the article."""

    def __init__(self, resolve: Resolve, place: Place, slots: Slots) -> None:
        self._resolve = resolve
        self._place = place
        self._slots = slots
        self._element: Element | None = None
        self._in_row = False
        self._depth = 0

    def build(self, raw: Any, path: str) -> Expression:
        """The expression for a parsed value of the rule file that stands at this yaml path."""
        if isinstance(raw, document.Operation):
            return self._operation(raw, path)
        if isinstance(raw, str) and raw.startswith("$"):
            return self._variable(raw, path)
        if isinstance(raw, dict):
            return self._object(raw, path)
        if isinstance(raw, list):
            items = tuple(self.build(item, f"{path}.{index}") for index, item in enumerate(raw))
            return _gathered(None, items)
        if isinstance(raw, Decimal) and raw == raw.to_integral_value() and abs(raw) < 2**63:
            return Constant(int(raw))
        return Constant(raw)

    def _object(self, raw: dict[str, Any], path: str) -> Expression:
        if sentinel := {"__unknown", "__untranslatable"} & raw.keys():
            name = sentinel.pop()
            return self._fail(name, InvalidOperation, path, f"{name} cannot be written in a law; leave the fact out")
        items = tuple(self.build(item, f"{path}.{key}") for key, item in raw.items())
        return _gathered(tuple(raw), items)

    # Variables -----------------------------------------------------------------------------------------------------

    def _variable(self, text: str, path: str) -> Expression:
        name, *fields = text[1:].split(".")
        if len(fields) > MAX_PROPERTY_DEPTH:
            return self._fail(text[:40], MaxDepthExceeded, path, f"more than {MAX_PROPERTY_DEPTH} fields in one name")
        place = self._place._replace(path=path)
        if name == "referencedate":
            return Today(text, tuple(fields), place)
        if self._element is not None:
            return self._local(self._element, text, name, tuple(fields), place)
        return self._global(text, name, tuple(fields), place)

    def _local(
        self,
        element: Element,
        text: str,
        name: str,
        fields: tuple[str, ...],
        place: Place,
    ) -> Expression:
        if name == element.name:
            if fields and element.columns is not None and fields[0] in element.columns:
                return LocalRef(text, fields[0], fields[1:], True, None, place)
            return LocalRef(text, None, fields, True, None, place)
        if element.columns is None:
            return LocalRef(
                text,
                name,
                fields,
                False,
                self._global(text, name, fields, place),
                place,
            )
        if name in element.columns:
            return LocalRef(text, name, fields, True, None, place)
        return self._global(text, name, fields, place)

    def _global(self, text: str, name: str, fields: tuple[str, ...], place: Place) -> Expression:
        found = self._resolve(name)
        return found if isinstance(found, Failure) else StepRef(text, found.index, fields, place)

    def _columns(self, expression: Expression, raw: Any) -> Mapping[str, Declared] | None:
        """The declared fields of the elements of a collection, when the rule file states them."""
        name, *fields = raw[1:].split(".") if isinstance(raw, str) else ("",)
        if isinstance(expression, StepRef):
            found = self._resolve(name)
            declared = None if isinstance(found, Failure) else found.declared
        elif isinstance(expression, LocalRef) and self._element is not None and self._element.columns is not None:
            path = fields if expression.field is None else [name, *fields]
            declared, fields = (
                self._element.columns.get(path[0]) if path else None,
                path[1:],
            )
        else:
            return None
        for key in fields:
            declared = (declared.columns or {}).get(key) if declared is not None else None
        return None if declared is None else declared.columns

    # Operations ----------------------------------------------------------------------------------------------------

    def _operation(self, raw: document.Operation, path: str) -> Expression:
        if self._depth >= MAX_OPERATION_DEPTH:
            message = f"operations nest deeper than {MAX_OPERATION_DEPTH}; split them over several outputs"
            return self._fail(raw.operation, MaxDepthExceeded, path, message)
        self._depth += 1
        try:
            return self._known_operation(raw, path)
        finally:
            self._depth -= 1

    def _known_operation(self, raw: document.Operation, path: str) -> Expression:
        name, operands = raw.operation, raw.operands
        if name in ("NOT_EQUALS", "NOT_IN", "NOT_NULL"):
            return self._negated(raw, path)
        if name == "IS_NULL":
            name, operands = "EQUALS", {**operands, "value": None}
        name = "IF" if name == "SWITCH" else name
        place = self._at(raw, name, path)
        if fault := problem(name, operands):
            return Failure(name, InvalidOperation, f"{place}: {fault}")
        if name == "FOREACH":
            return self._foreach(operands, place)
        built = self._operands(name, operands, path)
        options = {
            key: operands[key] for key in operands if key in OPTION_KEYS or (key == "in" and name in LITERAL_UNIT)
        }
        return Operation(name, built, options, place, self._slots.take(), self._in_row)

    def _negated(self, raw: document.Operation, path: str) -> Expression:
        positive = {"NOT_EQUALS": "EQUALS", "NOT_IN": "IN", "NOT_NULL": "IS_NULL"}[raw.operation]
        inner = raw.model_copy(update={"operation": positive})
        place = self._at(raw, "NOT", path)
        return Operation(
            "NOT",
            (("value", self._operation(inner, path)),),
            {},
            place,
            self._slots.take(),
            self._in_row,
        )

    def _operands(self, name: str, operands: Mapping[str, Any], path: str) -> tuple[tuple[str, Expression], ...]:
        built: list[tuple[str, Expression]] = []
        skipped = {"in"} if name in LITERAL_UNIT else set()
        # IN with both `values` and `value`: `values` wins.
        skipped |= {"value"} if name == "IN" and "values" in operands else set()
        for key in ORDER:
            if key not in operands or key in skipped:
                continue
            for role, item in spread(key, operands[key]):
                built.append((role, self.build(item, f"{path}.{role}")))
        return tuple(built)

    def _foreach(self, operands: Mapping[str, Any], place: Place) -> Expression:
        collection = self.build(operands["collection"], f"{place.path}.collection")
        first, in_row = self._slots.take(2), self._in_row
        element = Element(
            operands.get("as", "item"),
            self._columns(collection, operands["collection"]),
        )
        # The inner loop sees its own element only; the outer one reaches it through `collection` alone.
        outer = self._element, self._in_row, self._slots
        self._element, self._in_row, self._slots = element, True, Slots(ROW_HEAD)
        inside = [
            (key, _kept_as(slot, self.build(operands[key], f"{place.path}.{key}")))
            for key, slot in (("filter", FILTER), ("body", BODY))
            if key in operands
        ]
        row_size = self._slots.count
        self._element, self._in_row, self._slots = outer
        options = {key: operands[key] for key in ("as", "combine") if key in operands}
        return Operation(
            "FOREACH",
            (("collection", collection), *inside),
            options,
            place,
            first,
            in_row,
            row_size,
        )

    def _at(self, raw: document.Operation, name: str, path: str) -> Place:
        basis: LegalBasis | None = raw.legal_basis or self._place.legal_basis
        return self._place._replace(path=path, operation=name, legal_basis=basis)

    def _fail(self, text: str, error: type[WbmgpError], path: str, message: str) -> Failure:
        return Failure(text, error, f"{self._place._replace(path=path)}: {message}")


def _kept_as(slot: int, expression: Expression) -> Expression:
    return expression.kept_as(slot) if isinstance(expression, Operation) else expression


def _gathered(keys: tuple[str, ...] | None, items: tuple[Expression, ...]) -> Expression:
    """A literal when everything in it is one, so that it is built once and not per run."""
    if all(isinstance(item, Constant) for item in items):
        values = [item.value for item in items if isinstance(item, Constant)]
        return Constant(values if keys is None else dict(zip(keys, values, strict=True)))
    return Gathered(keys, items)
