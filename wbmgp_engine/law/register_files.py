"""Where the register stands under `rules/aanwijzingen/`: a folder per municipality, and one for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.data_files import read_data
from wbmgp_engine.law.register_schema import DecisionFile, NationalFile, RegisterFile, is_code
from wbmgp_engine.law.vocabulary import is_day

FOLDER = "aanwijzingen/"
NATIONAL = f"{FOLDER}landelijk/register.yaml"
_LAYOUT = "aanwijzingen/<gemeente code>-<name>/<file>.yaml, one folder for each municipality"


class MunicipalityFiles(NamedTuple):
    """What was read of one municipality: its register.yaml and, by their paths below `rules/`, its decisions."""

    own: RegisterFile
    decisions: Mapping[str, DecisionFile]


def municipalities(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The codes of the municipalities that have a folder of their own, sorted."""
    codes = {code for path in files if (code := _code_of(path)) is not None}
    return tuple(sorted(codes))


def national_register(files: Mapping[str, bytes]) -> NationalFile:
    """What is stated for all municipalities at once; empty when there is no such file."""
    return read_data(NationalFile, NATIONAL, files[NATIONAL]) if NATIONAL in files else NationalFile()


def municipality_files(files: Mapping[str, bytes], code: str) -> MunicipalityFiles | None:
    """The files of one municipality, or None when it has no folder. Raises RuleFileError with every fault."""
    paths = sorted(path for path in files if path.startswith(f"{FOLDER}{code.lower()}-"))
    if not paths:
        return None
    folder = _folder(paths)
    own_path = f"{folder}/register.yaml"
    if own_path not in files:
        fix = "add it with gemeente, naam, volledig and niet_bekend"
        raise RuleFileError.one(f"rules/{folder}", "the folder has no register.yaml", fix)
    own = read_data(RegisterFile, own_path, files[own_path])
    decisions = {path: read_data(DecisionFile, path, files[path]) for path in paths if path != own_path}
    codes = {own_path: own.gemeente.waarde, **{path: found.gemeente for path, found in decisions.items()}}
    if wrong := [*_of_another(code, codes), *_misnamed(decisions)]:
        raise RuleFileError(wrong)
    return MunicipalityFiles(own, decisions)


def strays(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Files under `aanwijzingen/` that no register reads."""
    for path in sorted(files):
        if path.startswith(FOLDER) and path != NATIONAL and _code_of(path) is None:
            yield Finding(f"rules/{path}", "the file stands outside the layout", _LAYOUT)


def _code_of(path: str) -> str | None:
    """The code in the name of the folder: `gm0599-rotterdam` is GM0599."""
    if not path.startswith(FOLDER):
        return None
    folder, below, _ = path.removeprefix(FOLDER).partition("/")
    code, named, _ = folder.partition("-")
    return code.upper() if below and named and code == code.lower() and is_code(code.upper()) else None


def _folder(paths: Sequence[str]) -> str:
    """The one folder that the files of a municipality stand in, directly below `aanwijzingen/`."""
    first, *others = sorted({path.rpartition("/")[0] for path in paths})
    if others:
        problem = f"the municipality has its files in {first.removeprefix(FOLDER)} too"
        raise RuleFileError.one(f"rules/{others[0]}", problem, _LAYOUT)
    return first


def _of_another(code: str, codes: Mapping[str, str]) -> Iterator[Finding]:
    for path, found in codes.items():
        if found != code:
            problem = f"gemeente is {found} but the folder says {code}"
            yield Finding(f"rules/{path}", problem, "move the file or mend the key")


def _misnamed(decisions: Mapping[str, DecisionFile]) -> Iterator[Finding]:
    """A decision stands under its own day or under its year, so that no other day can be taken for its own."""
    for path, decision in decisions.items():
        name, year = path.rpartition("/")[2].removesuffix(".yaml"), str(decision.jaar.waarde)
        decided = decision.besluitdatum.waarde if decision.besluitdatum else None
        if name not in (year, decided) and (is_day(name) or not name.startswith(f"{year}-")):
            yield Finding(f"rules/{path}", f"the decision is of {decided or year}", f"name it {decided or year}.yaml")
