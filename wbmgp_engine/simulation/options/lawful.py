"""What the rules say of the designations of an option: the request that each comes down to, asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_engine.designations.assess import assess_designation
from wbmgp_engine.designations.part import Verdict
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.situation import Designation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.simulation.options.option import Option


@dataclass(frozen=True, slots=True)
class Ruling:
    """One term, `[start, end)`: whether the law allows this ground, unit and term, and why.

    `extension` 0 is a first term, None not known. Each reason has `nl`, `en` and `bron`, the source in the law.
    """

    area: str
    ground: str
    start: date
    end: date | None
    verdict: Verdict
    extension: int | None
    reasons: tuple[dict[str, Any], ...]


def rulings(option: Option, municipality: str, lawbook: Lawbook) -> tuple[Ruling, ...]:
    """What the law of its first day says of each term, the earlier terms of the option being there; by day, area, ground.

    It speaks of kind, unit, term and number only: whether a designation is necessary is for people to say.
    """
    days = sorted({item.start for item in option.designations if item.start is not None})
    return tuple(found for day in days for found in _on(option, municipality, lawbook, day))


def _on(option: Option, municipality: str, lawbook: Lawbook, day: date) -> Iterator[Ruling]:
    terms = sorted(
        (item for item in option.designations if item.start == day), key=lambda item: (item.area, item.ground)
    )
    earlier = [
        item for item in option.designations if item.start is not None and item.start < day and item.end is not None
    ]
    request = DesignationRequest.model_validate(
        {
            "kenmerk": option.id,
            "gemeente": municipality,
            "onderdelen": [_part(item) for item in terms],
            "eerdereAanwijzingen": [_earlier(item) for item in earlier],
        }
    )
    for item, part in zip(terms, assess_designation(request, lawbook=lawbook, on=day).parts, strict=True):
        extension = part.value("verlenging")
        number = int(extension) if isinstance(extension, int) else None
        yield Ruling(item.area, item.ground, day, item.end, part.verdict, number, tuple(part.reasons))


def _part(item: Designation) -> dict[str, Any]:
    return {
        "gebied": {"id": item.area, "soort": "gebied"}, "grond": item.ground, "instrument": item.instrument,
        "vanaf": str(item.start), "tot": None if item.end is None else str(item.end),
    }  # fmt: skip


def _earlier(item: Designation) -> dict[str, Any]:
    return {"gebied": item.area, "grond": item.ground, "van": str(item.start), "tot": str(item.end)}
