"""The lawbook: every version of every regulation, found by date, place and question, and one hash over all of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from wbmgp_engine.errors import LawNotFound, OutputNotFound, RuleFileError
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.law.keeping import Keep
from wbmgp_engine.law.layout import files_under, rules_folder, versions_in
from wbmgp_engine.law.open_terms import Resolution, fillings, open_term, resolve
from wbmgp_engine.law.regimes import Regimes, applicable, days_of_change_in
from wbmgp_engine.law.versions import SCOPE_KEYS, Version, order, version_in_force

if TYPE_CHECKING:
    from wbmgp_engine.law.document import Article, Regulation

Scope = Mapping[str, str]
Kept = TypeVar("Kept")
# A service is asked about any municipality; what it worked out for the ones before may not pile up.
MOST: Final = 256
_ABSENT: Final = object()


class Lawbook:
    """Regulations by id and date. A file is parsed at the first question that needs it and kept.

    >>> book = Lawbook.from_texts(["{$id: eilandwet, regulatory_layer: WET, articles: []}"], lenient=True)
    >>> book.regulation("eilandwet", date(2031, 7, 1)).regulatory_layer
    'WET'
    """

    def __init__(self, files: Mapping[str, bytes], versions: Sequence[Version], *, keep: Keep | None = None) -> None:
        self.files: Mapping[str, bytes] = MappingProxyType(dict(files))
        self._versions = _by_law(versions)
        self._regimes: dict[tuple[str, ...], Regimes] = {}
        self._keep = keep
        self._once: dict[str, dict[Hashable, Any]] = {}

    @classmethod
    def load(cls, root: Path | None = None, *, keep: Keep | None = None) -> Lawbook:
        """The lawbook in a folder; without a folder the rules that came with this package.

        `keep` remembers between runs what was worked out from exactly these files.
        """
        root = rules_folder() if root is None else root
        files = files_under(root)
        return cls(files, versions_in(files, f"{root.name}/"), keep=keep)

    @classmethod
    def from_files(cls, files: Mapping[str, bytes], *, place: str = "rules") -> Lawbook:
        """The lawbook of files given by posix path below `rules/`; `place` goes before each path in messages."""
        return cls(files, versions_in(files, f"{place}/"))

    @classmethod
    def from_texts(cls, texts: Sequence[str | bytes], *, lenient: bool = False, places: Sequence[str] = ()) -> Lawbook:
        """The lawbook of loose rule files, all parsed at once; `lenient` is the conformance mode of `law run`."""
        names = [*places, *(f"text {number}" for number in range(len(places) + 1, len(texts) + 1))]
        versions = [Version.parsed(text, name, lenient=lenient) for text, name in zip(texts, names, strict=True)]
        return cls({version.path: version.text for version in versions}, versions)

    @cached_property
    def hash(self) -> str:
        """`sha256:<hex>` over all files, whatever the machine and the folder."""
        return content_hash(self.files)

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, or gave in an earlier run for the same rule book; `name` says all else it depends on."""
        if self._keep is None:
            return make()
        name = f"{self.hash} {name}"
        found: Kept | None = self._keep.load(name)
        if found is None:
            found = make()
            self._keep.store(name, found)
        return found

    def once(self, kind: str, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` works out from this rule book, while it lives; of each kind the last ones used are remembered."""
        known = self._once.setdefault(kind, {})
        # Taken out and put back: the oldest stands first. Two threads at once only work something out twice.
        found = known.pop(key, _ABSENT)
        made: Kept = make() if found is _ABSENT else found
        known[key] = made
        for oldest in list(known)[: max(0, len(known) - MOST)]:
            known.pop(oldest, None)
        return made

    @property
    def laws(self) -> tuple[str, ...]:
        """The ids of all regulations, sorted."""
        return tuple(sorted(self._versions))

    def versions(self, law_id: str) -> tuple[Version, ...]:
        """All versions of one regulation, from old to new. Raises LawNotFound."""
        try:
            return self._versions[law_id]
        except KeyError:
            hint = _nearest(law_id, self._versions) if self._versions else "it is empty"
            raise LawNotFound(f"the lawbook has no regulation {law_id!r}: {hint}") from None

    def regulations(self) -> Iterator[Regulation]:
        """Every version of every regulation, parsed."""
        return (version.regulation for law_id in self.laws for version in self._versions[law_id])

    def regulation(self, law_id: str, on: date, *, known_on: date | None = None) -> Regulation:
        """The regulation as it stands on `on`, seen from `known_on` (default the same day).

        A version that works back counts for earlier days only from its publication. Raises LawNotFound,
        LawNotYetInForce or LawEnded, and RuleFileError when the file is faulty.
        """
        return version_in_force(self.versions(law_id), on, known_on or on).regulation

    def article_of(self, regulation: Regulation, output: str) -> Article:
        """The article that declares an output. Raises OutputNotFound."""
        try:
            return regulation.article_of_output[output]
        except KeyError:
            known = regulation.article_of_output
            hint = _nearest(output, known) if known else "it has no outputs"
            raise OutputNotFound(
                f"{regulation.id} ({regulation.valid_from}) has no output {output!r}: {hint}"
            ) from None

    def implementations(
        self, law_id: str, article: str, term: str, on: date, scope: Scope, *, known_on: date | None = None
    ) -> tuple[Regulation, Article] | None:
        """The regulation and article that fill an open term, or None; see `resolution` for what was turned down."""
        winner = self.resolution(law_id, article, term, on, scope, known_on=known_on).winner
        return None if winner is None else (winner.regulation, winner.article)

    def resolution(
        self, law_id: str, article: str, term: str, on: date, scope: Scope, *, known_on: date | None = None
    ) -> Resolution:
        """Who fills an open term on a date in a place, and who says so without being delegated to.

        `scope` holds `gemeente_code` and the like; a regulation with a territory counts only there. Raises
        ResolutionError when two stand equal, OutputNotFound when there is no such term.
        """
        known_on = known_on or on
        declared = open_term(self.regulation(law_id, on, known_on=known_on), article, term)
        candidates = [
            found
            for version in self._seen(on, known_on, scope)
            if version.may_implement
            for found in fillings(version.regulation, law_id, article, term)
        ]
        return resolve(declared, candidates)

    def in_force(self, on: date, scope: Scope, *, known_on: date | None = None) -> tuple[str, ...]:
        """A key of the versions that a question on this date in this place can meet: equal keys, equal law."""
        return self._regimes_of(scope).key(on, known_on or on)

    def regime(self, on: date, scope: Scope) -> tuple[int, int]:
        """The stretch of days, with the same law in this place, in which a day lies: cheaper to tell than `in_force`."""
        return self._regimes_of(scope).stretch(on, on)

    def days_of_change(self, scope: Scope) -> tuple[date, ...]:
        """The days on which the law of a place can become another one; between two of them `regime` stays the same."""
        return self._regimes_of(scope).days

    def _regimes_of(self, scope: Scope) -> Regimes:
        codes = tuple(scope.get(key, "") for key in SCOPE_KEYS)
        if codes not in self._regimes:
            visible = self._visible(scope)
            days = self.kept(f"days {codes}", lambda: days_of_change_in(visible))
            self._regimes[codes] = Regimes(visible, *days)
        return self._regimes[codes]

    def _visible(self, scope: Scope) -> list[tuple[Version, ...]]:
        here = {None, *((key, scope[key]) for key in SCOPE_KEYS if key in scope)}
        laws = (self._versions[law_id] for law_id in self.laws)
        visible = (tuple(version for version in versions if version.territory in here) for versions in laws)
        return [versions for versions in visible if versions]

    def _seen(self, on: date, known_on: date, scope: Scope) -> list[Version]:
        return applicable(self._visible(scope), on, known_on)


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from wbmgp_engine.law.faults import nearest  # only a wrong name pays for it

    return nearest(name, known)


def _by_law(versions: Sequence[Version]) -> dict[str, tuple[Version, ...]]:
    """Versions by id, from old to new. Refuses two files for one id and date, and one id in two places."""
    shelves: dict[str, list[Version]] = {}
    for version in sorted(versions, key=lambda one: (order(one), one.path)):
        shelf = shelves.setdefault(version.law_id, [])
        if shelf:
            _refuse_clash(shelf[-1], version)
        shelf.append(version)
    return {law_id: tuple(shelf) for law_id, shelf in shelves.items()}


def _refuse_clash(first: Version, second: Version) -> None:
    if first.starts == second.starts:
        problem = f"{second.law_id} of {second.starts or 'no date'} also stands in {first.place}"
        raise RuleFileError.one(second.place, problem, "keep one file for one id and valid_from")
    if (first.layer, first.territory) != (second.layer, second.territory):
        problem = f"{second.law_id} also stands in {first.place}, of another layer or municipality"
        raise RuleFileError.one(second.place, problem, "give each regulation its own $id")
