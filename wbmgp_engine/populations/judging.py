"""Judging rows that are in order: one program for each stretch of law, size of household and set of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, get_args

import narwhals as nw

from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.columns import SAME_CALENDAR, Program
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.terms import Term, Terms, in_order
from wbmgp_engine.permits.context import GIVEN
from wbmgp_engine.permits.outcome import Advice, Verdict
from wbmgp_engine.permits.outcome_terms import OutcomeTerms, gate_name, ground_name
from wbmgp_engine.permits.population import PopulationBinding
from wbmgp_engine.permits.question import Question, ask
from wbmgp_engine.permits.stretches import Stretch, Stretches

DECIDED: Final = "aanvraagdatum"
_FIRST: Final = ("advies", "weigering.zeker", "weigering.mogelijk")
_MOST: Final = 500
_SCOPE: Final = {"gemeente_code": GIVEN}
# No rule counts back more than these years.
_MOST_YEARS: Final = 30


class Judge:
    """Judges frames of one household size. `on` is the day of decision, by default that of each application.

    `municipality` is where all rows are; without it a column `gemeente` says so. `situation` replaces the register.
    """

    def __init__(
        self,
        lawbook: Lawbook,
        *,
        municipality: str | None = None,
        on: date | None = None,
        situation: Situation | None = None,
    ) -> None:
        self.lawbook, self.municipality, self.on = lawbook, municipality, on
        self.situation = situation
        self._stretches = Stretches(lawbook, situation)
        self._programs: dict[tuple[Any, ...], Program] = {}

    @cached_property
    def _questions(self) -> list[Question]:
        """The question of every version of the law that a row can meet, the newest first."""
        days = (self.on,) if self.on is not None else (date(1, 1, 1), *self.lawbook.days_of_change(_SCOPE))
        return [ask(self.lawbook, day, _SCOPE) for day in reversed(days)]

    @cached_property
    def names(self) -> Mapping[str, bool]:
        """The columns of an answer, in their order, and whether each is a truth (else a text)."""
        found = dict.fromkeys(name for question in self._questions for name in _names(question))
        return {name: name.startswith(("poort.", "weigering.")) for name in (*_FIRST, *found)}

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every text that can stand in an answer."""
        said = {word for question in self._questions for word in _words(question)}
        return tuple(sorted(said | {*get_args(Advice), *get_args(Verdict)}))

    def parts(self, frame: nw.DataFrame[Any], size: int | None) -> Iterator[tuple[Program, nw.DataFrame[Any]]]:
        """The rows of one size, those with one program together."""
        ends = frame[DECIDED].min(), frame[DECIDED].max()
        for municipality, here in self._places(frame):
            for stretch, rows in self._times(municipality, here):
                yield self._program(stretch, size, tuple(rows.columns), _same_calendar(*ends)), rows

    def _places(self, frame: nw.DataFrame[Any]) -> Iterator[tuple[str, nw.DataFrame[Any]]]:
        if self.municipality is not None or self.situation is not None:
            yield self.municipality or GIVEN, frame
            return
        found = sorted(frame["gemeente"].unique().to_list())
        for code in found:
            yield code, frame if len(found) == 1 else frame.filter(nw.col("gemeente") == code)

    def _times(self, municipality: str, frame: nw.DataFrame[Any]) -> Iterator[tuple[Stretch, nw.DataFrame[Any]]]:
        if self.on is not None:
            yield self._stretches.at(municipality, self.on), frame
            return
        first, last = frame[DECIDED].min(), frame[DECIDED].max()
        found = list(self._stretches.within(municipality, first, last))
        for stretch in found:
            inside = nw.col(DECIDED).is_between(stretch.first, stretch.last)
            rows = frame if len(found) == 1 else frame.filter(inside)
            if len(rows):
                yield stretch, rows

    def _program(self, stretch: Stretch, size: int | None, columns: tuple[str, ...], near: bool) -> Program:
        key = (stretch.context.scope, stretch.first, size, columns, near)
        found = self._programs.pop(key, None) or self.program(stretch, size, columns, same_calendar=near)
        self._programs[key] = found
        if len(self._programs) > _MOST:
            del self._programs[next(iter(self._programs))]
        return found

    def program(
        self, stretch: Stretch, size: int | None, columns: tuple[str, ...], *, same_calendar: bool = False
    ) -> Program:
        """The program for rows of one size in one stretch of law."""
        wanted = self.terms(stretch, size, columns)
        inputs = {term.what for term in in_order(wanted.values()) if term.operator == "input"}
        read = {name: nw.col(name) for name in inputs}
        return Program(wanted, read, words=self.words, same_calendar=same_calendar)

    def terms(self, stretch: Stretch, size: int | None, columns: tuple[str, ...]) -> Mapping[str, Term]:
        """The columns of an answer as terms over those of the population."""
        context, terms = stretch.context, Terms()
        day = self.on or max(stretch.first, date(1, 1, 1))
        question = ask(self.lawbook, day, {"gemeente_code": context.scope})
        always = (DECIDED, *(f"huishouden.{place}.rol" for place in range(size or 0)))
        bound = PopulationBinding(context, columns, terms, size=size, always=always, lists=stretch.lists)
        decided = day if self.on is not None else terms.input(DECIDED, "date", certain=True)
        reader = SymbolicReader(question.compiled.plan, bound.facts(), decided, terms)
        return OutcomeTerms(question, reader).all()


def _same_calendar(first: date, last: date) -> bool:
    start, end = SAME_CALENDAR
    return start.year + _MOST_YEARS <= first.year and last <= end


def _words(question: Question) -> Iterator[str]:
    """The outputs that can speak for a ground."""
    for output in question.outputs:
        yield output.name
        for text in question.reasons(output.name).values():
            yield from (case["als"] for case in text.get("meer", ()))


def _names(question: Question) -> Iterator[str]:
    for ground in question.grounds:
        name = ground_name(question, ground)
        yield from (f"grond.{name}", f"reden.{name}")
    yield from (f"poort.{gate_name(gate)}" for gate in question.gates)
