"""The files under `rules/aanwijzingen/`: what is known of designations and ordinances, field by field with its source.

One folder per municipality holds `register.yaml` and one file per decision of the minister; the folder `landelijk`
holds what is known of all municipalities at once. A field that is not known is absent and stands in `niet_bekend`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, Field, model_validator

from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.faults import fault

Certainty = Literal["gelezen", "afgeleid", "uit_geheugen"]
GroundId = Literal["artikel_8", "artikel_9", "artikel_10"]
Instrument = Literal["vog", "politiegegevens"]
AreaKind = Literal["complex", "straat", "gebied"]

T = TypeVar("T")


def _code(text: str) -> str:
    if len(text) != 6 or not text.startswith("GM") or not text[2:].isdigit() or not text.isascii():
        raise fault(f"{text!r} is no municipality", "write GM and four digits")
    return text


def _area_id(text: str) -> str:
    if not text or text != text.lower() or not all(part.isalnum() for part in text.split("-")):
        raise fault(
            f"{text!r} is no id of an area",
            "write its name in small letters with hyphens",
        )
    return text


def _postcode(text: str) -> str:
    if len(text) != 6 or not text[:4].isdigit() or not (text[4:].isalpha() and text[4:].isupper() and text.isascii()):
        raise fault(
            f"{text!r} is no postcode",
            "write four digits and two capitals, without a space",
        )
    return text


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


class CompletePeriod(Sourced):
    """Days `[van, tot)` on which the register holds every designation and ordinance. `van` null: from the beginning.

    `behalve` (in `landelijk` only): municipalities for which it is not stated.
    """

    van: Day | None
    tot: Day
    behalve: list[Code] = Field(default_factory=list)

    @model_validator(mode="after")
    def _forwards(self) -> CompletePeriod:
        if self.van is not None and self.tot <= self.van:
            raise fault(
                f"the period ends on {self.tot} and begins on {self.van}",
                "tot is the first day after it",
            )
        return self


class RegionPeriod(Sourced):
    """The municipalities that form the region on the days `[van, tot)`; null leaves an end open."""

    gemeenten: list[Code] = Field(min_length=1)
    van: Day | None
    tot: Day | None


class GroundEntry(Sourced):
    """A ground for which is designated; the instrument is that of article 10."""

    grond: GroundId
    instrument: Fact[Instrument] | None = None


class Area(Sourced):
    """A designated unit. `postcodes` and `objecten` (BAG ids) are complete lists; absent when they are not."""

    id: Annotated[str, AfterValidator(_area_id)]
    naam: str
    soort: AreaKind
    postcodes: list[Postcode] | None = None
    objecten: list[str] | None = None


class Term(Entry):
    """When a designation counts: `[van, tot)`, the number of the extension (0: first term), and its withdrawal."""

    van: Fact[Day] | None = None
    tot: Fact[Day] | None = None
    verlenging: Fact[int] | None = None
    ingetrokken_op: Fact[Day] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Term:
        if self.van and self.tot and self.tot.waarde <= self.van.waarde:
            raise fault(
                f"the term ends on {self.tot.waarde} and begins on {self.van.waarde}",
                "tot is the day after it",
            )
        return self


class PartEntry(Term):
    """One unit of a decision with its grounds; a term of its own goes before that of the decision."""

    gebied: Area
    gronden: list[GroundEntry] = Field(min_length=1)


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
            raise fault(
                "grounds stand either with each unit or, while no unit is known, here",
                "move gronden",
            )
        return self

    def _absent(self) -> Iterator[str]:
        if self.besluitdatum is None:
            yield "besluitdatum"
        if not self.onderdelen:
            yield "gebieden"
        for name in ("van", "tot", "verlenging"):
            parts = [getattr(part, name) for part in self.onderdelen] or [None]
            if getattr(self, name) is None and None in parts:
                yield name
        grounds = [
            *self.gronden,
            *(ground for part in self.onderdelen for ground in part.gronden),
        ]
        if any(ground.grond == "artikel_10" and ground.instrument is None for ground in grounds):
            yield "instrument"


_OF_A_DECISION = ("besluitdatum", "gebieden", "van", "tot", "verlenging", "instrument")


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


_OF_AN_ORDINANCE = ("naam", "artikelen", "van", "tot", "woonruimten")


class RegisterFile(Entry):
    """What is known of one municipality apart from the decisions; empty `volledig`: not known to be complete."""

    gemeente: Code
    naam: str
    regio: list[RegionPeriod] = Field(default_factory=list)
    volledig: list[CompletePeriod] = Field(default_factory=list)
    verordeningen: list[OrdinanceEntry] = Field(default_factory=list)
    niet_bekend: list[NotKnown] = Field(default_factory=list)


class NationalFile(Entry):
    """What is known of every municipality at once."""

    volledig: list[CompletePeriod] = Field(default_factory=list)
    niet_bekend: list[NotKnown] = Field(default_factory=list)
