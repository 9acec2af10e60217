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
    made = Loop(operation.place, operation.row_size, combine)
    loop, blank, kind = w.constant(made), w.constant(made.blank), w.program.kinds.element(operation, w.around)
    element, row, rows, unknown, values = (w.fresh() for _ in range(5))
    w.emit(f"{rows} = {w.slot(operation, 1)} = []")
    neutral = DECISIVE[combine][1] if combine in DECISIVE else "None"
    w.emit(f"{unknown} = {neutral}")
    if combine not in DECISIVE:
        w.emit(f"{values} = []")
    elements = _elements(w, operation, collection, loop, unknown)
    with w.loop(f"for {element} in {elements}:", row, element, kind):
        w.emit(f"{row} = [{element}, *{blank}]; {rows}.append({row})")
        _element(w, operation, loop, row, unknown, values)
    return unknown if combine in DECISIVE else w.assign(f"{loop}.combined({values}, {unknown})")


def _elements(w: FunctionWriter, operation: Operation, collection: str, loop: str, unknown: str) -> str:
    """Emit what is gone through: a short list as it is, all else as `Loop.elements` tells; unknown makes the result so."""
    # A list of rows that are known is not longer: it came through the type wall, or was gone through before.
    known = w.program.kinds.of(operation.get("collection"), w.around).items is not None
    too_long = "" if known else f" or len({collection}) > {MAX_ELEMENTS}"
    with w.block(f"if type({collection}) is not list{too_long}:"):
        w.emit(f"if type({collection}) is U: {unknown} = {collection}")
        elements = w.assign(f"{loop}.elements({collection})")
    w.emit(f"else: {elements} = {collection}")
    return elements


def _element(w: FunctionWriter, operation: Operation, loop: str, row: str, unknown: str, values: str) -> None:
    """Emit what is done with one element: whether it counts, its value, and what that adds."""
    keep, body = operation.get("filter"), operation.get("body") or Constant(None)
    if keep is not None:
        _filtered(w, keep, body, loop, row, unknown)
    value, combine = w.value(body), operation.options.get("combine")
    w.emit(f"{row}[2] = {value}")
    if combine in DECISIVE:
        # `unknown` is what all elements came to until here: neutral, decided, or what is missing.
        decisive, neutral = DECISIVE[combine]
        with w.block(f"if {value} is not {neutral}:"):
            w.emit(f"{unknown} = {decisive} if {value} is {decisive} else {loop}.undecided({value}, {unknown})")
    else:
        w.emit(f"if type({value}) is U: {unknown} = {value} | {unknown}")
        w.emit(f"else: {values}.append({value})")


def _filtered(w: FunctionWriter, keep: Expression, body: Expression, loop: str, row: str, unknown: str) -> None:
    """Emit the filter; where it is undecided the element counts only when, refined, its value would change nothing."""
    verdict, piece = w.value(keep), w.piece(body) if w.program.refine else "None"
    w.emit(f"{row}[1] = {verdict}")
    with w.block(f"if {verdict} is not True:"):
        w.emit(f"if {verdict} is not False: {unknown} = {loop}.doubtful(c, {row}, {verdict}, {unknown}, {piece})")
        w.emit("continue")
