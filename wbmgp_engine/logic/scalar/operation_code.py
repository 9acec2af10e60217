"""The Python source of each operation: the quick case inline, every other case a call into `operations`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from wbmgp_engine.logic.plan import Constant, Expression, Operation, Today
from wbmgp_engine.logic.scalar.kind import NULL as NULL_CLASS
from wbmgp_engine.logic.scalar.kind import NUMBERS
from wbmgp_engine.logic.scalar.loop_code import foreach
from wbmgp_engine.logic.values import ReferenceDate, Unknown

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.expression_code import FunctionWriter

NULL = Constant(None)
# The names that generated code has for the classes of values that compare without further ado.
COMPARED: dict[type, str] = {str: "str", int: "int", bool: "bool", date: "D"}
ORDERED: dict[type, str] = {int: "int", date: "D"}
SYMBOLS = {"GREATER_THAN": ">", "GREATER_THAN_OR_EQUAL": ">=", "LESS_THAN": "<", "LESS_THAN_OR_EQUAL": "<="}
NEVER = "never"
SPANS = {"days": "days_between", "months": "months_between", "years": "years_between"}


def _call(w: FunctionWriter, function: str, operation: Operation, *arguments: str) -> str:
    return w.assign(f"{function}({', '.join([*arguments, w.constant(operation.place)])})")


def _junction(w: FunctionWriter, operation: Operation) -> str:
    """AND and OR: left to right, on past unknown, stopping at the operand that decides."""
    stop, neutral = ("False", "True") if operation.name == "AND" else ("True", "False")
    result, place = w.assign(neutral), w.constant(operation.place)
    with w.block("while 1:"):
        for condition in operation.all("conditions"):
            value = w.value(condition)
            with w.block(f"if {value} is not {neutral}:"):
                w.emit(f"if {value} is {stop}: {result} = {stop}; break")
                if w.kind(condition).classes != {bool}:
                    w.emit(f"{result} = undecided({value}, {result}, {place})")
            _learn(w, condition, operation.name)
        w.emit("break")
    return result


def _learn(w: FunctionWriter, condition: Expression, junction: str) -> None:
    """After "x is null" in an OR, or "x is not null" in an AND, x is not null any more."""
    if junction == "AND" and isinstance(condition, Operation) and condition.name == "NOT":
        condition, junction = condition.get("value") or NULL, "OR"
    if junction == "OR" and isinstance(condition, Operation) and condition.name == "EQUALS":
        subject, value = condition.get("subject") or NULL, condition.get("value") or NULL
        if w.known(value) is None:
            w.is_not_null(subject)


def _not(w: FunctionWriter, operation: Operation) -> str:
    value, place = w.operand(operation, "value"), w.constant(operation.place)
    if w.kind(operation.get("value")).classes == {bool}:
        return w.assign(f"not {value}")
    return w.assign(f"False if {value} is True else True if {value} is False else negate({value}, {place})")


def _if(w: FunctionWriter, operation: Operation) -> str:
    result = w.fresh()
    with w.block("while 1:"):
        for index, (when, then) in enumerate(operation.cases()):
            value = w.value(when) if index == 0 else _branch(w, when)
            with w.block(f"if {value} is True:"):
                w.emit(f"{result} = {_branch(w, then)}; break")
            w.emit(f"if {value} is not False: {result} = {_doubt(w, operation, index, value)}; break")
        w.emit(f"{result} = {_branch(w, operation.get('default') or NULL)}; break")
    return result


def _branch(w: FunctionWriter, expression: Expression) -> str:
    """A branch inline; when refining, operations stand in a function that the undecided case calls as well."""
    if w.program.refine and isinstance(expression, Operation):
        return w.assign(w.in_piece(expression))
    return w.value(expression)


def _doubt(w: FunctionWriter, operation: Operation, index: int, value: str) -> str:
    place, piece, cases = w.constant(operation.place), w.piece, operation.cases()
    if not w.program.refine:
        return f"undecided({value}, None, {place})"
    later = "".join(f"({piece(when)}, {piece(then)})," for when, then in cases[index + 1 :])
    default = piece(operation.get("default") or NULL)
    return f"refined({value}, {piece(cases[index][1])}, ({later}), {default}, c, {w.row}, {place})"


def _equals(w: FunctionWriter, operation: Operation) -> str:
    subject, value = operation.get("subject") or NULL, operation.get("value") or NULL
    a, b = (w.value(item, as_day=isinstance(item, Today)) for item in (subject, value))
    if "None" in (a, b):
        tested, kind = (a, w.kind(subject)) if b == "None" else (b, w.kind(value))
        if not kind.can_be(Unknown):
            return w.assign(f"{tested} is None")
        return w.assign(f"True if {tested} is None else False if type({tested}) is not U else {tested}")
    test = _same_class(w, a, b, w.known(subject), w.known(value), COMPARED, "ALIKE")
    return w.assign(f"{a} == {b} if {test} else equal({a}, {b})")


def _ordering(w: FunctionWriter, operation: Operation) -> str:
    subject, value = operation.get("subject") or NULL, operation.get("value") or NULL
    a, b = w.value(subject, as_day=True), w.value(value, as_day=True)
    quick, slow = f"{a} {SYMBOLS[operation.name]} {b}", f"compare({a}, {b}, {w.constant(operation.place)})"
    if null := _in_order(w, subject, value):
        return w.assign(quick if null == NEVER else f"{quick} if {a if null == 'a' else b} is not None else {slow}")
    test = _same_class(w, a, b, _of_its_class(w, subject), _of_its_class(w, value), ORDERED, "IN_ORDER")
    return w.assign(f"{quick} if {test} else {slow}")


def _in_order(w: FunctionWriter, subject: Expression, value: Expression) -> str:
    """Whether two operands are certainly two dates or two numbers, or unknown, which compares as unknown.

    NEVER when neither can be null, `a` or `b` when that one alone can be null; empty when more is to be tested.
    """
    kinds = [w.kind(item, as_day=True) for item in (subject, value)]
    same = any(all(kind.within(NULL_CLASS, *classes) for kind in kinds) for classes in ((date, ReferenceDate), NUMBERS))
    null = "".join(name for name, kind in zip("ab", kinds, strict=True) if kind.can_be(NULL_CLASS))
    return "" if not same or len(null) > 1 else null or NEVER


def _of_its_class(w: FunctionWriter, expression: Expression) -> Any:
    """A value of the class that an operand always has, where that is known; `$referencedate` is a date in every run."""
    if isinstance(expression, Today) and not expression.path:
        return date.min
    return w.known(expression, as_day=True)


def _same_class(w: FunctionWriter, a: str, b: str, x: Any, y: Any, classes: dict[type, str], both: str) -> str:
    """The test that two operands may be compared directly; `x` and `y` are their values where these never change."""
    if type(y) in classes:
        return f"type({a}) is {classes[type(y)]}"
    if type(x) in classes:
        return f"type({b}) is {classes[type(x)]}"
    return f"type({a}) is type({b}) and type({a}) in {both}"


def _in(w: FunctionWriter, operation: Operation) -> str:
    subject = w.operand(operation, "subject")
    single = operation.get("values") or operation.get("value")
    items = [w.known(item) for item in operation.all("values")] if single is None else w.known(single)
    if type(items) is list and all(type(item) is str for item in items):
        slow = f"member({subject}, {w.constant(items)}, {w.constant(operation.place)})"
        return w.assign(f"{subject} in {w.constant(frozenset(items))} if type({subject}) is str else {slow}")
    if single is not None:
        return _call(w, "member", operation, subject, w.value(single))
    return _call(w, "member", operation, subject, _listed(w, operation, "values"))


def _listed(w: FunctionWriter, operation: Operation, role: str) -> str:
    return f"[{', '.join([w.value(item) for item in operation.all(role)])}]"


def _list(w: FunctionWriter, operation: Operation) -> str:
    return w.assign(_listed(w, operation, "items"))


def _arithmetic(w: FunctionWriter, operation: Operation) -> str:
    return _call(w, "arithmetic", operation, _listed(w, operation, "values"))


def _rounding(w: FunctionWriter, operation: Operation) -> str:
    precision = w.constant(operation.options["precision"])
    return _call(w, "rounded", operation, w.operand(operation, "value"), precision)


def _age(w: FunctionWriter, operation: Operation) -> str:
    born, on = (w.operand(operation, role, as_day=True) for role in ("date_of_birth", "reference_date"))
    return _span(w, "years_between", born, on, f"age({born}, {on}, {w.constant(operation.place)})")


def _date_diff(w: FunctionWriter, operation: Operation) -> str:
    start, end = w.operand(operation, "from", as_day=True), w.operand(operation, "to", as_day=True)
    unit = w.known(operation.get("in"))
    slow = f"date_diff({start}, {end}, {w.operand(operation, 'in')}, {w.constant(operation.place)})"
    return _span(w, SPANS[unit], start, end, slow) if type(unit) is str and unit in SPANS else w.assign(slow)


def _span(w: FunctionWriter, function: str, start: str, end: str, slow: str) -> str:
    return w.assign(f"{function}({start}, {end}) if type({start}) is D and type({end}) is D else {slow}")


def _date_add(w: FunctionWriter, operation: Operation) -> str:
    day = w.operand(operation, "date", as_day=True)
    given = [(role, w.value(item)) for role, item in operation.operands if role != "date"]
    amounts = ", ".join(f"{w.constant(role)}: {value}" for role, value in given)
    return _call(w, "date_add", operation, day, f"{{{amounts}}}")


def _date(w: FunctionWriter, operation: Operation) -> str:
    return _call(w, "make_date", operation, *(w.operand(operation, role) for role in ("year", "month", "day")))


def _of_date(w: FunctionWriter, operation: Operation) -> str:
    day = w.operand(operation, "date", as_day=True)
    part = [w.constant(operation.options["in"])] if "in" in operation.options else []
    return _call(w, operation.name.lower(), operation, day, *part)


WRITERS: dict[str, Callable[[FunctionWriter, Operation], str]] = {
    "AND": _junction, "OR": _junction, "NOT": _not, "IF": _if, "EQUALS": _equals, "IN": _in, "LIST": _list,
    "FOREACH": foreach, "AGE": _age, "DATE_DIFF": _date_diff, "DATE_ADD": _date_add, "DATE": _date,
    **dict.fromkeys(SYMBOLS, _ordering),
    **dict.fromkeys(("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"), _arithmetic),
    **dict.fromkeys(("ROUND", "CEIL", "FLOOR"), _rounding),
    **dict.fromkeys(("DAY_OF_WEEK", "DATE_PART", "START_OF"), _of_date),
}  # fmt: skip
