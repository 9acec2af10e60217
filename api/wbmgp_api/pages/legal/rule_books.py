"""Rule books and their versions: which counts since when, who proposed it, and two held against each other in words and in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from wbmgp_api.oversight.touched import titles_in
from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_api.rulebooks import held
from wbmgp_api.store.errors import NotThere
from wbmgp_engine.errors import BadInput, RuleFileError
from wbmgp_engine.law.comparing import ArticleChange, changed_articles
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.versions import Version


@dataclass(frozen=True, slots=True)
class Changed:
    """A rule file that is new, gone or changed; with its path in each rule book."""

    path: str
    law: str
    starts: str
    kind: str


def book_of(visit: Visit, wanted: str) -> Lawbook:
    """A rule book that this municipality knows. Raises NotThere."""
    service, current, who = visit.service, visit.office.lawbook, visit.who
    for book in (current, service.lawbook):
        if book.hash == wanted:
            return book
    found = held.files_of(service.store, who.tenant, current, service.lawbook, held.known_hash(wanted))
    return Lawbook.from_files(found)


async def show(visit: Visit) -> Response:
    """Every rule book with its history, and the versions of every regulation in the one that is in use."""
    return visit.show("legal/rule_books.html", **await visit.do(lambda: _listed(visit)))


def _listed(visit: Visit) -> dict[str, Any]:
    service, office, who = visit.service, visit.office, visit.who
    found = held.listed(service.store, who.tenant, office.lawbook, service.lawbook)
    book = office.lawbook
    titles = book.once("titles", None, lambda: titles_in(book))
    return {
        "found": found, "current": book.hash, "own": service.lawbook.hash, "me": who.ref(office.names),
        "laws": [(law, titles[law], [str(one.starts) for one in book.versions(law)]) for law in book.laws],
    }  # fmt: skip


async def compare(visit: Visit) -> Response:
    """Two rule books, or two versions of one regulation: what differs, article by article."""
    asked = {name: visit.query.get(name, "") for name in ("van", "tot", "regeling", "eerst", "later")}
    listed = await visit.do(lambda: _listed(visit))
    try:
        values = await visit.do(lambda: _compared(visit, asked))
    except (BadInput, NotThere) as problem:
        gone = [Fault("van", visit.say("Dit regelboek of deze versie is er niet. Kies een ander."))]
        faults = gone if isinstance(problem, NotThere) else faults_of(problem, visit.lang)
        empty = {"files": None, "articles": None, "before": None, "after": None}
        return visit.show("legal/compare.html", 400, faults=faults, asked=asked, **listed, **empty)
    return visit.show("legal/compare.html", asked=asked, **listed, **values)


def _compared(visit: Visit, asked: Mapping[str, str]) -> dict[str, Any]:
    current = visit.office.lawbook.hash
    before, after = (book_of(visit, asked[name] or current) for name in ("van", "tot"))
    found: dict[str, Any] = {"before": before.hash, "after": after.hash, "files": None, "articles": None}
    if asked["regeling"]:
        return found | {"articles": _articles(visit, before, after, asked)}
    return found | {"files": _files(before, after)}


def _articles(visit: Visit, before: Lawbook, after: Lawbook, asked: Mapping[str, str]) -> tuple[ArticleChange, ...]:
    old, new = _version(before, asked["regeling"], asked["eerst"]), _version(after, asked["regeling"], asked["later"])
    try:
        return changed_articles(old, new, visit.lang)
    except RuleFileError as problem:
        raise BadInput(list(problem.findings)) from None


def _version(book: Lawbook, law: str, starts: str) -> Version:
    """Raises NotThere for a regulation or a version that the rule book has not."""
    if law not in book.laws:
        raise NotThere(f"the rule book has no regulation {law}")
    found = next((one for one in book.versions(law) if str(one.starts) == starts), None)
    if found is None:
        raise NotThere(f"{law} has no version of {starts}")
    return found


def _files(before: Lawbook, after: Lawbook) -> list[Changed]:
    """The rule files that differ. Both books may name the same version in another file."""
    old, new = (dict(_versions(book)) for book in (before, after))
    places = sorted(old.keys() | new.keys())
    kinds = {(True, True): "changed", (False, True): "new", (True, False): "gone"}
    return [
        Changed(" ".join(place), *place, kinds[place in old, place in new])
        for place in places
        if old.get(place) != new.get(place)
    ]


def _versions(book: Lawbook) -> list[tuple[tuple[str, str], bytes]]:
    return [((law, str(one.starts)), one.text) for law in book.laws for one in book.versions(law)]
