"""The last day of a term: counted from the day after an event, stretched by suspension, moved once past free days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wbmgp_engine.calendar.coverage import Length, NotCovered, not_covered
from wbmgp_engine.calendar.explained import Explained, Step, beyond, later, said
from wbmgp_engine.calendar.holidays import Calendar
from wbmgp_engine.calendar.schema import Instrument, Subject, Unit
from wbmgp_engine.calendar.suspension import Suspension, merged, stretched, suspended_days, suspension_on
from wbmgp_engine.logic.dates import add


@dataclass(frozen=True, slots=True)
class Term(Explained):
    """A term with its last day in `day`.

    It runs from `first_day`, the day after `event`; `nominal` is the last day before suspension and shift,
    `day_without_suspension` the last day had nothing been suspended, `covered` whether the Algemene termijnenwet counts.
    """

    event: date
    first_day: date
    nominal: date
    suspended_days: int
    day_without_suspension: date
    covered: bool

    @property
    def day_after(self) -> date:
        """The first day after the term: that on which a decision is deemed made where the law says so."""
        return later(self.day, 1)

    def holds(self, day: date) -> bool:
        """Whether something done on this day is done before the term is over."""
        return day <= self.day


def term_end(
    event: date,
    length: int,
    unit: Unit,
    *,
    calendar: Calendar,
    suspensions: Iterable[Suspension] = (),
    set_by: Instrument = "wet",
    subject: Subject | None = None,
    source: str = "",
) -> Term:
    """The last day of a term of so many days, weeks, months or years after an event, whose own day does not count.

    `set_by` is the kind of regulation that sets the term, `source` its provision. Raises BadInput for a length below 1
    or days past the year 9999, LawNotYetInForce before the calendar of the rule book begins.

    >>> from wbmgp_engine.law import Lawbook
    >>> calendar = Calendar.of(Lawbook.load())
    >>> term_end(date(2021, 10, 30), 8, "weken", calendar=calendar).day
    datetime.date(2021, 12, 27)
    """
    lengths = [Length(length, unit, source)]
    return run(event, lengths, calendar, suspensions=suspensions, set_by=set_by, subject=subject)


def run(
    event: date,
    lengths: Sequence[Length],
    calendar: Calendar,
    *,
    suspensions: Iterable[Suspension] = (),
    set_by: Instrument = "wet",
    subject: Subject | None = None,
) -> Term:
    """The same for a term made of lengths that follow each other without a shift between them."""
    try:
        return _run(event, lengths, calendar, tuple(suspensions), set_by, subject)
    except (OverflowError, ValueError):
        raise beyond(event) from None


def _run(
    event: date,
    lengths: Sequence[Length],
    calendar: Calendar,
    suspensions: tuple[Suspension, ...],
    set_by: Instrument,
    subject: Subject | None,
) -> Term:
    first = later(event, 1)
    steps = [
        Step(first, "eerste dag: de dag na de gebeurtenis", "first day: the day after the event", lengths[0].source)
    ]
    nominal = event
    for length in lengths:
        nominal = _added(nominal, length.number, length.unit)
        steps.append(Step(nominal, *length.words, length.source, length.certainty))
    reason = not_covered(lengths, calendar.act_on(event), set_by, subject)
    course = _Course(calendar, event, nominal, reason)
    plain, _ = course.end(())
    last, more = course.end(merged(suspensions, first))
    days = suspended_days(first, last, merged(suspensions, first))
    return Term(last, (*steps, *more), event, first, nominal, days, plain, reason is None)


def _added(day: date, number: int, unit: Unit) -> date:
    """The corresponding day some units on or back, or the last of its month: the rule of the grammar of rule files."""
    if unit == "dagen":
        return add(day, days=number)
    if unit == "weken":
        return add(day, weeks=number)
    return add(day, months=number) if unit == "maanden" else add(day, years=number)


@dataclass(frozen=True, slots=True)
class _Course:
    """A term on its way from the nominal last day to the real one."""

    calendar: Calendar
    event: date
    nominal: date
    reason: NotCovered | None

    def end(self, suspensions: tuple[Suspension, ...]) -> tuple[date, list[Step]]:
        last, inside = stretched(self.nominal, suspensions)
        steps = [_suspended(item, last) for item in inside]
        if self.reason:
            nl = f"de Algemene termijnenwet verschuift deze dag niet: {self.reason.nl}"
            en = f"the Algemene termijnenwet does not move this day: {self.reason.en}"
            return last, [*steps, Step(last, nl, en, self.reason.source, self.reason.certainty)]
        last, moves = self._shifted(last, suspensions)
        last, more = self._with_working_days(last, suspensions)
        return last, [*steps, *moves, *more]

    def _shifted(self, last: date, suspensions: Sequence[Suspension]) -> tuple[date, list[Step]]:
        """Article 1. The term still runs while it is moved, so a suspension that begins there pauses it as well."""
        steps = []
        while True:
            if pause := suspension_on(last, suspensions):
                last = pause.end
                steps.append(_suspended(pause, last))
            elif free := self.calendar.free(last):
                nl, en = said("{} is ", "{} is ", last)
                text = (f"{nl}{free.nl}: de termijn loopt door", f"{en}{free.en}: the term runs on")
                last = later(last, 1)
                steps.append(Step(last, *text, free.source, free.certainty))
            else:
                return last, steps or [_stays(last, self.calendar)]

    def _with_working_days(self, last: date, suspensions: Sequence[Suspension]) -> tuple[date, list[Step]]:
        """Article 2: the term runs on until it holds enough working days."""
        rule = self.calendar.act_on(self.event).minimum
        if (self.nominal - self.event).days < rule.vanaf_dagen:
            return last, []
        day, found = self.event, 0
        while found < rule.werkdagen:
            day = later(day, 1)
            if pause := suspension_on(day, suspensions):
                day = pause.end
            found += self.calendar.free(day) is None
        if day <= last:
            return last, []
        nl, en = f"de termijn telt {rule.werkdagen} werkdagen", f"the term holds {rule.werkdagen} working days"
        return day, [Step(day, nl, en, rule.bron, rule.zekerheid)]


def _suspended(item: Suspension, reached: date) -> Step:
    days = f"{item.days} {'dag' if item.days == 1 else 'dagen'}", f"{item.days} {'day' if item.days == 1 else 'days'}"
    words = said(
        f"opgeschort van {{}} tot {{}}: {days[0]}", f"suspended from {{}} until {{}}: {days[1]}", item.start, item.end
    )
    return Step(reached, *words, item.source, "afgeleid")


def _stays(last: date, calendar: Calendar) -> Step:
    rule = calendar.act_on(last).verlenging
    words = said("{} is een werkdag en blijft", "{} is a working day and stays", last)
    return Step(last, *words, rule.bron, rule.zekerheid)


def counted_back(event: date, length: int, unit: Unit, *, calendar: Calendar, source: str = "") -> Explained:
    """The day so long before an event: counted back, so never moved off a free day, yet with enough working days.

    Covered terms of at least three days reach back until the days before the event hold two working days (article 2).
    Raises BadInput and LawNotYetInForce as `term_end` does.
    """
    found = Length(length, unit, source)
    try:
        day = _added(event, -length, unit)
        act = calendar.act_on(event)
    except (OverflowError, ValueError):
        raise beyond(event) from None
    nl, en = found.words
    back = act.terugrekening
    steps = [
        Step(day, f"{nl} terug", f"{en} back", source),
        Step(day, "teruggerekend: geen verschuiving", "counted back: no shift", back.bron, back.zekerheid),
    ]
    rule = act.minimum
    if not_covered([found], act, "wet", None) is None and (event - day).days >= rule.vanaf_dagen:
        start = _working_days_before(event, rule.werkdagen, calendar)
        if start < day:
            day = start
            texts = (f"de termijn telt {rule.werkdagen} werkdagen", f"the term holds {rule.werkdagen} working days")
            steps.append(Step(day, *texts, rule.bron, rule.zekerheid))
    return Explained(day, tuple(steps))


def _working_days_before(event: date, wanted: int, calendar: Calendar) -> date:
    day = event
    while wanted:
        day = later(day, -1)
        wanted -= calendar.free(day) is None
    return day
