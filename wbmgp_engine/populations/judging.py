"""Judging rows that are in order: one program for each stretch of law, size of household and set of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any, Final, NamedTuple, TypeAlias, get_args

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


Frame: TypeAlias = "nw.DataFrame[Any] | nw.LazyFrame[Any]"


class Span(NamedTuple):
    """The days of application of the rows in one municipality."""

    municipality: str
    first: date
    last: date


class Judge:
    """Judges frames of one household size; threads may ask it at the same time. `on` is the day of decision, by default that of each application.

    `municipality` is where all rows are; without it a column `gemeente` says so. `situation` replaces the register.
    `closed`: the engine has a type for a closed list of words, dates that can be counted as numbers, and takes a point
    in the name of a column for what it is.
    """

    def __init__(
        self,
        lawbook: Lawbook,
        *,
        municipality: str | None = None,
        on: date | None = None,
        situation: Situation | None = None,
        closed: bool = True,
    ) -> None:
        self.lawbook, self.municipality, self.on = lawbook, municipality, on
        self.situation, self.closed = situation, closed
        self._stretches = Stretches(lawbook, situation)
        self._programs: dict[tuple[Any, ...], Program] = {}
        self._lock = Lock()

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

    @property
    def placed(self) -> bool:
        """Whether all rows are in one place, so that the column `gemeente` does not matter."""
        return self.municipality is not None or self.situation is not None

    def parts(self, frame: Frame, size: int | None, spans: Sequence[Span]) -> Iterator[tuple[Program, Frame]]:
        """The rows of one size, those with one program together; `spans` says where and when the rows are."""
        columns = tuple(name if self.closed else name.replace("__", ".") for name in frame.collect_schema().names())
        for span in spans:
            here = frame if len(spans) == 1 else frame.filter(nw.col("gemeente") == span.municipality)
            found = self._found(span)
            for stretch in found:
                inside = nw.col(DECIDED).is_between(stretch.first, stretch.last)
                rows = here if len(found) == 1 else here.filter(inside)
                yield self._program(stretch, size, columns, self.closed and _same_calendar(span)), rows

    def _found(self, span: Span) -> list[Stretch]:
        place = self.municipality or span.municipality
        if self.on is not None:
            return [self._stretches.at(place, self.on)]
        return list(self._stretches.within(place, span.first, span.last))

    def _program(self, stretch: Stretch, size: int | None, columns: tuple[str, ...], near: bool) -> Program:
        key = (stretch.context.scope, stretch.first, size, columns, near)
        with self._lock:
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
        if self.closed:
            return Program(
                wanted, {name: nw.col(name) for name in inputs}, words=self.words, same_calendar=same_calendar
            )
        read = {name: nw.col(undotted(name)) for name in inputs}
        return Program({undotted(name): term for name, term in wanted.items()}, read)

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


def undotted(name: str) -> str:
    """The name of a column where a point would mean a field of a struct."""
    return name.replace(".", "__")


def _same_calendar(span: Span) -> bool:
    start, end = SAME_CALENDAR
    return start.year + _MOST_YEARS <= span.first.year and span.last <= end


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
