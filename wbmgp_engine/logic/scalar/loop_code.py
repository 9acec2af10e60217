"""The Python source of FOREACH: a loop in place, which leaves a row of slots for every element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbmgp_engine.logic.plan import Constant, Expression, Operation
from wbmgp_engine.logic.scalar.branches import MAX_ELEMENTS, Loop

if TYPE_CHECKING:
    from wbmgp_engine.logic.scalar.expression_code import FunctionWriter

# The value that decides OR and AND whatever the other elements are, and the one that decides nothing.
DECISIVE = {"OR": ("True", "False"), "AND": ("False", "True")}


def foreach(w: FunctionWriter, operation: Operation) -> str:
    """Emit the loop: per element its value, the filter's verdict, the body's value, and inner results."""
    collection, combine = w.operand(operation, "collection"), operation.options.get("combine")
    loop = w.constant(Loop(operation.place, operation.row_size, combine))
    element, row, rows, unknown, values = (w.fresh() for _ in range(5))
    quick = f"type({collection}) is list and len({collection}) <= {MAX_ELEMENTS}"
    w.emit(f"{unknown} = {collection} if type({collection}) is U else None")
    w.emit(f"{rows} = {w.slot(operation, 1)} = []")
    w.emit(f"{values} = {DECISIVE[combine][1] if combine in DECISIVE else '[]'}")
    with w.loop(f"for {element} in {collection} if {quick} else {loop}.elements({collection}):", row):
        w.emit(f"{row} = [{element}, *{loop}.blank]; {rows}.append({row})")
        _element(w, operation, loop, row, unknown, values)
    if combine not in DECISIVE:
        return w.assign(f"{loop}.combined({values}, {unknown})")
    return w.assign(f"{unknown} if {unknown} is not None and {values} is {DECISIVE[combine][1]} else {values}")


def _element(w: FunctionWriter, operation: Operation, loop: str, row: str, unknown: str, values: str) -> None:
    """Emit what is done with one element: whether it counts, its value, and what that adds."""
    keep, body = operation.get("filter"), operation.get("body") or Constant(None)
    if keep is not None:
        _filtered(w, keep, body, loop, row, unknown)
    value, combine = w.value(body), operation.options.get("combine")
    w.emit(f"{row}[2] = {value}")
    if combine in DECISIVE:
        decisive, neutral = DECISIVE[combine]
        w.emit(f"if {value} is {decisive}: {values} = {decisive}")
        w.emit(
            f"elif {value} is not {neutral}: {unknown} = undecided({value}, {unknown}, {w.constant(operation.place)})"
        )
    else:
        w.emit(f"if type({value}) is U: {unknown} = {value} | {unknown}")
        w.emit(f"else: {values}.append({value})")


def _filtered(w: FunctionWriter, keep: Expression, body: Expression, loop: str, row: str, unknown: str) -> None:
    """Emit the filter; where it is undecided the element counts only when, refined, its value would change nothing."""
    verdict, piece = w.value(keep), w.program.piece(body) if w.program.refine else "None"
    w.emit(f"{row}[1] = {verdict}")
    with w.block(f"if {verdict} is not True:"):
        w.emit(f"if {verdict} is not False: {unknown} = {loop}.doubtful(c, {row}, {verdict}, {unknown}, {piece})")
        w.emit("continue")
