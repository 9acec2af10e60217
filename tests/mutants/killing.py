"""The killing suite: the cases with their expected outcomes, on a rule book that was changed in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.golden.pinned import Pinned, answer, pinned
from tests.mutants.sites import Mutant
from tests.scenarios.comparing import differences
from wbmgp_engine import Application, Assessment, Lawbook, assess
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.logic.plan import Step
from wbmgp_engine.scenarios import Case, load_cases

Place = tuple[str, str, str, str]
"""Law, version, article and name: where something of the law stands."""
PINNED: Final = "pinned answer"
# Alternatives and the earliest date follow from the same outcomes, and cost a hundred decisions each.
_DEAR = frozenset({"alternatieven", "vroegsteDatum"})


class Lazy(Mapping[str, Any]):
    """An answer of which only the parts are made that somebody looks at."""

    def __init__(self, assessment: Assessment) -> None:
        self._parts: dict[str, Callable[[], Any]] = {
            "advies": lambda: assessment.advice,
            "gronden": lambda: [
                {"grond": item.id, "oordeel": item.verdict, "reden": item.reason} for item in assessment.grounds
            ],
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
    """One case, or one pinned answer, as a test of a rule book.

    `reads` is where in the law its answer can come from, `took` where it came from with the law as it is.
    """

    name: str
    authority: bool
    fails: Callable[[Lawbook], bool]
    reads: frozenset[Place]
    took: frozenset[Place]


def places(steps: Iterable[Step]) -> frozenset[Place]:
    """Where in the law these steps stand."""
    return frozenset(
        (step.place.law, step.place.valid_from or "", step.place.article, step.place.name) for step in steps
    )


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
        found.append(_trial(case.id, True, _permit(case), assessment, lawbook))
    for item in pinned():
        found.append(_trial(f"{PINNED} {item.number}", False, _pinned(item), item.assessed(lawbook), lawbook))
    return found


def _trial(
    name: str, authority: bool, fails: Callable[[Lawbook], bool], assessment: Assessment, lawbook: Lawbook
) -> Trial:
    return Trial(name, authority, fails, read(assessment, lawbook), _took(assessment))


def read(assessment: Assessment, lawbook: Lawbook) -> frozenset[Place]:
    """Everything of the law that the question of an assessment can reach."""
    question = assessment.question
    return lawbook.once("mutant places", id(question), lambda: places(question.compiled.plan.steps))


def _took(assessment: Assessment) -> frozenset[Place]:
    return places(step for step in assessment.question.compiled.plan.steps if assessment.run.taken(step))


class Suite:
    """Every case and every pinned answer, in an order in which few have to be asked.

    First the cases that came by the place that was changed. A question of the law is compiled once for each mutant, so
    all who ask the same one stand together; before the others stands who noticed the most until now.
    """

    def __init__(self, tried: list[Trial]) -> None:
        self.trials = tried
        self._kills: Counter[Trial] = Counter()
        self._of_question: Counter[frozenset[Place]] = Counter()

    def killer(self, mutant: Mutant, lawbook: Lawbook) -> str | None:
        """Who notices a mutant (which has been applied), or None."""
        changed = Lawbook(lawbook.files, [version for law in lawbook.laws for version in lawbook.versions(law)])
        where = mutant.places
        reading = [trial for trial in self.trials if not where.isdisjoint(trial.reads)]
        for trial in sorted(reading, key=lambda trial: self._rank(trial, where)):
            if _notices(trial, changed):
                self._kills[trial] += 1
                self._of_question[trial.reads] += 1
                return trial.name
        return None

    def _rank(self, trial: Trial, where: frozenset[Place]) -> tuple[bool, bool, int, int, int]:
        question = trial.reads
        return (
            not trial.authority, where.isdisjoint(trial.took), -self._of_question[question], id(question),
            -self._kills[trial],
        )  # fmt: skip


def _notices(trial: Trial, lawbook: Lawbook) -> bool:
    try:
        return trial.fails(lawbook)
    except (WbmgpError, TypeError, AssertionError, KeyError):
        return True  # the change makes the law unreadable or the answer impossible
