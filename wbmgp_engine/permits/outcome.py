"""From the outputs of the law to the advice: one table, which names no article and no date."""

from __future__ import annotations

from typing import Literal

from wbmgp_engine.logic.scalar import Run
from wbmgp_engine.permits.question import Gate, Ground, Question

Advice = Literal[
    "geen_vergunning_nodig", "verlenen", "verlenen_met_voorschriften", "aanvullen", "beoordelen", "weigeren"
]  # fmt: skip
Verdict = Literal["voldaan", "niet_voldaan", "onbekend", "niet_van_toepassing"]


def verdict(run: Run, ground: Ground) -> Verdict:
    """Whether a ground applies and is met. A ground the law has not looked at yet (null) is unknown."""
    applies = run[ground.applies]
    if applies is False:
        return "niet_van_toepassing"
    met = run[ground.met]
    if applies is not True or not isinstance(met, bool):
        return "onbekend"
    return "voldaan" if met else "niet_voldaan"


def open_gates(run: Run, question: Question) -> tuple[Gate, ...]:
    """The gates that stand open: they apply for certain, and nothing shows for certain that they are closed."""
    return tuple(gate for gate in question.gates if run[gate.opens] is True and run[gate.closed] is not True)


def advise(run: Run, question: Question) -> Advice:
    """The advice, by precedence: no permit needed; a certain refusal ground; a missing fact; conditions; grant."""
    needed, refusal, conditions = (
        run[question.verdicts[name]] for name in ("vergunningplicht", "weigeringsgrond", "voorschriften")
    )
    if needed is not True:
        return "geen_vergunning_nodig" if needed is False else "aanvullen"
    gate_open = bool(open_gates(run, question))
    if refusal is True:
        return "beoordelen" if gate_open else "weigeren"
    if refusal is not False or not isinstance(conditions, bool):
        return "aanvullen"
    if conditions:
        return "beoordelen" if gate_open else "verlenen_met_voorschriften"
    return "verlenen"
