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
    """One FOREACH: how many slots a row has and how the bodies combine. Values that change nothing are neutral."""

    __slots__ = ("_arithmetic", "combine", "place", "refine", "row_size")
    NEUTRAL: ClassVar = {"OR": False, "AND": True, "ADD": 0}
    EMPTY: ClassVar = {"OR": False, "AND": True, "ADD": 0, "MIN": None, "MAX": None}

    def __init__(self, place: Place, row_size: int, combine: str | None, refine: bool) -> None:
        self.place = place
        self.row_size = row_size
        self.combine = combine
        self.refine = refine
        self._arithmetic = place._replace(operation=combine or "")

    def run(self, c: Slots, collection: Any, keep: Piece | None, body: Piece) -> tuple[Any, list[Slots]]:
        """The result and the rows: per element its value, the filter's verdict, the body's value, and inner results."""
        if type(collection) is Unknown:
            return collection, []
        elements = collection if type(collection) is list else [] if collection is None else [collection]
        if len(elements) > MAX_ELEMENTS:
            raise InvalidOperation(f"{self.place}: {len(elements)} elements; at most {MAX_ELEMENTS}")
        rows: list[Slots] = []
        values: list[Any] = []
        unknown: Unknown | None = None
        blank = [NOT_TAKEN] * (self.row_size - 1)
        for element in elements:
            row = [element, *blank]
            rows.append(row)
            if keep is not None:
                verdict = row[1] = keep(c, row)
                if verdict is False:
                    continue
                if verdict is not True:
                    unknown = self._doubtful(c, row, undecided(verdict, unknown, self.place), unknown, body)
                    continue
            value = row[2] = body(c, row)
            if type(value) is Unknown:
                unknown = value | unknown
            else:
                values.append(value)
        return self._combined(values, unknown), rows

    def _doubtful(
        self,
        c: Slots,
        row: Slots,
        missing: Unknown,
        before: Unknown | None,
        body: Piece,
    ) -> Unknown | None:
        """An element that may or may not count. Refined: it does not matter when its body would change nothing."""
        if not self.refine or self.combine not in self.NEUTRAL:
            return missing
        value = row[2] = _attempt(body, c, row)
        if value is not NOT_TAKEN and equal(value, self.NEUTRAL[self.combine]) is True:
            return before
        return missing | value if type(value) is Unknown else missing

    def _combined(self, values: list[Any], unknown: Unknown | None) -> Any:
        if self.combine is None:
            return values if unknown is None else unknown
        if self.combine in ("OR", "AND"):
            return self._decided(values, self.combine == "OR", unknown)
        for value in values:
            if value is None:
                refuse(None, "", self.place)
        if unknown is not None:
            return unknown
        return arithmetic(values, self._arithmetic) if values else self.EMPTY[self.combine]

    def _decided(self, values: list[Any], decisive: bool, unknown: Unknown | None) -> Any:
        for value in values:
            if type(value) is not bool:
                refuse(value, "true or false", self.place)
        if decisive in values:
            return decisive
        return (not decisive) if unknown is None else unknown
