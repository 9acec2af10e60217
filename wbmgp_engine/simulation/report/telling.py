"""A result in one language: its measures as numbers, its options and areas by name, and tables of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from textwrap import shorten
from typing import Final

import polars as pl

from wbmgp_engine.facts.wording import Language, euros_in_words
from wbmgp_engine.simulation.dossier.figures import Figure, Figures, Spread
from wbmgp_engine.simulation.options import BASELINE, GROUNDS, Option, units
from wbmgp_engine.simulation.report import words
from wbmgp_engine.simulation.report.beside import Beside
from wbmgp_engine.simulation.report.blocks import Cell, Row, Table
from wbmgp_engine.simulation.report.numbers import Number, changed, clear, own, range_of, written
from wbmgp_engine.simulation.report.words import Unit, said
from wbmgp_engine.simulation.running import Result

_MANY: Final = 4
# With fewer runs nothing is said of chance.
_ENOUGH: Final = 10
_CENTS: Final = "eurocent"
_TOGETHER: Final = ("", "aangewezen", "overig")


@dataclass(frozen=True, slots=True)
class Key:
    """A row of a table: a measure with the group and the area that it shows; `words` where it is called otherwise here."""

    measure: str
    dimension: str = "alles"
    group: str = ""
    area: str = ""
    words: str = ""

    @property
    def unit(self) -> Unit:
        """What the measure counts."""
        return words.unit_of(self.measure)

    def at(self, area: str) -> Key:
        """The same in an area."""
        return replace(self, area=area)


class Told:
    """What the sections of a report read."""

    def __init__(self, result: Result, language: Language, beside: Beside) -> None:
        self.result, self.language, self.beside = result, language, beside
        self.scenario = result.scenario
        self.figures = Figures(_told(result.measures), result.measures["gebied"].unique().to_list())
        self.areas = {area.id: area.name for area in result.region.areas}

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option, doing nothing first."""
        return self.scenario.options

    @cached_property
    def touching(self) -> tuple[Option, ...]:
        """The options that designate something."""
        return tuple(option for option in self.options if not option.without_measures)

    @cached_property
    def idle(self) -> tuple[Option, ...]:
        """The options that designate something under which nobody has to ask for a permit."""
        asked = Key("aanvragen")
        return tuple(option for option in self.touching if self.number(option, asked).own.value == 0)

    @cached_property
    def few(self) -> bool:
        """Whether there are too few runs to say anything of chance."""
        return self.result.replicates < _ENOUGH

    @cached_property
    def runs(self) -> str:
        """How often it was run, and what that says of chance."""
        times = self.result.replicates
        return self.say("run_once" if times == 1 else "run_few" if self.few else "run_times", times=times)

    @cached_property
    def designated(self) -> tuple[str, ...]:
        """The areas that some option designates, in the order of the region."""
        named = {area for option in self.options for area in option.areas}
        return tuple(area for area in self.areas if area in named)

    @cached_property
    def grounds(self) -> tuple[str, ...]:
        """The grounds that some option designates on, in the order of the act."""
        used = {item.ground for option in self.options for item in option.designations}
        return tuple(ground for ground in GROUNDS if ground in used)

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last calendar year."""
        return self.scenario.begin.year, self.scenario.month(self.scenario.months - 1).year

    def say(self, key: str, **values: object) -> str:
        """A text of the report."""
        return said(key, self.language, **values)

    def name(self, option: Option, longest: int | None = None) -> str:
        """What an option is called, cut to `longest` where there is little room; that its law is not in force is never cut."""
        if option.id == BASELINE:
            return self.say("doing_nothing")
        found = option.name.get(self.language) or next(iter(option.name.values()), option.id)
        found = found if longest is None else shorten(found, longest, placeholder=" …")
        return self.say("named_other_law", name=found) if option.law else found

    def number(self, option: Option, key: Key, year: int | None = None) -> Number:
        """A measure of an option; nothing where the measures have no such row."""
        found = self.figures.of(option.id, key.area, key.measure, (key.dimension, key.group), year)
        return Number(key.unit) if found is None else _number(found, key.unit)

    def cell(self, number: Number, *, beside: bool = False) -> Cell:
        """A number in a table: its range below, and with `beside` what differs from doing nothing."""
        below = [range_of(number.own, number.unit, self.language), self._bounds(number)]
        if beside and (change := self.change(number)):
            below.append(self.say("difference", amount=change) if change != self.say("same") else change)
        mark = "" if number.known else "text"
        return Cell(own(number, self.language), "; ".join(part for part in below if part), mark)

    def change(self, number: Number) -> str:
        """The difference with doing nothing, and whether it may be chance; empty where it is not known."""
        found = changed(number, self.language)
        return found if found in ("", self.say("same")) or self._sure(number) else f"{found} {self.say('unclear')}"

    def side_by_side(self, caption: str, keys: Sequence[Key], *, beside: bool = True) -> Table:
        """A row per measure, a column per option."""
        head = (self.say("what"), *(self.name(option) for option in self.options))
        rows = [Row(self.called(key), [self._beside(option, key, beside) for option in self.options]) for key in keys]
        return Table(caption, head, rows)

    def called(self, key: Key) -> str:
        """What a row is called: by its own words, or the name of the measure with its group."""
        if key.words:
            return self.say(key.words)
        name = words.measure_said(key.measure, self.language)
        return name if not key.group else f"{name}: {words.group_said(key.dimension, key.group, self.language)}"

    def place_named(self, names: Sequence[str]) -> str:
        """A few areas by name, many by their number."""
        return self.say("many_areas", count=len(names)) if len(names) > _MANY else self.listed(names)

    def listed(self, names: Sequence[str]) -> str:
        """Names as people list them."""
        return f" {self.say('and')} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)

    def ground(self, ground: str) -> str:
        """The ground in short: article 8, 9 or 10."""
        return self.say("article", number=ground.removeprefix("artikel_"))

    def plain(self, value: float) -> str:
        """A number as it was given, not rounded."""
        return written(Decimal(f"{value:.6f}").normalize() + 0, self.language)

    def given(self, value: float, unit: str) -> str:
        """The value of an assumption as people write it: a rent in euros."""
        return euros_in_words(round(value), self.language) if unit == _CENTS else self.plain(value)

    def unit(self, unit: str) -> str:
        """The unit of an assumption in words."""
        if unit == _CENTS:
            return self.say("a_month")
        found = units().get(unit)
        return unit if found is None else found.text[self.language]

    def assumed(self, name: str) -> str:
        """What an assumption stands for."""
        found = self.scenario.baseline.assumptions.get(name)
        return name if found is None else found.text[self.language]

    def certain(self, certainty: str, verified: bool) -> Cell:
        """How certain a number is; one that nobody verified says so."""
        text = self.say(f"c_{certainty}")
        return Cell(text, mark="text") if verified else Cell(self.say("not_verified"), text, "unsure")

    def _beside(self, option: Option, key: Key, beside: bool) -> Cell:
        return self.cell(self.number(option, key), beside=beside and option.id != BASELINE)

    def _sure(self, number: Number) -> bool:
        """Whether nothing has to be said of chance: the interval tells it, there is none, or nothing differs."""
        return number.change.low is None or clear(number) or number.change.value == 0

    def _bounds(self, number: Number) -> str:
        """What unknown facts could make of a count, where that is another number."""
        lower, upper = number.bounds
        if lower is None or upper is None or not number.known:
            return ""
        found = range_of(Spread(number.own.value, lower, upper), number.unit, self.language)
        return self.say("unknown_makes", range=found) if found else ""


def _number(figure: Figure, unit: Unit) -> Number:
    return Number(unit, figure.own, figure.bounds, figure.difference, figure.hidden)


def _told(measures: pl.DataFrame) -> pl.DataFrame:
    """The rows that a report can name: the whole period, and years of what lies together."""
    return measures.filter(pl.col("jaar").is_null() | pl.col("gebied").is_in(_TOGETHER))
