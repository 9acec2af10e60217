"""Leaves: what a comparison says about the facts. A plain walk over the tree of the rule file, in three values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from wbmgp_engine.law.document import Operation
from wbmgp_engine.logic.forward_chaining.articles import Call, Computed, Fixed, Given, Meaning, OutsideFragment, Term
from wbmgp_engine.logic.forward_chaining.verdicts import COMPARISONS, Unreadable, boolean, junction, simple, together
from wbmgp_engine.logic.values import Unknown

Local = Mapping[str, Any]
"""What the names of an element of a list mean, inside a FOREACH."""

READ: Final = COMPARISONS | {"AND", "OR", "NOT", "IF", "FOREACH", "LIST", "AGE", "DATE_DIFF", "DATE_ADD"}


class LeafReader:
    """Reads leaves for one set of facts on one day."""

    def __init__(self, facts: Mapping[str, Any], on: date) -> None:
        self._facts = facts
        self._on = on
        self._known: dict[tuple[Any, ...], Any] = {}

    def value(self, call: Call, raw: Any, inside: str, local: Local | None) -> Any:
        """The value of an expression of an article. Raises Unreadable and OutsideFragment."""
        if isinstance(raw, Operation):
            return self._operation(call, raw, inside, local)
        if isinstance(raw, str) and raw.startswith("$"):
            return self._variable(call, raw[1:], inside, local)
        if isinstance(raw, list):
            return [self.value(call, item, inside, local) for item in raw]
        return raw

    # Names ---------------------------------------------------------------------------------------------------------

    def _variable(self, call: Call, text: str, inside: str, local: Local | None) -> Any:
        name, *path = text.split(".")
        if name == "referencedate":
            value: Any = self._on
        elif local is not None and name in local:
            value = local[name]
        else:
            value = self._meant(call.meaning(name))
        for key in path:
            if value is None or isinstance(value, Unknown):
                return value
            if not isinstance(value, dict) or key not in value:
                raise Unreadable(f"${text}")
            value = value[key]
        return value

    def _meant(self, meaning: Meaning) -> Any:
        match meaning:
            case Given(name):
                return self._facts[name] if name in self._facts else Unknown((name,))
            case Fixed(value):
                return value
            case Computed():
                return self._computed(meaning)
            case Term(_, _, filled, otherwise):
                value = None if filled is None else self._computed(filled)
                return self._computed(otherwise) if value is None and otherwise is not None else value

    def _computed(self, meaning: Computed) -> Any:
        key = (*meaning.call.key, meaning.name)
        if key not in self._known:
            self._known[key] = self.value(meaning.call, meaning.call.body(meaning.name), meaning.name, None)
        return self._known[key]

    # Operations ----------------------------------------------------------------------------------------------------

    def _operation(self, call: Call, operation: Operation, inside: str, local: Local | None) -> Any:
        name, operands = operation.operation, operation.operands
        if name not in READ:
            raise OutsideFragment(f"{call}, {inside}: {name} is not read here")
        if name in ("AND", "OR"):
            conditions = (self.value(call, item, inside, local) for item in operands["conditions"])
            return junction(name == "OR", conditions)
        if name == "IF":
            return self._choice(call, operands, inside, local)
        if name == "FOREACH":
            return self._each(call, operands, inside, local)
        plain = {
            key: [self.value(call, item, inside, local) for item in raw]
            if key in ("values", "items") and isinstance(raw, list)
            else self.value(call, raw, inside, local)
            for key, raw in operands.items()
        }
        return plain["items"] if name == "LIST" else simple(name, plain)

    def _choice(self, call: Call, operands: Mapping[str, Any], inside: str, local: Local | None) -> Any:
        for case in operands["cases"]:
            verdict = self.value(call, case["when"], inside, local)
            if isinstance(verdict, Unknown):
                return verdict
            if boolean(verdict):
                return self.value(call, case["then"], inside, local)
        return self.value(call, operands.get("default"), inside, local)

    def _each(self, call: Call, operands: Mapping[str, Any], inside: str, local: Local | None) -> Any:
        collection = self.value(call, operands["collection"], inside, local)
        if isinstance(collection, Unknown):
            return collection
        found: list[Any] = []
        for inner in elements(collection, operands):
            verdict = self.value(call, operands["filter"], inside, inner) if "filter" in operands else True
            if isinstance(verdict, Unknown):
                found.append(verdict)
            elif boolean(verdict):
                found.append(self.value(call, operands["body"], inside, inner))
        combine = operands.get("combine")
        if combine in ("AND", "OR"):
            return junction(combine == "OR", found)
        if combine is not None:
            raise OutsideFragment(f"{call}, {inside}: FOREACH that combines by {combine} is not read here")
        unknown = together(found)
        return found if unknown is None else unknown


def elements(collection: Any, operands: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the names mean for each element of a collection; null has none."""
    found = [] if collection is None else collection if isinstance(collection, list) else [collection]
    name = operands.get("as", "item")
    return [{**(item if isinstance(item, dict) else {}), name: item} for item in found]
