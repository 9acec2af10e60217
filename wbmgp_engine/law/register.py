"""The register of designations: which the minister made, where, from when until when, and when it is known to be all.

It holds what was found and no more. A date that is None is not known; a municipality and day for which nobody states
that the register is complete may have designations that are not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.layout import files_under
from wbmgp_engine.law.register_files import NATIONAL, municipalities, municipality_files, national_register, strays
from wbmgp_engine.law.register_schema import (
    AreaKind,
    Certainty,
    CompletePeriod,
    DecisionFile,
    Fact,
    GroundEntry,
    GroundId,
    Instrument,
    PartEntry,
    RegionPeriod,
    RegisterFile,
)

__all__ = [
    "Designation", "Located", "Register", "check_registers", "load_register", "locate", "municipalities",
    "national_register", "with_own",
]  # fmt: skip

_WEAKEST: tuple[Certainty, ...] = ("uit_geheugen", "afgeleid", "gelezen")


@dataclass(frozen=True, slots=True)
class Designation:
    """One unit designated for one ground, in force on `[van, tot)`; a date that is None is not known.

    `gebied` is the id of the unit. `vroegst` is the first day on which it can count: `van`, else the day of the
    decision, else the first day of its year, for a decision does not work before it is taken. A withdrawal has already
    shortened `tot`. `zekerheid` is that of the least certain field, `bronnen` name where all of them come from,
    `bestand` is the file below `rules/`; one that a municipality keeps itself (`own`) names itself there.
    """

    gebied: str
    naam: str
    soort: AreaKind
    grond: GroundId
    instrument: Instrument | None
    van: date | None
    tot: date | None
    vroegst: date
    verlenging: int | None
    besluitdatum: date | None
    postcodes: frozenset[str] | None
    objecten: frozenset[str] | None
    zekerheid: Certainty
    bronnen: tuple[str, ...]
    bestand: str
    own: bool = False

    def possible_on(self, day: date) -> bool:
        """False when it is certain that the designation is not in force on this day."""
        return self.vroegst <= day and (self.tot is None or day < self.tot)


@dataclass(frozen=True, slots=True)
class Register:
    """What is known of one municipality; `own` and `decisions` are the files it was read from."""

    gemeente: str
    naam: str
    designations: tuple[Designation, ...]
    own: RegisterFile | None
    decisions: Mapping[str, DecisionFile]
    complete_periods: tuple[CompletePeriod, ...]

    def possible_on(self, day: date) -> tuple[Designation, ...]:
        """The designations that are, or for all that is known can be, in force on this day."""
        return tuple(item for item in self.designations if item.possible_on(day))

    def complete_on(self, day: date) -> bool:
        """Whether it is stated that nothing is in force on this day but what the register holds."""
        return self.completeness(day) is not None

    def completeness(self, day: date) -> CompletePeriod | None:
        """The statement, with its source, that the register is complete on this day; None when nobody states it."""
        return next((item for item in self.complete_periods if _within(item.van, item.tot, day)), None)

    def region_on(self, day: date) -> tuple[str, ...] | None:
        """The codes of the municipalities that form the region on this day, or None: not known."""
        period = self.region_period(day)
        return tuple(period.gemeenten) if period else None

    def region_period(self, day: date) -> RegionPeriod | None:
        """The same with its period and source."""
        regions = self.own.regio if self.own else []
        return next((item for item in regions if _within(item.van, item.tot, day)), None)


def with_own(source: Lawbook, code: str, own: Iterable[Designation]) -> Register:
    """The register of a municipality with the designations that it keeps itself."""
    found = load_register(source, code) or Register(code, code, (), None, {}, ())
    return replace(found, designations=(*found.designations, *own))


class Located(NamedTuple):
    """Whether a dwelling lies in a designated unit (None: it cannot be told) and what showed it."""

    inside: bool | None
    matched: Literal["object", "pand", "openbareRuimte", "postcode", "vlak", "buurt", "gebied"] | None


def locate(
    designation: Designation,
    *,
    area: str | None = None,
    postcode: str | None = None,
    object_id: str | None = None,
) -> Located:
    """Whether a dwelling lies in the unit: by its object, else its postcode, else the unit that the applicant names.

    An address decides where the designation lists objects or postcodes; those lists are complete.

    >>> from wbmgp_engine.law.lawbook import Lawbook
    >>> capelle = load_register(Lawbook.load(), "GM0502")
    >>> locate(capelle.designations[0], area="operabuurt")
    Located(inside=True, matched='gebied')
    """
    if object_id is not None and designation.objecten is not None:
        return Located(object_id in designation.objecten, "object")
    if postcode is not None and designation.postcodes is not None:
        return Located(postcode in designation.postcodes, "postcode")
    if area is not None:
        return Located(area == designation.gebied, "gebied")
    return Located(None, None)


def load_register(source: Lawbook | Path, gemeente_code: str) -> Register | None:
    """What is known of one municipality, from a lawbook or a folder of rules; None when nothing at all is stated.

    A municipality without a folder of its own has what is stated for all. Raises RuleFileError with every fault.
    """
    if isinstance(source, Path):
        return _load(files_under(source), gemeente_code)
    return source.once("register", gemeente_code, lambda: _load(source.files, gemeente_code))


def check_registers(files: Mapping[str, bytes]) -> list[Finding]:
    """What is wrong with the files under `aanwijzingen/`, each of them read; empty when nothing is."""
    found = [*strays(files), *_faults(lambda: national_register(files))]
    own = {path: text for path, text in files.items() if path != NATIONAL}
    for code in municipalities(own):
        found.extend(_faults(partial(_load, own, code)))
    return found


def _faults(load: Callable[[], object]) -> Sequence[Finding]:
    try:
        load()
    except RuleFileError as error:
        return error.findings
    return ()


def _load(files: Mapping[str, bytes], code: str) -> Register | None:
    national = tuple(item for item in national_register(files).volledig if code not in item.behalve)
    read = municipality_files(files, code)
    if read is None:
        return Register(code, code, (), None, {}, national) if national else None
    found = tuple(item for path, decision in read.decisions.items() for item in _designations(decision, path))
    _one_name(found)
    return Register(code, read.own.naam, found, read.own, read.decisions, (*read.own.volledig, *national))


def _one_name(designations: Iterable[Designation]) -> None:
    names: dict[str, tuple[str, str]] = {}
    for item in designations:
        first = names.setdefault(item.gebied, (item.naam, item.soort))
        if first != (item.naam, item.soort):
            problem = f"{item.gebied} is {item.soort} {item.naam}, and elsewhere {first[1]} {first[0]}"
            raise RuleFileError.one(f"rules/{item.bestand}", problem, "give each unit one id, name and kind")


def _designations(decision: DecisionFile, path: str) -> list[Designation]:
    return [_designation(decision, part, ground, path) for part in decision.onderdelen for ground in part.gronden]


def _designation(decision: DecisionFile, part: PartEntry, ground: GroundEntry, path: str) -> Designation:
    start, end = part.van or decision.van, part.tot or decision.tot
    withdrawn, extension = part.ingetrokken_op or decision.ingetrokken_op, part.verlenging or decision.verlenging
    area = part.gebied
    stated = [
        item for item in (start, end, withdrawn, extension, decision.besluitdatum, ground.instrument) if item
    ]  # fmt: skip
    sources = [area, ground, *stated]
    return Designation(
        area.id, area.naam, area.soort, ground.grond, ground.instrument.waarde if ground.instrument else None,
        _day(start), _earliest(_day(end), _day(withdrawn)),
        decision.first_day(part),
        extension.waarde if extension else None, _day(decision.besluitdatum),
        None if area.postcodes is None else frozenset(area.postcodes),
        None if area.objecten is None else frozenset(area.objecten),
        min((item.zekerheid for item in sources), key=_WEAKEST.index),
        tuple(dict.fromkeys(item.bron for item in sources)), path,
    )  # fmt: skip


def _day(fact: Fact[str] | None) -> date | None:
    return date.fromisoformat(fact.waarde) if fact else None


def _earliest(end: date | None, withdrawn: date | None) -> date | None:
    """Only what is in force can be withdrawn, so a withdrawal is the end also where the end was not known."""
    return min(end or withdrawn, withdrawn) if withdrawn else end


def _within(start: str | None, end: str | None, day: date) -> bool:
    text = day.isoformat()
    return (start is None or start <= text) and (end is None or text < end)
