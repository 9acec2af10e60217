"""Which cases are touched if a rule proves wrong: decisions whose stored trail read it, and whether the advice rested on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.identity.principal import Principal
from wbmgp_api.oversight.decided import Decided, Period, answers, looked_in
from wbmgp_api.oversight.trail import Trail, verdicts_of
from wbmgp_api.store import rule_books
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.law.document import Article, Regulation
from wbmgp_engine.law.lawbook import Lawbook

AT_ONCE: Final = 50
"""So many decisions are opened at a time: a whole trail is read of each."""
_CONTENTS: Final = ("spoor",)


class Rule(NamedTuple):
    """An article of a regulation, or one name in it."""

    law: str
    article: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """A decision, whether the law read the rule for it, and whether its advice rests on what that said.

    Both are None where the trail was erased; `carries` also where the rule book of then has no law for its day.
    """

    decision: Decided
    read: bool | None
    carries: bool | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in some decisions, and how many there are in all."""

    cases: tuple[Touched, ...]
    count: int


def rules_in(book: Lawbook) -> dict[tuple[str, str], dict[str, str]]:
    """Every name that a trail can hold, with its words, by regulation and article; of all versions together."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for regulation in book.regulations():
        for article in regulation.articles:
            names = found.setdefault((regulation.id, article.number), {})
            names |= {name: words or names.get(name, "") for name, words in _names(article)}
    return {place: dict(sorted(names.items())) for place, names in sorted(found.items()) if names}


def titles_in(book: Lawbook) -> dict[str, str]:
    """What each regulation is called; those that would be called the same by their id."""
    found = {one.id: _title(one) for one in book.regulations()}
    called = list(found.values())
    return {law: title if called.count(title) == 1 else law.replace("_", " ") for law, title in found.items()}


def _title(regulation: Regulation) -> str:
    return str(regulation.extension("afkorting") or regulation.name or regulation.id.replace("_", " "))


def _names(article: Article) -> Iterator[tuple[str, str | None]]:
    rules = article.machine_readable
    if rules is None:
        return
    yield from ((name, None) for name in rules.definitions)
    yield from ((one.output, None) for one in rules.execution.actions)
    yield from ((one.id, one.description) for one in rules.open_terms)
    yield from ((one.name, one.description) for one in rules.execution.output)


def touched(office: Office, who: Principal, period: Period, rule: Rule, skipped: int = 0) -> Found:
    """The next decisions of a period, the newest first, after an entry for each case says that its trail is opened."""
    listed, count = looked_in(office, who, period, _CONTENTS, skipped, AT_ONCE)

    def job(connection: Connection) -> tuple[Touched, ...]:
        books = _Verdicts(connection, office.lawbook)
        found = answers(connection, office, who.tenant, listed, _CONTENTS)
        return tuple(_touched(one, answer, rule, books) for one, answer in found)

    return Found(office.store.read(who.tenant, job), count)


def _touched(one: Decided, answer: Mapping[str, Any] | None, rule: Rule, books: _Verdicts) -> Touched:
    if answer is None:
        return Touched(one, None, None)
    trail = Trail(answer["spoor"])
    numbers = {number for number, node in trail.steps.items() if node["genomen"] and _is(node, rule)}
    verdicts = books.of(one)
    return Touched(one, bool(numbers), bool(numbers & trail.carrying(verdicts)) if verdicts else None)


def _is(node: Mapping[str, Any], rule: Rule) -> bool:
    place = node.get("regeling"), node.get("artikel")
    return place == (rule.law, rule.article) and rule.name in ("", node["naam"])


class _Verdicts:
    """What made an advice under the rule book and the law of a decision, each looked up once."""

    def __init__(self, connection: Connection, used: Lawbook) -> None:
        self._connection = connection
        self._books = {used.hash: used}
        self._known: dict[tuple[str, str], dict[str, str]] = {}

    def of(self, one: Decided) -> dict[str, str]:
        """The names of the verdicts; none where the rule book has no law for that day."""
        place = one.rules_hash, one.law_date
        if place not in self._known:
            try:
                self._known[place] = verdicts_of(self._book(one.rules_hash), date.fromisoformat(one.law_date))
            except LawLookupError:
                self._known[place] = {}
        return self._known[place]

    def _book(self, wanted: str) -> Lawbook:
        if wanted not in self._books:
            self._books[wanted] = Lawbook.from_files(rule_books.files_of(self._connection, wanted))
        return self._books[wanted]
