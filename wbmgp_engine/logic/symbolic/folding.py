"""Alternatives that differ in one text only, said as one: what keeps two hundred designations from being two hundred tests.

AND distributes over OR in three-valued logic as well, so `(x = a AND p) OR (x = b AND p)` is `x in {a, b} AND p`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbmgp_engine.logic.symbolic.terms import Term, Terms


def merged(terms: Terms, alternatives: Sequence[Term]) -> list[Term]:
    """The same alternatives of an OR, those on one text under the same further conditions taken together."""
    texts: dict[tuple[Term, frozenset[Term]], list[str]] = {}
    others: list[Term] = []
    for term in alternatives:
        found = _membership(term)
        if found is None:
            others.append(term)
        else:
            subject, wanted, rest = found
            texts.setdefault((subject, rest), []).extend(wanted)
    together = (terms.all_of((terms.one_of(subject, wanted), *rest)) for (subject, rest), wanted in texts.items())
    return [*others, *together]


def _membership(term: Term) -> tuple[Term, Iterable[str], frozenset[Term]] | None:
    """(text, what it may be, the further conditions) where a term tests one text against constants."""
    parts = term.of if term.operator == "and" else (term,)
    tests = [(part, test) for part in parts if (test := _test(part)) is not None]
    if len(tests) != 1:
        return None
    ((tested, (subject, wanted)),) = tests
    return subject, wanted, frozenset(part for part in parts if part is not tested)


def _test(term: Term) -> tuple[Term, tuple[str, ...]] | None:
    if term.operator == "one_of":
        return term.of[0], term.what
    if term.operator != "equal":
        return None
    for subject, other in (term.of, term.of[::-1]):
        if other.operator == "constant" and other.kind == "string":
            return subject, (other.what,)
    return None
