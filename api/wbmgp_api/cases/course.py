"""What was done in a case, from the first step to the last: everything else about where it stands follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wbmgp_api.store.case_rows import Taken


@dataclass(frozen=True, slots=True)
class Course:
    """The steps of one case in order."""

    steps: tuple[Taken, ...]

    @classmethod
    def of(cls, steps: Sequence[Taken]) -> Course:
        """The course of these steps, of which the first is the intake."""
        return cls(tuple(steps))

    @property
    def status(self) -> str:
        """Where the case stands."""
        return self.steps[-1].status

    @property
    def version(self) -> int:
        """How many steps there were."""
        return self.steps[-1].version

    @property
    def received(self) -> date:
        """The day on which the application came in."""
        return date.fromisoformat(self.steps[0].day)

    def all(self, *acts: str) -> list[Taken]:
        """Every step of these kinds."""
        return [step for step in self.steps if step.act in acts]

    def last(self, *acts: str) -> Taken | None:
        """The last step of these kinds."""
        found = self.all(*acts)
        return found[-1] if found else None

    def followed(self, step: Taken) -> Course:
        """The course with one more step."""
        return Course((*self.steps, step))

    def until(self, version: int) -> Course:
        """The course as it was at a version."""
        return Course(tuple(step for step in self.steps if step.version <= version))


def day_of(step: Taken) -> date:
    """The day on which a step counts."""
    return date.fromisoformat(step.day)


def end_of(step: Taken) -> date:
    """The last day that a step set. ValueError for a step that sets none."""
    return date.fromisoformat(step.until or "")
