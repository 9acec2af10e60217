"""The register of outcomes per unit, ground and year, whole for internal use or without small counts for publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from wbmgp_engine.designations.instrument import instrument_asked
from wbmgp_engine.designations.outcome_codes import Codes, OutcomeCodes
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.evaluation import DecidedCase, EvaluationFile, Key, Outcomes
from wbmgp_engine.law.lawbook import Lawbook

Words = Mapping[str, str]
# What an application can still be besides decided: with the codes these make up all applications.
PENDING: Final = ("in_behandeling", "ingetrokken")
SIDE: Final = ("hardheid_bepleit", "bezwaren", "bezwaren_gegrond", "doorlooptijd_dagen")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is wrong or missing: what, in which place of the file, and in words."""

    rule: str
    place: str
    words: Words
    about: str = ""

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON."""
        return {"regel": self.rule, "plaats": self.place, **self.words}


class Rate(NamedTuple):
    """An exact rate, not reduced: both numbers are what was counted."""

    part: int
    whole: int

    def tenths(self, times: int = 1) -> tuple[int, int]:
        """So many times the rate with one decimal, as whole and tenths; a half is rounded up.

        >>> Rate(1, 3).tenths(100), Rate(1, 16).tenths(100)
        ((33, 3), (6, 3))
        """
        return divmod((self.part * times * 20 + self.whole) // (2 * self.whole), 10)


@dataclass(frozen=True)
class Row:
    """One unit, ground and year. A count that is None is not published; `hidden` tells that from one that is not known."""

    key: Key
    applications: int | None
    counts: Mapping[str, int | None]
    side: Mapping[str, int | None]
    codes: Codes
    hidden: frozenset[str] = field(default_factory=frozenset)

    @property
    def decided(self) -> int | None:
        """How many were decided: all applications that are not pending or withdrawn; None when that is not published."""
        waiting = [self.counts[name] for name in PENDING]
        if self.applications is None or None in waiting:
            return None
        found = self.applications - sum(count or 0 for count in waiting)
        return None if self.hidden and not large(found, self.codes.smallest) else found

    def of(self, codes: frozenset[str]) -> int | None:
        """How many decisions have one of these codes; None when a part of it is not published."""
        return self._sum(code for code in self.counts if code in codes)

    def _sum(self, codes: Iterator[str]) -> int | None:
        found = [self.counts[code] for code in codes]
        return None if None in found else sum(count for count in found if count is not None)

    @property
    def refusal_rate(self) -> Rate | None:
        """Refusals of the decisions, exactly; None without decisions or where a part is not published."""
        refused, decided = self.of(self.codes.refused), self.decided
        return Rate(refused, decided) if refused is not None and decided else None

    @property
    def mean_days(self) -> Rate | None:
        """The days until the decision over the decisions, exactly."""
        days = self.side["doorlooptijd_dagen"]
        return Rate(days, self.decided) if days is not None and self.decided else None


@dataclass(frozen=True)
class Register:
    """The rows in order, what is wrong with them, and whether small counts were left out."""

    municipality: str
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    published: bool
    totals: tuple[Row, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every code that a row has, in the order of the rules, and what is not decided."""
        codes = dict.fromkeys(code for row in self.rows for code in row.counts if code not in PENDING)
        return (*codes, *PENDING)


def register(file: EvaluationFile, lawbook: Lawbook) -> Register:
    """The register as it is kept: every count, totals per ground, and the rows that do not add up as findings.

    Raises LawNotYetInForce for a year before the act, and BadInput for an instrument that the act of the year has not.
    """
    if found := list(_superfluous(file, lawbook)):
        raise BadInput(found)
    asked = OutcomeCodes(lawbook)
    rows, gaps = list[Row](), list[Gap]()
    for place, item in _counted(file):
        codes = asked.of(item.ground, item.instrument, item.year)
        rows.append(_row(item, codes))
        gaps.extend(_faults(item, codes, place))
    rows.sort(key=lambda row: (row.key[0], row.key[1], row.key[2] or "", row.key[3]))
    return Register(file.municipality, tuple(rows), tuple(gaps), False, tuple(_totals(rows)))


def _superfluous(file: EvaluationFile, lawbook: Lawbook) -> Iterator[Finding]:
    """An instrument beside a ground for which the act, as it was on the last day of the year, has none."""
    placed = [(f"uitkomsten.{at}", row.key) for at, row in enumerate(file.rows)]
    placed += [(f"besluiten.{at}", case.key) for at, case in enumerate(file.cases)]
    for place, (_, ground, instrument, year) in placed:
        said = instrument_asked(lawbook, ground, date(year, 12, 31)) if instrument is not None else None
        if said is not None and not said.asked:
            problem = f"{said.citation.text} has no instrument for {ground} in {year}"
            yield Finding(f"{place}.instrument", problem, "delete it")


def _counted(file: EvaluationFile) -> Iterator[tuple[str, Outcomes]]:
    yield from ((f"uitkomsten.{at}", row) for at, row in enumerate(file.rows))
    cases: dict[Key, list[DecidedCase]] = {}
    for case in file.cases:
        cases.setdefault(case.key, []).append(case)
    for found in cases.values():
        yield "besluiten", _added(found)


def _added(cases: Sequence[DecidedCase]) -> Outcomes:
    """Decisions of one unit, ground and year as counts; a side figure is known only when every decision gives it."""
    first, outcomes = cases[0], dict[str, int]()
    for case in cases:
        outcomes[case.outcome] = outcomes.get(case.outcome, 0) + 1
    data: dict[str, Any] = {
        "gebied": first.area, "grond": first.ground, "instrument": first.instrument, "jaar": first.year,
        "aanvragen": len(cases), "uitkomsten": outcomes,
    }  # fmt: skip
    if all(case.pleaded is not None for case in cases):
        data["hardheidBepleit"] = sum(case.pleaded is True for case in cases)
    if all(case.objection is not None for case in cases):
        data["bezwaren"] = sum(case.objection != "geen" for case in cases)
        data["bezwarenGegrond"] = sum(case.objection == "gegrond" for case in cases)
    if all(case.days is not None for case in cases):
        data["doorlooptijdDagen"] = sum(case.days or 0 for case in cases)
    return Outcomes.model_validate(data)


def _row(item: Outcomes, codes: Codes) -> Row:
    order = [*(codes.codes or ()), *(code for code in item.outcomes if code not in (codes.codes or ()))]
    counts: dict[str, int | None] = {code: item.outcomes.get(code, 0) for code in order}
    counts |= {"in_behandeling": item.pending, "ingetrokken": item.withdrawn}
    side = dict(zip(SIDE, (item.pleaded, item.objections, item.upheld, item.days), strict=True))
    return Row(item.key, item.applications, counts, side, codes)


def _faults(item: Outcomes, codes: Codes, place: str) -> Iterator[Gap]:
    said = {"row": f"{item.area}, {item.ground}, {item.year}"}
    total = sum(item.outcomes.values()) + item.pending + item.withdrawn
    if total != item.applications:
        yield gap("telt_niet_op", place, **said, total=total, applications=item.applications)
    if codes.codes is None:
        yield gap("instrument_onbekend", place, **said)
    for code in item.outcomes:
        if codes.codes is not None and code not in codes.codes:
            yield gap(
                "onbekende_code", f"{place}.uitkomsten.{code}", **said, code=code, known=", ".join(codes.codes) or "–"
            )


def _totals(rows: Sequence[Row]) -> Iterator[Row]:
    """Per ground and instrument the sum over units and years."""
    for ground, instrument in dict.fromkeys((row.key[1], row.key[2]) for row in rows):
        found = [row for row in rows if row.key[1:3] == (ground, instrument)]
        columns = dict.fromkeys(code for row in found for code in row.counts)
        counts: dict[str, int | None] = {code: sum(row.counts.get(code) or 0 for row in found) for code in columns}
        side: dict[str, int | None] = dict.fromkeys(SIDE)
        for name in SIDE:
            values = [row.side[name] for row in found]
            side[name] = None if None in values else sum(value or 0 for value in values)
        yield Row(
            ("totaal", ground, instrument, 0),
            sum(row.applications or 0 for row in found),
            counts,
            side,
            found[-1].codes,
        )


def large(value: int, smallest: int) -> bool:
    """Whether a count may be published: none at all, or enough not to point at a person."""
    return value == 0 or value >= smallest


_TEXTS: Final[dict[str, Words]] = {
    "telt_niet_op": {
        "nl": "{row}: de uitkomsten, wat in behandeling is en wat is ingetrokken zijn samen {total}; er zijn {applications} aanvragen.",
        "en": "{row}: outcomes, pending and withdrawn add up to {total}; there are {applications} applications.",
    },
    "telt_niet_op_zonder_getallen": {
        "nl": "{row}: de uitkomsten zijn samen niet het aantal aanvragen. De getallen van deze grond worden niet gepubliceerd.",
        "en": "{row}: the outcomes do not add up to the applications. The counts of this ground are not published.",
    },
    "instrument_onbekend": {
        "nl": "{row}: het onderzoek (verklaring of politiegegevens) ontbreekt; daarvan hangt af welke uitkomsten er zijn.",
        "en": "{row}: the screening (certificate or police data) is missing; which outcomes there are depends on it.",
    },
    "onbekende_code": {
        "nl": "{row}: {code} is geen uitkomst bij deze grond in dit jaar. Gebruik: {known}.",
        "en": "{row}: {code} is no outcome under this ground in this year. Use: {known}.",
    },
}


def gap(rule: str, place: str, **said: object) -> Gap:
    """A finding on the register with its words filled in."""
    words = {language: text.format(**said) for language, text in _TEXTS[rule].items()}
    return Gap(rule, place, words, str(said["row"]))
