"""Every error this engine raises on purpose.

    WbmgpError
    ├── BadInput                 what somebody gave us cannot be used: exit 2, HTTP 400
    │   └── RuleFileError        a rule file, a register file or a sidecar
    ├── LawLookupError           the lawbook holds no answer for this law, output or date
    │   ├── LawNotFound
    │   ├── LawNotYetInForce
    │   ├── LawEnded
    │   ├── OutputNotFound
    │   ├── CircularReference
    │   └── ResolutionError      two ordinances fill one open term with equal rank and date
    ├── ProofError               a proof of the trail fails: something was changed, or it proves something else
    └── RunError                 a rule could not be executed
        ├── TypeMismatch
        ├── InvalidOperation
        ├── DivisionByZero
        ├── ArithmeticOverflow
        ├── AbsentOperand        a null reached an operation that cannot take one
        ├── UnitMismatch
        ├── MaxDepthExceeded
        ├── MissingParameter
        └── VariableNotFound

A message names the place, the value and the fix. The class name is the error's public name: `wbmgp law run` prints it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace


class WbmgpError(Exception):
    """Root of the tree; never raised itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where, what stands there, and what would mend it.

    What stands there is apart, as `value`: who answers over a network may not send back what somebody sent. Who says it
    in other words, or in another language, goes by `code` and `params`, which hold nothing of the input either.
    """

    place: str
    problem: str
    fix: str = ""
    value: str = ""
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    def at(self, place: str) -> Finding:
        """The same at another place: a cell, or a row, instead of a path."""
        return replace(self, place=place)

    def __str__(self) -> str:
        said = f"{self.value} {self.problem}" if self.value else self.problem
        return f"{self.place}: {said}" + (f" → {self.fix}" if self.fix else "")


class BadInput(WbmgpError):
    """Input that cannot be used, with every finding at once, not only the first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    @classmethod
    def one(cls, place: str, problem: str, fix: str = "", code: str = "", **params: str | int) -> BadInput:
        """Build the error for a single finding."""
        return cls([Finding(place, problem, fix, "", code, params)])


class Unfit(ValueError):
    """A value that a field does not take: what is wrong, what would mend it, and the code that others put in their words."""

    def __init__(self, code: str, problem: str, fix: str, **params: str | int) -> None:
        self.code, self.problem, self.fix, self.params = code, problem, fix, params
        super().__init__(f"{problem}; {fix}")


class RuleFileError(BadInput):
    """A rule file that is not understood; nothing of it is used."""


class LawLookupError(WbmgpError):
    """The lawbook holds no answer for this law, output or date."""


class LawNotFound(LawLookupError):
    """No file carries this regulation's id."""


class LawNotYetInForce(LawLookupError):
    """Every version of the regulation starts after the date."""


class LawEnded(LawLookupError):
    """The newest version on the date has ended and nothing followed it."""


class OutputNotFound(LawLookupError):
    """No article of this version declares the output."""


class CircularReference(LawLookupError):
    """An output that depends on itself."""


class ResolutionError(LawLookupError):
    """Two implementations of one open term with the same rank and date."""


class ProofError(WbmgpError):
    """A proof of the trail that does not hold; the message begins with the part that fails."""


class RunError(WbmgpError):
    """A rule could not be executed."""


class TypeMismatch(RunError):
    """An operand of a type that the operation does not take."""


class InvalidOperation(RunError):
    """Wrong number of operands, an impossible date, or a unit that does not exist."""


class DivisionByZero(RunError):
    """A divisor of zero."""


class ArithmeticOverflow(RunError):
    """A whole number that leaves the range of 64 bits."""


class AbsentOperand(RunError):
    """A null reached an operation that cannot take one; test EQUALS null first."""


class UnitMismatch(RunError):
    """Two operands with different declared units."""


class MaxDepthExceeded(RunError):
    """Operations or references nested deeper than the limit."""


class MissingParameter(RunError):
    """A required parameter was not passed, or passed as unknown."""


class VariableNotFound(RunError):
    """A name or property that nothing declares."""
