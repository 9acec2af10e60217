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
    applies, met = run[ground.applies], run[ground.met]
    if applies is False:
        return "niet_van_toepassing"
    if not isinstance(met, bool) or (applies is not True and not accepted_beforehand(run, ground)):
        return "onbekend"
    return "voldaan" if met else "niet_voldaan"


def accepted_beforehand(run: Run, ground: Ground) -> bool:
    """Whether a ground that follows another (hardship) was met before it is known that the other one needs it."""
    return ground.only_when_applicable and run[ground.applies] is not False and run[ground.met] is True


def stands_alone(run: Run, question: Question) -> bool:
    """Whether there is a refusal ground that no gate can reach: what is open elsewhere does not hold it back."""
    output = question.verdicts.get("weigering_zonder_waarborg")
    return output is not None and run[output] is True


def open_gates(run: Run, question: Question) -> tuple[Gate, ...]:
    """The gates that stand open: they apply for certain, and nothing shows for certain that they are closed."""
    if stands_alone(run, question):
        return ()
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
