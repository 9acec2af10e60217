"""Ask-next: which missing facts can still change the outcome, who must supply them, and on which ground one may ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.answers import possible_answers, with_answer
from wbmgp_engine.permits.asked import asked
from wbmgp_engine.permits.narrower import narrowed
from wbmgp_engine.permits.outcome import advise, open_gates
from wbmgp_engine.permits.question import Question
from wbmgp_engine.permits.texts import person_in_words

if TYPE_CHECKING:
    from wbmgp_engine.permits.assessment import Assessment

_LANGUAGES: tuple[Language, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class MissingFact:
    """One question: the fact, its text in Dutch and English, who answers it, and the provision that allows asking.

    `decisive`: some answer to this question alone settles the outcome. `words` is the text with `{persoon}` for `person`,
    `together` what may be said where it is asked of several persons. `fields` are the fields in which the answer goes
    where the rest of the fact is told already.
    """

    path: str
    text: Mapping[str, str]
    supplier: str
    basis: str
    decisive: bool
    person: str | None = None
    words: Mapping[str, str] | None = None
    together: Mapping[str, str] | None = None
    fields: tuple[str, ...] = ()

    @property
    def fact(self) -> str:
        """The path of the fact; what follows a '#' only tells apart two questions about one fact."""
        return self.path.partition("#")[0]

    def to_json(self) -> dict[str, Any]:
        """The question in the shape of the contract; `velden` where only a part of the fact is still to be told."""
        found = {
            "feit": self.fact, "vraag": dict(self.text), "leverancier": self.supplier,
            "grondslag": self.basis, "beslissend": self.decisive,
        }  # fmt: skip
        return {**found, "velden": list(self.fields)} if self.fields else found


def questions(assessment: Assessment) -> tuple[MissingFact, ...]:
    """Every open question of an assessment, most decisive first; none when nothing missing can change the outcome."""
    ranked = sorted((-_settled(assessment, path), path) for path in _pending(assessment))
    asked = [_question(assessment, path, decisive=share < 0) for share, path in ranked]
    # One fact may be asked for twice, for two reasons; the same words are said once.
    first = {
        (question.fact, question.text["nl"]): question
        for question in reversed((*asked, *_remark_questions(assessment)))
    }
    return tuple(reversed(first.values()))


def pending_facts(assessment: Assessment) -> frozenset[str]:
    """The facts whose absence keeps the outcome open: those of `questions`, without their texts and their rank."""
    return frozenset(path.partition("#")[0] for path in _pending(assessment))


def _pending(assessment: Assessment) -> frozenset[str]:
    run, verdicts = assessment.run, assessment.question.verdicts
    needed = run[verdicts["vergunningplicht"]]
    if isinstance(needed, Unknown):
        return needed.missing
    if needed is False:
        return frozenset()
    refusal, conditions = (run[verdicts["weigeringsgrond"]], run[verdicts["voorschriften"]])
    open_values = [refusal] if refusal is True else [refusal, conditions]
    open_values += [run[gate.closed] for gate in open_gates(run, assessment.question)]
    return frozenset().union(*(value.missing for value in open_values if isinstance(value, Unknown)))


def _settled(assessment: Assessment, path: str) -> float:
    """The share of possible answers to this one question after which nothing has to be asked any more.

    What the law leaves open nobody can answer with a fact: it settles nothing.
    """
    open_law = assessment.question.fields.get(asked(path)[0], {}).get("open-recht")
    answers = () if open_law else possible_answers(assessment, path)
    if not answers:
        return 0
    compiled, on = assessment.question.compiled, assessment.on
    outcomes = [
        advise(compiled.run(with_answer(assessment.bound.facts, path, answer), on), assessment.question)
        for answer in answers
    ]
    return sum(outcome != "aanvullen" for outcome in outcomes) / len(answers)


def _question(assessment: Assessment, path: str, *, decisive: bool) -> MissingFact:
    key, person = asked(path)
    declared = _declaration(assessment.question, key)
    origin = declared.get("origin") or {}
    narrow = narrowed(assessment, path, pending_facts)
    words: Mapping[str, str] = (declared.get("vraag") or {}) if narrow is None else narrow.words
    text: Mapping[str, str] = {
        language: words[language].replace("{persoon}", person_in_words(assessment.application, person, language))
        for language in _LANGUAGES
        if language in words
    }
    basis = assessment.question.cited_ground(_basis(assessment, declared))
    supplier = (narrow and narrow.supplier) or origin.get("leverancier", "gemeente")
    if narrow is not None:
        # What is open differs from person to person, so nothing is asked of several at once.
        return MissingFact(path, text, supplier, basis, decisive, person, fields=narrow.fields)
    return MissingFact(path, text, supplier, basis, decisive, person, words, declared.get("bij-meer-personen"))


def _basis(assessment: Assessment, declared: Mapping[str, Any]) -> str:
    """On which ground a fact may be asked: that of its origin, unless another fact makes it another one."""
    facts = assessment.bound.facts
    others = (item["grondslag"] for item in declared.get("grondslag-bij", ()) if facts[item["feit"]] == item["is"])
    return str(next(others, (declared.get("origin") or {}).get("grondslag", "")))


def _declaration(question: Question, key: str) -> Mapping[str, Any]:
    """What the rules declare of a fact; a column without a question of its own speaks through its input."""
    fields = question.fields
    own = fields.get(key, {})
    return own if "vraag" in own else {**fields.get(key.partition(".")[0], {}), **own}


def _remark_questions(assessment: Assessment) -> Iterator[MissingFact]:
    if assessment.advice == "geen_vergunning_nodig":
        return
    for remark in assessment.question.remarks:
        if remark.question is not None and assessment.run[remark.output] is True:
            basis = assessment.citation(remark.output).text
            yield MissingFact(remark.fact, remark.question, remark.supplier, basis, False)
