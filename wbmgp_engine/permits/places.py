"""Designations, the ordinance and the dwelling in words, for reasons that say why a permit is or is not asked for here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from wbmgp_engine.facts.wording import Language, day_in_words, one_line
from wbmgp_engine.permits.texts import value_in_words

if TYPE_CHECKING:
    from wbmgp_engine.facts import Application
    from wbmgp_engine.facts.situation import Category, Ordinance

_WORDS: Final = {
    "article": {"nl": "artikel {number}", "en": "article {number}"},
    "from": {"nl": "vanaf {day}", "en": "from {day}"},
    "until": {"nl": "tot {day}", "en": "until {day}"},
    "none": {"nl": "er is geen verordening bekend", "en": "no ordinance is known"},
    "ordinance": {"nl": "verordening", "en": "ordinance"},
    "names": {"nl": "noemt", "en": "names"},
    "every": {"nl": "elke woning", "en": "every dwelling"},
    "rent": {"nl": "huur onder {amount} euro", "en": "rent below {amount} euros"},
    "dwelling": {"nl": "deze woning", "en": "this dwelling"},
    "own_rent": {"nl": "huur {amount} euro", "en": "rent {amount} euros"},
    "unknown": {"nl": "niets bekend", "en": "nothing known"},
}  # fmt: skip


def designation_in_words(item: Mapping[str, Any], language: Language) -> str:
    """A designation as the rules saw it: "tarwewijk, artikel 8, vanaf 1 juli 2006 tot 1 juli 2010"."""
    return ", ".join([one_line(item["gebied"]), _ground(item["grond"], language), _period(item["van"], item["tot"], language)])  # fmt: skip


def ordinance_in_words(ordinance: Ordinance | None, language: Language) -> str:
    """The ordinance: its name, its time, and per category the grounds and dwellings it names."""
    if ordinance is None:
        return _WORDS["none"][language]
    name = one_line(ordinance.id) if ordinance.id else ""
    head = " ".join(
        filter(None, [_WORDS["ordinance"][language], name, _period(ordinance.start, ordinance.end, language)])
    )
    named = "; ".join(_category(item, language) for item in ordinance.categories)
    return f"{head}, {_WORDS['names'][language]} {named}" if named else head


def dwelling_in_words(application: Application, language: Language) -> str:
    """What is known of the dwelling: landlord, kind and rent."""
    dwelling = application.dwelling
    known = [value_in_words(value, language) for value in (dwelling.landlord, dwelling.kind) if value is not None]
    if dwelling.rent is not None:
        known.append(_WORDS["own_rent"][language].format(amount=_euros(dwelling.rent, language)))
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
        yield _WORDS["rent"][language].format(amount=_euros(category.rent_below, language))


def _euros(cents: int, language: Language) -> str:
    return f"{cents // 100}{'.' if language == 'en' else ','}{cents % 100:02}"
