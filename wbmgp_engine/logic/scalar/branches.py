"""IF on an unknown condition, and FOREACH: what runs pieces of generated code more than once or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeAlias

from wbmgp_engine.errors import InvalidOperation, WbmgpError
from wbmgp_engine.logic.plan import Place
from wbmgp_engine.logic.scalar.arithmetic import arithmetic
from wbmgp_engine.logic.scalar.operations import refuse, undecided
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown, equal, missing_in

MAX_ELEMENTS = 1_000

Slots: TypeAlias = list[Any]
Piece: TypeAlias = Callable[[Slots, "Slots | None"], Any]


def refined(
    condition: Any,
    then: Piece,
    later: Sequence[tuple[Piece, Piece]],
    default: Piece,
    c: Slots,
    r: Slots | None,
    place: Place,
) -> Any:
    """IF on an unknown condition, refined: the value on which all branches that can still be reached agree.

    `later` are the cases after the unknown one. A branch that fails agrees with nothing. Without agreement the
    result is unknown, with what the conditions and the branches miss.
    """
    missing = undecided(condition, None, place)
    branches = [then]
    for when, branch in later:
        verdict = _attempt(when, c, r)
        if verdict is False:
            continue
        branches.append(branch if type(verdict) in (bool, Unknown) else _no_value)
        if type(verdict) is not Unknown:
            break
        missing = missing | verdict
    else:
        branches.append(default)
    return _agreed([_attempt(branch, c, r) for branch in branches], missing)


def _attempt(piece: Piece, c: Slots, r: Slots | None) -> Any:
    try:
        return piece(c, r)
    except WbmgpError:
        return NOT_TAKEN


def _no_value(c: Slots, r: Slots | None) -> Any:
    return NOT_TAKEN


def _agreed(values: Sequence[Any], missing: Unknown) -> Any:
    first = values[0]
    agreed = True
    for value in values:
        unknown = missing_in(value)
        if unknown is not None:
            missing = missing | unknown
        agreed = agreed and unknown is None and value is not NOT_TAKEN and equal(first, value) is True
    return first if agreed else missing


class Loop:
    """One FOREACH: the slots of a row and how the bodies combine. Values that change nothing are neutral."""

    __slots__ = ("_arithmetic", "_decisive", "blank", "combine", "place")
    NEUTRAL: ClassVar = {"OR": False, "AND": True, "ADD": 0}
    DECISIVE: ClassVar = {"OR": True, "AND": False}
    EMPTY: ClassVar = {"ADD": 0, "MIN": None, "MAX": None}

    def __init__(self, place: Place, row_size: int, combine: str | None) -> None:
        self.place = place
        self.blank = [NOT_TAKEN] * (row_size - 1)
        self.combine = combine
        self._decisive = self.DECISIVE.get(combine or "", NOT_TAKEN)
        self._arithmetic = place._replace(operation=combine or "")

    def elements(self, collection: Any) -> list[Any]:
        """The elements of what is no short list: none of null and unknown, itself of a single value."""
        if type(collection) is not list:
            return [] if collection is None or type(collection) is Unknown else [collection]
        if len(collection) > MAX_ELEMENTS:
            raise InvalidOperation(f"{self.place}: {len(collection)} elements; at most {MAX_ELEMENTS}")
        return collection

    def undecided(self, value: Any, before: Unknown | bool | None) -> Unknown | bool | None:
        """What the elements come to with one that is neither true nor false. What is decided already stays so."""
        missing = undecided(value, before, self.place)
        return before if before is self._decisive else missing

    def doubtful(
        self, c: Slots, row: Slots, verdict: Any, before: Unknown | bool | None, body: Piece | None
    ) -> Unknown | bool | None:
        """An element that may or may not count. Refined: it does not matter when its body would change nothing."""
        missing = self.undecided(verdict, before)
        if body is None or self.combine not in self.NEUTRAL:
            return missing
        value = row[2] = _attempt(body, c, row)
        if value is not NOT_TAKEN and equal(value, self.NEUTRAL[self.combine]) is True:
            return before
        return missing | value if type(value) is Unknown is type(missing) else missing

    def combined(self, values: list[Any], unknown: Unknown | None) -> Any:
        """The values of all elements that count, or what they come to."""
        if self.combine is None:
            return values if unknown is None else unknown
        for value in values:
            if value is None:
                refuse(None, "", self.place)
        if unknown is not None:
            return unknown
        return arithmetic(values, self._arithmetic) if values else self.EMPTY[self.combine]
