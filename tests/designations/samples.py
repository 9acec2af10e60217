"""A request and an answer to it, in the shape of the contract, for what is made from the two."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.scenarios import scenarios_root

CITED = {"tekst": "art. 5 lid 4 Wbmgp"}
STATUSES = {
    "noodzaak": "onderbouwd", "geschiktheid": "zwak", "subsidiariteit": "onderbouwd", "proportionaliteit": "zwak",
    "regionaleMogelijkheden": "onderbouwd", "instrumentkeuze": "onderbouwd", "evaluatie": "onderbouwd",
}  # fmt: skip


@cache
def _example() -> str:
    return (scenarios_root() / "voorbeeld-verzoek.json").read_text(encoding="utf-8")


def example_json() -> dict[str, Any]:
    """The example of the contract, to change."""
    data: dict[str, Any] = json.loads(_example())
    return data


def request(**changes: Any) -> DesignationRequest:
    """The example as a request, with keys replaced; a value of `...` removes the key."""
    data = {**example_json(), **changes}
    return DesignationRequest.model_validate({key: value for key, value in data.items() if value is not ...})


def part(**changes: Any) -> dict[str, Any]:
    """A part of an answer, with keys replaced."""
    found = {
        "gebied": "zwanenhoek", "grond": "artikel_9", "oordeel": "voldaan", "verlenging": 1,
        "resterendeVerlengingen": 3, "eindeTermijn": "2024-01-01", "uiterstEinde": "2036-01-01", "lezingen": [],
        "criteria": {**STATUSES, "regionaleMogelijkheden": "niet_vereist", "instrumentkeuze": "niet_vereist"},
        "criteriumredenen": {
            "geschiktheid": {"nl": "Er is geen bewijs bij.", "en": "There is no evidence.", "bron": {"tekst": "art. 6 lid 1 Wbmgp"}},
        },
        "redenen": [{"nl": "Dit is de eerste van vier.", "en": "This is the first of four.", "bron": CITED}],
    }  # fmt: skip
    return {**found, **changes}


def second_part(**changes: Any) -> dict[str, Any]:
    """The part on article 10, with keys replaced."""
    first_term = {"grond": "artikel_10", "verlenging": 0, "resterendeVerlengingen": 4, "uiterstEinde": "2040-01-01"}
    return part(**{**first_term, "criteria": {**STATUSES, "evaluatie": "niet_vereist"}, "redenen": [], **changes})


def answer(**changes: Any) -> dict[str, Any]:
    """An answer to the example, with keys replaced."""
    found = {
        "volledig": True,
        "onderdelen": [part(), second_part()],
        "criteria": STATUSES,
        "beslistermijn": {
            "begint": "2019-10-25", "opgeschortDagen": 17, "eindigt": "2020-01-06",
            "eindigtZonderOpschorting": "2019-12-20", "vanRechtswegeNa": "2020-01-06", "besluitTijdig": True,
        },
        "openstaand": [], "vragen": [], "opmerkingen": [],
        "recht": {"datum": "2019-10-25", "regelboek": "sha256:0", "regelingen": []},
        "motor": {"naam": "wbmgp-engine", "versie": "0"}, "spoor": [{"stap": 1}],
    }  # fmt: skip
    return deepcopy({**found, **changes})
