"""The killing suite: the cases with their expected outcomes, on a rule book that was changed in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.golden.pinned import Pinned, answer, pinned
from tests.mutants.sites import Mutant
from tests.scenarios.comparing import differences
from wbmgp_engine import Application, Assessment, Lawbook, assess
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.plan import Plan
from wbmgp_engine.scenarios import Case, load_cases

Place = tuple[str, str, str]
"""Law, article and name: where something of the law stands, whatever the version."""
PINNED: Final = "pinned answer"
# Alternatives and the earliest date follow from the same outcomes, and cost a hundred decisions each.
_DEAR = frozenset({"alternatieven", "vroegsteDatum"})


class Lazy(Mapping[str, Any]):
    """An answer of which only the parts are made that somebody looks at."""

    def __init__(self, assessment: Assessment) -> None:
        self._parts: dict[str, Callable[[], Any]] = {
            "advies": lambda: assessment.advice,
            "gronden": lambda: [{"grond": item.id, "oordeel": item.verdict} for item in assessment.grounds],
            "openstaand": lambda: [item.to_json() for item in assessment.open_gates],
            "vragen": lambda: [item.to_json() for item in assessment.questions],
            "voorschriften": lambda: list(assessment.conditions),
            "opmerkingen": lambda: [dict(item) for item in assessment.remarks],
        }

    def __getitem__(self, key: str) -> Any:
        return self._parts[key]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


@dataclass(eq=False)
class Trial:
    """One case, or one pinned answer, as a test of a rule book; `reads` is where in the law its answer can come from."""

    name: str
    authority: bool
    fails: Callable[[Lawbook], bool]
    reads: frozenset[Place]
    kills: int = field(default=0)


def places(plan: Plan) -> set[Place]:
    """Everything of the law that a question can reach."""
    return {(step.place.law, step.place.article, step.place.name) for step in plan.steps}


def _permit(case: Case) -> Callable[[Lawbook], bool]:
    application = Application.model_validate(case.input)
    expected = {key: value for key, value in case.expected.items() if key not in _DEAR}

    def fails(lawbook: Lawbook) -> bool:
        return bool(differences(expected, Lazy(assess(application, lawbook=lawbook, on=case.on))))

    return fails


def _pinned(item: Pinned) -> Callable[[Lawbook], bool]:
    return lambda lawbook: answer(item.assessed(lawbook)) != item.answer


def trials(lawbook: Lawbook) -> list[Trial]:
    """Every case and every pinned answer, with what it reads."""
    found = []
    for case in load_cases():
        assessment = assess(Application.model_validate(case.input), lawbook=lawbook, on=case.on)
        found.append(Trial(case.id, True, _permit(case), frozenset(places(assessment.question.compiled.plan))))
    for item in pinned():
        reads = frozenset(places(item.assessed(lawbook).question.compiled.plan))
        found.append(Trial(f"{PINNED} {item.number}", False, _pinned(item), reads))
    return found


def killer(mutant: Mutant, lawbook: Lawbook, tried: list[Trial]) -> str | None:
    """Who notices a mutant (which has been applied), or None: the cases first, and of these the best killers."""
    changed = Lawbook(lawbook.files, [version for law in lawbook.laws for version in lawbook.versions(law)])
    reading = [trial for trial in tried if any(same_place(mutant, place) for place in trial.reads)]
    for trial in sorted(reading, key=lambda trial: (not trial.authority, -trial.kills)):
        try:
            noticed = trial.fails(changed)
        except (WbmgpError, TypeError, AssertionError, KeyError):
            noticed = True  # the change makes the law unreadable or the answer impossible
        if noticed:
            trial.kills += 1
            return trial.name
    return None


def same_place(mutant: Mutant, place: Place) -> bool:
    """Whether a mutant changes what stands at a place of the law."""
    law, article, name = place
    return mutant.law == law and mutant.article == article and mutant.name == name
