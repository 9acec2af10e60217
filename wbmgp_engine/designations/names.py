"""What municipalities and areas are called: by the request itself, else by the register of the rule book, else by their code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.wording import one_line
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register


def municipality_name(lawbook: Lawbook, code: str) -> str:
    """The name of a municipality; its code where the register does not know it."""
    register = load_register(lawbook, code)
    return register.naam if register is not None else code


def names(request: DesignationRequest, lawbook: Lawbook) -> dict[str, Any]:
    """The names of the municipalities and areas in a request, as far as anybody gives them: `gemeenten` and `gebieden`."""
    codes = sorted({request.municipality, *_region(request)})
    called = {code: municipality_name(lawbook, code) for code in codes}
    return {
        "gemeenten": {code: name for code, name in called.items() if name != code},
        "gebieden": _areas(request, lawbook),
    }


def _region(request: DesignationRequest) -> set[str]:
    places = [request.substantiation, *(part.substantiation for part in request.parts)]
    regional = [place.regional for place in places if place is not None and place.regional is not None]
    return {code for item in regional if item.figures is not None for code in item.figures.region}


def _areas(request: DesignationRequest, lawbook: Lawbook) -> dict[str, str]:
    register = load_register(lawbook, request.municipality)
    registered = {item.gebied: item.naam for item in register.designations} if register is not None else {}
    own = {part.area.id: part.area.name for part in request.parts if part.area.name}
    evaluated = request.evaluation.parts if request.evaluation is not None else []
    used = [*request.within, *(area for outer in request.within.values() for area in outer)]
    used += [part.area.id for part in request.parts] + [item.area for item in request.earlier]
    used += [item.area for item in evaluated]
    known = {**registered, **own}
    return {area: known[area] for area in sorted(set(used)) if area in known}


class Names:
    """The names that an answer gives (`namen`), for its words: a code or an id where it gives none."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        found = answer.get("namen", {})
        self._municipalities: Mapping[str, str] = found.get("gemeenten", {})
        self._areas: Mapping[str, str] = found.get("gebieden", {})

    def municipality(self, code: str) -> str:
        """A municipality by its code."""
        return self._municipalities.get(code, code)

    def area(self, area: str) -> str:
        """An area by its id, on one line."""
        return one_line(self._areas.get(area, area))
