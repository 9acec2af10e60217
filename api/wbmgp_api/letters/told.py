"""What the engine answered, as a letter shows it: days, grounds with facts and sources, and what was weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.wording import day_in_words, euros_in_words
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.places import cause_in_words
from wbmgp_engine.permits.texts import FACT, GROUND, person_in_words, value_in_words

_APPLICANT: Final = "aanvrager"
_SOURCES: Final = {
    "brp": "Basisregistratie Personen (BRP)", "bewijsstuk": "bewijsstuk", "opgave": "opgave bij de aanvraag",
}  # fmt: skip
PARTS: Final = (
    ("doel", "Waar de regel voor is"), ("geschiktheid", "Of de regel daarbij helpt"),
    ("minderIngrijpend", "Of het ook anders kan"), ("voorschriften", "Of voorschriften genoeg zijn"),
    ("mogelijkhedenInRegio", "Wat u in de regio kunt vinden"), ("afweging", "Wat het zwaarst telt"),
)  # fmt: skip


class Day(NamedTuple):
    """A day as people write it, in both languages."""

    nl: str
    en: str

    @classmethod
    def of(cls, day: date) -> Day:
        """A day."""
        return cls(day_in_words(day, "nl"), day_in_words(day, "en"))


class Fact(NamedTuple):
    """A fact that the assessment read: what, of whom, and where it comes from."""

    label: str
    value: str
    source: str


class Ground(NamedTuple):
    """A ground that is not met, in the words of the assessment, with its place in the law and the facts it read."""

    id: str
    title: str
    english: str
    reason: str
    source: str
    facts: tuple[Fact, ...]


class Weighed(NamedTuple):
    """One part of what was weighed: about what, what was written, and on which source."""

    about: str
    text: str
    source: str


def unmet(answer: Mapping[str, Any], application: Application, lawbook: Lawbook) -> list[Ground]:
    """The grounds on which the outcome of an assessment rests: those that are not met, hardship apart."""
    found = (one for one in answer["gronden"] if one["oordeel"] == "niet_voldaan")
    return [_ground(one, application, lawbook) for one in found if one["grond"] != "hardheidsclausule"]


def _ground(one: Mapping[str, Any], application: Application, lawbook: Lawbook) -> Ground:
    facts = tuple(_fact(fact, application, lawbook) for fact in one["feiten"])
    title = GROUND[one["grond"]]
    return Ground(one["grond"], title["nl"], title["en"], one["reden"]["nl"], one["bron"]["tekst"], facts)


def _fact(fact: Mapping[str, Any], application: Application, lawbook: Lawbook) -> Fact:
    name, value = fact["naam"], _dated(fact["waarde"])
    label = FACT.get(name, {}).get("nl", name.replace("_", " "))
    if "persoon" in fact:
        label = f"{label}, van {person_in_words(application, fact['persoon'], 'nl')}"
    if name == "verblijf_onderbroken_door":
        value = cause_in_words(lawbook, value)
    said = euros_in_words(value, "nl") if name == "huurprijs" else value_in_words(value, "nl")
    return Fact(label[:1].upper() + label[1:], said, _SOURCES.get(fact["herkomst"], fact["herkomst"]))


def _dated(value: Any) -> Any:
    """A recorded value with its days as days again, inside a mapping too."""
    if isinstance(value, dict):
        return {key: _day(one) for key, one in value.items()}
    return value


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def weighed(answer: Mapping[str, Any]) -> list[Weighed]:
    """What was weighed on proportionality, part by part, as it was recorded."""
    record = answer.get("evenredigheid") or {}
    said = ((name, record.get(part) or {}) for part, name in PARTS)
    return [Weighed(name, one["tekst"], one.get("bron") or "") for name, one in said if one.get("tekst")]


def hardship(application: Application) -> list[Weighed]:
    """What was judged on hardship, as it was recorded."""
    judged = {
        "onbillijk": "Weigeren is heel onbillijk",
        "niet_onbillijk": "Weigeren is niet heel onbillijk",
        None: "Nog geen oordeel",
    }
    found = (one for one in application.hardship if one.reasons)
    return [Weighed(judged[one.judgement], one.reasons or "", one.decided_by or "") for one in found]


def dwelling(application: Application) -> str:
    """The dwelling as the application names it: postcode and number, else its own id, else its area."""
    home, address = application.dwelling, application.dwelling.address
    if address is not None:
        number = f"{address.number}{address.letter or ''}{f'-{address.addition}' if address.addition else ''}"
        return f"{address.postcode[:4]} {address.postcode[4:]}, nummer {number}"
    return home.object_id or home.area or "de woning van uw aanvraag"


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b en c'
    """
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
