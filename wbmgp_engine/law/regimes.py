"""Regimes: the stretches of days on which the same versions are in force."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta

from wbmgp_engine.law.versions import Version, version_on


def days_of_change_in(laws: list[tuple[Version, ...]]) -> tuple[list[date], list[date]]:
    """The days on which a version begins or stops to count, and those on which one that works back was published."""
    versions = [version for law in laws for version in law]
    back = [version.regulation for version in versions if version.works_back_to]
    changes = {day for version in versions for day in _changes(version)}
    return sorted(changes), sorted({regulation.published for regulation in back if regulation.published})


def _changes(version: Version) -> Iterator[date]:
    """The days on which a version begins or stops to count."""
    if version.starts:
        yield version.starts
    if version.works_back_to:
        yield version.works_back_to
    if version.ends and version.ends < date.max:
        yield version.ends + timedelta(days=1)


def applicable(laws: list[tuple[Version, ...]], on: date, known_on: date) -> list[Version]:
    """The version of each regulation that applies on a day, as it was known on another."""
    newest = (version_on(versions, on, known_on) for versions in laws)
    return [version for version in newest if version and (version.ends is None or version.ends >= on)]


class Regimes:
    """The keys of one scope, computed once for every stretch of days on which the same versions apply."""

    def __init__(self, laws: list[tuple[Version, ...]], changes: list[date], publications: list[date]) -> None:
        self._laws = laws
        self._changes = changes
        self._publications = publications
        self.days = tuple(sorted({*changes, *publications}))
        self._keys: dict[tuple[int, int], tuple[str, ...]] = {}

    def stretch(self, on: date, known_on: date) -> tuple[int, int]:
        """The stretch in which a day lies, as it was known on another day."""
        return bisect_right(self._changes, on), bisect_right(self._publications, known_on)

    def key(self, on: date, known_on: date) -> tuple[str, ...]:
        """The versions that apply in that stretch."""
        stretch = self.stretch(on, known_on)
        found = self._keys.get(stretch)
        if found is None:
            found = tuple(version.path for version in applicable(self._laws, on, known_on))
            self._keys[stretch] = found
        return found
