"""A dossier made from the measures of a result: the figures that belong under each criterion, and those by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Final

import polars as pl

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.evidence import CRITERIA, CriterionName
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.simulation.dossier.contents import Dossier, Origin, Possibilities, Regional, Shown
from wbmgp_engine.simulation.dossier.figures import DESIGNATED, EVERYBODY, REGION, Figure, Figures, Spread
from wbmgp_engine.simulation.dossier.words import criteria as words_of_criteria
from wbmgp_engine.simulation.measures.words import OWN_GROUP, dimensions, words_of
from wbmgp_engine.simulation.options import BASELINE, Option, Scenario
from wbmgp_engine.simulation.running.result import Result
from wbmgp_engine.version import VERSION

_BEFORE: Final[CriterionName] = "noodzaak"
# Options are held against each other in the areas that any of them designates.
_COMPARING: Final[CriterionName] = "subsidiariteit"
_AIM: Final = "doel"
# What shows most of any measure where a scenario names no measure for its aim: who comes in, touched or not.
_ORDINARY_AIM: Final = ("instroom", "geraakt")
_TOUCHED: Final = ("geraakt", "geraakt")
_OUTSIDE: Final = ("aangewezen", "niet_aangewezen")
_OF_GROUPS: Final = (
    "weigeringsaandeel", "weigeringsaandeel.verhouding", "weigeringsaandeel.groepsverschil", "geweigerden", "instroom",
    "slaagkans", "slaagkans.verhouding", "zoektijd",
)  # fmt: skip
# Dimensions that are no groups of people.
_NO_GROUPS: Final = frozenset({"geraakt", "bestemming", "aangewezen"})


def dossier_from(
    measures: pl.DataFrame,
    scenario: Scenario,
    option_id: str,
    origin: Origin,
    names: Mapping[str, str],
    places: Sequence[str],
) -> Dossier:
    """The dossier of one option from the measures table of a result.

    `names` gives the areas their names, `places` the municipalities of the region. Raises BadInput for an option that
    is not there, designates nothing, or works with a law that is not in force: none of these can be asked.
    """
    option = _asked(scenario, option_id)
    figures = Figures(measures, (REGION, DESIGNATED, *option.areas))
    return _Builder(scenario, option, figures).dossier(origin, names, places)


def dossier_of(result: Result, option_id: str) -> Dossier:
    """The dossier of one option of a result. Raises BadInput as `dossier_from` does."""
    scenario, region = result.scenario, result.region
    origin = Origin(
        digest=result.digest, scenario=scenario.digest, region=region.digest, rulebook=result.rules, version=VERSION,
        seed=scenario.seed, replicates=result.replicates, first_year=scenario.begin.year,
        last_year=scenario.month(scenario.months - 1).year, region_name=region.name, figures=len(region.figures),
        unsure_figures=sum(not figure.verified for figure in region.figures),
    )  # fmt: skip
    names = {area.id: area.name for area in region.areas}
    return dossier_from(result.measures, scenario, option_id, origin, names, region.municipalities)


def askable(scenario: Scenario) -> tuple[str, ...]:
    """The options for which a request can be made: something is designated, under the law as it is."""
    return tuple(option.id for option in scenario.options if not option.without_measures and option.law is None)


def check_aims(scenario: Scenario) -> None:
    """Refuse a scenario whose aims name a measure or a dimension that nobody knows: BadInput with every finding."""
    findings = [
        Finding(f"doelmaten.{ground}.{at}", "is no measure", nearest(name, words_of()), shown(name))
        for ground, names in scenario.aim_measures.items()
        for at, name in enumerate(names)
        if not _known(*_split(name))
    ]
    if findings:
        raise BadInput([finding.at(f"{scenario.path.name}, {finding.place}") for finding in findings])


def _known(measure: str, dimension: str) -> bool:
    return measure in words_of() and (not dimension or dimension in dimensions() or dimension.startswith(OWN_GROUP))


def _asked(scenario: Scenario, option_id: str) -> Option:
    if option_id in askable(scenario):
        return scenario.option(option_id)
    others = ", ".join(askable(scenario))
    fix = f"choose one of {others}" if others else "write an option with aanwijzingen, without recht"
    known = {option.id: option for option in scenario.options}
    if option_id not in known:
        problem = "is no option of the scenario"
    elif known[option_id].without_measures:
        problem = "designates nothing, so there is nothing to ask"
    else:
        problem = "works with a law that is not in force, so nothing can be asked under it"
    raise BadInput([Finding("option", problem, fix, shown(option_id))])


@dataclass(frozen=True)
class _Builder:
    """Puts the figures of one option of a scenario together."""

    scenario: Scenario
    option: Option
    figures: Figures

    def dossier(self, origin: Origin, names: Mapping[str, str], places: Sequence[str]) -> Dossier:
        """The whole dossier."""
        criteria = tuple(Shown(name, tuple(self._under(name))) for name in CRITERIA)
        equality = tuple(self._equality())
        return Dossier(
            self.scenario, self.option, origin, criteria, self._regional(), equality, dict(names), tuple(places)
        )

    def _under(self, name: CriterionName) -> Iterator[Figure]:
        """The figures of a criterion: in each designated area, then in the region."""
        words = words_of_criteria()[name]
        for option in self._compared(name):
            for area in (DESIGNATED,) if name == _COMPARING else self._areas():
                yield from self._of(option, area, words.gebieden)
            yield from self._of(option, REGION, words.regio)

    def _areas(self) -> tuple[str, ...]:
        """The designated areas, and where there are more of them also all together."""
        areas = self.option.areas
        return (DESIGNATED, *areas) if len(areas) > 1 else areas

    def _compared(self, name: CriterionName) -> tuple[str, ...]:
        """Of which options: the baseline where it is about what is there without a measure, else this one, and the others.

        What only another law would allow is no milder means.
        """
        if name == _BEFORE:
            return (BASELINE,)
        others = (
            option.id
            for option in self.scenario.options
            if option.law is None and option.id not in (BASELINE, self.option.id)
        )
        return (self.option.id, *others) if name == _COMPARING else (self.option.id,)

    def _of(self, option: str, area: str, measures: Iterable[str]) -> Iterator[Figure]:
        for name, dimension in self._named(measures):
            kinds = (
                [kind for kind in self.figures.groups(name, area) if kind[0] == dimension] if dimension else [EVERYBODY]
            )
            found = (self.figures.of(option, area, name, kind) for kind in kinds)
            yield from (figure for figure in found if figure is not None and not figure.nothing)

    def _named(self, measures: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Each measure with the dimension by whose groups it is told, or none."""
        for measure in measures:
            if measure == _AIM:
                yield from self._aims()
            else:
                name, _, dimension = measure.partition("/")
                yield name, dimension

    def _aims(self) -> Sequence[tuple[str, str]]:
        """What the scenario names for the aims of the grounds in this option (`instroom.inkomen`), each once."""
        grounds = sorted({designation.ground for designation in self.option.designations})
        named = [measure for ground in grounds for measure in self.scenario.aim_measures.get(ground, ())]
        return list(dict.fromkeys(map(_split, named))) or [_ORDINARY_AIM]

    def _equality(self) -> Iterator[Figure]:
        """By group: on whom refusals fall, who comes into each designated area, how seekers of the whole region fare."""
        refusing = [measure for measure in _OF_GROUPS if measure.startswith("weigeringsaandeel")]
        places = {"instroom": self._areas(), **dict.fromkeys(refusing, (DESIGNATED,))}
        for measure in _OF_GROUPS:
            for area in places.get(measure, (REGION,)):
                for kind in self.figures.groups(measure, area):
                    found = self.figures.of(self.option.id, area, measure, kind)
                    if found is not None and not found.nothing and kind[0] not in _NO_GROUPS:
                        yield found

    def _regional(self) -> Regional:
        excluded = list(self.figures.years(self.option.id, REGION, "uitgesloten"))
        years = {figure.year: self._possibilities(figure.year) for figure in excluded if figure.year is not None}
        whole = self._possibilities(None)
        supply = whole.supply.per(self.scenario.years)
        return Regional(replace(whole, supply=supply, excluded=_mean(figure.own for figure in excluded)), years)

    def _possibilities(self, year: int | None) -> Possibilities:
        def of(measure: str, kind: tuple[str, str]) -> Spread:
            found = self.figures.of(self.option.id, REGION, measure, kind, year)
            return Spread(None) if found is None else found.own

        return Possibilities(of("aanbod.passend", _OUTSIDE), of("uitgesloten", EVERYBODY), of("zoektijd", _TOUCHED))


def _split(measure: str) -> tuple[str, str]:
    """A measure that a scenario names, and the dimension behind its last point where that is no part of its code."""
    if measure in words_of():
        return measure, ""
    name, _, dimension = measure.rpartition(".")
    return name, dimension


def _mean(found: Iterable[Spread]) -> Spread:
    """The mean of the years, without an interval; nothing where one of them is not told, for the others would tell it."""
    values = [year.value for year in found]
    known = [value for value in values if value is not None]
    return Spread(fmean(known) if known and len(known) == len(values) else None)
