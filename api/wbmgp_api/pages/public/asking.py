"""From a form to a place and a day. What was typed stays in the form; what is wrong comes back all at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from wbmgp_api.pages.visiting import Fault, Visit, faults_of
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.place import Place

_FIELDS: Final = {
    "woonruimte.adres.postcode": "postcode", "woonruimte.adres.huisnummer": "huisnummer",
    "woonruimte.adres.huisletter": "huisletter", "woonruimte.adres.toevoeging": "toevoeging",
    "woonruimte.gebied": "gebied", "woonruimte.verhuurder": "verhuurder", "woonruimte.soort": "soort",
    "woonruimte.huurprijs": "huurprijs", "datum": "datum",
}  # fmt: skip
_OF_THE_DWELLING: Final = ("gebied", "verhuurder", "soort")
_EUROS: Final = re.compile(r"(?:€ ?)?(\d{1,3}(?:\.\d{3})+|\d{1,6})(?:[.,](\d{2}|-))?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,9}", re.ASCII)
NAMES: Final = (
    "postcode",
    "huisnummer",
    "huisletter",
    "toevoeging",
    "gebied",
    "datum",
    "verhuurder",
    "soort",
    "huurprijs",
)


def field_of(fact: str) -> str:
    """The field of the form that holds a fact of the dwelling; empty where the form does not ask it."""
    return _FIELDS.get(fact, "")


def typed(visit: Visit) -> dict[str, str]:
    """What the form says, field by field."""
    return {name: visit.said(name) for name in NAMES}


def place_in(visit: Visit, municipality: str, areas: Collection[str]) -> Place | list[Fault]:
    """The place and day of a form, or everything that is wrong with it."""
    said = typed(visit)
    found = [*_missing(visit, said), *_unreadable(visit, said, areas)]
    own = {fault.field for fault in found}
    try:
        place = Place.model_validate({"gemeente": municipality, "datum": said["datum"], "woonruimte": _dwelling(said)})
    except BadInput as problem:
        found += [fault for fault in faults_of(problem, visit.lang, _FIELDS) if fault.field not in own]
        return sorted(found, key=lambda fault: NAMES.index(fault.field) if fault.field in NAMES else -1)
    return found or place


def _missing(visit: Visit, said: dict[str, str]) -> Iterator[Fault]:
    if not said["postcode"]:
        yield Fault("postcode", visit.say("Vul de postcode in, zoals 1234 AB."))
    if not said["huisnummer"]:
        yield Fault("huisnummer", visit.say("Vul het huisnummer in."))
    if not said["datum"]:
        yield Fault("datum", visit.say("Vul de dag in waarover u het wilt weten."))


def _unreadable(visit: Visit, said: dict[str, str], areas: Collection[str]) -> Iterator[Fault]:
    if said["huisnummer"] and not _NUMBER.fullmatch(said["huisnummer"]):
        yield Fault(
            "huisnummer", visit.say("Schrijf het huisnummer in cijfers. Een letter of toevoeging heeft een eigen veld.")
        )
    if said["gebied"] and said["gebied"] not in areas:
        yield Fault("gebied", visit.say("Kies een gebied uit de lijst, of “Weet ik niet”."))
    if said["huurprijs"] and _cents(said["huurprijs"]) is None:
        yield Fault("huurprijs", visit.say("Schrijf de huur per maand in euro’s, zoals 450 of 450,50."))


def _dwelling(said: dict[str, str]) -> dict[str, Any]:
    number = said["huisnummer"]
    address: dict[str, Any] = {
        "postcode": said["postcode"].replace(" ", "").upper(),
        "huisnummer": int(number) if _NUMBER.fullmatch(number) else number,
        **{key: said[key] for key in ("huisletter", "toevoeging") if said[key]},
    }
    told: dict[str, Any] = {key: said[key] for key in _OF_THE_DWELLING if said[key]}
    cents = _cents(said["huurprijs"])
    return {"adres": address, **told, **({} if cents is None else {"huurprijs": cents})}


def _cents(text: str) -> int | None:
    """An amount in euros, as people write it, in eurocents.

    >>> [_cents(one) for one in ("450", "€ 1.450,50", "450,-", "4,5", "veel", "")]
    [45000, 145050, 45000, None, None, None]
    """
    found = _EUROS.fullmatch(text)
    if found is None:
        return None
    rest = found[2] if found[2] and found[2] != "-" else "0"
    return int(found[1].replace(".", "")) * 100 + int(rest)
