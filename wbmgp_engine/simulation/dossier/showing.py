"""A dossier as a document for people: what each figure shows, what it cannot show, and what is theirs to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from wbmgp_engine.designations.document_texts import VALUE
from wbmgp_engine.designations.markdown import Block, Items, Section, Table, Words
from wbmgp_engine.designations.texts import CRITERION
from wbmgp_engine.facts.wording import Language, day_in_words, euros_in_words
from wbmgp_engine.simulation.dossier.contents import Dossier, Possibilities, Shown
from wbmgp_engine.simulation.dossier.figures import Figure
from wbmgp_engine.simulation.dossier.labels import CENTS, ENOUGH, Labels
from wbmgp_engine.simulation.dossier.request import first_terms
from wbmgp_engine.simulation.dossier.words import beside, criteria, exact, number, say, spread, value_of
from wbmgp_engine.simulation.options import Assumption, parameters

STEPS: Final = ("doel", "geschiktheid", "geenAlternatief", "evenredigheid")


def sections_of(dossier: Dossier, language: Language) -> list[Section]:
    """The sections of the document, in the order in which a council reads them."""
    return list(_Document(dossier, language).sections())


class _Document:
    def __init__(self, dossier: Dossier, language: Language) -> None:
        self.dossier = dossier
        self.language = language
        self.labels = Labels(dossier, language)

    def say(self, key: str, **values: object) -> str:
        return say(key, self.language, **values)

    def sections(self) -> Iterator[Section]:
        scenario, option = self.dossier.scenario, self.dossier.option
        title = self.say("title", scenario=scenario.name[self.language], option=option.name[self.language])
        yield Section(title, [Words(self.say("reading"))], level=1)
        yield Section(self.say("asked"), list(self._asked()))
        for shown in self.dossier.criteria:
            if shown.name != "instrumentkeuze" or any(item.instrument for item in option.designations):
                yield from self._criterion(shown)
        yield Section(self.say("equal"), list(self._equality()))
        yield Section(self.say("assumptions"), [Words(self.say("assumptions_note")), self._assumptions()])
        yield Section(self.say("limits"), [Items(list(self._limits()))])
        yield Section(self.say("run"), [Words(self.labels.source(option.id)), self._run()])

    def _table(self, header: Iterable[str], rows: Iterable[list[str]]) -> Table:
        return Table([self.say(key) for key in header], list(rows))

    def _asked(self) -> Iterator[Block]:
        option, first = self.dossier.option, list(first_terms(self.dossier))
        rows = [
            [
                self.labels.area(item.area), VALUE[item.ground][self.language],
                *("–" if day is None else day_in_words(day, self.language) for day in (item.start, item.end)),
                "–" if item.instrument is None else VALUE[item.instrument][self.language],
                self.dossier.scenario.aims.get(item.ground, "–"),
            ]
            for item in first
        ]  # fmt: skip
        yield self._table(("area", "ground", "from", "until", "instrument", "aim"), rows)
        if len(first) < len(option.designations):
            yield Words(self.say("later_terms"))

    def _criterion(self, shown: Shown) -> Iterator[Section]:
        words = criteria()[shown.name]
        yield Section(CRITERION[shown.name][self.language])
        yield Section(self.say("shows"), [Words(words.toont.in_(self.language)), *self._figures(shown)], level=3)
        yield Section(self.say("cannot"), [Words(words.toont_niet.in_(self.language))], level=3)
        asked = f"{words.raad.in_(self.language)} [{self.say('to_fill_in')}]"
        yield Section(self.say("council"), [Words(asked)], level=3)

    def _figures(self, shown: Shown) -> Iterator[Block]:
        if shown.name == "regionaleMogelijkheden":
            yield from self._regional()
        if shown.told:
            yield self._table(("measure", "area", "option", "value", "comparison"), map(self._row, shown.told))
        elif shown.name not in ("regionaleMogelijkheden", "instrumentkeuze"):
            yield Words(self.say("no_figures"))
        if shown.hidden:
            yield Words(self.say("hidden_figures", count=shown.hidden))

    def _row(self, figure: Figure) -> list[str]:
        return [
            self.labels.subject(figure), self.labels.area(figure.area), self.labels.option(figure.option),
            value_of(figure, self.language), beside(figure, self.language) or "–",
        ]  # fmt: skip

    def _regional(self) -> Iterator[Block]:
        found = self.dossier.regional
        yield self._table(
            ("measure", "value"), ([self.say(key), said] for key, said in self._possibilities(found.whole))
        )
        if found.years:
            yield Words(self.say("trend"))
            rows = ([str(year), *(said for _, said in self._possibilities(item))] for year, item in found.years.items())
            yield self._table(("year", "supply", "excluded_then", "waiting"), rows)

    def _possibilities(self, item: Possibilities) -> Iterator[tuple[str, str]]:
        for key in ("supply", "excluded", "waiting"):
            yield key, spread(getattr(item, key), self.language)

    def _equality(self) -> Iterator[Block]:
        yield Words(self.say("equal_note"))
        told = [figure for figure in self.dossier.equality if figure.told]
        if told:
            header = ("measure", "area", "group", "with", "without", "change", "ratio")
            yield self._table(header, map(self._of_group, told))
        if hidden := sum(figure.hidden for figure in self.dossier.equality):
            yield Words(self.say("hidden_figures", count=hidden))
        yield Words(self.say("justification"))
        yield self._table(("step", "answer"), ([self.say(step), self.say("to_fill_in")] for step in STEPS))

    def _of_group(self, figure: Figure) -> list[str]:
        ratio = "–" if figure.ratio is None else number(figure.ratio, self.language, "verhouding")
        spreads = ((figure.baseline, figure.unit), (figure.difference, figure.difference_unit))
        return [
            self.labels.measure(figure.measure), self.labels.area(figure.area), self.labels.group(figure),
            value_of(figure, self.language), *(spread(item, self.language, unit) for item, unit in spreads), ratio,
        ]  # fmt: skip

    def _assumptions(self) -> Table:
        """Every assumption; first those that this option changed."""
        usual = parameters()
        found = sorted(self.dossier.option.assumptions.values(), key=lambda item: item == usual.get(item.name))
        return self._table(("assumption", "value", "low_high", "unit", "origin", "verified"), map(self._assumed, found))

    def _assumed(self, item: Assumption) -> list[str]:
        places = [f"{self.labels.area(area)}: {self._amount(value, item.unit)}" for area, value in item.areas.items()]
        value = "; ".join((self._amount(item.value, item.unit), *places))
        low, high = (self._amount(end, item.unit) for end in (item.low, item.high))
        ends = self.say("range", low=low, high=high)
        verified = self.say("verified_yes" if item.verified else "verified_no")
        return [item.text[self.language], value, ends, self.labels.unit(item.unit), item.source, verified]

    def _amount(self, value: float, unit: str) -> str:
        return euros_in_words(round(value), self.language) if unit == CENTS else exact(value, self.language)

    def _limits(self) -> Iterator[str]:
        yield from (self.say(key) for key in ("limit_cause", "limit_people", "limit_assumptions"))
        origin = self.dossier.origin
        if origin.figures:
            told = {"name": origin.region_name, "count": origin.unsure_figures, "total": origin.figures}
            yield self.say("limit_region_made", **told)
        else:
            yield self.say("limit_region")
        if origin.replicates < ENOUGH:
            yield self.say("limit_one_run" if origin.replicates == 1 else "limit_few_runs", count=origin.replicates)

    def _run(self) -> Table:
        rows = [[self.say(f"run_{key}"), str(value)] for key, value in self.dossier.origin.to_json().items()]
        rows.append([self.say("run_wet"), self.say("law_of_the_day")])
        return self._table(("item", "content"), rows)
