"""What areas, options, measures and groups of a dossier are called, and where a figure comes from."""

from __future__ import annotations

from typing import Final

from wbmgp_engine.facts.wording import Language, hash_in_words
from wbmgp_engine.simulation.dossier.contents import Dossier
from wbmgp_engine.simulation.dossier.figures import Figure
from wbmgp_engine.simulation.dossier.words import say
from wbmgp_engine.simulation.measures import words
from wbmgp_engine.simulation.options import units

CENTS: Final = "eurocent"
ENOUGH: Final = 10
"""With fewer runs an interval says nothing of chance."""


class Labels:
    """The names in one language; a code where nobody gives a name."""

    def __init__(self, dossier: Dossier, language: Language) -> None:
        self.dossier = dossier
        self.language = language

    def area(self, area: str) -> str:
        """The name of an area, or that it is the whole region."""
        together = words.area(area)
        return self.dossier.names.get(area, area) if together is None else together[self.language]

    def option(self, option: str) -> str:
        """The name of an option."""
        return self.dossier.scenario.option(option).name[self.language]

    def measure(self, measure: str) -> str:
        """The name of a measure, with what it counts where that is months."""
        found = words.measure(measure)
        named = found.name[self.language]
        return f"{named} ({words.unit(found.unit)[self.language]})" if found.unit == "maanden" else named

    def group(self, figure: Figure) -> str:
        """The group that a figure is about, with what it is a group by."""
        kind, group = words.dimension(figure.dimension), words.group(figure.dimension, figure.group)
        return f"{kind[self.language]}: {group[self.language]}"

    def subject(self, figure: Figure) -> str:
        """The measure with its group, if it is about one."""
        if not figure.group:
            return self.measure(figure.measure)
        return f"{self.measure(figure.measure)}: {words.group(figure.dimension, figure.group)[self.language]}"

    def unit(self, unit: str) -> str:
        """What an assumption counts; a rent is told in euros."""
        return say("a_month", self.language) if unit == CENTS else units()[unit].text[self.language]

    def indicator(self, figure: Figure) -> str:
        """What a figure of the request measures: the measure with its group, the area, the option and the years."""
        origin = self.dossier.origin
        first, last = (origin.first_year, origin.last_year) if figure.year is None else (figure.year, figure.year)
        return say(
            "indicator_of", self.language, measure=self.subject(figure), area=self.area(figure.area),
            option=self.option(figure.option), period=say("period", self.language, first=first, last=last),
        )  # fmt: skip

    def source(self, option: str) -> str:
        """By which run of which option a figure came about."""
        origin = self.dossier.origin
        few = origin.replicates < ENOUGH
        key = "run_once" if origin.replicates == 1 else "run_few" if few else "run_often"
        runs = say(key, self.language, count=origin.replicates)
        return say(
            "source", self.language, scenario=self.dossier.scenario.id, digest=hash_in_words(origin.digest),
            option=option, runs=runs, seed=origin.seed, rulebook=hash_in_words(origin.rulebook), version=origin.version, region=origin.region_name or self.dossier.origin.region,
        )  # fmt: skip
