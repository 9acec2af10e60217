"""Small requests for designation, and the answer to them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from tests.our_law import OUR_LAW
from wbmgp_engine import DesignationAssessment, DesignationRequest, Lawbook, assess_designation

Json = dict[str, Any]
EVIDENCE = {"soort": "veiligheidsmonitor", "jaar": 2018, "waarde": "6", "vergelijking": "7"}
SUBSTANTIATED: Json = {
    "noodzaak": {"stelling": "…", "bewijs": [EVIDENCE]},
    "geschiktheid": {"stelling": "…", "bewijs": [EVIDENCE]},
    "subsidiariteit": {"stelling": "…", "alternatieven": [{"maatregel": "m", "periode": "2018", "resultaat": "r"}]},
    "proportionaliteit": {"stelling": "…", "bewijs": [EVIDENCE]},
    "regionaleMogelijkheden": {"stelling": "…", "cijfers": {"aanbodPerJaar": 900, "uitgeslotenPerJaar": 60}},
    "instrumentkeuze": {"stelling": "…"},
}
SIGNED = {"datum": "2015-01-01", "betreft": "verzoek_aanwijzing", "ondertekendDoor": ["griffier", "burgemeester"]}


@cache
def rules() -> Lawbook:
    """The rules of this project, read once."""
    return OUR_LAW


def part(start: str | None, end: str | None, ground: str = "artikel_9", area: str = "a", **changes: Any) -> Json:
    """A part of a request; `kind` and `within` describe its area."""
    unit = {"id": area, "soort": changes.pop("kind", "gebied"), "binnen": changes.pop("within", None)}
    dates = {key: day for key, day in (("vanaf", start), ("tot", end)) if day is not None}
    return {"gebied": {key: value for key, value in unit.items() if value}, "grond": ground, **dates, **changes}


def earlier(start: str | None, end: str | None, ground: str = "artikel_9", area: str = "a", **changes: Any) -> Json:
    """An earlier designation."""
    dates = {key: day for key, day in (("van", start), ("tot", end)) if day is not None}
    return {"gebied": area, "grond": ground, **dates, **changes}


def asked(*parts: Json, before: list[Json] | None = None, **changes: Any) -> DesignationRequest:
    """A request with these parts; a value of `...` removes a key."""
    data = {
        "kenmerk": "x", "gemeente": "GM0599", "onderdelen": list(parts), "eerdereAanwijzingen": before or [],
        "raadsbesluit": SIGNED, "onderbouwing": SUBSTANTIATED, **changes,
    }  # fmt: skip
    return DesignationRequest.model_validate({key: value for key, value in data.items() if value is not ...})


def answered(request: DesignationRequest, on: str | None = None) -> DesignationAssessment:
    """The assessment of a request under our rules."""
    return assess_designation(request, lawbook=rules(), on=date.fromisoformat(on) if on else None)


def shown(request: DesignationRequest, on: str | None = None) -> Json:
    """The answer as JSON, without the trail."""
    return answered(request, on).to_json(trail=False)


def first(request: DesignationRequest, on: str | None = None) -> Json:
    """The answer on the first part."""
    found: Json = shown(request, on)["onderdelen"][0]
    return found
