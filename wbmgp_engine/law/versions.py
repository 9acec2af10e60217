"""One version of a regulation as a file, parsed when first needed, and which version applies on a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from wbmgp_engine.errors import LawEnded, LawNotYetInForce, RuleFileError

if TYPE_CHECKING:
    from wbmgp_engine.law.document import Regulation

SCOPE_KEYS = ("gemeente_code", "provincie_code", "waterschap_code")

Territory = tuple[str, str]  # the key and the code, as in ("gemeente_code", "GM0599")

# A file that does not hold one of these keys is not parsed to learn that it has no such property; a key written with
# escapes would slip through, so `_plainly` refuses that.
_PEEKED = ("valid_to", "x-werkt-terug-tot", "implements")


class Version:
    """One file: which regulation it is, from when, for whom, and (parsed once, on first use) its content."""

    __slots__ = ("_has", "_regulation", "law_id", "layer", "path", "place", "starts", "territory", "text")

    def __init__(
        self,
        law_id: str,
        starts: date | None,
        *,
        path: str,
        place: str,
        text: bytes,
        layer: str = "",
        territory: Territory | None = None,
    ) -> None:
        self.law_id = law_id
        self.starts = starts
        self.path = path
        self.place = place
        self.text = text
        self.layer = layer
        self.territory = territory
        self._has: frozenset[str] | None = None
        self._regulation: Regulation | None = None

    @classmethod
    def parsed(cls, text: str | bytes, place: str, *, lenient: bool) -> Version:
        """A version from a text without a path: who it is, stands in the text alone."""
        from wbmgp_engine.law.reading import read_regulation

        regulation = read_regulation(text, place, lenient)
        path = f"{regulation.id}/{regulation.valid_from or 'undated'}.yaml"
        content = text.encode() if isinstance(text, str) else text
        version = cls(
            regulation.id,
            regulation.starts,
            path=path,
            place=place,
            text=content,
            layer=regulation.regulatory_layer,
            territory=_territory(regulation),
        )
        version._regulation = regulation
        return version

    @property
    def regulation(self) -> Regulation:
        """The content. Raises RuleFileError when the file is faulty or does not belong where it stands."""
        if self._regulation is None:
            # A run that finds its question compiled reads no rule file, and does not pay for what reads them.
            from wbmgp_engine.law.reading import read_regulation

            regulation = read_regulation(self.text, self.place)
            _belongs(regulation, self)
            _plainly(regulation, self)
            self._regulation = regulation
        return self._regulation

    def holds(self, key: str) -> bool:
        """Whether one of the peeked keys stands in the text, wherever that may be."""
        if self._has is None:
            self._has = frozenset(key for key in _PEEKED if key.encode() in self.text)
        return key in self._has

    @property
    def ends(self) -> date | None:
        """Last day in force, inclusive."""
        return self.regulation.ends if self.holds("valid_to") else None

    @property
    def works_back_to(self) -> date | None:
        return self.regulation.works_back_to if self.holds("x-werkt-terug-tot") else None

    @property
    def may_implement(self) -> bool:
        """False only when the file certainly fills no open term."""
        return self.holds("implements")

    def reaches(self, on: date, known_on: date) -> bool:
        """Whether the version's start lies at or before `on`; one that works back does so only once published."""
        if self.starts is None or self.starts <= on:
            return True
        back = self.works_back_to
        if back is None or back > on:
            return False
        published = self.regulation.published
        return published is not None and published <= known_on

    def __repr__(self) -> str:
        return f"<Version {self.path}>"


def version_on(versions: Sequence[Version], on: date, known_on: date) -> Version | None:
    """The newest version that reaches `on`, ended or not; `versions` runs from old to new."""
    return next((version for version in reversed(versions) if version.reaches(on, known_on)), None)


def version_in_force(versions: Sequence[Version], on: date, known_on: date) -> Version:
    """The version that applies. Raises LawNotYetInForce or LawEnded, naming the dates; never an older version."""
    version = version_on(versions, on, known_on)
    if version is None:
        oldest = versions[0]
        raise LawNotYetInForce(f"{oldest.law_id} is not in force on {on}: its first version starts on {oldest.starts}")
    if version.ends is not None and version.ends < on:
        raise LawEnded(
            f"{version.law_id} is not in force on {on}: its version of {version.starts} ended on {version.ends}"
        )
    return version


def order(version: Version) -> date:
    """Sort key from old to new; without a date a version is older than all others."""
    return version.starts or date.min


def _territory(regulation: Regulation) -> Territory | None:
    return next(((key, code) for key in SCOPE_KEYS if (code := getattr(regulation, key))), None)


def _belongs(regulation: Regulation, version: Version) -> None:
    here, there = (" ".join(one or ()) for one in (_territory(regulation), version.territory))
    wanted = [
        ("$id", regulation.id, version.law_id, "folder"),
        ("valid_from", regulation.valid_from, str(version.starts), "file name"),
        ("regulatory_layer", regulation.regulatory_layer, version.layer, "folder of the layer"),
        ("territory", here, there, "folder of the municipality"),
    ]
    for key, found, expected, what in wanted:
        if found != expected:
            problem = f"{key} is {found or 'absent'} but the {what} says {expected or 'none'}"
            raise RuleFileError.one(version.place, problem, "move the file or mend the key")


def _plainly(regulation: Regulation, version: Version) -> None:
    used = {
        "valid_to": regulation.valid_to is not None,
        "x-werkt-terug-tot": regulation.works_back_to is not None,
        "implements": any(
            article.machine_readable and article.machine_readable.implements for article in regulation.articles
        ),
    }
    for key, present in used.items():
        if present and not version.holds(key):
            raise RuleFileError.one(version.place, f"key {key} is written with escapes", "write it plainly")
