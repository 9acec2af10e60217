"""Designations, the ordinance and the dwelling in words, for reasons that say why a permit is or is not asked for here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from wbmgp_engine.facts.wording import Language, day_in_words, euros_in_words, one_line
from wbmgp_engine.law.municipality_name import municipality_name
from wbmgp_engine.permits.texts import value_in_words

if TYPE_CHECKING:
    from wbmgp_engine.facts import Application
    from wbmgp_engine.facts.situation import Category, Ordinance
    from wbmgp_engine.law.lawbook import Lawbook
    from wbmgp_engine.permits.context import Designated

_WORDS: Final = {
    "article": {"nl": "artikel {number}", "en": "article {number}"},
    "from": {"nl": "vanaf {day}", "en": "from {day}"},
    "until": {"nl": "tot {day}", "en": "until {day}"},
    "none": {"nl": "er is geen verordening bekend", "en": "no ordinance is known"},
    "ordinance": {"nl": "verordening", "en": "ordinance"},
    "names": {"nl": "noemt", "en": "names"},
    "every": {"nl": "elke woning", "en": "every dwelling"},
    "rent": {"nl": "huur onder {amount}", "en": "rent below {amount}"},
    "dwelling": {"nl": "deze woning", "en": "this dwelling"},
    "own_rent": {"nl": "huur {amount}", "en": "rent {amount}"},
    "unknown": {"nl": "niets bekend", "en": "nothing known"},
}  # fmt: skip


def inside_on(designations: Iterable[Designated], day: date) -> Iterator[dict[str, Any]]:
    """The designations of which it is certain that the dwelling lies in them on a day, also where others are not certain."""
    for one in designations:
        if one.inside and one.start is not None and one.start <= day and (one.endless or (one.end and day < one.end)):
            yield {"gebied": one.area, "grond": one.ground, "van": one.start, "tot": one.end}


def designation_in_words(item: Mapping[str, Any], language: Language) -> str:
    """A designation as the rules saw it: "tarwewijk, artikel 8, vanaf 1 juli 2006 tot 1 juli 2010"."""
    return ", ".join([one_line(item["gebied"]), _ground(item["grond"], language), _period(item["van"], item["tot"], language)])  # fmt: skip


def ordinance_in_words(ordinance: Ordinance | None, language: Language) -> str:
    """The ordinance: its name, its time, and per category the grounds and dwellings it names."""
    if ordinance is None:
        return _WORDS["none"][language]
    name = one_line(ordinance.called) if ordinance.called else ""
    word = _WORDS["ordinance"][language]
    # A title says itself what it is: "Huisvestingsverordening Voorbeeldstad".
    said = (None if word in name.lower() else word, name, _period(ordinance.start, ordinance.end, language))
    head = " ".join(filter(None, said))
    named = "; ".join(_category(item, language) for item in ordinance.categories)
    return f"{head}, {_WORDS['names'][language]} {named}" if named else head


def municipality_in_words(lawbook: Lawbook, code: str, form: str = "{name} ({code})") -> str:
    """A municipality with its name, where the register among the files of the rule book knows it; else as it was given."""
    name = lawbook.once("municipality name", code, lambda: municipality_name(lawbook.files, code))
    return code if name is None else form.format(name=name, code=code)


def cause_in_words(lawbook: Lawbook, cause: Mapping[str, Any]) -> dict[str, Any]:
    """What broke the years, with the municipality named; its words put the place between brackets."""
    place = cause["plaats"]
    return {**cause, "plaats": place and municipality_in_words(lawbook, place, "{name}, {code}")}


def dwelling_in_words(application: Application, language: Language) -> str:
    """What is known of the dwelling: landlord, kind and rent."""
    dwelling = application.dwelling
    known = [value_in_words(value, language) for value in (dwelling.landlord, dwelling.kind) if value is not None]
    if dwelling.rent is not None:
        known.append(_WORDS["own_rent"][language].format(amount=euros_in_words(dwelling.rent, language)))
    return f"{_WORDS['dwelling'][language]}: {', '.join(known) or _WORDS['unknown'][language]}"


def _ground(ground: str, language: Language) -> str:
    return _WORDS["article"][language].format(number=ground.rpartition("_")[2])


def _period(start: Any, end: Any, language: Language) -> str:
    found = {"from": start, "until": end}
    return " ".join(
        _WORDS[edge][language].format(day=day_in_words(day, language))
        for edge, day in found.items()
        if isinstance(day, date)
    )


def _category(category: Category, language: Language) -> str:
    grounds = ", ".join(_ground(ground, language) for ground in category.grounds)
    return f"{grounds} ({', '.join(_dwellings(category, language)) or _WORDS['every'][language]})"


def _dwellings(category: Category, language: Language) -> Iterator[str]:
    for values in (category.landlords, category.kinds):
        if values is not None:
            yield "/".join(value_in_words(value, language) for value in values) or value_in_words([], language)
    if category.rent_below is not None:
        yield _WORDS["rent"][language].format(amount=euros_in_words(category.rent_below, language))
