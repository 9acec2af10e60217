"""The operations of the law format: which operands each takes, and how parsed YAML becomes an Operation.

An operation that is not understood is refused; it never passes as a literal mapping. What is wrong is gathered with
its path, so that one reading of a file reports every fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo, model_validator

from wbmgp_engine.law.faults import Fault, Path, faults_of, faulty, is_lenient, is_name, nearest, shown
from wbmgp_engine.law.metadata import LegalBasis

Operands = tuple[frozenset[str], frozenset[str]]


def _table(*rows: str) -> dict[str, Operands]:
    """Rows of `NAMES | required operands | optional operands`."""
    table: dict[str, Operands] = {}
    for row in rows:
        names, required, optional = (part.split() for part in row.split("|"))
        table.update(dict.fromkeys(names, (frozenset(required), frozenset(optional))))
    return table


# operation → (operands it must have, operands it may have); `legal_basis` may stand on each.
OPERANDS = _table(
    "ADD SUBTRACT MULTIPLY DIVIDE MIN MAX | values |",
    "ROUND CEIL FLOOR | value precision |",
    "EQUALS GREATER_THAN LESS_THAN GREATER_THAN_OR_EQUAL LESS_THAN_OR_EQUAL | subject value |",
    "AND OR | conditions |",
    "NOT | value |",
    "IF | cases | default",
    "IN | subject | values value",
    "LIST | items |",
    "FOREACH | collection body | as filter combine",
    "AGE | date_of_birth reference_date |",
    "DATE_DIFF | from to in |",
    "DATE_ADD | date | years months weeks days",
    "DATE | year month day |",
    "DAY_OF_WEEK | date |",
    "DATE_PART START_OF | date in |",
)
OPERAND_KEYS: frozenset[str] = frozenset().union(*(required | optional for required, optional in OPERANDS.values()))

# Operations of older schema versions: `law run` accepts them, rule files of this project do not.
LEGACY_OPERANDS = _table(
    "NOT_EQUALS | subject value |", "NOT_IN | subject | values value", "IS_NULL NOT_NULL | subject |",
    "SWITCH | cases | default",
)  # fmt: skip
_INSTEAD = {
    "NOT_EQUALS": "write NOT of EQUALS",
    "NOT_IN": "write NOT of IN",
    "IS_NULL": "write EQUALS with value null",
    "NOT_NULL": "write NOT of EQUALS with value null",
    "SWITCH": "write IF",
}
AT_ACTION_LEVEL = frozenset({"ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX", "ROUND", "CEIL", "FLOOR", "NOT"})

_UNITS = {
    "DATE_DIFF": frozenset({"days", "months", "years"}),
    "DATE_PART": frozenset({"year", "month", "day"}),
    "START_OF": frozenset({"year", "month"}),
}
_COMBINE = frozenset({"ADD", "OR", "AND", "MIN", "MAX"})
_ITEMS = frozenset({"values", "conditions", "items"})


class Operation(BaseModel):
    """One operation with its operands. An operand is a literal, a `$variable`, a list, or another Operation.

    >>> Operation.model_validate({"operation": "NOT", "value": "$waar"}).operands
    {'value': '$waar'}
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    operation: str
    operands: dict[str, Any]
    legal_basis: LegalBasis | None = None

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, dict) or "operands" in data:
            return data
        return dict(as_value({"operation": None, **data}, lenient=is_lenient(info)))


def as_value(raw: Any, *, lenient: bool = False) -> Any:
    """Turn parsed YAML into a value expression: mappings with `operation` become Operations, at any depth.

    Raises a pydantic error with every fault. `lenient` also takes the operations of older schema versions.
    """
    builder = _Builder(lenient)
    value = builder.value(raw, ())
    if builder.faults:
        raise faulty(builder.faults)
    return value


def _validated(raw: Any, info: ValidationInfo) -> Any:
    return as_value(raw, lenient=is_lenient(info))


ValueExpression = Annotated[Any, BeforeValidator(_validated)]


class _Builder:
    """Builds one value and gathers what is wrong with it."""

    __slots__ = ("faults", "lenient")

    def __init__(self, lenient: bool) -> None:
        self.faults: list[Fault] = []
        self.lenient = lenient

    def _fault(self, path: Path, problem: str, fix: str = "") -> None:
        self.faults.append(Fault(path, problem, fix))

    def value(self, raw: Any, path: Path) -> Any:
        if isinstance(raw, str):
            if raw.startswith("$"):
                self._reference(raw, path)
        elif isinstance(raw, dict):
            return self._operation(raw, path) if "operation" in raw else self._object(raw, path)
        elif isinstance(raw, list):
            if not self.lenient:
                self._fault(
                    path, "a bare list cannot stand here", "use operation LIST, IN with values, or a definition"
                )
            return self._list(raw, path)
        elif isinstance(raw, float):
            self._fault(path, f"{raw!r} is a float", "numbers are exact: give an int or a Decimal")
        elif raw is not None and not isinstance(raw, (bool, int, Decimal, Operation)):
            self._fault(path, f"a {type(raw).__name__} is no value of the grammar", "use text, a number or true/false")
        return raw

    def _reference(self, raw: str, path: Path) -> None:
        first, *rest = raw[1:].split(".")
        loose = self.lenient  # another engine also takes $list.0
        if not is_name(first) or not all(is_name(step) or (loose and step.isdigit()) for step in rest):
            self._fault(path, f"{raw!r} is no variable", "write $name or $name.property: letters, digits and _")

    def _object(self, raw: dict[str, Any], path: Path) -> dict[str, Any]:
        if not self.lenient:
            self._fault(path, f"a mapping of {', '.join(raw) or 'nothing'} without operation", "name the operation")
        return {key: self.value(item, (*path, key)) for key, item in raw.items()}

    def _list(self, raw: list[Any], path: Path) -> list[Any]:
        return [self.value(item, (*path, index)) for index, item in enumerate(raw)]

    def _operation(self, raw: dict[str, Any], path: Path) -> Any:
        name = raw["operation"]
        known = OPERANDS.get(name) if isinstance(name, str) else None
        if known is None and isinstance(name, str) and name in LEGACY_OPERANDS:
            known = LEGACY_OPERANDS[name]
            if not self.lenient:
                self._fault(path, f"{name} is of an older grammar", _INSTEAD[name])
        if known is None:
            self._fault((*path, "operation"), f"unknown operation {name!r}", nearest(name, OPERANDS))
            return None
        self._keys(name, known, raw, path)
        operands = {key: self._operand(name, key, raw[key], (*path, key)) for key in raw if key in known[0] | known[1]}
        basis = self._legal_basis(raw.get("legal_basis"), (*path, "legal_basis"))
        return Operation.model_construct(operation=name, operands=operands, legal_basis=basis)

    def _keys(self, name: str, known: Operands, raw: Mapping[str, Any], path: Path) -> None:
        required, optional = known
        given = raw.keys() - {"operation", "legal_basis"}
        for key in sorted(required - given):
            self._fault(path, f"{name} misses {key}", f"add {key}")
        for key in sorted(given - required - optional):
            self._fault(
                (*path, key), f"{name} does not take {key}", f"it takes {', '.join(sorted(required | optional))}"
            )
        if optional and not self.lenient:
            if name in ("IN", "NOT_IN") and not given & optional:
                self._fault(path, f"{name} has no list to look in", "add values or value")
            if name == "DATE_ADD" and not given & optional:
                self._fault(path, "DATE_ADD adds nothing", "add years, months, weeks or days")

    def _operand(self, name: str, key: str, raw: Any, path: Path) -> Any:
        special = _SPECIAL.get(key)
        if special is not None:
            return special(self, name, raw, path)
        if key in _ITEMS:
            return self._items(name, key, raw, path)
        return self.value(raw, path)

    def _items(self, name: str, key: str, raw: Any, path: Path) -> Any:
        if not isinstance(raw, list):
            if name in ("IN", "NOT_IN") and isinstance(raw, str) and raw.startswith("$"):
                return self.value(raw, path)
            self._fault(path, f"{key} of {name} is {shown(raw)}", "give a list")
            return raw
        if not raw and key == "values" and name != "IN" and not self.lenient:
            self._fault(path, f"{name} of no values", "give at least one value")
        return self._list(raw, path)

    def _cases(self, name: str, raw: Any, path: Path) -> Any:
        if not isinstance(raw, list) or not raw:
            self._fault(path, f"cases of {name} is {shown(raw)}", "give a list of {when, then}, at least one")
            return raw
        return [self._case(case, (*path, index)) for index, case in enumerate(raw)]

    def _case(self, case: Any, path: Path) -> Any:
        if not isinstance(case, dict) or case.keys() != {"when", "then"}:
            held = ", ".join(map(str, case)) if isinstance(case, dict) else shown(case)
            self._fault(path, f"a case holds {held}", "a case holds exactly when and then")
            return case
        return {key: self.value(item, (*path, key)) for key, item in case.items()}

    def _precision(self, name: str, raw: Any, path: Path) -> Any:
        if not isinstance(raw, int) or isinstance(raw, bool) or not -28 <= raw <= 28:
            self._fault(path, f"precision of {name} is {shown(raw)}", "give a whole number from -28 to 28")
        return raw

    def _unit(self, name: str, raw: Any, path: Path) -> Any:
        if name == "DATE_DIFF" and isinstance(raw, str) and raw.startswith("$"):
            self._reference(raw, path)
        elif name == "DATE_DIFF" and self.lenient:
            pass  # another engine finds a wrong unit when it runs, not when it reads
        elif not isinstance(raw, str) or raw not in _UNITS[name]:
            self._fault(path, f"unit {shown(raw)} of {name}", f"use {', '.join(sorted(_UNITS[name]))}")
        return raw

    def _as(self, name: str, raw: Any, path: Path) -> Any:
        if not isinstance(raw, str) or not is_name(raw):
            self._fault(path, f"{shown(raw)} is no name for the element", "use letters, digits and _")
        return raw

    def _combine(self, name: str, raw: Any, path: Path) -> Any:
        if not isinstance(raw, str) or raw not in _COMBINE:
            self._fault(path, f"combine of {name} is {shown(raw)}", f"use {', '.join(sorted(_COMBINE))}")
        return raw

    def _legal_basis(self, raw: Any, path: Path) -> LegalBasis | None:
        if raw is None:
            return None
        try:
            return LegalBasis.model_validate(raw)
        except ValidationError as error:
            self.faults.extend(Fault((*path, *where), problem, fix) for where, problem, fix in faults_of(error))
            return None


_SPECIAL: dict[str, Callable[[_Builder, str, Any, Path], Any]] = {
    "cases": _Builder._cases,
    "precision": _Builder._precision,
    "in": _Builder._unit,
    "as": _Builder._as,
    "combine": _Builder._combine,
}
