"""The calendar of registered designations on a day: what runs, for how long, and until when an extension can be asked.

What the register does not hold stands as not known, with the reason; nothing is filled in. How many extensions the law
of the day leaves, and what an extension needs, the rules say: each term is put to them as a request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from wbmgp_engine.designations.deadline import term_rule
from wbmgp_engine.designations.extension import Extension, Terms, extension, latest_request
from wbmgp_engine.designations.instrument import names_instrument
from wbmgp_engine.designations.question import ENTRY
from wbmgp_engine.designations.status_words import reasons_json
from wbmgp_engine.errors import LawNotYetInForce
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import Designation, Register, load_register, municipalities, with_own
from wbmgp_engine.law.register_schema import OrdinanceEntry
from wbmgp_engine.logic.dates import add_years, days_between, years_between
from wbmgp_engine.version import NAME, VERSION

State = Literal["loopt", "onbekend", "komt", "opgevolgd", "afgelopen"]
STATES: Final[tuple[State, ...]] = ("loopt", "onbekend", "komt", "opgevolgd", "afgelopen")
OVER: Final = ("opgevolgd", "afgelopen")
_FIELDS: Final = ("van", "tot", "verlenging", "instrument")


@dataclass(frozen=True)
class Status:
    """One unit and ground on a day. `unknown` holds the facts that are not known, each with the key of its reason."""

    register: Register
    item: Designation
    on: date
    state: State
    days_left: int | None
    extension: Extension | None
    request_by: date | None
    used_days: int | None
    unknown: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The row, complete; null stands for what is not known, with its reason in `nietBekend`."""
        item, more = self.item, self.extension
        return {
            "gemeente": self.register.gemeente, "naam": self.register.naam,
            "gebied": {"id": item.gebied, "naam": item.naam, "soort": item.soort}, "grond": item.grond,
            "instrument": item.instrument, "toestand": self.state, "van": _iso(item.van), "tot": _iso(item.tot),
            "besluitdatum": _iso(item.besluitdatum), "dagenOver": self.days_left,
            "verlenging": more.number if more else item.verlenging,
            "verlengingVolgensRegister": item.verlenging,
            "verlengingVolgensTermijnen": more.counted if more else None,
            "nogMogelijk": more.left if more else None, "uiterstEinde": _iso(more.latest_end) if more else None,
            "evaluatieVereist": more.evaluation if more else None, "verzoekUiterlijk": _iso(self.request_by),
            "lezingen": list(more.readings) if more else [], "redenen": list(more.reasons) if more else [],
            "gebruikteDagen": self.used_days, "maximumJaren": more.cap_years if more else None,
            "eindeHoogstens": _iso(more.end_bound) if more and item.tot is None else None,
            "nietBekend": reasons_json(self.unknown), "zekerheid": item.zekerheid, "bronnen": list(item.bronnen),
            "bestand": None if item.own else f"rules/{item.bestand}", "eigen": item.own,
        }  # fmt: skip


@dataclass(frozen=True)
class Unplaced:
    """A ground of a decision whose units are not known: it stands in the list so that nobody takes it for absent."""

    register: Register
    file: str
    ground: str
    year: int
    source: str
    certainty: str

    def to_json(self) -> dict[str, Any]:
        """The row as JSON."""
        return {
            "gemeente": self.register.gemeente, "naam": self.register.naam, "grond": self.ground, "jaar": self.year,
            "nietBekend": reasons_json({"gebieden": "niet_in_register"}), "zekerheid": self.certainty, "bronnen": [self.source],
            "bestand": f"rules/{self.file}",
        }  # fmt: skip


@dataclass(frozen=True)
class OrdinanceClock:
    """The ordinance's own term, beside that of the designations."""

    register: Register
    entry: OrdinanceEntry
    on: date

    @property
    def end(self) -> date | None:
        """The first day on which it is no longer in force; None when not known."""
        return date.fromisoformat(self.entry.tot.waarde) if self.entry.tot else None

    def to_json(self) -> dict[str, Any]:
        """The row as JSON."""
        entry, end = self.entry, self.end
        stated = [fact.bron for fact in (entry.naam, entry.van, entry.tot) if fact is not None]
        return {
            "gemeente": self.register.gemeente, "naam": entry.naam.waarde if entry.naam else None,
            "jaar": entry.jaar.waarde, "van": entry.van.waarde if entry.van else None, "tot": _iso(end),
            "dagenOver": days_between(self.on, end) if end is not None and self.on < end else None,
            "nietBekend": reasons_json({item.feit: "niet_in_register" for item in entry.niet_bekend}),
            "bronnen": list(dict.fromkeys([entry.jaar.bron, *stated])), "eigen": False,
        }  # fmt: skip


@dataclass(frozen=True)
class Calendar:
    """Every registered designation on a day, the most urgent first."""

    on: date
    rows: tuple[Status, ...]
    unplaced: tuple[Unplaced, ...]
    ordinances: tuple[OrdinanceClock, ...]
    rule_book: str

    def to_json(self) -> dict[str, Any]:
        """The calendar as one JSON document."""
        return {
            "aanwijzingen": [row.to_json() for row in self.rows],
            "zonderGebieden": [row.to_json() for row in self.unplaced],
            "verordeningen": [row.to_json() for row in self.ordinances],
            "recht": {"datum": self.on.isoformat(), "regelboek": self.rule_book},
            "motor": {"naam": NAME, "versie": VERSION},
        }


def designations_status(lawbook: Lawbook, on: date, own: Mapping[str, Sequence[Designation]] | None = None) -> Calendar:
    """Every registered designation on a day, and those that municipalities keep themselves, by their codes.

    Raises LawNotYetInForce before there was law to designate under.
    """
    if on < first_day(lawbook):
        raise LawNotYetInForce(f"no act on {on} lets the Minister designate: ask a later day")
    beside = own or {}
    codes = dict.fromkeys([*municipalities(lawbook.files), *beside])
    found = (
        with_own(lawbook, code, beside[code]) if code in beside else load_register(lawbook, code) for code in codes
    )
    registers = [register for register in found if register is not None]
    rows = [row for register in registers for row in _rows(register, lawbook, on)]
    unplaced = [row for register in registers for row in _unplaced(register)]
    clocks = [OrdinanceClock(item, entry, on) for item in registers if item.own for entry in item.own.verordeningen]
    return Calendar(on, tuple(sorted(rows, key=_urgency)), tuple(unplaced), tuple(clocks), lawbook.hash)


def first_day(lawbook: Lawbook) -> date:
    """The first day on which the Minister could designate."""
    starts = (version.starts for version in lawbook.versions(ENTRY))
    return min(day for day in starts if day is not None and term_rule(lawbook, day) is not None)


def _rows(register: Register, lawbook: Lawbook, on: date) -> Iterator[Status]:
    for item in register.designations:
        same = [other for other in register.designations if (other.gebied, other.grond) == (item.gebied, item.grond)]
        state = _state(item, same, on)
        asked = state not in OVER and (state != "komt" or item.van is not None)
        more = extension(lawbook, Terms(register, item), on) if asked else None
        by = (
            latest_request(lawbook, item.tot)
            if state == "loopt" and item.tot and more and more.possible is not False
            else None
        )
        days = days_between(on, item.tot) if state == "loopt" and item.tot else None
        unknown = _unknown(_absent(lawbook, item), item, more, state, by)
        yield Status(register, item, on, state, days, more, by, _used(same, on), unknown)


def _state(item: Designation, same: Sequence[Designation], on: date) -> State:
    if item.tot is not None and item.tot <= on:
        return "opgevolgd" if any(other.van == item.tot for other in same) else "afgelopen"
    if on < item.vroegst:
        return "komt"
    return "loopt" if item.van is not None and item.tot is not None else "onbekend"


def _absent(lawbook: Lawbook, item: Designation) -> dict[str, str]:
    """The facts that the register does not hold; an instrument only where the act of the first day asks for one."""
    gone = [name for name in _FIELDS if getattr(item, name) is None]
    if "instrument" in gone and not names_instrument(lawbook, item.grond, item.vroegst):
        gone.remove("instrument")
    return dict.fromkeys(gone, "niet_in_register")


def _unknown(
    found: dict[str, str], item: Designation, more: Extension | None, state: State, by: date | None
) -> dict[str, str]:
    """The facts that are not known, with the key of the reason."""
    if state in OVER:
        return found
    if more is None:
        return found | dict.fromkeys(("nogMogelijk", "verzoekUiterlijk"), "begin_onbekend")
    if more.over:
        return found | dict.fromkeys(("nogMogelijk", "verzoekUiterlijk"), "later_onbekend")
    if more.number is None:
        found["verlenging"] = more.doubt
    elif "verlenging" in found:
        del found["verlenging"]
    if more.left is None:
        found["nogMogelijk"] = more.doubt
    if by is None and more.possible is not False:
        found["verzoekUiterlijk"] = "einde_onbekend" if item.tot is None else "nog_niet_begonnen"
    return found


def _used(same: Sequence[Designation], on: date) -> int | None:
    """The days on which the unit was designated for this ground, before the day; None while an edge is not known."""
    if any(item.van is None or (item.tot is None and item.van <= on) for item in same):
        return None
    days = set[int]()
    for item in same:
        assert item.van is not None
        end = min(item.tot or item.van, on)
        days.update(range(item.van.toordinal(), end.toordinal()))
    return len(days)


def whole_years(days: int, since: date) -> tuple[int, int]:
    """So many days as whole years and the days beside them, counted from a day.

    >>> whole_years(1461, date(2006, 7, 1))
    (4, 0)
    """
    end = date.fromordinal(since.toordinal() + days)
    years = years_between(since, end)
    return years, days_between(add_years(since, years), end)


def _unplaced(register: Register) -> Iterator[Unplaced]:
    for path, decision in register.decisions.items():
        for ground in decision.gronden:
            yield Unplaced(register, path, ground.grond, decision.jaar.waarde, ground.bron, ground.zekerheid)


def _urgency(row: Status) -> tuple[int, date, str, str, str]:
    when = row.request_by or row.item.tot or row.item.van or date.max
    return STATES.index(row.state), when, row.register.naam, row.item.gebied, row.item.grond


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
