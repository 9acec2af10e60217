"""Which lower regulation fills an open term: scope, delegation, then lex superior and lex posterior."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, get_args

from wbmgp_engine.errors import OutputNotFound, ResolutionError
from wbmgp_engine.law.vocabulary import Layer

if TYPE_CHECKING:
    from wbmgp_engine.law.document import Article, OpenTerm, Regulation

RANK = {layer: rank for rank, layer in enumerate(get_args(Layer))}


class Filling(NamedTuple):
    """One article that says it fills an open term."""

    regulation: Regulation
    article: Article

    def __str__(self) -> str:
        return f"{self.regulation.id} ({self.regulation.valid_from or 'no date'}) art. {self.article.number}"


class Resolution(NamedTuple):
    """What fills a term, and what says it does but stands in a layer to which the term was not delegated."""

    winner: Filling | None
    refused: tuple[Filling, ...]


def open_term(regulation: Regulation, article: str, term: str) -> OpenTerm:
    """The declaration of an open term. Raises OutputNotFound when this version holds none."""
    found = regulation.article(article)
    terms = found.machine_readable.open_terms if found and found.machine_readable else []
    for declared in terms:
        if declared.id == term:
            return declared
    raise OutputNotFound(f"{regulation.id} ({regulation.valid_from}) has no open term {term} in article {article}")


def fillings(regulation: Regulation, law_id: str, article: str, term: str) -> Iterator[Filling]:
    """The articles of one regulation that fill this term."""
    for candidate in regulation.articles:
        declared = candidate.machine_readable.implements if candidate.machine_readable else []
        if any((one.law, one.article, one.open_term) == (law_id, article, term) for one in declared):
            yield Filling(regulation, candidate)


def resolve(term: OpenTerm, candidates: Iterable[Filling]) -> Resolution:
    """Choose among the candidates in scope and in force. Raises ResolutionError when rank and date do not decide."""
    allowed, refused = list[Filling](), list[Filling]()
    for candidate in candidates:
        fits = term.delegation_type in (None, candidate.regulation.regulatory_layer)
        (allowed if fits else refused).append(candidate)
    winner = _highest(term, allowed) if allowed else None
    if winner is not None and all(output.name != term.id for output in winner.article.outputs):
        raise OutputNotFound(f"{winner} fills {term.id} but has no output of that name")
    return Resolution(winner, tuple(refused))


def _highest(term: OpenTerm, candidates: list[Filling]) -> Filling:
    top = min(RANK[candidate.regulation.regulatory_layer] for candidate in candidates)
    equals = [candidate for candidate in candidates if RANK[candidate.regulation.regulatory_layer] == top]
    if len(equals) == 1:
        return equals[0]
    named = "; ".join(sorted(map(str, equals)))
    if any(candidate.regulation.starts is None for candidate in equals):
        raise ResolutionError(f"open term {term.id} is filled more than once and not every date is known: {named}")
    latest = max(candidate.regulation.starts for candidate in equals if candidate.regulation.starts)
    newest = [candidate for candidate in equals if candidate.regulation.starts == latest]
    if len(newest) > 1:
        raise ResolutionError(f"open term {term.id} is filled by regulations of equal rank and date: {named}")
    return newest[0]
