"""Why a ground came out as it did: the text the rules choose, with the facts of this case in it.

The rules choose by their own outputs (`meer`, each with `als`); here the places in the text are filled with what was
read: days, the designated areas, residence, kinds of income, and what is still missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wbmgp_engine.facts.wording import Language, day_in_words, one_line
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.asked import asked
from wbmgp_engine.permits.known_facts import KnownFact
from wbmgp_engine.permits.texts import FACT, person_in_words, value_in_words

if TYPE_CHECKING:
    from wbmgp_engine.permits.assessment import Assessment

_SHOWN = 4
_NOTHING: Mapping[Language, str] = {"nl": "niets bekend", "en": "nothing known"}
_AND: Mapping[Language, str] = {"nl": " en ", "en": " and "}
_MORE: Mapping[Language, str] = {"nl": "en nog {count}", "en": "and {count} more"}
_ABROAD: Mapping[Language, str] = {"nl": "niet in de regio", "en": "not in the region"}
_SINCE: Mapping[Language, str] = {"nl": "sinds {day}", "en": "since {day}"}


def reason_of(assessment: Assessment, output: str, verdict: str, facts: tuple[KnownFact, ...]) -> dict[str, str]:
    """The reason for a verdict (`waar`, `onwaar`, `onbekend`) of an output, in Dutch and English; empty where none is said."""
    texts: Mapping[str, Any] = assessment.question.reasons(output).get(verdict, {"nl": "", "en": ""})
    chosen = next((more for more in texts.get("meer", ()) if assessment.run[more["als"]] is True), texts)
    words = _Words(assessment, output, facts)
    languages: tuple[Language, ...] = ("nl", "en")
    return {language: chosen[language].format_map(words.in_language(language)) for language in languages}


class _Words:
    """The words for the places in a text, made only when the text names them."""

    def __init__(self, assessment: Assessment, output: str, facts: tuple[KnownFact, ...]) -> None:
        self.of = assessment
        self.output = output
        self.facts = facts

    def in_language(self, language: Language) -> Mapping[str, str]:
        return _Places({
            "datum": lambda: day_in_words(self.of.on, language),
            "aanvraagdatum": lambda: day_in_words(self.of.application.application_date, language),
            "gebieden": lambda: self._areas(language),
            "verblijf": lambda: _joined(self._residence(language), language),
            "inkomen": lambda: _joined(self._income(language), language),
            "ontbreekt": lambda: _joined(self._missing(language), language),
        })  # fmt: skip

    def _areas(self, language: Language) -> str:
        output = self.of.question.words.get("gebieden")
        found = self.of.run[output] if output is not None else None
        names = found if isinstance(found, list) and all(isinstance(name, str) for name in found) else []
        own = self.of.application.dwelling.area
        return _joined(map(one_line, dict.fromkeys(names or filter(None, [own]))), language)

    def _residence(self, language: Language) -> Iterator[str]:
        for fact in self._of_those_who_count("onafgebroken_ingezetene_vanaf", "verblijfstoets"):
            day = value_in_words(fact.value, language)
            since = _ABROAD[language] if fact.value is None else _SINCE[language].format(day=day)
            yield f"{self._whose(fact, language)} {since}"

    def _income(self, language: Language) -> Iterator[str]:
        for fact in self._of_those_who_count("inkomen", "inkomenstoets"):
            yield f"{self._whose(fact, language)}: {value_in_words(fact.value, language)}"

    def _whose(self, fact: KnownFact, language: Language) -> str:
        return person_in_words(self.of.application, fact.person, language)

    def _of_those_who_count(self, name: str, test: str) -> Iterator[KnownFact]:
        # Where the ordinance looks at the applicant alone, the others' facts explain nothing.
        alone = any(fact.name == test and fact.value == "aanvrager" for fact in self.facts)
        for fact in self.facts:
            if fact.name == name and not (alone and fact.person != self.of.application.applicant.id):
                yield fact

    def _missing(self, language: Language) -> Iterator[str]:
        value = self.of.run[self.output]
        for path in sorted(value.missing) if isinstance(value, Unknown) else ():
            key, person = asked(path)
            names = self.of.question.fields.get(key, {})
            shown = FACT.get(names.get("feit", key.rpartition(".")[2]), {}).get(language)
            label = shown or key.rpartition(".")[2].replace("_", " ")
            yield f"{label} ({person_in_words(self.of.application, person, language)})" if person else label


class _Places(Mapping[str, str]):
    """Words by the name of their place, made when a text asks for them."""

    def __init__(self, made: Mapping[str, Callable[[], str]]) -> None:
        self._made = made

    def __getitem__(self, name: str) -> str:
        return self._made[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _joined(found: Any, language: Language) -> str:
    items = list(dict.fromkeys(found))
    if not items:
        return _NOTHING[language]
    if len(items) > _SHOWN:
        items = [*items[:_SHOWN], _MORE[language].format(count=len(items) - _SHOWN)]
        return ", ".join(items)
    return _AND[language].join(filter(None, [", ".join(items[:-1]), items[-1]]))
