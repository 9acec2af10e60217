"""Files in which municipalities say what only they know: one YAML, a part for each, read strictly; nothing is made up.

Each kind of file is a class below `InFile`: its shape, the setting that names it, its manual and the example beside the module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Generic, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from wbmgp_engine.errors import BadInput, Finding, RuleFileError
from wbmgp_engine.law.faults import fault, faults_of
from wbmgp_engine.law.reading import yaml_path
from wbmgp_engine.law.register_schema import Code
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


One = TypeVar("One")
Read = TypeVar("Read", bound=Part)


class ByCode(Part, Generic[One]):
    """A whole file: what each municipality told, by its code."""

    municipalities: dict[Code, One] = Field(alias="gemeenten")


@dataclass(frozen=True)
class InFile(Generic[One]):
    """What the municipalities of this service told in one kind of file, by code."""

    known: Mapping[str, One] = field(default_factory=dict)

    shape: ClassVar[type[ByCode[Any]]]
    setting: ClassVar[str]
    manual: ClassVar[str]
    example: ClassVar[str]
    nothing: ClassVar[Any]

    @classmethod
    def of(cls, path: str | None, *, production: bool) -> Self:
        """The file of the setting; without one the made-up example in development, and none in production.

        Raises BadInput that names file, line, value and fix.
        """
        if path is not None:
            return cls(cls.read(bytes_of(path, cls.setting), path))
        return cls() if production else cls(cls._made_up())

    @classmethod
    def read(cls, text: bytes, place: str) -> dict[str, One]:
        """What a file holds. Raises BadInput with every fault: file and line, value and fix."""
        return dict(read_strictly(cls.shape, text, place, cls.manual).municipalities)

    @classmethod
    @cache
    def _made_up(cls) -> Mapping[str, One]:
        beside = files(cls.__module__.rpartition(".")[0])
        return cls.read(beside.joinpath(cls.example).read_bytes(), cls.example)

    def find(self, tenant: str) -> One:
        """What a municipality told; where nobody told anything, that nothing is told."""
        found: One = self.known.get(tenant, self.nothing)
        return found


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
