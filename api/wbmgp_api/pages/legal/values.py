"""Values of a trail and what is done with them, as people read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_engine.permits.texts import BREAK, value_in_words

_MOST: Final = 8
_OPERATIONS: Final = {
    "AND": N_("al deze voorwaarden"), "OR": N_("een van deze voorwaarden"), "NOT": N_("niet"), "IF": N_("als"),
    "FOREACH": N_("voor ieder van"), "EQUALS": N_("is gelijk aan"), "GREATER_THAN": N_("is meer of later dan"),
    "GREATER_THAN_OR_EQUAL": N_("is ten minste"), "LESS_THAN": N_("is minder of eerder dan"),
    "LESS_THAN_OR_EQUAL": N_("is ten hoogste"), "IN": N_("staat in"), "LIST": N_("lijst"), "AGE": N_("leeftijd"),
    "DATE_DIFF": N_("tijd tussen twee dagen"), "DATE_ADD": N_("dag verschoven"), "DATE": N_("dag"),
    "DAY_OF_WEEK": N_("dag van de week"), "DATE_PART": N_("deel van een dag"), "START_OF": N_("begin van"),
    "ADD": N_("som"), "SUBTRACT": N_("verschil"), "MULTIPLY": N_("product"), "DIVIDE": N_("deling"),
    "MIN": N_("kleinste"), "MAX": N_("grootste"), "ROUND": N_("afgerond"), "CEIL": N_("naar boven afgerond"),
    "FLOOR": N_("naar beneden afgerond"),
}  # fmt: skip
_UNITS: Final = {
    "years": (N_("%(number)s jaar"), N_("%(number)s jaar")), "months": (N_("%(number)s maand"), N_("%(number)s maanden")),
    "weeks": (N_("%(number)s week"), N_("%(number)s weken")), "days": (N_("%(number)s dag"), N_("%(number)s dagen")),
}  # fmt: skip
_PARTS: Final = {
    "motivering": N_("redenen"), "hardheid": N_("hardheid"), "gronden": N_("gronden van bezwaar"), "oordeel": N_("oordeel"),
    "toelichting": N_("toelichting"), "uitkomst": N_("uitkomst"), "verschoonbaar": N_("waarom te laat te verontschuldigen is"),
}  # fmt: skip
_COMPARED: Final = ("EQUALS", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN", "LESS_THAN_OR_EQUAL", "IN")
_CAPITAL: Final = re.compile("(?<=[a-z])[A-Z]")
_ITEM: Final = re.compile(r"(.+)\[(\d{1,4})\]", re.ASCII)


def operation(tongue: Tongue, name: str) -> str:
    """What an operation does."""
    return tongue.gettext(_OPERATIONS[name]) if name in _OPERATIONS else name


def compares(name: str) -> bool:
    """Whether an operation holds one value against another."""
    return name in _COMPARED


def part_of(tongue: Tongue, name: str) -> str:
    """What a part of what somebody wrote in a step is called.

    >>> part_of(Tongue("nl"), "gronden"), part_of(Tongue("nl"), "nog_iets")
    ('gronden van bezwaar', 'nog iets')
    """
    return tongue.gettext(_PARTS[name]) if name in _PARTS else plain_name(tongue, name)


def plain_name(tongue: Tongue, name: str) -> str:
    """A name of the rules without its signs: `$persoon.inkomen` is "persoon, inkomen", `persoon[0]` is "persoon 1".

    >>> [plain_name(Tongue("nl"), one) for one in ("persoon[0]", "$persoon.soort_inkomen", "minderIngrijpend")]
    ['persoon 1', 'persoon, soort inkomen', 'minder ingrijpend']
    """
    if name == "$referencedate":
        return tongue.say("datum van het recht")
    found = _ITEM.fullmatch(name)
    if found is not None:
        return f"{found[1].replace('_', ' ')} {int(found[2]) + 1}"
    words = _CAPITAL.sub(lambda found: f" {found[0].lower()}", name)
    return ", ".join(part.replace("_", " ") for part in words.lstrip("$").split("."))


def value(tongue: Tongue, said: Any, unit: str | None = None) -> str:
    """A value in words; what was not read says so, and what nobody knows is no "no".

    >>> value(Tongue("nl"), {"__unknown": True, "missing": ["a"]}), value(Tongue("nl"), 45000, "eurocent")
    ('nog niet bekend', '€\\xa0450,00')
    """
    if said is ...:
        return tongue.say("niet gelezen")
    if isinstance(said, bool) or said is None or isinstance(said, str):
        return value_in_words(said, tongue.language)
    if isinstance(said, int):
        return _number(tongue, said, unit)
    if isinstance(said, list):
        return _listed(tongue, said, unit)
    if isinstance(said, Mapping):
        return _held(tongue, said)
    return str(said)


def _number(tongue: Tongue, said: int, unit: str | None) -> str:
    if unit == "eurocent":
        return tongue.money(said)
    if unit in _UNITS:
        return tongue.say(_UNITS[unit][said != 1], number=tongue.number(said))
    return tongue.number(said)


def _listed(tongue: Tongue, said: list[Any], unit: str | None) -> str:
    if not said:
        return tongue.say("geen")
    first = "; ".join(value(tongue, one, unit) for one in said[:_MOST])
    more = len(said) - _MOST
    return first if more <= 0 else tongue.say("%(first)s en nog %(more)s", first=first, more=tongue.number(more))


def _held(tongue: Tongue, said: Mapping[str, Any]) -> str:
    if said.get("__unknown"):
        return tongue.say("nog niet bekend")
    if "iso" in said:
        return tongue.day(str(said["iso"]))
    kind = said.get("soort")
    if isinstance(kind, str) and kind in BREAK and "tot" in said:
        words = BREAK[kind][tongue.language]
        return words.format(place=said.get("plaats"), day=tongue.day(said["tot"]))
    return ", ".join(f"{plain_name(tongue, key)}: {value(tongue, one)}" for key, one in said.items() if one is not None)
