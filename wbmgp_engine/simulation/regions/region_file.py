"""`regio.yaml`: what a region is called, where its areas, counts or own data stand, and where every figure comes from."""

# Modules of models do without `from __future__ import annotations`: pydantic would compile each as text at every start.
import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.fields import IDENTIFIER, MUNICIPALITY
from wbmgp_engine.facts.partial_dates import full_date
from wbmgp_engine.law.faults import fault, faults_of, shown
from wbmgp_engine.law.reading import yaml_path
from wbmgp_engine.law.yaml_reader import line_of, read_yaml
from wbmgp_engine.simulation.regions.columns import INCOMES
from wbmgp_engine.simulation.regions.numbers import Number
from wbmgp_engine.simulation.regions.region import Certainty, Figure

NAME: Final = "regio.yaml"
# The counts that a region made from counts needs, and those that it may have besides (and `groep_*`).
NEEDED: Final = ("huishouden", "leeftijd", "inkomen", "verblijf", "bezit", "huur", "mutatie")
OPTIONAL: Final = ("soort",)
_FILE: Final = r"^[A-Za-z0-9_][A-Za-z0-9_.\-]*$"
_GROUP: Final = r"^groep_[a-z0-9_]{1,40}$"


def _first_of_month(text: str) -> str:
    if full_date(text) is None or not text.endswith("-01"):
        raise fault(f"{shown(text)} is not the first day of a month", "write YYYY-MM-01, without quotes")
    return text


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise fault(f"{value} is no share", "write a share from 0 to 1")
    return value


FileName = Annotated[str, Field(pattern=_FILE)]


class Part(BaseModel):
    """A part of the file: only known keys, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Sourced(Part):
    """Where a figure comes from, how sure that is, and whether somebody looked it up."""

    source: Annotated[str, Field(min_length=3)] = Field(alias="bron")
    certainty: Certainty = Field(alias="zekerheid")
    verified: bool = Field(default=False, alias="nagezien")

    def figure(self, name: str, value: object) -> Figure:
        """The figure with this source."""
        return Figure(name, str(value), self.source, self.certainty, self.verified)


class Words(Part):
    """A name in Dutch and in English."""

    nl: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Count(Sourced):
    """A file with counts per area."""

    file: FileName = Field(alias="bestand")


class Value(Sourced):
    """A number that holds for the whole region."""

    value: Annotated[Number, Field(ge=0)] = Field(alias="waarde")


class Share(Sourced):
    """A share, from 0 to 1."""

    value: Annotated[Number, AfterValidator(_share)] = Field(alias="waarde")


class Trait(Share):
    """The share of households with a trait, where `incomes` are given: of those with one of these incomes."""

    incomes: Annotated[list[str], Field(min_length=1)] | None = Field(default=None, alias="inkomens")

    @model_validator(mode="after")
    def _known(self) -> Self:
        for income in self.incomes or ():
            if income not in INCOMES:
                raise fault(f"{shown(income)} is no kind of income", f"use {', '.join(INCOMES)}")
        return self


class RentClass(Part):
    """A class of rents: from `low` up to, not including, `high`, in eurocents a month."""

    low: Annotated[int, Field(ge=0)] = Field(alias="van")
    high: Annotated[int, Field(gt=0)] = Field(alias="tot")

    @model_validator(mode="after")
    def _wide(self) -> Self:
        if self.low >= self.high:
            raise fault(f"van {self.low} does not lie before tot {self.high}", "give a class some width")
        return self


class Other(Sourced):
    """A figure that nothing is made with, for instance one to compare a run with."""

    name: Annotated[str, Field(min_length=1)] = Field(alias="naam")
    value: Annotated[str, Field(min_length=1)] = Field(alias="waarde")


class Shares(Part):
    """The shares that no count per area gives."""

    looking: Share = Field(alias="zoekend")
    urgent: Share = Field(alias="urgent")
    unknown_income: Share = Field(alias="onbekendInkomen")
    unknown_residence: Share = Field(alias="onbekendVerblijf")


class RegionFile(Part):
    """The whole file. Either counts (`tellingen` and what goes with them) or own data (`huishoudens`, `woningen`)."""

    id: Annotated[str, Field(pattern=IDENTIFIER)] = Field(alias="kenmerk")
    name: Words = Field(alias="naam")
    day: Annotated[str, AfterValidator(_first_of_month)] = Field(alias="dag")
    municipalities: Annotated[list[Annotated[str, Field(pattern=MUNICIPALITY)]], Field(min_length=1)] = Field(alias="gemeenten")  # fmt: skip
    areas: FileName = Field(alias="gebieden")
    map: FileName | None = Field(default=None, alias="kaart")
    figures: list[Other] = Field(default_factory=list, alias="cijfers")
    households: FileName | None = Field(default=None, alias="huishoudens")
    dwellings: FileName | None = Field(default=None, alias="woningen")
    counts: dict[str, Count] | None = Field(default=None, alias="tellingen")
    rent_classes: dict[str, RentClass] | None = Field(default=None, alias="huurklassen")
    shares: Shares | None = Field(default=None, alias="aandelen")
    search_years: Value | None = Field(default=None, alias="zoekduurJaren")
    traits: dict[Annotated[str, Field(pattern=IDENTIFIER)], Trait] = Field(default_factory=dict, alias="kenmerken")
    reference: FileName | None = Field(default=None, alias="samenhang")

    @property
    def date(self) -> date:
        """The day of the region."""
        return date.fromisoformat(self.day)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        own = [self.households, self.dwellings]
        made = [self.counts, self.rent_classes, self.shares, self.search_years]
        if self.counts is None and None in own:
            raise fault("neither own data nor counts are named", "give huishoudens and woningen, or tellingen")
        if self.counts is not None and None in made:
            raise fault("a region from counts is not whole", "give huurklassen, aandelen and zoekduurJaren")
        if any(own) and (any(part is not None for part in made) or self.traits or self.reference):
            raise fault("own data and counts are both there", "keep huishoudens and woningen, or the rest")
        _rising(self.rent_classes or {})
        if sum(trait.value for trait in self.traits.values()) > 1:
            raise fault("the shares add up to more than 1, and nobody has two traits", "lower them", "kenmerken")
        return self

    @model_validator(mode="after")
    def _all_counts(self) -> Self:
        for name in NEEDED if self.counts is not None else ():
            if name not in (self.counts or {}):
                raise fault(f"{name} is missing", f"give {', '.join(NEEDED)}", "tellingen")
        for name in self.counts or ():
            if name not in (*NEEDED, *OPTIONAL) and not re.match(_GROUP, name):
                raise fault(
                    f"{shown(name)} is not known", f"use {', '.join((*NEEDED, *OPTIONAL))} or groep_…", "tellingen"
                )
        return self


def _rising(classes: Mapping[str, RentClass]) -> None:
    """Refuse classes that overlap or fall: how dear a class is follows from its place."""
    for (_, before), (name, after) in pairwise(classes.items()):
        if after.low < before.high:
            raise fault(
                f"{name} begins below the end of the class before", "order them from low to high", "huurklassen"
            )


def read_region_file(path: Path) -> RegionFile:
    """The file at a path. BadInput with file, line, path of keys, and the fix."""
    if not path.is_file():
        raise BadInput.one(str(path), "is no file", f"name a folder with a {NAME}")
    text = path.read_bytes()
    raw: Any = read_yaml(text, place=str(path))
    try:
        return RegionFile.model_validate(raw)
    except ValidationError as error:
        findings = []
        for found in faults_of(error):
            keys = yaml_path(raw, found.path)
            at = f"{path}:{line_of(text, found.path)}"
            findings.append(Finding(f"{at}, {keys}" if keys else at, found.problem, found.fix))
        raise BadInput(findings) from None
