"""FOREACH over rows of which it may be unknown whether they count."""

from __future__ import annotations

from wbmgp_engine.logic.plan import Operation
from wbmgp_engine.logic.symbolic.operations import Reading, operand, refuse, truth
from wbmgp_engine.logic.symbolic.terms import Term
from wbmgp_engine.logic.symbolic.values import NULL, Null, Row, Rows, Scalar, Symbolic


def foreach(reading: Reading, operation: Operation, element: Symbolic | None) -> Symbolic:
    """The bodies of the elements that the filter keeps, as a list or combined."""
    collection = _collection(reading, operand(reading, operation, "collection", element))
    return _combined(reading, operation, collection, [_kept(reading, operation, row) for row in collection.items])


def _collection(reading: Reading, value: Symbolic) -> Rows:
    terms = reading.terms
    if isinstance(value, Rows):
        return value
    if isinstance(value, Null):
        return Rows((), terms.true)
    if isinstance(value, Scalar) and value.term.operator == "unknown":
        return Rows((), terms.false)
    return Rows((Row(terms.true, value),), terms.true)


def _kept(reading: Reading, operation: Operation, row: Row) -> Row:
    """An element with its body's value, counting where the filter lets it."""
    keep, body = operation.get("filter"), operation.get("body")
    assert body is not None
    verdict = reading.terms.true if keep is None else truth(reading, keep, row.value)
    counts = reading.terms.all_of((row.counts, verdict))
    value: Symbolic = NULL if counts is reading.terms.false else reading.value(body, row.value)
    return Row(counts, value)


def _combined(reading: Reading, operation: Operation, collection: Rows, rows: list[Row]) -> Symbolic:
    terms = reading.terms
    rows = [row for row in rows if row.counts is not terms.false]
    combine = operation.options.get("combine")
    if combine is None:
        certain = terms.all_of((collection.known, *(terms.known(row.counts) for row in rows)))
        return Rows(tuple(rows), certain)
    if combine not in ("OR", "AND"):
        return refuse(reading, operation, None)
    return Scalar(terms.only_where(collection.known, _decided(reading, combine, rows)))


def _decided(reading: Reading, combine: str, rows: list[Row]) -> Term:
    """Any or all of the bodies; an element that may not count leaves it open unless others decide."""
    terms, whole = reading.terms, reading.terms.true if combine == "AND" else reading.terms.false
    said = [
        terms.choose([(row.counts, row.value.term if isinstance(row.value, Scalar) else terms.nobody_knows)], whole)
        for row in rows
    ]
    return terms.all_of(said) if combine == "AND" else terms.any_of(said)
