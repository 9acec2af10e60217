"""Data files under one folder of the rules, each from its date on: `<folder>/<name>/<valid_from>.yaml`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry, read_data
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.vocabulary import is_day


class Versioned(Entry):
    """A version of something: `name` is the folder it stands in."""

    valid_from: Day

    @property
    @abstractmethod
    def name(self) -> str:
        """Of what it is a version."""


class Dated(Versioned):
    """A version of a regulation."""

    regeling: str

    @property
    def name(self) -> str:
        """The regulation."""
        return self.regeling


Version = TypeVar("Version", bound=Versioned)
File = TypeVar("File", bound=Dated)


def in_force(lawbook: Lawbook, folder: str, model: type[File], on: date, *, tells: str, without: str) -> File:
    """The last file of a folder that began by a day; the folder is read once.

    The errors say what it `tells`, and what cannot be done `without` any.

    Raises LawNotFound for a rule book without such files, LawNotYetInForce for a day before the first, RuleFileError.
    """
    files = lawbook.once("dated files", folder, lambda: _loaded(lawbook, folder, model, without))
    started = [file for file in files if file.valid_from <= on.isoformat()]
    if not started:
        raise LawNotYetInForce(f"the rule book tells {tells} from {files[0].valid_from} on, and nothing of {on}")
    return started[-1]


def each_in_force(
    lawbook: Lawbook, folder: str, model: type[Version], on: date | None, *, without: str
) -> dict[str, Version]:
    """Of each thing in a folder the version on a day, by name, or without a day the last; none of one that begins later.

    Raises LawNotFound for a rule book without such files, RuleFileError for one that cannot be read.
    """
    known = lawbook.once("versions", folder, lambda: versions(lawbook, folder, model, without=without))
    day = "9999-12-31" if on is None else on.isoformat()
    started = {name: [file for file in files if file.valid_from <= day] for name, files in known.items()}
    return {name: files[-1] for name, files in started.items() if files}


def versions(lawbook: Lawbook, folder: str, model: type[Version], *, without: str) -> Mapping[str, list[Version]]:
    """Every version of each thing in a folder, from old to new. Raises LawNotFound, RuleFileError."""
    found: dict[str, list[Version]] = {}
    # In the order of their paths, so by name and then in that of their first days.
    for path in sorted(path for path in lawbook.files if path.startswith(f"{folder}/")):
        name, _, rest = path.removeprefix(f"{folder}/").partition("/")
        day = rest.removesuffix(".yaml")
        if rest == day or not is_day(day):
            fix = f"move it to {folder}/<name>/<valid_from>.yaml"
            raise RuleFileError.one(f"rules/{path}", "the file stands outside the layout", fix)
        file = read_data(model, path, lawbook.files[path])
        if (file.name, file.valid_from) != (name, day):
            problem = f"is of {file.name} from {file.valid_from}, and stands as another"
            raise RuleFileError.one(f"rules/{path}", problem, "mend the keys or the name")
        found.setdefault(name, []).append(file)
    if not found:
        raise LawNotFound(f"the rule book has no file {folder}/<name>/<valid_from>.yaml: {without}")
    return found


def _loaded(lawbook: Lawbook, folder: str, model: type[File], without: str) -> list[File]:
    files = [file for found in versions(lawbook, folder, model, without=without).values() for file in found]
    return sorted(files, key=lambda file: file.valid_from)
