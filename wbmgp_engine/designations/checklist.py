"""What the rules look at in an ordinance: one compiled question per article of `toets_verordening`, with its texts.

Each output with `x-bevinding` is a finding when it is true, and an open point when it is unknown and says so
(`onbekend`). Nothing here names an article, a number of years or a date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wbmgp_engine.facts.wording import Language, day_in_words, one_line
from wbmgp_engine.law.citation_of import Citation, cited
from wbmgp_engine.law.document import Output
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar import CompiledPlan, Run, compile_plan
from wbmgp_engine.logic.values import Unknown, Value

ENTRY = "toets_verordening"
OPEN = "open"
# Nobody's municipality: what the council leaves open is asked of the file, not of other ordinances.
SCOPE: Mapping[str, str] = {"gemeente_code": "GM0000"}
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: which rule, about what and where, with the verdict, the words and where it rests."""

    rule: str
    about: str
    ground: str | None
    place: str
    article: str | None
    verdict: str
    words: Words
    fix: Words | None
    citation: Citation

    def to_json(self) -> dict[str, Any]:
        """The finding as the command prints it."""
        own = {} if self.article is None else {"artikel": self.article}
        ground = {} if self.ground is None else {"grond": self.ground}
        fix = {} if self.fix is None else {"herstel": dict(self.fix)}
        return {
            "regel": self.rule, "over": self.about, **ground, "plaats": self.place, **own, "oordeel": self.verdict,
            **self.words, **fix, "bron": self.citation.to_json(),
        }  # fmt: skip


class Checklist:
    """The questions about one ordinance under the law of a date. Raises LawLookupError where no law is in force."""

    def __init__(self, asked: Mapping[str, _Asked], on: date) -> None:
        self.on = on
        self._asked = asked

    def look(
        self, about: str, facts: Mapping[str, Value], place: str, article: str | None = None, **said: str
    ) -> Iterator[Found]:
        """What is found in one item of this kind; `said` fills the texts where the rules do not know a word."""
        return self._asked[about].findings(facts, self.on, place, article, said)


class _Asked:
    """The outputs about one kind of item."""

    def __init__(self, lawbook: Lawbook, outputs: list[Output], on: date) -> None:
        self.outputs = outputs
        names = [output.name for output in outputs]
        self.compiled: CompiledPlan = compile_plan(lawbook, ENTRY, names, on, SCOPE, refine=False)
        # What a text may name: the values that the rules of the date give.
        self.given = [step for step in self.compiled.plan.steps if step.kind == "call"]

    def findings(
        self, facts: Mapping[str, Value], on: date, place: str, article: str | None, said: Mapping[str, str]
    ) -> Iterator[Found]:
        run = self.compiled.run(facts, on)
        for output in self.outputs:
            spec = output.extension("bevinding")
            told = spec and _told(spec, run[output.name])
            if not told:
                continue
            verdict, words = told
            ground, filled = facts.get("gevraagde_grond"), self._filler(run, said, on)
            # What is not known is asked; only what is certain is to be mended.
            fix = filled(spec["herstel"]) if words is spec and "herstel" in spec else None
            yield Found(
                output.name, spec["over"], ground if isinstance(ground, str) else None, place, article, verdict,
                filled(words), fix, cited(output.legal_basis, on),
            )  # fmt: skip

    def _filler(self, run: Run, said: Mapping[str, str], on: date) -> Any:
        values = {step.name: run.value_of(step) for step in self.given} | dict(run.outputs)

        def filled(words: Words) -> dict[str, str]:
            languages: tuple[Language, ...] = ("nl", "en")
            return {
                lang: words[lang].format_map(
                    _Lenient({**_words(values, lang), **said, "datum": day_in_words(on, lang)})
                )
                for lang in languages
            }

        return filled


class _Lenient(dict[str, str]):
    """Words for a text; what nobody gave is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _about(outputs: list[Output]) -> str:
    found = (output.extension("bevinding") for output in outputs)
    return str(next(spec["over"] for spec in found if spec))


def _told(spec: Mapping[str, Any], value: Value) -> tuple[str, Words] | None:
    if isinstance(value, Unknown):
        return (OPEN, spec["onbekend"]) if "onbekend" in spec else None
    return (spec["oordeel"], spec) if value is True else None


def _words(values: Mapping[str, Any], language: Language) -> dict[str, str]:
    return {name: _shown(value, language) for name, value in values.items()}


def _shown(value: Any, language: Language) -> str:
    """A value in words: what the rules call `wia_uitkering` is read as two words, a day is written out."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(_shown(item, language) for item in value))
    return day_in_words(value, language) if isinstance(value, date) else one_line(str(value)).replace("_", " ")


def checklist(lawbook: Lawbook, on: date) -> Checklist:
    """The questions for the law of a date; compiled once as long as the versions are the same."""

    def compiled() -> dict[str, _Asked]:
        articles = lawbook.regulation(ENTRY, on).articles
        return {_about(article.outputs): _Asked(lawbook, article.outputs, on) for article in articles}

    return Checklist(lawbook.once("checklist", lawbook.regime(on, SCOPE), compiled), on)
