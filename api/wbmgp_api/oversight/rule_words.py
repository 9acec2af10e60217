"""What the names in a trail mean: the descriptions that the rule files themselves give of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wbmgp_engine.law.document import Article, Regulation
from wbmgp_engine.law.lawbook import Lawbook


class Meaning(NamedTuple):
    """What a name says, and the unit of its value where it has one."""

    words: str | None
    unit: str | None


def meaning(book: Lawbook, law: str, valid_from: str | None, article: str | None, name: str) -> Meaning:
    """The meaning of a name in an article of a version; empty where the rules do not say it, or are not there."""
    known = book.once("meanings", (law, valid_from), lambda: _known(book, law, valid_from))
    nothing = Meaning(None, None)
    return known.get((article, name)) or known.get((None, name)) or nothing


def _known(book: Lawbook, law: str, valid_from: str | None) -> dict[tuple[str | None, str], Meaning]:
    if law not in book.laws:
        return {}
    found = [one.regulation for one in book.versions(law) if str(one.starts) == valid_from]
    pairs = [pair for regulation in found for pair in _of(regulation)]
    return dict(reversed([((None, name), said) for _, name, said in pairs])) | {
        (article, name): said for article, name, said in pairs
    }


def _of(regulation: Regulation) -> Iterator[tuple[str, str, Meaning]]:
    for article in regulation.articles:
        for name, words, unit in _in_article(article):
            if words or unit:
                yield article.number, name, Meaning(words, unit)


def _in_article(article: Article) -> Iterator[tuple[str, str | None, str | None]]:
    rules = article.machine_readable
    if rules is None:
        return
    execution = rules.execution
    for one in (*execution.parameters, *execution.input, *execution.output):
        yield one.name, one.description, one.type_spec.unit if one.type_spec else None
    for term in rules.open_terms:
        yield term.id, term.description, None
