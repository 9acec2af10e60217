"""People who do not exist, to try rules out with: the numbers are test numbers, the days lie around today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.languages import N_


class Persona(NamedTuple):
    """Somebody made up: a key, what they are called, what is special, a test number, and the household on a day in a place."""

    key: str
    name: str
    about: str
    number: str
    household: Callable[[date, str], list[dict[str, Any]]]


def _one(
    born: int, since: int | None, kinds: list[str] | None, **more: Any
) -> Callable[[date, str], list[dict[str, Any]]]:
    """One person, so many years old, so many years in the place, with these kinds of income; None: not known."""

    def household(today: date, place: str) -> list[dict[str, Any]]:
        lives = [] if since is None else [_stay(place, today.year - since)]
        return [{
            "id": "p1", "rol": "aanvrager", "geboortedatum": str(today.year - born), "rechtmatigVerblijf": True,
            "kenmerken": [], **({} if since is None else {"verblijf": lives}),
            **({} if kinds is None else {"inkomen": [{"soort": kind} for kind in kinds]}), **more,
        }]  # fmt: skip

    return household


def _stay(place: str, year: int, until: int | None = None) -> dict[str, Any]:
    return {"gemeente": place, "vanaf": f"{year}-01-01", "tot": None if until is None else f"{until}-01-01"}


def _returned(today: date, place: str) -> list[dict[str, Any]]:
    """Away for two years, and back for three."""
    (person,) = _one(48, None, [])(today, place)
    year = today.year
    away = {**_stay("buitenland", year - 5, year - 3), "bron": {"soort": "opgave"}}
    return [{**person, "verblijf": [_stay(place, year - 20, year - 5), away, _stay(place, year - 3)]}]


def _family(today: date, place: str) -> list[dict[str, Any]]:
    """Two adults, of whom one works and the other has lived there for long, and a child."""
    (first,), (second,) = _one(35, 2, [])(today, place), _one(37, 12, ["dienstbetrekking"])(today, place)
    partner = {name: value for name, value in second.items() if name not in ("rechtmatigVerblijf", "kenmerken")}
    child = {"id": "p3", "rol": "kind", "geboortedatum": str(today.year - 6)}
    return [first, {**partner, "id": "p2", "rol": "partner"}, child]


PERSONAS: Final = (
    Persona("werkt", N_("Alleenstaande met werk"), N_("Twee jaar in de gemeente, in loondienst"), "999990019", _one(29, 2, ["dienstbetrekking"])),
    Persona("bijstand", N_("Alleenstaande met bijstand"), N_("Twee jaar in de gemeente, alleen bijstand"), "111222333", _one(41, 2, ["bijstand"])),
    Persona("lang", N_("Woont er al lang"), N_("Twaalf jaar in de gemeente, geen inkomen"), "999990020", _one(52, 12, [])),
    Persona("terug", N_("Teruggekeerd"), N_("Was twee jaar weg, en is drie jaar terug"), "999990032", _returned),
    Persona("student", N_("Student"), N_("Net in de gemeente, studiefinanciering"), "999990044", _one(19, 0, ["studiefinanciering"])),
    Persona("zorg", N_("Werkt in de zorg"), N_("Net in de gemeente, in loondienst, met een kenmerk voor voorrang"), "999990056",
            _one(26, 0, ["dienstbetrekking"], kenmerken=["beroep_zorg"])),
    Persona("gezin", N_("Gezin met een kind"), N_("De partner werkt en woont er twaalf jaar"), "999990068", _family),
    Persona("onbekend", N_("Nog weinig bekend"), N_("Van inkomen en verblijf is niets bekend"), "999990081", _one(33, None, None)),
)  # fmt: skip
BY_KEY: Final = {one.key: one for one in PERSONAS}
