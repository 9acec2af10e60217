"""The YAML of a scenario, as docs/simulation-scenario.md describes it: closed, with the contract's Dutch keys."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from wbmgp_engine.facts.consideration import Instrument
from wbmgp_engine.facts.dwelling import DwellingKind
from wbmgp_engine.facts.fields import (
    Area,
    Day,
    Eurocents,
    Identifier,
    Municipality,
    Name,
    NoneIsEmpty,
    NotNull,
    Part,
    Text,
)
from wbmgp_engine.facts.situation import GroundId, Ordinance
from wbmgp_engine.simulation.options.numbers import Number
from wbmgp_engine.simulation.options.option import Tenure
from wbmgp_engine.simulation.regions.region import Certainty

_Given = Annotated[Number | None, NotNull]


class Words(Part):
    """A text in Dutch, and in English where somebody wrote it."""

    nl: Name
    en: Annotated[Name | None, NotNull] = None

    def by_language(self) -> dict[str, str]:
        """The text by language; where there is no English the Dutch stands in."""
        return {"nl": self.nl, "en": self.en or self.nl}


class AssumptionGiven(Part):
    """What a scenario assumes in place of a default. What is absent stays as it was."""

    value: _Given = Field(default=None, alias="waarde")
    low: _Given = Field(default=None, alias="laag")
    high: _Given = Field(default=None, alias="hoog")
    source: Annotated[Text | None, NotNull] = Field(default=None, alias="bron")
    certainty: Annotated[Certainty | None, NotNull] = Field(default=None, alias="zekerheid")
    areas: dict[Area, Number] = Field(default={}, alias="gebied")


class SupplyGiven(Part):
    """Dwellings built or taken down, in one month (`van`) or spread over a calendar year (`jaar`)."""

    area: Area = Field(alias="gebied")
    year: Annotated[int | None, NotNull, Field(ge=1900, le=2199)] = Field(default=None, alias="jaar")
    month: Annotated[Day | None, NotNull] = Field(default=None, alias="van")
    built: Annotated[int | None, NotNull, Field(ge=1, le=100_000)] = Field(default=None, alias="nieuwbouw")
    demolished: Annotated[int | None, NotNull, Field(ge=1, le=100_000)] = Field(default=None, alias="sloop")
    tenure: Tenure = Field(alias="bezit")
    kind: DwellingKind = Field(default="zelfstandig", alias="soort")
    rent: Eurocents | None = Field(default=None, alias="huurprijs")


class DesignationGiven(Part):
    """Areas designated on grounds for a term `[van, tot)`, and how many more terms of the same length follow it."""

    areas: list[Area] = Field(alias="gebieden", min_length=1, max_length=1000)
    grounds: list[GroundId] = Field(alias="gronden", min_length=1, max_length=20)
    instrument: Instrument | None = None
    start: Day = Field(alias="van")
    end: Day | None = Field(alias="tot")
    extensions: Annotated[int, Field(ge=0, le=50)] = Field(default=0, alias="verlengingen")


class OptionGiven(Part):
    """One option besides the baseline."""

    id: Identifier
    name: Words = Field(alias="naam")
    designations: Annotated[list[DesignationGiven], NoneIsEmpty] = Field(
        default=[], alias="aanwijzingen", max_length=1000
    )
    ordinance: Ordinance | None = Field(default=None, alias="verordening")
    assumptions: dict[str, AssumptionGiven] = Field(default={}, alias="aannamen")
    supply: Annotated[list[SupplyGiven], NoneIsEmpty] = Field(default=[], alias="aanbod", max_length=10_000)
    law: Name | None = Field(default=None, alias="recht")


class ScenarioGiven(Part):
    """A whole scenario."""

    ROOT: ClassVar[str] = "scenario"

    id: Identifier = Field(alias="kenmerk")
    name: Words = Field(alias="naam")
    region: Name = Field(alias="regio")
    households: Annotated[int | None, Field(ge=100, le=10_000_000)] = Field(default=None, alias="huishoudens")
    begin: Day
    years: Annotated[int, Field(ge=1, le=20)] = Field(alias="jaren")
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = Field(alias="zaad")
    replicates: Annotated[int, Field(ge=1, le=1000)] = Field(default=1, alias="herhalingen")
    municipality: Municipality = Field(alias="gemeente")
    aims: dict[GroundId, Text] = Field(default={}, alias="doel")
    aim_measures: dict[GroundId, list[Name]] = Field(default={}, alias="doelmaten")
    assumptions: dict[str, AssumptionGiven] = Field(default={}, alias="aannamen")
    supply: Annotated[list[SupplyGiven], NoneIsEmpty] = Field(default=[], alias="aanbod", max_length=10_000)
    options: Annotated[list[OptionGiven], NoneIsEmpty] = Field(default=[], alias="varianten", max_length=100)

    @property
    def end(self) -> date:
        """The first day after the simulation."""
        return self.begin.replace(year=self.begin.year + self.years)
