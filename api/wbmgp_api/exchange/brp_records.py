"""One residence of an answer of Haal Centraal: its place, its days, and what of it is in research."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from wbmgp_api.exchange.brp_dates import Told, day_of
from wbmgp_api.exchange.notices import Notices
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.residence import ABROAD, PLACE_UNKNOWN

_CODE: Final = re.compile("[0-9]{4}")
_NO_MUNICIPALITY: Final = frozenset({"0000", "1999"})
"""Not known, and the register of non-residents (RNI): tables of the Logisch Ontwerp BRP, not municipalities."""
IN_COUNTRY: Final = ("Adres", "Locatie")
_ELSEWHERE: Final = {"VerblijfplaatsBuitenland": ABROAD, "VerblijfplaatsOnbekend": PLACE_UNKNOWN}
_STARTS: Final = ("datumVan", "datumAanvangAdreshouding", "datumAanvangAdresBuitenland")
_VALIDITY: Final = "datumIngangGeldigheid"
START: Final = frozenset({*_STARTS, "datumInschrijvingInGemeente"})
_MATTERING: Final = START | {"type", "gemeenteVanInschrijving", "datumTot"}
_ADDRESS_ONLY: Final = frozenset({
    "nummeraanduidingIdentificatie", "adresseerbaarObjectIdentificatie", "functieAdres", _VALIDITY,
    "indicatieVastgesteldVerblijftNietOpAdres",
})  # fmt: skip
_SINCE: Final = "datumIngangOnderzoek"
_FUNCTIONS: Final = {"W": "", "B": "correspondence"}


@dataclass(frozen=True, slots=True)
class Record:
    """A residence as the BRP tells it. `lasting`: no end stands there; `flawed`: an edge could not be read.

    `research`: its place or days are in research; `start_research`: its first day is, and so the end of the one before.
    """

    at: str
    place: str
    start: PartialDate | None
    end: PartialDate | None
    lasting: bool
    research: bool = False
    start_research: bool = False
    flawed: bool = False


def record_of(given: dict[str, Any], at: str, notices: Notices) -> Record:
    """One of `verblijfplaatsen`, or the `verblijfplaats` of a person. What is not known is left open, with a notice."""
    start, end = _start(given, at, notices), day_of(given.get("datumTot"), f"{at}.datumTot", notices)
    doubted = doubted_fields(given.get("inOnderzoek"), f"{at}.inOnderzoek", notices)
    away = bool(given.get("indicatieVastgesteldVerblijftNietOpAdres") or given.get("verblijftNietOpAdresVanaf"))
    _function(given.get("functieAdres"), f"{at}.functieAdres", notices)
    if away:
        notices.add("not_at_address", at)
    elif doubted:
        notices.add("in_research", at)
    flawed = start.flawed or end.flawed
    if start.day and end.day and start.day.earliest > end.day.latest:
        notices.add("backwards", at)
        start, end, flawed = Told(given=True), Told(given=True), True
    # Where somebody was found to be gone the days before are not in research: the BRP tells them apart by itself.
    return Record(
        at, _place(given, at, notices), start.day, end.day, not end.given,
        away or bool(doubted), bool(doubted & START) and not away, flawed,
    )  # fmt: skip


def municipality(given: Any, at: str, notices: Notices) -> str:
    """A municipality of the national table by its code as it is told, also one that has merged since."""
    code = given.get("code") if isinstance(given, dict) else given
    if isinstance(code, str) and _CODE.fullmatch(code) and code not in _NO_MUNICIPALITY:
        return f"GM{code}"
    notices.add("municipality", at, code)
    return PLACE_UNKNOWN


def doubted_fields(given: Any, at: str, notices: Notices) -> frozenset[str]:
    """What of a residence is in research that its municipality or its days hang on."""
    if given is None:
        return frozenset()
    if not isinstance(given, dict):
        notices.add("research_unclear", at, given)
        return _MATTERING
    said = {name: value for name, value in given.items() if name != _SINCE and value is not False and value is not None}
    unclear = {name for name, value in said.items() if value is not True or name not in _MATTERING | _ADDRESS_ONLY}
    for name in sorted(unclear):
        notices.add("research_unclear", at, name)
    if said and not unclear and not said.keys() & _MATTERING:
        notices.add("address_in_research", at)
    return _MATTERING if unclear else frozenset(said.keys() & _MATTERING)


def _place(given: dict[str, Any], at: str, notices: Notices) -> str:
    kind = given.get("type")
    if isinstance(kind, str) and kind in _ELSEWHERE:
        return _ELSEWHERE[kind]
    if kind in IN_COUNTRY:
        return municipality(given.get("gemeenteVanInschrijving"), f"{at}.gemeenteVanInschrijving", notices)
    notices.add("kind_of_place", f"{at}.type", kind)
    return PLACE_UNKNOWN


def _start(given: dict[str, Any], at: str, notices: Notices) -> Told:
    told = [day_of(given[name], f"{at}.{name}", notices) for name in _STARTS if given.get(name) is not None]
    if not told:
        only = given.get(_VALIDITY) is not None
        notices.add("validity_only" if only else "date_unknown", f"{at}.{_VALIDITY if only else _STARTS[0]}")
        return Told(flawed=True)
    if len({one.day for one in told}) > 1:
        notices.add("two_dates", at)
        return Told(given=True, flawed=True)
    return told[0]


def _function(given: Any, at: str, notices: Notices) -> None:
    code = given.get("code") if isinstance(given, dict) else given
    if code is None:
        return
    notice = _FUNCTIONS.get(code, "function") if isinstance(code, str) else "function"
    if notice:
        notices.add(notice, at, code)
