"""The files under `rules/kalender/`: which terms the Algemene termijnenwet moves past which days, and how long terms are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from wbmgp_engine.law.checked import Day
from wbmgp_engine.law.data_files import Entry
from wbmgp_engine.law.faults import fault
from wbmgp_engine.law.register_schema import Sourced

Unit = Literal["dagen", "weken", "maanden", "jaren"]
Instrument = Literal["wet", "amvb", "verordening"]
Subject = Literal["wettelijke_voorschriften", "vrijheidsbeneming"]
Weekday = Literal["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
TermName = Literal[
    "niet_behandelen",
    "redelijke_termijn",
    "verlenging",
    "bezwaar",
    "beroep",
    "hoger_beroep",
    "ontvangst_per_post",
    "beslissing_op_bezwaar",
    "beslissing_op_bezwaar_met_commissie",
    "verdaging",
    "na_ingebrekestelling",
    "dwangsom",
]


class Words(Entry):
    """A name in both languages."""

    nl: str = Field(min_length=1)
    en: str = Field(min_length=1)


class FixedDay(Entry):
    """A day of the year that every year has."""

    maand: int = Field(ge=1, le=12)
    dag: int = Field(ge=1)

    @model_validator(mode="after")
    def _of_every_year(self) -> FixedDay:
        longest = 28 if self.maand == 2 else 30 if self.maand in (4, 6, 9, 11) else 31
        if self.dag > longest:
            raise fault(f"month {self.maand} has no day {self.dag} in every year", f"use 1 to {longest}")
        return self


class Moved(Entry):
    """By how many days a fixed day moves when it falls on a weekday."""

    weekdag: Weekday
    dagen: int


class HolidayEntry(Sourced):
    """A holiday: a fixed day, or a number of days after Easter Sunday."""

    naam: Words
    vast: FixedDay | None = None
    pasen: int | None = Field(default=None, ge=-80, le=240)
    als_het_valt_op: Moved | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> HolidayEntry:
        if (self.vast is None) == (self.pasen is None):
            raise fault("a holiday is either a fixed day or counted from Easter", "give vast or pasen")
        return self


class EquatedDay(Sourced):
    """One day that a decree equates with a holiday."""

    dag: Day


class Equated(Sourced):
    """The days that decrees equate with a holiday, and the provision that allows it."""

    dagen: list[EquatedDay]


class Shift(Sourced):
    """The weekdays past which a last day moves, beside the holidays."""

    weekdagen: list[Weekday]


class Minimum(Sourced):
    """How many working days a term of at least so many days contains."""

    vanaf_dagen: int = Field(ge=1)
    werkdagen: int = Field(ge=1)


class CoveredInstrument(Sourced):
    """A kind of regulation whose terms are covered."""

    regeling: Instrument


class TooLong(Sourced):
    """Terms of more than so many of a unit are not covered."""

    eenheid: Unit
    meer_dan: int = Field(ge=0)


class ExcludedSubject(Sourced):
    """Terms on this subject are not covered."""

    onderwerp: Subject


class Excluded(Entry):
    """The terms that are not covered."""

    lengten: list[TooLong]
    onderwerpen: list[ExcludedSubject]


class TermsActFile(Entry):
    """One version of the Algemene termijnenwet."""

    wet: Literal["algemene_termijnenwet"]
    valid_from: Day
    tekst: str
    verlenging: Shift
    terugrekening: Sourced
    minimum: Minimum
    feestdagen: list[HolidayEntry]
    gelijkgesteld: Equated
    geldt_voor: list[CoveredInstrument]
    geldt_niet_voor: Excluded


class TermEntry(Sourced):
    """The length of a term; `zonder_termijnenwet` is the provision that takes it out of the Algemene termijnenwet."""

    lengte: int = Field(ge=1)
    eenheid: Unit
    zonder_termijnenwet: str | None = None


class SuspensionEntry(Sourced):
    """How many days after the invitation to complete the suspension begins."""

    dagen_na_uitnodiging: int = Field(ge=0)


class Provisions(Entry):
    """Provisions on terms that hold no number."""

    aanvang_bezwaar: Sourced
    tijdig: Sourced
    tijdig_per_post: Sourced
    mededeling: Sourced
    verschoonbaar: Sourced | None = None


class Waiver(Sourced):
    """A ground on which nobody is heard, and the judgements on the objection that go with it.

    `nieuwe_uitkomst`: only where another decision comes in the place of the first.
    """

    grond: str = Field(min_length=1)
    oordelen: list[Literal["gegrond", "ongegrond", "niet_ontvankelijk"]] = Field(min_length=1)
    nieuwe_uitkomst: bool = False


class Hearing(Sourced):
    """That people are heard before an objection is decided on, and when not."""

    afzien: list[Waiver]


class PenaltyStep(Entry):
    """So many days at so many eurocents a day."""

    dagen: int = Field(ge=1)
    bedrag: int = Field(ge=0)


class PenaltyEntry(Sourced):
    """The amounts of the penalty for a late decision, in the order of the days; `op_bezwaar`: also for one on an objection."""

    op_bezwaar: Sourced | None = None
    trappen: list[PenaltyStep] = Field(min_length=1)


class AdministrativeLawFile(Entry):
    """One version of the Algemene wet bestuursrecht, as far as it sets terms; a term it does not hold is absent."""

    wet: Literal["algemene_wet_bestuursrecht"]
    valid_from: Day
    tekst: str
    termijnen: Mapping[TermName, TermEntry]
    bepalingen: Provisions
    opschorting: SuspensionEntry
    horen: Hearing | None = None
    dwangsom: PenaltyEntry | None = None
