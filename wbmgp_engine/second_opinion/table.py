"""From outputs of the law to an answer, read once more from the contract: the second reader does not borrow the first's table.

An output that got no worth is neither true, false, unknown nor null: whatever depends on it gives no advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.question import Gate, Ground, Question

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Opinion:
    """Advice, verdict of every ground, open gates (with their ground) and the facts asked; and every output."""

    advice: str
    verdicts: Mapping[str, str]
    gates: tuple[tuple[str, str | None], ...]
    questions: frozenset[str]
    values: Values


def opinion(values: Values, question: Question) -> Opinion:
    """What outputs come to."""
    gates = tuple(gate for gate in question.gates if _stands_open(values, question, gate))
    advice = _advice(values, question, bool(gates))
    free = advice == "geen_vergunning_nodig"
    verdicts = {
        ground.id: "niet_van_toepassing" if free else _verdict(values[ground.applies], values[ground.met], ground)
        for ground in question.grounds
    }
    shown = () if advice in ("geen_vergunning_nodig", "verlenen") else gates
    asked = frozenset(path.partition("#")[0] for path in _missing(values, question, gates))
    return Opinion(advice, verdicts, tuple((gate.id, gate.ground) for gate in shown), asked, values)


def _stands_open(values: Values, question: Question, gate: Gate) -> bool:
    alone = question.verdicts.get("weigering_zonder_waarborg")
    if alone is not None and values[alone] is True:
        return False
    return values[gate.opens] is True and values[gate.closed] is not True


def _advice(values: Values, question: Question, open_gate: bool) -> str:
    """The first line of the table that holds."""
    needed, refusal, conditions = (
        values[question.verdicts[name]] for name in ("vergunningplicht", "weigeringsgrond", "voorschriften")
    )
    table = (
        (needed is False, "geen_vergunning_nodig"),
        (needed is True and refusal is True and open_gate, "beoordelen"),
        (needed is True and refusal is True, "weigeren"),
        (needed is True and refusal is False and conditions is True and open_gate, "beoordelen"),
        (needed is True and refusal is False and conditions is True, "verlenen_met_voorschriften"),
        (needed is True and refusal is False and conditions is False, "verlenen"),
        (True, "aanvullen"),
    )
    return next(advice for holds, advice in table if holds)


def _verdict(applies: Any, met: Any, ground: Ground) -> str:
    if applies is False:
        return "niet_van_toepassing"
    if met is True and (applies is True or ground.only_when_applicable):
        return "voldaan"
    return "niet_voldaan" if met is False and applies is True else "onbekend"


def _missing(values: Values, question: Question, gates: tuple[Gate, ...]) -> Iterator[str]:
    """The facts of everything that is unknown and still counts."""
    needed, refusal, conditions = (
        values[question.verdicts[name]] for name in ("vergunningplicht", "weigeringsgrond", "voorschriften")
    )
    counting = [needed]
    if needed is True:
        counting = [refusal, *([] if refusal is True else [conditions]), *(values[gate.closed] for gate in gates)]
    elif needed is False:
        counting = []
    for value in counting:
        if isinstance(value, Unknown):
            yield from value.missing
