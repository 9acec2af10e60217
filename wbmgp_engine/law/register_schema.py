"""The files under `rules/aanwijzingen/`: what is known of designations and ordinances, field by field with its source.

One folder per municipality holds `register.yaml` and one file per decision of the minister; the folder `landelijk`
holds what is known of all municipalities at once. A field that is not known is absent and stands in `niet_bekend`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.faults import fault

Certainty = Literal["gelezen", "afgeleid", "uit_geheugen"]
GroundId = Literal["artikel_8", "artikel_9", "artikel_10"]
Instrument = Literal["vog", "politiegegevens"]
AreaKind = Literal["complex", "straat", "gebied"]

T = TypeVar("T")


def is_code(text: str) -> bool:
    """Whether the text is GM and four digits.

    >>> is_code("GM0599"), is_code("gm0599"), is_code("GM599")
    (True, False, False)
    """
    return len(text) == 6 and text.startswith("GM") and text[2:].isdigit() and text.isascii()


def _code(text: str) -> str:
    if not is_code(text):
        raise fault(f"{text!r} is no municipality", "write GM and four digits")
    return text


def _area_id(text: str) -> str:
    if not text or text != text.lower() or not all(part.isalnum() for part in text.split("-")):
        raise fault(f"{text!r} is no id of an area", "write its name in small letters with hyphens")
    return text


def _postcode(text: str) -> str:
    if len(text) != 6 or not text[:4].isdigit() or not (text[4:].isalpha() and text[4:].isupper() and text.isascii()):
        raise fault(f"{text!r} is no postcode", "write four digits and two capitals, without a space")
    return text


def _number(count: int) -> int:
    if count < 0:
        raise fault(f"{count} is no number of an extension", "write 0 for a first term, 1 for the first extension")
    return count


Code = Annotated[str, AfterValidator(_code)]
Postcode = Annotated[str, AfterValidator(_postcode)]


class Sourced(Entry):
    """Something stated with its source: read there, inferred from what was read, or told from memory."""

    bron: str = Field(min_length=1)
    zekerheid: Certainty


class Fact(Sourced, Generic[T]):
    """One value with its source."""

    waarde: T


class NotKnown(Entry):
    """A field that is absent because nobody found it out."""

    feit: str = Field(min_length=1)
    toelichting: str | None = None


class Period(Sourced):
    """Days `[van, tot)`; null leaves an end open."""

    van: Day | None
    tot: Day | None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.van is not None and self.tot is not None and self.tot <= self.van:
            raise fault(f"the period ends on {self.tot} and begins on {self.van}", "tot is the first day after it")
        return self


class CompletePeriod(Period):
    """Days on which the register holds every designation and ordinance; nobody can state that without an end."""

    tot: Day


class NationalPeriod(CompletePeriod):
    """The same for all municipalities at once; `behalve`: those for which it is not stated."""

    behalve: list[Code] = Field(default_factory=list)


class RegionPeriod(Period):
    """The municipalities that form the region on these days: all of them, the municipality itself included."""

    gemeenten: list[Code] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> RegionPeriod:
        _once("municipality", self.gemeenten)
        return self


class GroundEntry(Sourced):
    """A ground for which is designated; whether it has an instrument, the act says (`check_instruments`)."""

    grond: GroundId
    instrument: Fact[Instrument] | None = None


class Area(Sourced):
    """A designated unit. `postcodes` and `objecten` (BAG ids) are complete lists; absent when they are not."""

    id: Annotated[str, AfterValidator(_area_id)]
    naam: str
    soort: AreaKind
    postcodes: list[Postcode] | None = None
    objecten: list[str] | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Area:
        _once("postcode", self.postcodes or ())
        _once("object", self.objecten or ())
        return self


class Term(Entry):
    """When a designation counts: `[van, tot)`, the number of the extension (0: first term), and its withdrawal."""

    van: Fact[Day] | None = None
    tot: Fact[Day] | None = None
    verlenging: Fact[Annotated[int, AfterValidator(_number)]] | None = None
    ingetrokken_op: Fact[Day] | None = None

    @model_validator(mode="after")
    def _term_in_order(self) -> Self:
        _term(self.van, self.tot, self.ingetrokken_op)
        return self


class PartEntry(Term):
    """One unit of a decision with its grounds; a term of its own goes before that of the decision."""

    gebied: Area
    gronden: list[GroundEntry] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> PartEntry:
        _once("ground", [ground.grond for ground in self.gronden])
        return self


class DecisionFile(Term):
    """One decision of the minister. `gronden` at this level only while the units are not known."""

    gemeente: Code
    jaar: Fact[int]
    ontvangen: Fact[Day] | None = None
    besluitdatum: Fact[Day] | None = None
    gronden: list[GroundEntry] = Field(default_factory=list)
    onderdelen: list[PartEntry] = Field(default_factory=list)
    niet_bekend: list[NotKnown] = Field(default_factory=list)

    @model_validator(mode="after")
    def _lists_what_is_absent(self) -> DecisionFile:
        _same({item.feit for item in self.niet_bekend}, list(self._absent()), _OF_A_DECISION)
        if bool(self.gronden) == bool(self.onderdelen):
            raise fault("grounds stand either with each unit or, while no unit is known, here", "move gronden")
        return self

    @model_validator(mode="after")
    def _does_not_contradict_itself(self) -> DecisionFile:
        _once("ground", [ground.grond for ground in self.gronden])
        _once("unit", [part.gebied.id for part in self.onderdelen])
        _in_year(self.besluitdatum, self.jaar, "besluitdatum")
        if self.ontvangen and self.besluitdatum and self.besluitdatum.waarde < self.ontvangen.waarde:
            problem = f"decided on {self.besluitdatum.waarde}, but received on {self.ontvangen.waarde}"
            raise fault(problem, "mend one of the two")
        for part in self.onderdelen:
            _term(part.van or self.van, part.tot or self.tot, part.ingetrokken_op or self.ingetrokken_op)
        return self

    def first_day(self, part: PartEntry | None = None) -> date:
        """The first day on which a unit can count: its own, else that of the decision, else the first of its year."""
        first = (part.van if part else None) or self.van or self.besluitdatum
        return date.fromisoformat(first.waarde) if first else date(self.jaar.waarde, 1, 1)

    def _absent(self) -> Iterator[str]:
        if self.besluitdatum is None:
            yield "besluitdatum"
        if not self.onderdelen:
            yield "gebieden"
        for name in ("van", "tot", "verlenging"):
            parts = [getattr(part, name) for part in self.onderdelen] or [None]
            if getattr(self, name) is None and None in parts:
                yield name


_OF_A_DECISION = ("besluitdatum", "gebieden", "van", "tot", "verlenging")


def _term(start: Fact[str] | None, end: Fact[str] | None, withdrawn: Fact[str] | None) -> None:
    if start and end and end.waarde <= start.waarde:
        raise fault(f"the term ends on {end.waarde} and begins on {start.waarde}", "tot is the day after it")
    if start and withdrawn and withdrawn.waarde < start.waarde:
        raise fault(f"withdrawn on {withdrawn.waarde}, but begins on {start.waarde}", "mend one of the two")


def _in_year(day: Fact[str] | None, year: Fact[int], name: str) -> None:
    if day and not day.waarde.startswith(f"{year.waarde}-"):
        raise fault(f"{name} is {day.waarde}, but jaar is {year.waarde}", "mend one of the two")


def _once(kind: str, found: Sequence[str]) -> None:
    if twice := next((item for index, item in enumerate(found) if item in found[:index]), None):
        raise fault(f"the {kind} {twice} stands here twice", "keep one")


def _same(listed: set[str], absent: Sequence[str], fields: Sequence[str]) -> None:
    """Refuse a field that is absent without being listed as not known, or listed although it is there."""
    if missing := [name for name in absent if name not in listed]:
        raise fault(f"{', '.join(missing)}: absent, but not in niet_bekend", "add it there as feit")
    if known := [name for name in fields if name in listed and name not in absent]:
        raise fault(f"{', '.join(known)}: in niet_bekend, but known", "take it out of niet_bekend")


class OrdinanceEntry(Entry):
    """An ordinance of which something is known. Where enough is known a rule file says what it does: `regeling`."""

    naam: Fact[str] | None = None
    jaar: Fact[int]
    vindplaats: str | None = None
    artikelen: Fact[list[str]] | None = None
    vastgesteld: Fact[Day] | None = None
    van: Fact[Day] | None = None
    tot: Fact[Day] | None = None
    werkt_terug_tot: Fact[Day] | None = None
    woonruimten: Fact[str] | None = None
    regeling: str | None = None
    niet_bekend: list[NotKnown] = Field(default_factory=list)

    @model_validator(mode="after")
    def _lists_what_is_absent(self) -> OrdinanceEntry:
        absent = [name for name in _OF_AN_ORDINANCE if getattr(self, name) is None]
        _same({item.feit for item in self.niet_bekend}, absent, _OF_AN_ORDINANCE)
        return self

    @model_validator(mode="after")
    def _does_not_contradict_itself(self) -> OrdinanceEntry:
        _term(self.van, self.tot, None)
        _in_year(self.vastgesteld, self.jaar, "vastgesteld")
        if self.werkt_terug_tot and self.van and self.werkt_terug_tot.waarde > self.van.waarde:
            problem = f"it works back to {self.werkt_terug_tot.waarde}, but begins on {self.van.waarde}"
            raise fault(problem, "mend one of the two")
        return self


_OF_AN_ORDINANCE = ("naam", "artikelen", "van", "tot", "woonruimten")


class RegisterFile(Entry):
    """What is known of one municipality apart from the decisions; empty `volledig`: not known to be complete."""

    gemeente: Fact[Code]
    naam: str
    regio: list[RegionPeriod] = Field(default_factory=list)
    volledig: list[CompletePeriod] = Field(default_factory=list)
    verordeningen: list[OrdinanceEntry] = Field(default_factory=list)
    niet_bekend: list[NotKnown] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_region_on_each_day(self) -> RegisterFile:
        code = self.gemeente.waarde
        periods = sorted(self.regio, key=lambda period: period.van or "")
        for index, period in enumerate(periods):
            if code not in period.gemeenten:
                raise fault(f"the region does not hold {code} itself", "add it to gemeenten", "regio")
            if index and (periods[index - 1].tot is None or (period.van or "") < str(periods[index - 1].tot)):
                problem = f"two regions from {period.van or 'the beginning'}"
                raise fault(problem, "let each end where the next begins", "regio")
        return self


class NationalFile(Entry):
    """What is known of every municipality at once."""

    volledig: list[NationalPeriod] = Field(default_factory=list)
    niet_bekend: list[NotKnown] = Field(default_factory=list)
