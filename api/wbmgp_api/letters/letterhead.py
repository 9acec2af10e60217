"""What a municipality says of itself in letters: one file of its own, read strictly; what is not in it is never made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from wbmgp_api.settings import Settings
from wbmgp_engine.errors import BadInput, Finding, RuleFileError
from wbmgp_engine.law.faults import fault, faults_of
from wbmgp_engine.law.reading import yaml_path
from wbmgp_engine.law.register_schema import Code
from wbmgp_engine.law.yaml_reader import line_of, read_yaml

SETTING: Final = "WBMGP_LETTERS"
_MANUAL: Final = "docs/brieven.md"
_EXAMPLE: Final = "voorbeeld.yaml"
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


class _Part(BaseModel):
    """A part of the file: only known keys, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Contact(_Part):
    """Whom people can ask: by telephone or otherwise."""

    team: Line
    telephone: Line = Field(alias="telefoon")
    email: Line | None = None
    hours: Line | None = Field(default=None, alias="bereikbaar")


class Desk(_Part):
    """Where an objection or appeal goes: whom it is sent to, the address, and where it can be done online."""

    to: Line = Field(alias="aan")
    address: Annotated[list[Line], Field(min_length=1, max_length=5)] = Field(alias="adres")
    online: Line | None = Field(default=None, alias="digitaal")


class Help(_Part):
    """Somebody who helps: the name, for what, and how to reach them."""

    name: Line = Field(alias="naam")
    what: Line = Field(alias="waarvoor")
    reached: Line = Field(alias="bereikbaar")


class Signature(_Part):
    """Who signs: on whose behalf, the name and the function."""

    behalf: Line = Field(alias="namens")
    name: Line = Field(alias="naam")
    function: Line = Field(alias="functie")


class Letterhead(_Part):
    """What the letters of one municipality say of it. What is None was not told, and a letter that needs it waits."""

    name: Line | None = Field(default=None, alias="naam")
    sender: Annotated[list[Line], Field(min_length=1, max_length=6)] | None = Field(default=None, alias="afzender")
    place: Line | None = Field(default=None, alias="plaats")
    contact: Contact | None = None
    signature: Signature | None = Field(default=None, alias="ondertekening")
    objection: Desk | None = Field(default=None, alias="bezwaar")
    appeal: Desk | None = Field(default=None, alias="beroep")
    elsewhere: Annotated[list[Line], Field(min_length=1, max_length=10)] | None = Field(
        default=None, alias="andere_woningen"
    )
    help: Annotated[list[Help], Field(min_length=1, max_length=10)] | None = Field(default=None, alias="hulp")

    def missing(self, needed: tuple[str, ...]) -> list[str]:
        """Which keys of the file a letter needs and nobody filled in, in the order of the file."""
        told = self.model_fields_set
        return [
            one.alias or name for name, one in type(self).model_fields.items() if name in needed and name not in told
        ]


class _File(_Part):
    municipalities: dict[Code, Letterhead] = Field(alias="gemeenten")


@dataclass(frozen=True, slots=True)
class Letterheads:
    """The letterheads of the municipalities of this service, by code."""

    known: Mapping[str, Letterhead] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str | None, *, production: bool) -> Letterheads:
        """The file of the setting; without one the made-up example in development, and none in production.

        Raises BadInput that names file, line, value and fix.
        """
        if path is not None:
            return cls(read_letterheads(_bytes(path), path))
        return cls() if production else cls(_example())

    def find(self, tenant: str) -> Letterhead:
        """The letterhead of a municipality; one in which nothing is told where nobody told anything."""
        return self.known.get(tenant) or Letterhead()


def letterheads_of(settings: Settings) -> Letterheads:
    """The letterheads of a service with these settings. Raises what `Letterheads.of` does."""
    return Letterheads.of(settings.letters, production=settings.production)


def read_letterheads(text: bytes, place: str) -> dict[str, Letterhead]:
    """The letterheads in a file. Raises BadInput with every fault: file and line, value and fix."""
    try:
        raw = read_yaml(text, place=place, max_bytes=_LARGEST)
        return dict(_File.model_validate(raw).municipalities)
    except RuleFileError as error:
        raise BadInput(error.findings) from None
    except ValidationError as error:
        found = []
        for one in faults_of(error):
            at = ", ".join(filter(None, [f"{place}:{line_of(text, one.path)}", yaml_path(raw, one.path)]))
            found.append(Finding(at, one.problem, one.fix.replace(_GRAMMAR, _MANUAL)))
        raise BadInput(found) from None


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInput.one(
            SETTING, f"{path} cannot be read: {error.strerror}", "name the file with letterheads"
        ) from None


@cache
def _example() -> Mapping[str, Letterhead]:
    return read_letterheads(files(__package__).joinpath(_EXAMPLE).read_bytes(), _EXAMPLE)
