"""What a municipality says of itself in letters: one file of its own, read strictly; what is not in it is never made up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from wbmgp_api.municipal_files import ByCode, InFile, Line, Part, Told
from wbmgp_api.settings import Settings


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


class Letterheads(InFile[Letterhead]):
    """The letterheads of the municipalities of this service, by code."""

    shape, nothing = ByCode[Letterhead], Letterhead()
    setting, manual, example = "WBMGP_LETTERS", "docs/brieven.md", "voorbeeld.yaml"


def letterheads_of(settings: Settings) -> Letterheads:
    """The letterheads of a service with these settings. Raises what `Letterheads.of` does."""
    return Letterheads.of(settings.letters, production=settings.production)
