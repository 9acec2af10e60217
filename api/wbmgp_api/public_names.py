"""Names that are public and kept for good: no place for a number of a person."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from wbmgp_api.identifiers import holds_bsn
from wbmgp_api.words import unfit
from wbmgp_engine.facts.fields import Name


def of_nobody(text: str) -> str:
    """The text. Raises ValueError where a citizen service number can stand in it."""
    if holds_bsn(text):
        raise unfit("bsn_in_name")
    return text


Nameless = Annotated[Name, AfterValidator(of_nobody)]
