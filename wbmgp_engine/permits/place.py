"""Whether the rules apply at a place on a day: the question of an application, asked without a person."""

from __future__ import annotations

from typing import Any, Final

from wbmgp_engine.facts import Application
from wbmgp_engine.facts.place import Place
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.version import NAME, VERSION

_OUTCOMES: Final = {
    "voldaan": "van_toepassing", "niet_voldaan": "van_toepassing", "onbekend": "onbekend",
    "niet_van_toepassing": "niet_van_toepassing",
}  # fmt: skip
_SCOPE: Final = "toepassingsbereik"
_OF_PERSONS: Final = ("rechtmatig_verblijf", "hardheidsclausule")


def check_place(place: Place, *, lawbook: Lawbook) -> dict[str, Any]:
    """`van_toepassing`, `niet_van_toepassing` or `onbekend`, with the grounds that can bear on a dwelling here.

    A ground whose own verdict would need a person is told as `onbekend`: it applies, and asks for facts.
    """
    made = assess(_nobody(place), lawbook=lawbook, on=place.day)
    grounds = [ground for ground in made.grounds if ground.id not in _OF_PERSONS]
    (scope,) = (ground for ground in grounds if ground.id == _SCOPE)
    asked = [question.to_json() for question in made.questions]
    return {
        "uitkomst": "niet_van_toepassing" if made.advice == "geen_vergunning_nodig" else _OUTCOMES[scope.verdict],
        "gronden": [ground.to_json() for ground in grounds],
        "vragen": [question for question in asked if not question["feit"].startswith(("huishouden.", "onderzoek."))],
        "opmerkingen": [dict(remark) for remark in made.remarks],
        "recht": made.law(),
        "motor": {"naam": NAME, "versie": VERSION},
    }


def _nobody(place: Place) -> Application:
    """An application of which only the place is known."""
    given = place.to_json()
    told = {key: given[key] for key in ("gemeente", "woonruimte", "situatie", "plaatsing") if key in given}
    people = [{"id": "aanvrager", "rol": "aanvrager"}]
    return Application.model_validate(
        {"kenmerk": "adrescontrole", "aanvraagdatum": given["datum"], "huishouden": people, **told}
    )
