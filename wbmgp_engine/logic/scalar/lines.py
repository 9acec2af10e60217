"""The lines of one generated function: indentation, names, and what was read already."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from wbmgp_engine.logic.plan import Expression, Plan, Step
from wbmgp_engine.logic.scalar.kind import Kind
from wbmgp_engine.logic.scalar.kinds import Kinds


class Constants(Protocol):
    """What the code of an expression needs of the program around it."""

    plan: Plan
    refine: bool
    replaced: bool
    first_operation: int
    kinds: Kinds

    def constant(self, value: Any) -> str:
        """The name of a value in generated code."""
        ...

    def piece(self, expression: Expression, element: Kind) -> str:
        """The name of a function `(c, r)` that evaluates an expression, with `r[0]` of this kind."""
        ...

    def function(self, step: int) -> str:
        """The name of the function `(c)` of a step."""
        ...

    def twins(self, step: Step) -> list[int]:
        """The other steps that take in the same register list in the same way."""
        ...

    def read_once(self, step: int) -> bool:
        """Whether a step may stand where it is read: one place reads it, and a run passes there at most once."""
        ...


class Lines:
    """Collects the lines of a function body."""

    def __init__(self, program: Constants) -> None:
        self.program = program
        self.reads_today = False
        self._lines: list[str] = []
        self._indent = 1
        self._temporaries = 0
        # What was read already, per block: inner blocks may use what outer ones read, not the other way round.
        self._read: list[dict[Hashable, str]] = [{}]
        # What is not null there, though its declaration allows it.
        self._not_null: list[set[Hashable]] = [set()]

    def emit(self, line: str) -> None:
        """Add a line at the current indentation."""
        self._lines.append(" " * self._indent + line)

    @property
    def lines(self) -> list[str]:
        """The body of the function; the date, where it is read, stands under a name of its own: loops compare with it."""
        return [" today = c[1]", *self._lines] if self.reads_today else self._lines

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Indent what is emitted under `head`."""
        self.emit(head)
        self._indent += 1
        self._read.append({})
        self._not_null.append(set())
        yield
        self._read.pop()
        self._not_null.pop()
        self._indent -= 1

    def fresh(self) -> str:
        """A name that this function has not used yet."""
        self._temporaries += 1
        return f"t{self._temporaries}"

    def constant(self, value: Any) -> str:
        """The name of a value that does not change between runs."""
        return self.program.constant(value)

    def assign(self, code: str) -> str:
        """Emit the assignment of some code to a fresh name."""
        name = self.fresh()
        self.emit(f"{name} = {code}")
        return name

    def _once(self, key: Hashable, code: str) -> tuple[str, bool]:
        """The name of something read, and whether it was read just now."""
        for names in self._read:
            if key in names:
                return names[key], False
        self._read[-1][key] = self.assign(code)
        return self._read[-1][key], True
