"""Files in which municipalities say what only they know: one YAML, a part for each, read strictly; nothing is made up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from wbmgp_engine.errors import BadInput, Finding, RuleFileError
from wbmgp_engine.law.faults import fault, faults_of
from wbmgp_engine.law.reading import yaml_path
from wbmgp_engine.law.yaml_reader import line_of, read_yaml

_LARGEST: Final = 200_000
_LONGEST: Final = 200
_GRAMMAR: Final = "the grammar of rule files"


def _line(text: str) -> str:
    if not text.strip() or len(text) > _LONGEST or not text.isprintable():
        raise fault(
            f"{text[:60]!r} is no line of text", f"write one line of at most {_LONGEST} characters, or leave it out"
        )
    return text.strip()


Line = Annotated[str, AfterValidator(_line)]


class Part(BaseModel):
    """A part of such a file: only known keys, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Told(Part):
    """What one municipality told. A key that nobody wrote is None, and whoever needs it says that it is missing."""

    def missing(self, needed: tuple[str, ...]) -> list[str]:
        """Which keys of the file are needed and not filled in, in the order of the file."""
        told = self.model_fields_set
        return [
            one.alias or name for name, one in type(self).model_fields.items() if name in needed and name not in told
        ]


Read = TypeVar("Read", bound=Part)


def read_strictly(shape: type[Read], text: bytes, place: str, manual: str) -> Read:
    """What a file holds. `manual` is the page that explains its keys.

    Raises BadInput with every fault: file and line, value and fix.
    """
    try:
        raw = read_yaml(text, place=place, max_bytes=_LARGEST)
        return shape.model_validate(raw)
    except RuleFileError as error:
        raise BadInput(error.findings) from None
    except ValidationError as error:
        found = []
        for one in faults_of(error):
            at = ", ".join(filter(None, [f"{place}:{line_of(text, one.path)}", yaml_path(raw, one.path)]))
            found.append(Finding(at, one.problem, one.fix.replace(_GRAMMAR, manual)))
        raise BadInput(found) from None


def bytes_of(path: str, setting: str) -> bytes:
    """The file that a setting names. Raises BadInput that names the setting."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInput.one(
            setting, f"{path} cannot be read: {error.strerror}", "name a file that can be read"
        ) from None
