"""A plea for hardship as part of a form: whether it was made, and what was put forward for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from wbmgp_api.pages.cases import fields
from wbmgp_api.pages.cases.fields import Field
from wbmgp_api.pages.languages import N_, Tongue

_PLEADED: Final = N_("Doet de aanvrager een beroep op hardheid?")
_FORWARD: Final = N_("Wat voert de aanvrager daarvoor aan?")
_ADDED: Final = N_("Wat u hier schrijft, komt bij wat al is vastgelegd.")


def asked(
    place: str, known: Mapping[str, Any], tongue: Tongue, said: Mapping[str, Sequence[str]]
) -> tuple[Field, Field]:
    """The fields of a plea under a place; the judgement can wait."""
    pleaded, forward = f"{place}.beroep", f"{place}.aangevoerd"
    was = {True: fields.YES, False: fields.NO}.get(known.get("beroep", ""))
    return (
        Field(
            pleaded, "choices", tongue.gettext(_PLEADED), fields.yes_no(tongue), value=fields.was(said, pleaded, was)
        ),
        Field(
            forward, "area", tongue.gettext(_FORWARD), help=tongue.gettext(_ADDED), rows=3,
            value=fields.was(said, forward, None),
        ),
    )  # fmt: skip


def told(place: str, known: Mapping[str, Any], given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What a form says of a plea; what is put forward comes after what was known."""
    pleaded, forward = (
        fields.boolean(fields.first(given, f"{place}.beroep")),
        fields.first(given, f"{place}.aangevoerd"),
    )
    found: dict[str, Any] = {} if pleaded is None else {"beroep": pleaded}
    if forward:
        found["omstandigheden"] = [*(known.get("omstandigheden") or ()), {"soort": "anders", "toelichting": forward}]
    return found
