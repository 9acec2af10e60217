"""The request for designation that a dossier starts: figures and their source, and nothing that people have to argue.

A criterion holds figures without a year in which they were measured, for nothing was measured. Where the simulation says
nothing of what has to be argued, no statement stands. So the rules find such a criterion weak or missing until a council
wrote it, and never substantiated by a model alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from wbmgp_engine.facts.evidence import MAX_ITEMS
from wbmgp_engine.facts.situation import Designation
from wbmgp_engine.simulation.dossier.contents import Dossier, Shown
from wbmgp_engine.simulation.dossier.figures import Figure
from wbmgp_engine.simulation.dossier.labels import Labels
from wbmgp_engine.simulation.dossier.words import beside, criteria, number, say, spread, value_of

_LONGEST: Final = 200
_LANGUAGE: Final = "nl"


def request_of(dossier: Dossier) -> dict[str, Any]:
    """The Aanwijzingsverzoek as data: not sent yet, with the parts of the option, the figures, and the ordinance's term."""
    return _Request(dossier).document()


class _Request:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.labels = Labels(dossier, _LANGUAGE)

    def document(self) -> dict[str, Any]:
        scenario, option = self.dossier.scenario, self.dossier.option
        return {
            "kenmerk": f"{scenario.id}-{option.id}"[:_LONGEST], "gemeente": scenario.municipality, "verzonden": None,
            "ontvangen": None, "onderdelen": [self._part(item) for item in first_terms(self.dossier)],
            "onderbouwing": {shown.name: found for shown in self.dossier.criteria if (found := self._criterion(shown))},
            **self._equality(), **self._ordinance(),
        }  # fmt: skip

    def _part(self, item: Designation) -> dict[str, Any]:
        found: dict[str, Any] = {
            "gebied": {"id": item.area, "soort": "gebied", "naam": self.labels.area(item.area)}, "grond": item.ground,
        }  # fmt: skip
        if item.instrument is not None:
            found["instrument"] = item.instrument
        if item.start is not None:
            found["vanaf"] = item.start.isoformat()
        if "end" in item.model_fields_set:
            found["tot"] = None if item.end is None else item.end.isoformat()
        return found

    def _criterion(self, shown: Shown) -> dict[str, Any]:
        """The start of a criterion; empty where there is nothing to show and nothing may be stated."""
        evidence = self._within([self._evidence(figure) for figure in shown.told])
        words, found = criteria()[shown.name], dict[str, Any]()
        if evidence and words.stelling:
            told = (words.toont, words.toont_niet, words.raad)
            first, second, third = (text.in_(_LANGUAGE) for text in told)
            found["stelling"] = say("statement", _LANGUAGE, shown=first, cannot=second, council=third)
        if evidence:
            found["bewijs"] = evidence
        if shown.name == "regionaleMogelijkheden":
            found["cijfers"] = self._regional()
        return found

    def _within(self, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """As many as a request takes; the last one says how many more there are."""
        if len(evidence) <= MAX_ITEMS:
            return evidence
        more = say("more_figures", _LANGUAGE, count=len(evidence) - MAX_ITEMS + 1)
        return [*evidence[: MAX_ITEMS - 1], {"soort": "anders", "indicator": more}]

    def _evidence(self, figure: Figure) -> dict[str, Any]:
        """A figure as evidence. It has no year: what a model finds was measured in none."""
        found = {
            "soort": "onderzoek", "indicator": self.labels.indicator(figure), "waarde": value_of(figure, _LANGUAGE),
            "bron": self.labels.source(figure.option),
        }  # fmt: skip
        comparison = beside(figure, _LANGUAGE)
        return found if comparison is None else {**found, "vergelijking": comparison}

    def _regional(self) -> dict[str, Any]:
        found = self.dossier.regional.whole
        figures = (
            ("aanbodPerJaar", found.supply), ("uitgeslotenPerJaar", found.excluded), ("wachttijdMaanden", found.waiting)
        )  # fmt: skip
        told = {key: spread(figure, _LANGUAGE) for key, figure in figures if figure.value is not None}
        source = say("regional_source", _LANGUAGE, source=self.labels.source(self.dossier.option.id))
        return {**told, "regio": list(self.dossier.places), "bron": source}

    def _equality(self) -> dict[str, Any]:
        """How groups fare, as figures; without a justification, which asks people for its four steps."""
        told = [figure for figure in self.dossier.equality if figure.told]
        if not told:
            return {}
        note, left = say("equal_note", _LANGUAGE), len(told) - MAX_ITEMS
        if left > 0:
            note = f"{note} {say('more_figures', _LANGUAGE, count=left)}"
        return {"gelijkeBehandeling": {"cijfers": [*map(self._of_group, told[:MAX_ITEMS])], "toelichting": note}}

    def _of_group(self, figure: Figure) -> dict[str, Any]:
        baseline = figure.baseline.value
        known = "–" if baseline is None else number(baseline, _LANGUAGE, figure.unit)
        return {
            "groep": self.labels.group(figure)[:_LONGEST],
            "indicator": say("count_with", _LANGUAGE, measure=self.labels.indicator(figure), baseline=known),
            "aantal": value_of(figure, _LANGUAGE), "bron": self.labels.source(figure.option),
        }  # fmt: skip

    def _ordinance(self) -> dict[str, Any]:
        given = self.dossier.option.ordinance
        if given is None or given.start is None:
            return {}
        term: dict[str, Any] = {"van": given.start.isoformat()}
        if "end" in given.model_fields_set:
            term["tot"] = None if given.end is None else given.end.isoformat()
        return {"verordening": term}


def first_terms(dossier: Dossier) -> Iterator[Designation]:
    """The first term of each area and ground that the option designates: an extension is another request."""
    seen = set[tuple[str, str]]()
    for item in sorted(dossier.option.designations, key=lambda item: (str(item.start), item.area, item.ground)):
        if (item.area, item.ground) not in seen:
            seen.add((item.area, item.ground))
            yield item
