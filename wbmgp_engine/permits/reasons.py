"""Why a ground came out as it did: the text the rules choose, with the facts of this case in it.

The rules choose by their own outputs (`meer`, each with `als`); here the places in the text are filled with what was
read: days, the designated areas, residence, kinds of income, and what is still missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from wbmgp_engine.facts.wording import Language, day_in_words, one_line
from wbmgp_engine.logic.scalar.witnesses import witnesses
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.asked import asked
from wbmgp_engine.permits.known_facts import KnownFact
from wbmgp_engine.permits.places import (
    cause_in_words,
    designation_in_words,
    dwelling_in_words,
    inside_on,
    ordinance_in_words,
)
from wbmgp_engine.permits.texts import FACT, MISSING, NOW, person_in_words, value_in_words

if TYPE_CHECKING:
    from wbmgp_engine.permits.assessment import Assessment

_LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")
_SHOWN = 4
_NOTHING: Mapping[Language, str] = {"nl": "niets bekend", "en": "nothing known"}
_AND: Mapping[Language, str] = {"nl": " en ", "en": " and "}
_MORE: Mapping[Language, str] = {"nl": "en nog {count}", "en": "and {count} more"}
_ABROAD: Mapping[Language, str] = {"nl": "niet in de regio", "en": "not in the region"}
_MINOR: Mapping[Language, str] = {"nl": "is minderjarig en telt niet mee", "en": "is a minor and does not count"}
_SINCE: Mapping[Language, str] = {"nl": "sinds {day}", "en": "since {day}"}


def reason_of(assessment: Assessment, output: str, verdict: str, facts: tuple[KnownFact, ...]) -> dict[str, str]:
    """The reason for a verdict (`waar`, `onwaar`, `onbekend`) of an output, in Dutch and English; empty where none is said."""
    chosen = _chosen(assessment, output, verdict)
    words = _Words(assessment, output, facts, witnesses(assessment.run, chosen["als"]) if "als" in chosen else [])
    return {language: chosen[language].format_map(_Places(words, language)) for language in _LANGUAGES}


def reason_code(assessment: Assessment, output: str, verdict: str) -> str:
    """The name of the output whose words `reason_of` says: stable where words are not."""
    return str(_chosen(assessment, output, verdict).get("als", output))


def _chosen(assessment: Assessment, output: str, verdict: str) -> Mapping[str, Any]:
    texts: Mapping[str, Any] = assessment.question.reasons(output).get(verdict, {"nl": "", "en": ""})
    return next((more for more in texts.get("meer", ()) if _holds(assessment.run[more["als"]])), texts)


def minors(assessment: Assessment) -> list[str]:
    """The ids of those who do not count for their age, as far as the rules say so."""
    output = assessment.question.words.get("minderjarigen")
    found = assessment.run[output] if output is not None else None
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def lasting(assessment: Assessment, output: str) -> dict[Language, str] | None:
    """What has to last for an output to be true (`blijft` of its case), with the persons who make it so; None if nothing is said."""
    cases = assessment.question.reasons(output).get("waar", {}).get("meer", ())
    chosen = next((case for case in cases if "blijft" in case and _holds(assessment.run[case["als"]])), None)
    if chosen is None:
        return None
    places = {person for person, *_ in witnesses(assessment.run, chosen["als"])}
    people = [assessment.application.household[place].id for place in sorted(places)]
    return {
        language: chosen["blijft"][language].format(
            wie=_joined((person_in_words(assessment.application, person, language) for person in people), language)
        )
        for language in _LANGUAGES
    }


def _holds(value: Any) -> bool:
    """Whether a case is there: a condition that is true, or a list that holds something."""
    return value is True or (isinstance(value, list) and bool(value))


class _Words:
    """The words for the places in a text: a method for each.

    `found`: the places in the household of who made the case, and of the incomes that did.
    """

    def __init__(
        self, assessment: Assessment, output: str, facts: tuple[KnownFact, ...], found: list[tuple[int, ...]]
    ) -> None:
        self.of = assessment
        self.output = output
        self.facts = facts
        self._found = found

    def datum(self, language: Language) -> str:
        return day_in_words(self.of.on, language)

    def aanvraagdatum(self, language: Language) -> str:
        return day_in_words(self.of.application.application_date, language)

    def gebieden(self, language: Language) -> str:
        return _joined(self._designations("gebieden", language), language)

    def andere_gebieden(self, language: Language) -> str:
        return _joined(self._designations("andere_gebieden", language), language)

    def verordening(self, language: Language) -> str:
        return ordinance_in_words(self.of.bound.context.ordinance, language)

    def kenmerken(self, language: Language) -> str:
        return _joined(self._traits(language), language)

    def woning(self, language: Language) -> str:
        return dwelling_in_words(self.of.application, language)

    def verblijf(self, language: Language) -> str:
        return _joined(self._residence(language), language)

    def inkomen(self, language: Language) -> str:
        return _joined(self._income(language), language)

    def ontbreekt(self, language: Language) -> str:
        return _joined(self._missing(language), language)

    def _designations(self, words: str, language: Language) -> Iterator[str]:
        """The designations that an output (`x-woorden`) holds; else those it certainly lies in, else the area that is named."""
        output = self.of.question.words.get(words)
        found = self.of.run[output] if output is not None else None
        if isinstance(found, list) and found:
            yield from (designation_in_words(item, language) for item in found if isinstance(item, dict))
        elif words == "gebieden" and (sure := list(inside_on(self.of.bound.context.designations, self.of.on))):
            yield from (designation_in_words(item, language) for item in sure)
        elif area := self.of.application.dwelling.area:
            yield one_line(area)

    def _residence(self, language: Language) -> Iterator[str]:
        lawbook = self.of.question.lawbook
        before = {fact.person: fact.value for fact in self.facts if fact.name == "verblijf_onderbroken_door"}
        left_out = self._left_out("verblijfstoets")
        for fact in self._of_those_who_count("onafgebroken_ingezetene_vanaf", "verblijfstoets"):
            if fact.person in left_out:
                yield f"{self._whose(fact, language)} {_MINOR[language]}"
                continue
            day = value_in_words(fact.value, language)
            since = _ABROAD[language] if fact.value is None else _SINCE[language].format(day=day)
            # Where six years are the reason, what was before them is none.
            cause = None if self._found else before.get(fact.person)
            said = "" if cause is None else _broken(cause_in_words(lawbook, cause), language, gone=fact.value is None)
            yield f"{self._whose(fact, language)} {since}{said}"

    def _income(self, language: Language) -> Iterator[str]:
        if self._found:
            yield from (self._listed(*places, language=language) for places in self._found)
            return
        left_out = self._left_out("inkomenstoets")
        for fact in self._of_those_who_count("inkomen", "inkomenstoets"):
            if fact.person in left_out:
                yield f"{self._whose(fact, language)} {_MINOR[language]}"
                continue
            yield f"{self._whose(fact, language)}: {value_in_words(fact.value, language)}"

    def _listed(self, person: int, *incomes: int, language: Language) -> str:
        whose = self.of.application.household[person]
        kinds = [whose.income[place].kind.value for place in incomes]
        return f"{person_in_words(self.of.application, whose.id, language)}: {value_in_words(kinds, language)}"

    def _whose(self, fact: KnownFact, language: Language) -> str:
        return person_in_words(self.of.application, fact.person, language)

    def _left_out(self, test: str) -> list[str]:
        """Whom the rules leave out for their age, where the ordinance looks at more than the applicant."""
        return [] if self._alone(test) else minors(self.of)

    def _alone(self, test: str) -> bool:
        return "aanvrager" in [fact.value for fact in self.facts if fact.name == test]

    def _of_those_who_count(self, name: str, test: str) -> Iterator[KnownFact]:
        # Where the ordinance looks at the applicant alone, the others' facts explain nothing.
        alone = self._alone(test)
        people = [self.of.application.household[person].id for person, *_ in self._found]
        who = people or ([self.of.application.applicant.id] if alone else None)
        yield from (fact for fact in self.facts if fact.name == name and (who is None or fact.person in who))

    def _traits(self, language: Language) -> Iterator[str]:
        counts = self.of.bound.context.traits
        yield from (
            value_in_words(trait, language) for trait in self.of.application.applicant.traits if trait in counts
        )

    def _missing(self, language: Language) -> Iterator[str]:
        value = self.of.run[self.output]
        for path in sorted(value.missing) if isinstance(value, Unknown) else ():
            key, person = asked(path)
            names = self.of.question.fields.get(key, {})
            name = names.get("feit", key.rpartition(".")[2])
            shown = FACT.get(name, {}).get(language)
            label = shown or key.rpartition(".")[2].replace("_", " ")
            yield self._of_whom(name, label, person, language) if person else label

    def _of_whom(self, name: str, label: str, person: str, language: Language) -> str:
        """A missing fact with the person it is about, where its label does not say so itself."""
        who = person_in_words(self.of.application, person, language)
        whole = MISSING.get(name, {}).get(language, "{label} ({who})")
        return label if who in label else whole.format(label=label, who=who)


def _broken(cause: Mapping[str, Any], language: Language, *, gone: bool) -> str:
    """What broke the years, or where somebody is who does not live in the region."""
    if gone:
        return f": {NOW[cause['soort']][language].format(place=cause['plaats'])}"
    return f"; {FACT['verblijf_onderbroken_door'][language]} {value_in_words(cause, language)}"


_MADE: Final[Mapping[str, Callable[[_Words, Language], str]]] = {
    name: made for name, made in vars(_Words).items() if not name.startswith("_")
}


class _Places:
    """Words by the name of their place, made when a text asks for them."""

    def __init__(self, words: _Words, language: Language) -> None:
        self._words, self._language = words, language

    def __getitem__(self, name: str) -> str:
        return _MADE[name](self._words, self._language)


def _joined(found: Any, language: Language) -> str:
    items = list(dict.fromkeys(found))
    if not items:
        return _NOTHING[language]
    if len(items) > _SHOWN + 1:  # "and 1 more" is no shorter than the one itself
        items = [*items[:_SHOWN], _MORE[language].format(count=len(items) - _SHOWN)]
        return ", ".join(items)
    return _AND[language].join(filter(None, [", ".join(items[:-1]), items[-1]]))
