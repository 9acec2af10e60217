"""An answer of the engine as a page shows it: what decides first, each fact with its value and who says so.

Nothing is concluded here. What stands on the page stands in the answer, in its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.cases import speaking
from wbmgp_api.pages.cases.comparing import Comparison, compared
from wbmgp_api.pages.cases.speaking import Household, Source
from wbmgp_api.pages.languages import N_, Language, Tongue
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.texts import CHANGE, GATE, GROUND, PHRASE, RESULT, SUPPLIER, VERDICT, value_in_words

_ORDER: Final = ("niet_voldaan", "onbekend", "voldaan", "niet_van_toepassing")
_KIND: Final = {"niet_voldaan": "bad", "onbekend": "unknown", "voldaan": "good", "niet_van_toepassing": "info"}
_MORE: Final = N_("eerst moet nog iets gebeuren")
_WHO: Final = (
    N_("burgemeester en wethouders"), N_("de burgemeester"),
    N_("burgemeester en wethouders of de medewerker die namens hen oordeelde"),
)  # fmt: skip
"""Who closes a gate, as answers say it in Dutch."""


class Fact(NamedTuple):
    """A fact that a ground read: what it is, of whom, its value, and who says so."""

    label: str
    of: str
    value: str
    said_by: str


class Ground(NamedTuple):
    """A ground with its verdict. `kind`: the kind of badge that goes with it."""

    id: str
    name: str
    verdict: str
    kind: str
    said: str
    reason: str
    source: Source
    facts: tuple[Fact, ...]
    compared: tuple[Comparison, ...]


class Gate(NamedTuple):
    """Something a person has to do first. `field`: where in the application it is told; empty where no fact closes it."""

    id: str
    ground: str
    name: str
    who: str
    source: Source
    by_law: bool
    field: str


class Question(NamedTuple):
    """A missing fact: its path, what is asked, of whom, on which ground, and whether one answer can settle it all."""

    path: str
    text: str
    of: str
    supplier: str
    basis: str
    decisive: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """An answer in one language."""

    outcome: str
    result: str
    grounds: tuple[Ground, ...]
    aside: tuple[Ground, ...]
    gates: tuple[Gate, ...]
    questions: tuple[Question, ...]
    conditions: tuple[str, ...]
    remarks: tuple[str, ...]
    changes: tuple[str, ...]
    earliest: str | None
    law_day: str
    rule_book: str
    weighed: bool


def advice(answer: Mapping[str, Any], household: Household, lawbook: Lawbook, tongue: Tongue) -> Advice:
    """An answer as recorded. `household`: the people as the case knows them, to name them by their role."""
    reading = _Reading(answer, household, lawbook, tongue)
    grounds = sorted(reading.grounds(), key=lambda one: _ORDER.index(one.verdict))
    law = answer["recht"]
    return Advice(
        outcome=answer["advies"], result=reading.result(),
        grounds=tuple(one for one in grounds if one.verdict != _ORDER[-1]),
        aside=tuple(one for one in grounds if one.verdict == _ORDER[-1]),
        gates=tuple(reading.gates()), questions=tuple(reading.questions()),
        conditions=tuple(answer["voorschriften"]),
        remarks=tuple(one[tongue.language] for one in answer["opmerkingen"]),
        changes=tuple(_changes(answer["alternatieven"], household, tongue.language)),
        earliest=answer["vroegsteDatum"], law_day=law["datum"], rule_book=law["regelboek"],
        weighed=answer["evenredigheid"] is not None and not answer["evenredigheid"]["openstaand"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reading:
    answer: Mapping[str, Any]
    household: Household
    lawbook: Lawbook
    tongue: Tongue

    @property
    def language(self) -> Language:
        return self.tongue.language

    def result(self) -> str:
        said = RESULT[self.answer["advies"]][self.language]
        gates = "; ".join(f"{one.name} ({one.who})" for one in self.gates()) or self.tongue.gettext(_MORE)
        return said.format(gates=gates)

    def grounds(self) -> Iterator[Ground]:
        for one in self.answer["gronden"]:
            # A ground without facts of its own follows another: what was compared stands there.
            held = compared(self.answer["spoor"], one["bron"], self.household, self.tongue) if one["feiten"] else ()
            yield Ground(
                one["grond"], GROUND[one["grond"]][self.language], one["oordeel"], _KIND[one["oordeel"]],
                VERDICT[one["oordeel"]][self.language], one["reden"][self.language], speaking.source(one["bron"]),
                tuple(self._fact(fact) for fact in one["feiten"]),
                tuple(held),
            )  # fmt: skip

    def _fact(self, fact: Mapping[str, Any]) -> Fact:
        of = speaking.person(self.household, fact["persoon"], self.language) if fact.get("persoon") else ""
        said = speaking.value(self.lawbook, fact["naam"], fact["waarde"], self.language)
        return Fact(
            speaking.label(fact["naam"], self.language), of, said, value_in_words(fact["herkomst"], self.language)
        )

    def gates(self) -> Iterator[Gate]:
        for one in self.answer["openstaand"]:
            # A gate that a rule book adds says itself what it is.
            own = one.get("veld") is None and one.get("tekst")
            known, who = GATE.get(one["poort"], {}).get(self.language, one["poort"].replace("_", " ")), one["wie"]
            name = one["tekst"][self.language] if own else known
            yield Gate(
                one["poort"], one.get("grond", ""), name, self.tongue.gettext(who), speaking.source(one["bron"]),
                one["aard"] == "wet", one.get("veld") or "",
            )  # fmt: skip

    def questions(self) -> Iterator[Question]:
        for one in self.answer["vragen"]:
            supplier = SUPPLIER.get(one["leverancier"], {}).get(self.language, one["leverancier"])
            parts = one["feit"].split(".")
            of = parts[1] if parts[0] == "huishouden" else parts[2] if parts[:2] == ["onderzoek", "vog"] else ""
            fields = tuple(one.get("velden", ()))
            yield Question(
                one["feit"], one["vraag"][self.language], of, supplier, one["grondslag"], one["beslissend"], fields
            )


def _changes(found: Sequence[Mapping[str, Any]], household: Household, language: Language) -> Iterator[str]:
    """What would lead to another advice, with those that differ in one value put together; waiting alone stands apart."""
    gathered: dict[tuple[str, tuple[str, ...], tuple[str, ...]], dict[str, list[str]]] = {}
    for one in found:
        values = {path: _spoken(given) for path, given in one["wijziging"].items()}
        if set(values) == {"aanvraagdatum"}:
            continue
        paths = tuple(values)
        key = (one["advies"], paths, tuple(values[path] for path in paths[:-1]))
        kept = gathered.setdefault(key, {path: [] for path in paths})
        for path, said in values.items():
            kept[path] += [said] if said not in kept[path] else []
    for (outcome, _, _), changes in gathered.items():
        said = PHRASE["and"][language].join(_if(path, values, household, language) for path, values in changes.items())
        yield f"{CHANGE[outcome][language]}, {said}."


def _if(path: str, values: list[str], household: Household, language: Language) -> str:
    words = [value_in_words(one, language) for one in values]
    kinds = PHRASE["or"][language].join(words)
    if path == "aanvraagdatum":
        return PHRASE["if_date"][language].format(day=words[0])
    if path.endswith(".inkomen"):
        who = speaking.person(household, path.split(".")[1], language)
        return PHRASE["if_income"][language].format(person=who, kinds=kinds)
    return PHRASE["if_traits"][language].format(kinds=kinds)


def _spoken(given: Any) -> str:
    if isinstance(given, list):
        return ", ".join(one["soort"] if isinstance(one, dict) else str(one) for one in given)
    return str(given)
