"""All versions of all laws with the days they live, and which of them can meet in one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from wbmgp_engine.law.checks.view import View, views
from wbmgp_engine.law.document import Article, Regulation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.versions import Version

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Life:
    """The days on which a version can apply, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, other: Life) -> bool:
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        start = "its beginning" if self.first == date.min else str(self.first)
        return f"from {start} on" if self.last == date.max else f"from {start} to {self.last}"


@dataclass(frozen=True, eq=False)
class Living:
    """One version, when it lives, and its articles."""

    version: Version
    life: Life
    views: tuple[View, ...]

    @property
    def regulation(self) -> Regulation:
        return self.version.regulation

    @property
    def law_id(self) -> str:
        return self.version.law_id

    @property
    def date(self) -> str:
        return self.regulation.valid_from or "no date"

    @cached_property
    def by_article(self) -> Mapping[str, View]:
        return {view.article.number: view for view in self.views}

    def view_of(self, output: str) -> View | None:
        """The article that declares an output."""
        article: Article | None = self.regulation.article_of_output.get(output)
        return None if article is None else self.by_article[article.number]


class Landscape:
    """Every version of a lawbook whose files can all be read."""

    def __init__(self, lawbook: Lawbook) -> None:
        self.lawbook = lawbook
        self.words: dict[tuple[str, str, str], frozenset[str] | None] = {}
        self._laws = {law_id: tuple(_living(lawbook.versions(law_id))) for law_id in lawbook.laws}

    def __iter__(self) -> Iterator[Living]:
        return (living for versions in self._laws.values() for living in versions)

    @property
    def laws(self) -> Mapping[str, tuple[Living, ...]]:
        return self._laws

    def meeting(self, law_id: str, life: Life) -> list[Living]:
        """The versions of a law that live on some day of a life."""
        return [living for living in self._laws.get(law_id, ()) if living.life.meets(life)]

    def without(self, law_id: str, life: Life) -> list[Life]:
        """The parts of a life in which no version of a law is in force."""
        gaps, day = list[Life](), life.first
        for living in sorted(self.meeting(law_id, life), key=lambda living: living.life.first):
            if living.life.first > day:
                gaps.append(Life(day, living.life.first - _DAY))
            if living.life.last >= life.last:
                return gaps
            day = max(day, living.life.last + _DAY)
        return [*gaps, Life(day, life.last)]

    @cached_property
    def regimes(self) -> tuple[date, ...]:
        """The days on which any version begins or has just ended: between two of them the law is the same."""
        days = {living.life.first for living in self}
        days |= {living.life.last + _DAY for living in self if living.life.last < date.max}
        return tuple(sorted(days))

    def regimes_of(self, life: Life) -> list[date]:
        """The regimes inside a life; the first day of the life begins one."""
        return sorted({life.first, *(day for day in self.regimes if day in life)})

    def places(self, on: date) -> list[Mapping[str, str]]:
        """The territories with a regulation of their own in force on a day, as scopes of a question."""
        found = {living.version.territory for living in self if on in living.life}
        return [dict([territory]) for territory in sorted(filter(None, found))]

    def in_force(self, on: date, scope: Mapping[str, str]) -> list[Living]:
        """The versions that a question on a day in a place can see; those that work back among them."""
        here = {None, *scope.items()}
        return [living for living in self if on in living.life and living.version.territory in here]


def _living(versions: tuple[Version, ...]) -> Iterator[Living]:
    for position, version in enumerate(versions):
        successor = versions[position + 1] if position + 1 < len(versions) else None
        last = version.ends or date.max
        if successor is not None and successor.starts is not None:
            last = min(last, successor.starts - _DAY)
        first = min(version.works_back_to or date.max, version.starts or date.min)
        articles = views(version.regulation, version.place)
        yield Living(version, Life(first, max(first, last)), tuple(articles))
