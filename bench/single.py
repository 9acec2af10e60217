"""One traced decision, ours and by others: the same applications in turns, after every answer was compared.

Ours answers the whole question of a permit (every output, with its trace, unknown included); the peers have the rules of
`bench/peers/by_hand.py` and no unknown. Only ours keeps a trace by which a decision can be told and checked; zen-engine
is timed with its own trace too.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from bench.measuring import Row, in_turns
from bench.peers import by_hand
from bench.peers.applications import ON, Arrays, application, arrays, rows
from bench.peers.by_hand import Answer
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.outcome import advise
from wbmgp_engine.permits.question import ENTRY

OURS, FROM_DICT, ASKED_ONLY = "wbmgp, traced", "wbmgp, from a dict", "wbmgp, only what the peers answer"
ZEN, ZEN_TRACED, ZEN_TEXT = "zen-engine", "zen-engine, traced", "zen-engine, decision as JSON text"
OPENFISCA, DURABLE, PYTHON = "OpenFisca-core", "durable-rules", "Python by hand"
COUNT, ROUNDS = 200, 40
Work = Callable[[int], Any]


@dataclass(frozen=True)
class Case:
    """The applications of one size, as every system takes them in."""

    persons: int
    arrays: Arrays
    rows: list[Row]
    given: list[dict[str, Any]]
    ours: list[Assessment]

    @classmethod
    def of(cls, persons: int, lawbook: Lawbook, count: int = COUNT) -> Case:
        """Complete applications, the same at every run."""
        made = arrays(count, 7, persons, complete=True)
        listed = list(rows(made))
        given = [application(row) for row in listed]
        return cls(persons, made, listed, given, [_assessed(item, lawbook) for item in given])


def measured(persons: tuple[int, ...] = (1, 3)) -> Iterator[Row]:
    """Microseconds of each system and its ratio to ours. Raises SystemExit where an answer differs."""
    lawbook = Lawbook.load()
    for size in persons:
        case = Case.of(size, lawbook)
        works, answers = systems(case, lawbook)
        differing = disagreements(case, answers)
        if differing:
            raise SystemExit(f"nothing is timed, answers differ: {differing}")
        found = in_turns(works, ROUNDS)
        for name, figures in found.items():
            ratio = round(figures["value"] / found[OURS]["value"], 2)
            yield {"bench": "single", "system": name, "case": "decision", "size": size, **figures, "ratio": ratio,
                   "compared": COUNT, "agrees": True}  # fmt: skip


def disagreements(case: Case, answers: Mapping[str, Callable[[int], Answer]]) -> list[str]:
    """Each system and the first application it answers differently than ours."""
    found = []
    for name, answer in answers.items():
        wrong = (place for place, ours in enumerate(case.ours) if answer(place) != answered(ours))
        if (first := next(wrong, None)) is not None:
            found.append(f"{name}, household of {case.persons}, application {first}")
    return found


def systems(case: Case, lawbook: Lawbook) -> tuple[dict[str, Work], dict[str, Callable[[int], Answer]]]:
    """What is timed, and what each answers."""
    works, answers = _ours(case, lawbook)
    works[PYTHON] = _cycled(case.rows, lambda row: by_hand.answer(row, case.persons))
    answers[PYTHON] = lambda place: by_hand.answer(case.rows[place], case.persons)
    for more in (_zen, _openfisca, _durable):
        added, answer = more(case, lawbook)
        works |= added
        answers |= answer
    return works, answers


def _cycled(items: list[Any], work: Callable[[Any], Any]) -> Work:
    return lambda turn: work(items[turn % len(items)])


def _assessed(given: dict[str, Any], lawbook: Lawbook) -> Assessment:
    return assess(Application.model_validate(given), lawbook=lawbook, on=ON)


def answered(found: Assessment) -> Answer:
    """Ours, in the form that is compared."""
    verdicts = {ground.id: ground.verdict for ground in found.grounds}
    eight, nine, ten = (verdicts[f"artikel_{number}"] for number in (8, 9, 10))
    return Answer(found.advice, eight, nine, ten, frozenset(gate.id for gate in found.open_gates))


def _ours(case: Case, lawbook: Lawbook) -> tuple[dict[str, Work], dict[str, Callable[[int], Answer]]]:
    question = case.ours[0].question
    plan = question.compiled.plan
    # What a decision answers at once, without the outputs that speak being planned at all.
    fewer = compile_plan(lawbook, ENTRY, plan.at_once or plan.outputs, ON, plan.scope, refine=False)
    return {
        OURS: _cycled(case.ours, lambda one: advise(one.question.compiled.run(one.bound.facts, ON), one.question)),
        ASKED_ONLY: _cycled(case.ours, lambda one: fewer.run(one.bound.facts, ON)),
        FROM_DICT: _cycled(case.given, lambda given: _assessed(given, lawbook)),
    }, {FROM_DICT: lambda place: answered(_assessed(case.given[place], lawbook))}


def _zen(case: Case, lawbook: Lawbook) -> tuple[dict[str, Work], dict[str, Callable[[int], Answer]]]:
    import zen

    from bench.peers import zen_rules

    text = zen_rules.decision()
    engine = zen.ZenEngine()
    compiled, plain = engine.create_decision(zen.ZenDecisionContent(text)), engine.create_decision(text)

    def answer(decision: Any) -> Callable[[int], Answer]:
        return lambda place: zen_rules.answer(decision.evaluate(case.given[place])["result"])

    return {
        ZEN: _cycled(case.given, compiled.evaluate),
        ZEN_TRACED: _cycled(case.given, lambda given: compiled.evaluate(given, {"trace": True})),
        ZEN_TEXT: _cycled(case.given, plain.evaluate),
    }, {ZEN: answer(compiled), ZEN_TEXT: answer(plain)}


def _openfisca(case: Case, lawbook: Lawbook) -> tuple[dict[str, Work], dict[str, Callable[[int], Answer]]]:
    from bench.peers import openfisca_simulation

    law = openfisca_simulation.system()
    alone = [
        openfisca_simulation.columns(
            {name: values[place : place + 1] for name, values in case.arrays.items()}, case.persons
        )
        for place in range(len(case.rows))
    ]

    def calculated(given: Arrays) -> Arrays:
        return openfisca_simulation.calculate(law, given, case.persons)

    return {OPENFISCA: _cycled(alone, calculated)}, {
        OPENFISCA: lambda place: next(openfisca_simulation.answers(calculated(alone[place])))
    }


def _durable(case: Case, lawbook: Lawbook) -> tuple[dict[str, Work], dict[str, Callable[[int], Answer]]]:
    """A full evaluation by the second reader, without the pipe to its process."""
    if find_spec("durable_rules_engine") is None:
        return {}, {}
    from wbmgp_engine.logic.forward_chaining.host import RuleHost
    from wbmgp_engine.second_opinion import SecondReader, Watchdog

    class Here(Watchdog):
        hosts: dict[str, RuleHost] = {}  # noqa: RUF012 -- one for the process

        def decide(self, key: str, program: Mapping[str, Any], leaves: Mapping[str, Any]) -> Mapping[str, Any]:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # the engine reads the clock in an old way
                if key not in self.hosts:
                    self.hosts[key] = RuleHost(program)
                return self.hosts[key].decide(leaves)

    reader = SecondReader(Here())

    def answer(place: int) -> Answer:
        found = reader.opinion(case.ours[place])
        eight, nine, ten = (found.verdicts[f"artikel_{number}"] for number in (8, 9, 10))
        return Answer(found.advice, eight, nine, ten, frozenset(gate for gate, _ in found.gates))

    return {DURABLE: _cycled(case.ours, reader.opinion)}, {DURABLE: answer}
