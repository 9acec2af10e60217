"""Data files under one folder of the rules, each from its date on: `<folder>/<regulation>/<valid_from>.yaml`."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from wbmgp_engine.errors import LawNotFound, LawNotYetInForce, RuleFileError
from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry, read_data
from wbmgp_engine.law.lawbook import Lawbook


class Dated(Entry):
    """What such a file says of itself."""

    regeling: str
    valid_from: Day


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


def _loaded(lawbook: Lawbook, folder: str, model: type[File], without: str) -> list[File]:
    found = []
    for path in sorted(path for path in lawbook.files if path.startswith(f"{folder}/")):
        file = read_data(model, path, lawbook.files[path])
        if path != f"{folder}/{file.regeling}/{file.valid_from}.yaml":
            problem = f"is of {file.regeling} from {file.valid_from}, and stands as another"
            raise RuleFileError.one(f"rules/{path}", problem, "mend the keys or the name")
        found.append(file)
    if not found:
        raise LawNotFound(f"the rule book has no file {folder}/<regulation>/<valid_from>.yaml: {without}")
    return sorted(found, key=lambda file: file.valid_from)
