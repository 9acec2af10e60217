"""Names that are public and kept for good: no place for a number of a person."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from wbmgp_api.identifiers import holds_bsn
from wbmgp_api.words import unfit
from wbmgp_engine.facts.fields import Name

_PARTS_OF_ADDRESSES = "/\\?#%;:"


def of_nobody(text: str) -> str:
    """The text. Raises ValueError where a citizen service number can stand in it."""
    if holds_bsn(text):
        raise unfit("bsn_in_name")
    return text


def addressable(text: str) -> str:
    """The text. Raises ValueError where it cannot stand in an address: as part of one it would lead elsewhere."""
    if text.startswith((".", "_")) or any(sign in text for sign in _PARTS_OF_ADDRESSES):
        raise unfit("form_area")
    return of_nobody(text)


Nameless = Annotated[Name, AfterValidator(of_nobody)]
