"""What becomes of a mutant that nobody notices: does anything change at all for generated applications?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings

from tests.agreement.whole_book import anywhen
from tests.mutants.killing import Place, read
from tests.mutants.sites import Mutant
from tests.properties.asking import gates
from tests.properties.strategies import Asked
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.errors import WbmgpError
from wbmgp_engine.permits.missing import pending_facts
from wbmgp_engine.permits.outcome import verdict

NOTHING, WORDS, ANSWER, UNSEEN = "nothing", "words", "answer", "unseen"
"""What a mutant changes for generated applications; the last: nobody looked yet."""
APPLICATIONS: Final = 600


def generated(number: int = APPLICATIONS) -> list[Asked]:
    """The same applications at every run."""
    found: list[Asked] = []

    @given(asked=anywhen)
    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    def collect(asked: Asked) -> None:
        found.append(asked)

    collect()
    return found


class Watcher:
    """The answers of the law as it is, to set those of a mutant beside."""

    def __init__(self, lawbook: Lawbook, number: int = APPLICATIONS) -> None:
        self._lawbook = lawbook
        self._asked: list[tuple[Asked, Application]] = []
        self._answers: list[tuple[Any, Mapping[str, Any]]] = []
        self._reads: list[frozenset[Place]] = []
        for asked in generated(number):
            application = Application.model_validate(asked.data)
            self._asked.append((asked, application))
            self._answers.append(_answer(application, asked, lawbook))
            self._reads.append(read(assess(application, lawbook=lawbook, on=asked.on), lawbook))

    def sees(self, mutant: Mutant) -> str:
        """What a mutant (which has been applied) changes for any of the applications."""
        changed = Lawbook(self._lawbook.files, [v for law in self._lawbook.laws for v in self._lawbook.versions(law)])
        found = NOTHING
        for (asked, application), known, reads in zip(self._asked, self._answers, self._reads, strict=True):
            if mutant.places.isdisjoint(reads):
                continue
            try:
                answer = _answer(application, asked, changed)
            except (WbmgpError, TypeError, AssertionError, KeyError):
                return ANSWER
            if answer[0] != known[0]:
                return ANSWER
            if answer[1] != known[1]:
                found = WORDS
        return found


def _answer(application: Application, asked: Asked, lawbook: Lawbook) -> tuple[Any, Mapping[str, Any]]:
    """Advice, verdicts, gates and questions; and every output of the law."""
    found = assess(application, lawbook=lawbook, on=asked.on)
    verdicts = [verdict(found.run, ground) for ground in found.question.grounds]
    return (found.advice, verdicts, gates(found), pending_facts(found)), dict(found.run.outputs)
