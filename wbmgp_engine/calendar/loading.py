"""The dated files under `rules/kalender/` of a lawbook, read once and found by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from wbmgp_engine.calendar.schema import AdministrativeLawFile, TermsActFile
from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.law.data_files import read_data
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.vocabulary import is_day

FOLDER = "kalender/"
TERMS_ACT = "algemene_termijnenwet"
ADMINISTRATIVE_LAW = "algemene_wet_bestuursrecht"

File = TypeVar("File", TermsActFile, AdministrativeLawFile)


@dataclass(frozen=True, slots=True)
class Dated(Generic[File]):
    """The versions of one act from old to new, each with its first day."""

    law: str
    starts: tuple[date, ...]
    files: tuple[File, ...]

    def on(self, day: date) -> File:
        """The version on a day. Raises LawNotYetInForce; an earlier day never falls back on a later text."""
        index = bisect_right(self.starts, day)
        if not index:
            known = f"the calendar of this rule book begins on {self.starts[0]}"
            raise LawNotYetInForce(f"{self.law} on {day}: {known}; ask a later day, or add the older text")
        return self.files[index - 1]


def terms_acts(lawbook: Lawbook) -> Dated[TermsActFile]:
    """The versions of the Algemene termijnenwet. Raises LawNotFound or RuleFileError."""
    return _loaded(lawbook)[0]


def administrative_laws(lawbook: Lawbook) -> Dated[AdministrativeLawFile]:
    """The versions of the Algemene wet bestuursrecht, as far as it sets terms. Raises LawNotFound or RuleFileError."""
    return _loaded(lawbook)[1]


def _loaded(lawbook: Lawbook) -> tuple[Dated[TermsActFile], Dated[AdministrativeLawFile]]:
    return lawbook.once("calendar", None, lambda: _both(lawbook))


def _both(lawbook: Lawbook) -> tuple[Dated[TermsActFile], Dated[AdministrativeLawFile]]:
    paths = list(_paths(lawbook.files))
    return (
        _dated(TermsActFile, TERMS_ACT, paths, lawbook.files),
        _dated(AdministrativeLawFile, ADMINISTRATIVE_LAW, paths, lawbook.files),
    )


def _paths(files: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Path, act and day of every file in the folder; refuses what stands there under another name."""
    for path in sorted(path for path in files if path.startswith(FOLDER)):
        law, _, name = path.removeprefix(FOLDER).partition("/")
        day = name.removesuffix(".yaml")
        if law not in (TERMS_ACT, ADMINISTRATIVE_LAW) or name == day or not is_day(day):
            fix = f"{FOLDER}{TERMS_ACT} or {ADMINISTRATIVE_LAW}/<valid_from>.yaml"
            raise RuleFileError.one(f"rules/{path}", "the file stands outside the layout", fix)
        yield path, law, day


def _dated(model: type[File], law: str, paths: list[tuple[str, str, str]], files: Mapping[str, bytes]) -> Dated[File]:
    found = [(day, _read(model, path, day, files[path])) for path, of, day in paths if of == law]
    if not found:
        raise LawNotFound(f"the rule book has no file {FOLDER}{law}/<valid_from>.yaml: terms cannot be computed")
    return Dated(law, tuple(date.fromisoformat(day) for day, _ in found), tuple(file for _, file in found))


def _read(model: type[File], path: str, day: str, text: bytes) -> File:
    file = read_data(model, path, text)
    if file.valid_from != day:
        problem = f"valid_from is {file.valid_from} but the file is called {day}"
        raise RuleFileError.one(f"rules/{path}", problem, "mend the key or the name")
    return file
