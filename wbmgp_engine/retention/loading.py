"""The dated files under `rules/bewaring/` of a lawbook, read once."""

from __future__ import annotations

from datetime import date

from wbmgp_engine.errors import LawNotFound, RuleFileError
from wbmgp_engine.law.data_files import read_data
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.vocabulary import is_day
from wbmgp_engine.retention.schema import RetentionFile

FOLDER = "bewaring/"


def in_force(lawbook: Lawbook, on: date) -> dict[str, RetentionFile]:
    """Of each regulation the version on a day; none of one that begins later.

    Raises LawNotFound for a rule book without such files, RuleFileError for one that cannot be read.
    """
    day, known = on.isoformat(), lawbook.once("retention", None, lambda: _loaded(lawbook))
    started = {name: [file for file in files if file.valid_from <= day] for name, files in known.items()}
    return {name: files[-1] for name, files in started.items() if files}


def _loaded(lawbook: Lawbook) -> dict[str, list[RetentionFile]]:
    found: dict[str, list[RetentionFile]] = {}
    # In the order of their paths, so in that of their first days.
    for path in sorted(path for path in lawbook.files if path.startswith(FOLDER)):
        regulation, _, name = path.removeprefix(FOLDER).partition("/")
        day = name.removesuffix(".yaml")
        if name == day or not is_day(day):
            fix = f"move it to {FOLDER}<regulation>/<valid_from>.yaml"
            raise RuleFileError.one(f"rules/{path}", "the file stands outside the layout", fix)
        file = read_data(RetentionFile, path, lawbook.files[path])
        if (file.regeling, file.valid_from) != (regulation, day):
            problem = f"is of {file.regeling} from {file.valid_from}, and stands as another"
            raise RuleFileError.one(f"rules/{path}", problem, "mend the keys or the name")
        found.setdefault(regulation, []).append(file)
    if not found:
        raise LawNotFound(f"the rule book has no file {FOLDER}<regulation>/<valid_from>.yaml: no term can be computed")
    return found
