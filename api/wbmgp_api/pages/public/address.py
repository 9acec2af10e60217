"""`/`: does a rule of the Wbmgp apply at this address on this day? The address goes in the body of a form and is not kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from wbmgp_api.areas.checking import Ground, units
from wbmgp_api.pages.public.answering import Answer, answered
from wbmgp_api.pages.public.asking import NAMES, place_in, typed
from wbmgp_api.pages.public.municipalities import Municipality, chosen, offered, set_up
from wbmgp_api.pages.visiting import Fault, Visit
from wbmgp_engine.facts.place import Place

_TEMPLATE: Final = "public/address.html"
_CHOOSE: Final = "-"
_MORE: Final = ("verhuurder", "soort", "huurprijs")


async def show(visit: Visit) -> Response:
    """The form; where there are more municipalities, first the choice between them."""
    asked = visit.query.get("gemeente", "")
    found = chosen(visit, asked)
    if found is None:
        return _choice(visit, wrong=asked not in ("", _CHOOSE))
    return await _asked(visit, found, dict.fromkeys(NAMES, "") | {"datum": visit.today.isoformat()})


async def take(visit: Visit) -> Response:
    """The answer, as the page that follows the form: no address of a page ever holds what somebody asked."""
    asked = visit.said("gemeente")
    found = chosen(visit, asked)
    if found is None:
        return _choice(visit, wrong=True)
    ground = await visit.do(lambda: ground_of(visit, found.code))
    areas = await visit.do(lambda: units(found.code, ground))
    place, said = place_in(visit, found.code, areas), typed(visit)
    if not isinstance(place, Place):
        return await _asked(visit, found, said, faults=place)
    answer = await visit.do(lambda: answered(place, ground, areas, visit.lang))
    return await _asked(visit, found, said, answer=answer, place=place)


def ground_of(visit: Visit, municipality: str) -> Ground:
    """What answers about a municipality rest on: its rule book of now, at most a second old, and what it keeps."""
    service, books = visit.service, visit.request.app.state.books
    return Ground(books.recent(municipality) or books.of(municipality), service.store, service.registers)


def _choice(visit: Visit, *, wrong: bool) -> Response:
    faults = [Fault("gemeenten", visit.say("Kies een gemeente uit de lijst."))] if wrong else []
    status, known = 400 if wrong else 200, offered(visit)
    return visit.show("public/choice.html", status, faults=faults, municipalities=known, set_up=set_up(visit))


async def _asked(
    visit: Visit, municipality: Municipality, said: dict[str, str], *, faults: Sequence[Fault] = (),
    answer: Answer | None = None, place: Place | None = None,
) -> Response:  # fmt: skip
    ground = await visit.do(lambda: ground_of(visit, municipality.code))
    areas = await visit.do(lambda: units(municipality.code, ground))
    pointed = {one.field for one in faults} | {one.field for one in (() if answer is None else answer.open)}
    return visit.show(
        _TEMPLATE, 400 if faults else 200, faults=faults, municipality=municipality, others=len(offered(visit)) > 1,
        areas=areas, said=said, answer=answer, place=place,
        unfolded=any(said[name] or name in pointed for name in _MORE),
    )  # fmt: skip
