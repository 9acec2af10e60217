"""The Python source of one expression: straight-line code that leaves every operation's result in its slot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from wbmgp_engine.logic.dates import parse_day
from wbmgp_engine.logic.plan import (
    Constant,
    Expression,
    Failure,
    Gathered,
    LocalRef,
    Operation,
    Plan,
    Sequence,
    StepRef,
    Today,
)
from wbmgp_engine.logic.scalar.branches import Loop

# c[0] the facts, c[1] the date, c[2] the date as `$referencedate`; then a slot per step, then the rest.
FIRST_STEP = 3
# Deeper code moves to a function of its own: CPython allows 20 nested loops and 100 levels of indentation.
MAX_INDENT = 8
SYMBOLS = {
    "GREATER_THAN": ">",
    "GREATER_THAN_OR_EQUAL": ">=",
    "LESS_THAN": "<",
    "LESS_THAN_OR_EQUAL": "<=",
}
SPANS = {"days": "days_between", "months": "months_between", "years": "years_between"}


class Constants(Protocol):
    """What the code of an expression needs of the program around it."""

    plan: Plan
    refine: bool
    first_operation: int

    def constant(self, value: Any) -> str:
        """The name of a value in generated code."""
        ...

    def piece(self, expression: Expression) -> str:
        """The name of a function `(c, r)` that evaluates an expression."""
        ...


class FunctionWriter:
    """Collects the lines of one function body; `value` returns the name under which a result then stands."""

    def __init__(self, program: Constants, *, row: str = "None") -> None:
        self.lines: list[str] = []
        self._program = program
        self._row = row
        self._indent = 1
        self._temporaries = 0

    def emit(self, line: str) -> None:
        """Add a line at the current indentation."""
        self.lines.append(" " * self._indent + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Indent what is emitted under `head`."""
        self.emit(head)
        self._indent += 1
        yield
        self._indent -= 1

    def fresh(self) -> str:
        """A name that this function has not used yet."""
        self._temporaries += 1
        return f"t{self._temporaries}"

    def constant(self, value: Any) -> str:
        """The name of a value that does not change between runs."""
        return self._program.constant(value)

    def read(self, step: int) -> str:
        """Emit the reading of a step, computing it when no one did so before."""
        body = self._program.plan.steps[step]
        if body.kind == "definition" and isinstance(body.body, Constant):
            return self.constant(body.body.value)
        name = self.fresh()
        self.emit(f"{name} = c[{FIRST_STEP + step}]")
        self.emit(f"if {name} is N: {name} = s{step}(c)")
        return name

    def value(self, expression: Expression, *, as_day: bool = False) -> str:
        """Emit the evaluation of an expression. `as_day` spares `$referencedate` its object form."""
        match expression:
            case Constant():
                return self.constant(
                    _as_day(expression.value) if as_day else expression.value
                )
            case StepRef():
                return self._fields(
                    self._step_value(expression, as_day), expression.path, expression
                )
            case LocalRef():
                return self._local(expression)
            case Today():
                return self._fields(
                    "c[1]" if as_day and not expression.path else "c[2]",
                    expression.path,
                    expression,
                )
            case Failure():
                self.emit(f"fail({self.constant(expression)})")
                return "None"
            case Gathered():
                return self._gathered(expression)
            case Sequence():
                return [self.value(item) for item in expression.items][-1]
            case Operation():
                return self._operation(expression)

    def _step_value(self, expression: StepRef, as_day: bool) -> str:
        step = self._program.plan.steps[expression.step]
        if (
            as_day
            and not expression.path
            and step.kind == "definition"
            and isinstance(step.body, Constant)
        ):
            return self.constant(_as_day(step.body.value))
        return self.read(expression.step)

    def _fields(
        self, value: str, path: tuple[str, ...], expression: StepRef | LocalRef | Today
    ) -> str:
        for field in path:
            name = self.fresh()
            self.emit(
                f"{name} = field_of({value}, {self.constant(field)}, {self.constant(expression.place)})"
            )
            value = name
        return value

    def _local(self, expression: LocalRef) -> str:
        name = self.fresh()
        self.emit(f"{name} = r[0]")
        if expression.field is None:
            return self._fields(name, expression.path, expression)
        key = self.constant(expression.field)
        if expression.declared:
            self.emit(
                f"{name} = {name}[{key}] if type({name}) is dict else field_of({name}, {key}, {self.constant(expression.place)})"
            )
            return self._fields(name, expression.path, expression)
        self.emit(f"{name} = {name}.get({key}, N) if type({name}) is dict else N")
        with self.block(f"if {name} is N:"):
            if isinstance(expression.otherwise, Failure):
                self.emit(
                    f"if type(r[0]) is not U: fail({self.constant(expression.otherwise)})"
                )
                self.emit(f"{name} = r[0]")
            elif expression.otherwise is not None:
                self.emit(f"{name} = {self.value(expression.otherwise)}")
        if expression.path:
            # `otherwise` already went down the path; only an element's own field still has to.
            return self._element_path(expression, name)
        return name

    def _element_path(self, expression: LocalRef, name: str) -> str:
        with self.block(
            f"if type(r[0]) is dict and {self.constant(expression.field)} in r[0]:"
        ):
            self.emit(f"{name} = {self._fields(name, expression.path, expression)}")
        return name

    def _gathered(self, expression: Gathered) -> str:
        items = [self.value(item) for item in expression.items]
        name = self.fresh()
        if expression.keys is None:
            self.emit(f"{name} = [{', '.join(items)}]")
        else:
            pairs = [
                f"{self.constant(key)}: {item}"
                for key, item in zip(expression.keys, items, strict=True)
            ]
            self.emit(f"{name} = {{{', '.join(pairs)}}}")
        return name

    def _in_piece(self, expression: Expression) -> str:
        """A call of the expression as a function of its own, unless it is too simple for one."""
        if isinstance(expression, Constant):
            return self.constant(expression.value)
        return f"{self._program.piece(expression)}(c, {self._row})"

    # Operations ----------------------------------------------------------------------------------------------------

    def _operation(self, operation: Operation) -> str:
        if self._indent > MAX_INDENT:
            name = self.fresh()
            self.emit(f"{name} = {self._in_piece(operation)}")
            return name
        name = _WRITERS[operation.name](self, operation)
        self.emit(f"{self._slot(operation)} = {name}")
        return name

    def _slot(self, operation: Operation, offset: int = 0) -> str:
        if operation.in_row:
            return f"r[{operation.slot + offset}]"
        return f"c[{self._program.first_operation + operation.slot + offset}]"

    def _operand(self, operation: Operation, role: str, *, as_day: bool = False) -> str:
        expression = operation.get(role)
        return "None" if expression is None else self.value(expression, as_day=as_day)

    def _call(self, function: str, operation: Operation, *arguments: str) -> str:
        name = self.fresh()
        self.emit(
            f"{name} = {function}({', '.join([*arguments, self.constant(operation.place)])})"
        )
        return name

    def _junction(self, operation: Operation) -> str:
        """AND and OR: left to right, on past unknown, stopping at the operand that decides."""
        stop, neutral = (
            ("False", "True") if operation.name == "AND" else ("True", "False")
        )
        result, unknown = self.fresh(), self.fresh()
        self.emit(f"{unknown} = None")
        with self.block("while 1:"):
            for condition in operation.all("conditions"):
                value = self.value(condition)
                self.emit(f"if {value} is {stop}: {result} = {stop}; break")
                place = self.constant(operation.place)
                self.emit(
                    f"if {value} is not {neutral}: {unknown} = undecided({value}, {unknown}, {place})"
                )
            self.emit(f"{result} = {neutral} if {unknown} is None else {unknown}")
            self.emit("break")
        return result

    def _not(self, operation: Operation) -> str:
        value, name = self._operand(operation, "value"), self.fresh()
        place = self.constant(operation.place)
        self.emit(
            f"{name} = False if {value} is True else True if {value} is False else negate({value}, {place})"
        )
        return name

    def _if(self, operation: Operation) -> str:
        result = self.fresh()
        cases = operation.cases()
        with self.block("while 1:"):
            for index, (when, then) in enumerate(cases):
                value = (
                    self.value(when)
                    if index == 0 or not self._program.refine
                    else self._branch(when)
                )
                with self.block(f"if {value} is True:"):
                    self.emit(f"{result} = {self._branch(then)}; break")
                self.emit(
                    f"if {value} is not False: {result} = {self._doubt(operation, index, value)}; break"
                )
            default = operation.get("default")
            self.emit(
                f"{result} = {'None' if default is None else self._branch(default)}"
            )
            self.emit("break")
        return result

    def _branch(self, expression: Expression) -> str:
        """A branch inline; when refining, operations stand in a function that the undecided case calls as well."""
        if not self._program.refine or not isinstance(expression, Operation):
            return self.value(expression)
        name = self.fresh()
        self.emit(f"{name} = {self._in_piece(expression)}")
        return name

    def _doubt(self, operation: Operation, index: int, value: str) -> str:
        place = self.constant(operation.place)
        if not self._program.refine:
            return f"undecided({value}, None, {place})"
        cases, piece = operation.cases(), self._program.piece
        later = "".join(
            f"({piece(when)}, {piece(then)})," for when, then in cases[index + 1 :]
        )
        default = piece(operation.get("default") or NULL)
        return f"refined({value}, {piece(cases[index][1])}, ({later}), {default}, c, {self._row}, {place})"

    def _equals(self, operation: Operation) -> str:
        operands = [operation.get("subject") or NULL, operation.get("value") or NULL]
        a, b = (
            self.value(operand, as_day=isinstance(operand, Today))
            for operand in operands
        )
        name = self.fresh()
        if b == "None" or a == "None":
            tested = a if b == "None" else b
            self.emit(
                f"{name} = {tested} is None if type({tested}) is not U else {tested}"
            )
        else:
            self.emit(
                f"{name} = {a} == {b} if type({a}) is type({b}) and type({a}) in COMPARED else equal({a}, {b})"
            )
        return name

    def _ordering(self, operation: Operation) -> str:
        a, b = (
            self._operand(operation, "subject", as_day=True),
            self._operand(operation, "value", as_day=True),
        )
        name, place = self.fresh(), self.constant(operation.place)
        same = f"type({a}) is type({b}) and type({a}) in ORDERED"
        self.emit(
            f"{name} = {a} {SYMBOLS[operation.name]} {b} if {same} else compare({a}, {b}, {place})"
        )
        return name

    def _in(self, operation: Operation) -> str:
        subject = self._operand(operation, "subject")
        if (single := operation.get("values") or operation.get("value")) is not None:
            return self._call("member", operation, subject, self.value(single))
        items = operation.all("values")
        literals = [item.value for item in items if isinstance(item, Constant)]
        if len(literals) < len(items):
            return self._call(
                "member",
                operation,
                subject,
                f"[{', '.join(self.value(item) for item in items)}]",
            )
        slow = f"member({subject}, {self.constant(literals)}, {self.constant(operation.place)})"
        name = self.fresh()
        if all(type(value) is str for value in literals):
            self.emit(
                f"{name} = {subject} in {self.constant(frozenset(literals))} if type({subject}) is str else {slow}"
            )
        else:
            self.emit(f"{name} = {slow}")
        return name

    def _list(self, operation: Operation) -> str:
        items, name = (
            [self.value(item) for item in operation.all("items")],
            self.fresh(),
        )
        self.emit(f"{name} = [{', '.join(items)}]")
        return name

    def _arithmetic(self, operation: Operation) -> str:
        values = [self.value(item) for item in operation.all("values")]
        return self._call("arithmetic", operation, f"[{', '.join(values)}]")

    def _rounding(self, operation: Operation) -> str:
        return self._call(
            "rounded",
            operation,
            self._operand(operation, "value"),
            self.constant(operation.options["precision"]),
        )

    def _foreach(self, operation: Operation) -> str:
        collection, name = self._operand(operation, "collection"), self.fresh()
        combine = operation.options.get("combine")
        loop = self.constant(
            Loop(operation.place, operation.row_size, combine, self._program.refine)
        )
        keep, body = operation.get("filter"), operation.get("body") or NULL
        pieces = f"{'None' if keep is None else self._program.piece(keep)}, {self._program.piece(body)}"
        self.emit(
            f"{name}, {self._slot(operation, 1)} = {loop}.run(c, {collection}, {pieces})"
        )
        return name

    def _age(self, operation: Operation) -> str:
        born, on = (
            self._operand(operation, role, as_day=True)
            for role in ("date_of_birth", "reference_date")
        )
        return self._span(
            "years_between",
            born,
            on,
            f"age({born}, {on}, {self.constant(operation.place)})",
        )

    def _date_diff(self, operation: Operation) -> str:
        start, end = (
            self._operand(operation, "from", as_day=True),
            self._operand(operation, "to", as_day=True),
        )
        unit = operation.get("in")
        slow = f"date_diff({start}, {end}, {self._operand(operation, 'in')}, {self.constant(operation.place)})"
        if isinstance(unit, Constant) and unit.value in SPANS:
            return self._span(SPANS[unit.value], start, end, slow)
        name = self.fresh()
        self.emit(f"{name} = {slow}")
        return name

    def _span(self, function: str, start: str, end: str, slow: str) -> str:
        name = self.fresh()
        self.emit(
            f"{name} = {function}({start}, {end}) if type({start}) is D and type({end}) is D else {slow}"
        )
        return name

    def _date_add(self, operation: Operation) -> str:
        day = self._operand(operation, "date", as_day=True)
        given = [
            (role, self.value(item))
            for role, item in operation.operands
            if role != "date"
        ]
        amounts = ", ".join(f"{self.constant(role)}: {value}" for role, value in given)
        return self._call("date_add", operation, day, f"{{{amounts}}}")

    def _date(self, operation: Operation) -> str:
        return self._call(
            "make_date",
            operation,
            *(self._operand(operation, role) for role in ("year", "month", "day")),
        )

    def _of_date(self, operation: Operation) -> str:
        day = self._operand(operation, "date", as_day=True)
        if operation.name == "DAY_OF_WEEK":
            return self._call("day_of_week", operation, day)
        return self._call(
            operation.name.lower(),
            operation,
            day,
            self.constant(operation.options["in"]),
        )


NULL = Constant(None)
_WRITERS = {
    "AND": FunctionWriter._junction, "OR": FunctionWriter._junction, "NOT": FunctionWriter._not,
    "IF": FunctionWriter._if, "EQUALS": FunctionWriter._equals, "IN": FunctionWriter._in,
    "LIST": FunctionWriter._list, "FOREACH": FunctionWriter._foreach, "AGE": FunctionWriter._age,
    "DATE_DIFF": FunctionWriter._date_diff, "DATE_ADD": FunctionWriter._date_add, "DATE": FunctionWriter._date,
    "DAY_OF_WEEK": FunctionWriter._of_date, "DATE_PART": FunctionWriter._of_date, "START_OF": FunctionWriter._of_date,
    **dict.fromkeys(SYMBOLS, FunctionWriter._ordering),
    **dict.fromkeys(("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MIN", "MAX"), FunctionWriter._arithmetic),
    **dict.fromkeys(("ROUND", "CEIL", "FLOOR"), FunctionWriter._rounding),
}  # fmt: skip


def _as_day(value: Any) -> Any:
    """A literal ISO date as a date, where only dates and numbers have a meaning."""
    if type(value) is not str:
        return value
    try:
        return parse_day(value)
    except ValueError:
        return value
