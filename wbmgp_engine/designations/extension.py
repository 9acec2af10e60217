"""What the law of a day leaves of the clock of a registered designation: the rules are asked for the next term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from wbmgp_engine.calendar import Calendar, term_end
from wbmgp_engine.designations.assess import assess_designation
from wbmgp_engine.designations.deadline import term_rule
from wbmgp_engine.designations.part import PartAssessment
from wbmgp_engine.designations.question import ENTRY
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Designation, Register
from wbmgp_engine.logic.dates import add_years, years_between

# Which extension a first term in an empty register would be.
_FIRST: Final = 0
_POSSIBLE: Final[dict[str, bool | None]] = {"voldaan": True, "niet_voldaan": False, "onbekend": None}
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """A registered designation among those of its municipality."""

    register: Register
    item: Designation

    @property
    def before(self) -> tuple[Designation, ...]:
        """The registered terms of the municipality that can have begun before this one."""
        others = (other for other in self.register.designations if other is not self.item)
        return tuple(other for other in others if other.vroegst < self.item.vroegst)

    def complete(self, since: date) -> bool:
        """Whether the register is stated to be complete from a day up to the beginning of this term."""
        day = since
        while day < self.item.vroegst:
            period = self.register.completeness(day)
            if period is None:
                return False
            day = date.fromisoformat(period.tot)
        return True


@dataclass(frozen=True, slots=True)
class Extension:
    """The number of this extension, and what the law of the day leaves after it.

    `number` is None where neither the register states it nor its terms are known to be all; `counted` is what the
    registered terms alone give. `left`: how many terms can still follow. `doubt` is the reason why one is None.
    `latest_end` is None while the end of this term is not known. `possible`: whether a next term can be asked.
    `end_bound`: the term ends on this day at the latest; `over`: that day has passed and nothing later is registered.
    """

    number: int | None
    counted: int | None
    left: int | None
    latest_end: date | None
    possible: bool | None
    evaluation: bool | None
    cap_years: int | None
    readings: tuple[Mapping[str, Any], ...]
    reasons: tuple[Mapping[str, Any], ...]
    doubt: str
    end_bound: date | None
    over: bool


def extension(lawbook: Lawbook, terms: Terms, on: date) -> Extension | None:
    """The clock of a designation under the law of a day; None where its beginning is not known and nothing is stated.

    Raises LawNotYetInForce for a day before there was law to designate under.
    """
    item = terms.item
    start = item.van or (item.vroegst if item.verlenging == _FIRST else None)
    if start is None:
        return None
    years = _longest(lawbook, terms, start, on)
    # Where the end is not known the longest term stands in: the number does not depend on it, a date would.
    end = item.tot or add_years(start, years)
    earlier = [_row(other) for other in terms.before] if item.van is not None else []
    own = {"gebied": item.gebied, "grond": item.grond, "van": start.isoformat(), "tot": end.isoformat()}
    here = _assessed(lawbook, terms, earlier, start, end, on).to_json()
    following = _assessed(lawbook, terms, [*earlier, own], end, add_years(end, years), on).to_json()
    alone = _assessed(lawbook, terms, [], start, add_years(start, years), on).to_json()
    bound = end if item.van is not None else None
    return _extension(item, _doubt(lawbook, terms, here), here, following, _cap(alone, start), bound, on)


def _extension(
    item: Designation, doubt: str | None, here: Answer, following: Answer, cap: int | None, bound: date | None, on: date
) -> Extension:
    over = bound is not None and item.tot is None and bound <= on
    known = doubt is None and not over
    possible = _POSSIBLE[following["oordeel"]]
    stated = item.verlenging
    return Extension(
        number=stated if stated is not None else here["verlenging"] if known else None,
        counted=here["verlenging"],
        left=_left(following) if known else None,
        latest_end=_latest_end(item, following) if known else None,
        possible=possible if known or possible is False else None,
        evaluation=_evaluation(following),
        cap_years=cap,
        readings=tuple(following["lezingen"]) if known else (),
        reasons=tuple(following["redenen"]) if possible is False else (),
        doubt=doubt or "open_rechtsvraag",
        end_bound=bound,
        over=over,
    )


def _evaluation(following: Answer) -> bool | None:
    """Whether the next term needs an evaluation; None where that is open."""
    if following["criteriumredenen"].get("evaluatie", {}).get("open"):
        return None
    return bool(following["criteria"]["evaluatie"] != "niet_vereist")


def latest_request(lawbook: Lawbook, end: date) -> date | None:
    """The last day on which a request can start the Minister's term so that it ends before the running term does.

    By the law of the day itself: dispatch or receipt, with the shift of the Algemene termijnenwet. None where no such
    day lies within the longest look back that a term of this kind asks.
    """
    last, calendar = end - timedelta(days=1), Calendar.of(lawbook)
    for back in range(1, 400):
        day = end - timedelta(days=back)
        rule = term_rule(lawbook, day)
        if rule is not None and term_end(day, rule.weeks, "weken", calendar=calendar).day <= last:
            return day
    return None


def _assessed(
    lawbook: Lawbook, terms: Terms, earlier: Sequence[Mapping[str, Any]], start: date, end: date, on: date
) -> PartAssessment:
    item = terms.item
    instrument = {"instrument": item.instrument} if item.instrument else {}
    part = {
        "gebied": {"id": item.gebied, "soort": item.soort}, "grond": item.grond, **instrument,
        "vanaf": start.isoformat(), "tot": end.isoformat(),
    }  # fmt: skip
    request = {
        "kenmerk": item.bestand, "gemeente": terms.register.gemeente, "onderdelen": [part],
        "eerdereAanwijzingen": list(earlier),
    }  # fmt: skip
    return assess_designation(DesignationRequest.model_validate(request), lawbook=lawbook, on=on).parts[0]


def _row(item: Designation) -> dict[str, Any]:
    days = {"van": item.van, "tot": item.tot}
    known = {name: day.isoformat() for name, day in days.items() if day is not None}
    return {"gebied": item.gebied, "grond": item.grond, **known}


def _longest(lawbook: Lawbook, terms: Terms, start: date, on: date) -> int:
    """The length of the longest term, in years. Every version of the act limits it."""
    years = _assessed(lawbook, terms, [], start, start + timedelta(days=1), on).value("hoogste_jaren")
    assert isinstance(years, int)
    return years


def _cap(alone: Answer, start: date) -> int | None:
    """How many years a first term with every extension, all full, would last."""
    end = alone["uiterstEinde"]
    return None if end is None else years_between(start, date.fromisoformat(end))


def _doubt(lawbook: Lawbook, terms: Terms, here: Answer) -> str | None:
    """Why the number of this extension is not known; None: it is stated or the register is complete, and the terms agree."""
    stated = terms.item.verlenging
    counts = [item["verlenging"] for item in here["lezingen"] or [here]]
    if None in counts:
        return "eerdere_termijnen_onbekend"
    if stated is not None:
        return None if stated in counts else "register_en_termijnen_verschillen"
    first = min(item.starts for item in lawbook.versions(ENTRY) if item.starts)
    return None if terms.complete(first) else "register_niet_volledig"


def _left(following: Answer) -> int | None:
    """The next term, and what is left after it; none when the next is not possible."""
    after: int | None = following["resterendeVerlengingen"]
    if following["oordeel"] == "niet_voldaan":
        return 0
    return after + 1 if following["oordeel"] == "voldaan" and after is not None else None


def _latest_end(item: Designation, following: Answer) -> date | None:
    """What the remaining extensions would reach; None while the beginning or end of this term is not known."""
    if item.van is None or item.tot is None or following["oordeel"] == "niet_voldaan":
        return item.tot if item.van is not None else None
    end = following["uiterstEinde"]
    return None if end is None else date.fromisoformat(end)
