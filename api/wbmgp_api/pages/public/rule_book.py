"""`/regelboek`: every regulation and article, in words and in code, as the law of a day, and what changed between versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from starlette.responses import Response

from wbmgp_api.pages.languages import Language
from wbmgp_api.pages.public.chosen_book import Reading, reading
from wbmgp_api.pages.public.keeping import kept
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.comparing import ArticleChange, changed_articles, code_of
from wbmgp_engine.law.document import Article, Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.showing import in_words
from wbmgp_engine.law.versions import Version


class Law(NamedTuple):
    """A regulation: what it is, and its version on the day; None where it is not in force then."""

    id: str
    name: str
    layer: str
    versions: Sequence[Version]
    regulation: Regulation | None


class Shown(NamedTuple):
    """An article: what it says in our words, its rules in words, and its text in the rule file."""

    article: Article
    words: str
    code: str


async def index(visit: Visit) -> Response:
    """All regulations."""
    found = await visit.do(lambda: reading(visit))
    laws = await visit.do(lambda: [_law(found.book, law, found.day) for law in found.book.laws])
    layers = list(dict.fromkeys(law.layer for law in laws))
    groups = [(layer, [law for law in laws if law.layer == layer]) for layer in layers]
    return _shown(visit, "public/rule_book.html", found, groups=groups)


async def law(visit: Visit) -> Response:
    """One regulation on a day, with its articles and its versions."""
    found = await visit.do(lambda: reading(visit))
    made = await visit.do(lambda: _known(found, visit.path("wet")))
    return _shown(visit, "public/law.html", found, law=made)


async def article(visit: Visit) -> Response:
    """One article."""
    found = await visit.do(lambda: reading(visit))
    law, shown = await visit.do(lambda: _article(found, visit.path("wet"), visit.path("artikel"), visit.lang))
    return _shown(visit, "public/article.html", found, law=law, shown=shown)


async def changes(visit: Visit) -> Response:
    """What a version of a regulation changed, beside the one before it."""
    found = await visit.do(lambda: reading(visit))
    law, old, new = await visit.do(lambda: _pair(found, visit.path("wet"), visit.query.get("vanaf", "")))
    rows = await visit.do(lambda: _changed(found.book, old, new, visit.lang))
    return _shown(visit, "public/changes.html", found, law=law, old=old, new=new, changes=rows)


def _shown(visit: Visit, template: str, found: Reading, **values: Any) -> Response:
    status = 400 if found.faults else 200
    return kept(visit, visit.show(template, status, faults=found.faults, reading=found, **values))


def _known(found: Reading, name: str) -> Law:
    if name not in found.book.laws:
        raise NotThere("the rule book has no such regulation")
    return _law(found.book, name, found.day)


def _law(book: Lawbook, name: str, on: date) -> Law:
    versions = book.versions(name)
    try:
        regulation = book.regulation(name, on)
    except LawLookupError:
        regulation = None
    said = regulation or versions[-1].regulation
    return Law(name, said.name or name, said.regulatory_layer, versions, regulation)


def _article(found: Reading, name: str, number: str, language: Language) -> tuple[Law, Shown]:
    law = _known(found, name)
    regulation = law.regulation
    article = None if regulation is None else regulation.article(number)
    if regulation is None or article is None:
        raise NotThere("the regulation has no such article on that day")
    (version,) = (one for one in law.versions if one.starts == regulation.starts)
    words = in_words(regulation, article, found.day, language).removeprefix(article.text.strip()).strip("\n")
    return law, Shown(article, words, code_of(version, number))


def _pair(found: Reading, name: str, since: str) -> tuple[Law, Version, Version]:
    law = _known(found, name)
    for old, new in zip(law.versions, law.versions[1:], strict=False):
        if str(new.starts) == since:
            return law, old, new
    raise NotThere("the regulation has no version from that day with one before it")


def _changed(book: Lawbook, old: Version, new: Version, language: Language) -> tuple[ArticleChange, ...]:
    key = (old.law_id, str(new.starts), language)
    return book.once("changed articles", key, lambda: changed_articles(old, new, language))
