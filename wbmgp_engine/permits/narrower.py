"""What of a fact that was told in part is still to be told: the fields that were left open, and a question for them alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.partial_dates import PartialDate
from wbmgp_engine.facts.residence import ABROAD, PLACE_UNKNOWN
from wbmgp_engine.facts.wording import Language, day_in_words
from wbmgp_engine.permits.asked import SCOPE

if TYPE_CHECKING:
    from wbmgp_engine.facts import Application, Person
    from wbmgp_engine.facts.household import StayItem
    from wbmgp_engine.permits.assessment import Assessment

    Pending = Callable[[Assessment], Collection[str]]

_LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
_DESIGNATIONS: Final = f"{SCOPE}#aanwijzing"
# How often the law is asked again, for everybody in the household together, before everything that is open is asked.
_MOST_RUNS: Final = 24
_LONG_AGO: Final = date(1900, 1, 1)

_BORN: Final = {
    "nl": "Op welke dag in {when} is {{persoon}} geboren?",
    "en": "On which day in {when} was {{persoon}} born?",
}
_PLACE: Final = {
    "nl": "In welke gemeente woonde {{persoon}}{period}?",
    "en": "In which municipality did {{persoon}} live{period}?",
}
_START: Final = {
    "nl": "Op welke dag{within} ging {{persoon}} {place} wonen?",
    "en": "On which day{within} did {{persoon}} begin to live {place}?",
}
_END: Final = {
    "nl": "Tot welke dag{within} woonde {{persoon}} {place}?",
    "en": "Until which day{within} did {{persoon}} live {place}?",
}
_RESEARCH: Final = {
    "nl": "De BRP doet onderzoek naar het verblijf van {{persoon}} {place}{period}. Klopt dat verblijf, en welk bewijsstuk laat dat zien?",
    "en": "The BRP is in research on the residence of {{persoon}} {place}{period}. Is it right, and which document shows it?",
}  # fmt: skip
_WITHIN: Final = {"nl": " in {when}", "en": " in {when}"}
_FROM: Final = {"nl": " vanaf {when}", "en": " from {when}"}
_UNTIL: Final = {"nl": " tot {when}", "en": " until {when}"}
_IN: Final = {"nl": "in {place}", "en": "in {place}"}
_ABROAD: Final = {"nl": "in het buitenland", "en": "abroad"}
_THERE: Final = {"nl": "daar", "en": "there"}
_DESIGNATED: Final = {
    "van": {"nl": "Vanaf welke dag geldt de aanwijzing van {area}?", "en": "From which day does the designation of {area} hold?"},
    "tot": {"nl": "Tot welke dag geldt de aanwijzing van {area}?", "en": "Until which day does the designation of {area} hold?"},
}  # fmt: skip


class Narrowed(NamedTuple):
    """A question for what is open only: its words, with `{persoon}`, and the fields in which the answer goes.

    `supplier`: who answers it, where that is another one than who tells the whole fact.
    """

    words: Mapping[str, str]
    fields: tuple[str, ...]
    supplier: str | None = None


def narrowed(assessment: Assessment, path: str, pending: Pending) -> Narrowed | None:
    """What of a missing fact is still to be told; None where nothing was told yet, or where what was told cannot be.

    `pending` tells which facts an assessment still waits for.
    """
    if path == _DESIGNATIONS:
        return _designations(assessment)
    _, _, last = path.rpartition(".")
    if last not in ("geboortedatum", "verblijf"):
        return None
    person = _person(assessment.application, path.split(".")[1])
    if last == "verblijf":
        return _residence(assessment, person, path, pending)
    if person.born is None:
        return None
    born: dict[str, str] = {each: _BORN[each].format(when=_day(person.born, each)) for each in _LANGUAGES}
    return Narrowed(born, (path,))


def _designations(assessment: Assessment) -> Narrowed | None:
    """The days that a designation of the given situation does not tell."""
    situation = assessment.application.situation
    if situation is None:
        return None
    open_days: dict[str, tuple[str, str]] = {}
    for index, item in enumerate(situation.designations):
        if assessment.bound.context.designations[index].inside is False:
            continue
        missing = {"van": item.start is None, "tot": "end" not in item.model_fields_set}
        path = f"situatie.aanwijzingen.{index}"
        open_days |= {f"{path}.{key}": (key, item.area) for key, is_open in missing.items() if is_open}
    asked = dict.fromkeys(open_days.values())
    words: dict[str, str] = {
        each: " ".join(_DESIGNATED[key][each].format(area=area) for key, area in asked) for each in _LANGUAGES
    }
    return Narrowed(words, tuple(open_days)) if open_days else None


def _residence(assessment: Assessment, person: Person, path: str, pending: Pending) -> Narrowed | None:
    """What the history of somebody leaves open: places and days of those stays on which the outcome still depends."""
    if assessment.bound.context.region is None or not person.residence:
        return None
    found = _open_fields(assessment, person.id, path, pending)
    if not found:
        return None
    by_stay: dict[int, list[str]] = {}
    for index, name in sorted(found):
        by_stay.setdefault(index, []).append(name)
    words: dict[str, str] = {
        each: " ".join(
            said for index, names in by_stay.items() for said in _of_stay(person.residence[index], names, each)
        )
        for each in _LANGUAGES
    }
    # What the BRP doubts itself it cannot tell: the municipality looks into it.
    supplier = "gemeente" if any("bron" in names for names in by_stay.values()) else None
    told = tuple(f"{path}.{index}.{name}" for index, names in by_stay.items() for name in names)
    return Narrowed(words, told, supplier)


def _open_fields(assessment: Assessment, name: str, path: str, pending: Pending) -> set[tuple[int, str]]:
    """The stays in doubt with what they leave open, under any way of filling in what is open before them."""
    found: set[tuple[int, str]] = set()
    runs = _MOST_RUNS // len(assessment.application.household)
    waiting = [assessment]
    while waiting:
        now = waiting.pop()
        if now is not assessment and path not in pending(now):
            continue
        doubt = now.bound.residences[name].doubted_by
        stays = _person(now.application, name).residence
        fields = [] if doubt is None or doubt.index is None else list(_untold(stays[doubt.index]))
        if doubt is None or doubt.index is None or not fields:
            # Known days that contradict each other: the whole history has to be looked at again.
            return set()
        found |= {(doubt.index, field) for field in fields}
        runs -= 2 ** len(fields)
        if runs < 0:
            own = _person(assessment.application, name).residence
            return {(index, field) for index, stay in enumerate(own) for field in _untold(stay)}
        waiting += _filled_in(now, name, doubt.index, fields)
    return found


def _untold(stay: StayItem) -> Iterator[str]:
    """The fields of a stay that are not known to the day, or not known at all; of one in research first who confirms it."""
    if stay.disputed:
        yield "bron"
        return
    if stay.place == PLACE_UNKNOWN:
        yield "gemeente"
    if stay.start is None or stay.start.exact is None:
        yield "vanaf"
    if not stay.until_now and (stay.end is None or stay.end.exact is None):
        yield "tot"


def _filled_in(now: Assessment, name: str, index: int, fields: list[str]) -> Iterator[Assessment]:
    """The same application with a stay told, at the ends of what it can be."""
    person = _person(now.application, name)
    ends = [_ends(now.application, person, person.residence[index], field) for field in fields]
    for values in product(*ends):
        data = now.application.to_json()
        told = next(one for one in data["huishouden"] if one["id"] == name)["verblijf"][index]
        told |= dict(zip(fields, values, strict=True))
        try:
            yield now.again(type(now.application).model_validate(data))
        except BadInput:
            continue


def _ends(application: Application, person: Person, stay: StayItem, field: str) -> tuple[Any, ...]:
    if field == "bron":
        return ({"soort": "bewijsstuk"},)
    if field == "gemeente":
        return application.municipality, ABROAD
    told = stay.start if field == "vanaf" else stay.end
    if told is not None:
        return told.earliest.isoformat(), told.latest.isoformat()
    first = person.born.latest if person.born is not None else _LONG_AGO
    if field == "tot":
        return (first if stay.start is None else stay.start.latest).isoformat(), None
    return first.isoformat(), (application.application_date if stay.end is None else stay.end.earliest).isoformat()


def _of_stay(stay: StayItem, fields: list[str], language: Language) -> Iterator[str]:
    period = _edge(_FROM, stay.start, language) + _edge(_UNTIL, stay.end, language)
    if "bron" in fields:
        yield _RESEARCH[language].format(place=_there(stay.place, language), period=period)
    if "gemeente" in fields:
        yield _PLACE[language].format(period=period)
    for field, words, told in (("vanaf", _START, stay.start), ("tot", _END, stay.end)):
        if field in fields:
            yield words[language].format(within=_edge(_WITHIN, told, language), place=_there(stay.place, language))


def _edge(words: Mapping[str, str], told: PartialDate | None, language: Language) -> str:
    return "" if told is None else words[language].format(when=_day(told, language))


def _there(place: str, language: Language) -> str:
    if place == PLACE_UNKNOWN:
        return _THERE[language]
    return _ABROAD[language] if place == ABROAD else _IN[language].format(place=place)


def _day(told: PartialDate, language: Language) -> str:
    """A day, a month or a year as people write it.

    >>> _day(PartialDate.parse("2012-05"), "nl"), _day(PartialDate.parse("2012"), "en")
    ('mei 2012', '2012')
    """
    if told.exact is not None:
        return day_in_words(told.exact, language)
    return day_in_words(told.earliest, language).partition(" ")[2] if len(str(told)) > len("2012") else str(told)


def _person(application: Application, name: str) -> Person:
    return next(person for person in application.household if person.id == name)
