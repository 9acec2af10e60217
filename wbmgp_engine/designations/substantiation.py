"""The criteria of a request as sections of the document: each statement with its evidence, tried measures and figures."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.designations.document_texts import PHRASE, TITLE
from wbmgp_engine.designations.markdown import Block, Quote, Section, Words
from wbmgp_engine.designations.showing import Shown
from wbmgp_engine.designations.texts import CRITERION
from wbmgp_engine.facts.evidence import CRITERIA, Criteria, Criterion, RegionalPossibilities, Subsidiarity
from wbmgp_engine.facts.request import DesignationRequest

_EVIDENCE = ("kind", "year", "indicator", "value", "comparison", "source")
_FIGURES = ("supply", "excluded", "waiting_months", "region", "source")


def substantiation_sections(request: DesignationRequest, show: Shown) -> Iterator[Section]:
    """A section per criterion, with what differs for one part under it; then the plan and the measures beside it."""
    for name, attribute in CRITERIA.items():
        title = CRITERION[name][show.language]
        yield Section(title, list(_blocks(request.substantiation, attribute, show)), level=3)
        for part in request.parts:
            own = part.substantiation
            if own is not None and attribute in own.model_fields_set:
                of = f"{part.area.name or part.area.id}, {show.words(part.ground)}"
                said = TITLE["only_for"][show.language].format(criterion=title, part=of)
                yield Section(said, list(_blocks(own, attribute, show)), level=4)
    yield Section(TITLE["plan"][show.language], list(_plan(request, show)), level=3)


def _blocks(criteria: Criteria | None, attribute: str, show: Shown) -> Iterator[Block]:
    criterion: Criterion | None = None if criteria is None else getattr(criteria, attribute)
    if criterion is None:
        certain = criteria is not None and attribute in criteria.model_fields_set
        yield Words(show.none() if certain else show.absent())
        return
    yield Quote(criterion.statement or "") if criterion.stated else Words(show.fact(criterion, "statement"))
    dates = [name for name in ("dated", "reused", "confirmed") if name in criterion.model_fields_set]
    if dates:
        yield show.sheet(criterion, dates)
    yield from _evidence(criterion, show)
    yield from _more(criterion, show)


def _evidence(criterion: Criterion, show: Shown) -> Iterator[Block]:
    if not criterion.evidence:
        yield Words(PHRASE["no_evidence"][show.language])
        return
    yield Words(PHRASE["evidence"][show.language])
    yield show.table(criterion.evidence, _EVIDENCE)


def _more(criterion: Criterion, show: Shown) -> Iterator[Block]:
    if isinstance(criterion, Subsidiarity):
        yield Words(PHRASE["alternatives"][show.language])
        tried = criterion.alternatives
        rows = show.table(tried, ("measure", "period", "result"))
        yield rows if tried else Words(show.fact(criterion, "alternatives"))
    if isinstance(criterion, RegionalPossibilities):
        yield Words(PHRASE["figures"][show.language])
        figures = criterion.figures
        yield Words(show.fact(criterion, "figures")) if figures is None else show.sheet(figures, _FIGURES)


def _plan(request: DesignationRequest, show: Shown) -> Iterator[Block]:
    found = request.substantiation
    if found is None:
        yield Words(show.absent())
        return
    yield Words(show.fact(found, "plan")) if found.plan is None else show.sheet(found.plan, ("title", "adopted"))
    yield Words(PHRASE["parallel"][show.language])
    measures = show.table(found.parallel, ("measure", "period"))
    yield measures if found.parallel else Words(show.fact(found, "parallel"))
