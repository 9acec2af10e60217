"""What a municipality says of itself in letters: one file of its own, read strictly; what is not in it is never made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

from pydantic import Field

from wbmgp_api.municipal_files import Line, Part, Told, bytes_of, read_strictly
from wbmgp_api.settings import Settings
from wbmgp_engine.law.register_schema import Code

SETTING: Final = "WBMGP_LETTERS"
_MANUAL: Final = "docs/brieven.md"
_EXAMPLE: Final = "voorbeeld.yaml"


class Contact(Part):
    """Whom people can ask: by telephone or otherwise."""

    team: Line
    telephone: Line = Field(alias="telefoon")
    email: Line | None = None
    hours: Line | None = Field(default=None, alias="bereikbaar")


class Desk(Part):
    """Where an objection or appeal goes: whom it is sent to, the address, and where it can be done online."""

    to: Line = Field(alias="aan")
    address: Annotated[list[Line], Field(min_length=1, max_length=5)] = Field(alias="adres")
    online: Line | None = Field(default=None, alias="digitaal")


class Help(Part):
    """Somebody who helps: the name, for what, and how to reach them."""

    name: Line = Field(alias="naam")
    what: Line = Field(alias="waarvoor")
    reached: Line = Field(alias="bereikbaar")


class Signature(Part):
    """Who signs: on whose behalf, the name and the function."""

    behalf: Line = Field(alias="namens")
    name: Line = Field(alias="naam")
    function: Line = Field(alias="functie")


class Letterhead(Told):
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


class _File(Part):
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
            return cls(read_letterheads(bytes_of(path, SETTING), path))
        return cls() if production else cls(_example())

    def find(self, tenant: str) -> Letterhead:
        """The letterhead of a municipality; one in which nothing is told where nobody told anything."""
        return self.known.get(tenant) or Letterhead()


def letterheads_of(settings: Settings) -> Letterheads:
    """The letterheads of a service with these settings. Raises what `Letterheads.of` does."""
    return Letterheads.of(settings.letters, production=settings.production)


def read_letterheads(text: bytes, place: str) -> dict[str, Letterhead]:
    """The letterheads in a file. Raises BadInput with every fault: file and line, value and fix."""
    return dict(read_strictly(_File, text, place, _MANUAL).municipalities)


@cache
def _example() -> Mapping[str, Letterhead]:
    return read_letterheads(files(__package__).joinpath(_EXAMPLE).read_bytes(), _EXAMPLE)
