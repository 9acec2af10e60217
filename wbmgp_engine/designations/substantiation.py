"""The criteria of a request as sections of the document: each statement with its evidence, tried measures and figures.

A criterion that the law asks and that is empty stands there as still to be filled in; one that nobody asks is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wbmgp_engine.designations.document_texts import TITLE
from wbmgp_engine.designations.markdown import Block, Quote, Section, Words
from wbmgp_engine.designations.showing import Shown
from wbmgp_engine.designations.texts import CRITERION
from wbmgp_engine.facts.evidence import (
    CRITERIA,
    Criteria,
    Criterion,
    CriterionName,
    RegionalPossibilities,
    Subsidiarity,
)
from wbmgp_engine.facts.request import DesignationRequest

_EVIDENCE = ("kind", "year", "indicator", "value", "comparison", "source")
_FIGURES = ("supply", "excluded", "waiting_months", "region", "source")
# What a reader needs beside the statement: evidence here, tried measures or figures elsewhere.
_WITH_EVIDENCE: Final = frozenset({"necessity", "suitability", "proportionality"})


def substantiation_sections(request: DesignationRequest, answer: Mapping[str, Any], show: Shown) -> Iterator[Section]:
    """A section per criterion, with what differs for one part under it; then the plan and the measures beside it."""
    for name in CRITERIA:
        yield from _criterion(request, answer["onderdelen"], name, show)
    if blocks := list(_plan(request, show)):
        yield Section(TITLE["plan"][show.language], blocks, level=3)


def to_fill_in(parts: Sequence[Mapping[str, Any]], name: str, show: Shown) -> str | None:
    """That a criterion is still to be filled in, and what the law asks there; None when it is missing in none of them."""
    for part in parts:
        if part["criteria"].get(name) == "ontbreekt":
            gap = part["criteriumredenen"][name]
            asked = {show.language: f"{gap['vraag'][show.language]} {gap[show.language]}"}
            return show.to_fill_in(asked, gap["bron"]["tekst"])
    return None


def _criterion(
    request: DesignationRequest, answers: Sequence[Mapping[str, Any]], name: CriterionName, show: Shown
) -> Iterator[Section]:
    attribute, title = CRITERIA[name], CRITERION[name][show.language]
    own = {at: part.substantiation for at, part in enumerate(request.parts) if _says(part.substantiation, attribute)}
    general = [answer for at, answer in enumerate(answers) if at not in own]
    missing = to_fill_in(general, name, show) or show.asked(f"onderbouwing.{name}")
    blocks = list(_blocks(request.substantiation, attribute, missing, show))
    if blocks or own:
        yield Section(title, blocks, level=3)
    for at, text in own.items():
        part = request.parts[at]
        of = f"{part.area.name or show.names.area(part.area.id)}, {show.words(part.ground)}"
        said = TITLE["only_for"][show.language].format(criterion=title, part=of)
        yield Section(said, list(_blocks(text, attribute, to_fill_in(answers[at : at + 1], name, show), show)), level=4)


def _says(criteria: Criteria | None, attribute: str) -> bool:
    return criteria is not None and attribute in criteria.model_fields_set


def _blocks(criteria: Criteria | None, attribute: str, missing: str | None, show: Shown) -> Iterator[Block]:
    if missing is not None:
        yield Words(missing)
    criterion: Criterion | None = getattr(criteria, attribute, None)
    if criterion is None:
        if missing is None and _says(criteria, attribute):
            yield Words(show.phrase("nothing"))
        return
    if criterion.stated:
        yield Quote(criterion.statement or "")
    dates = [name for name in ("dated", "reused", "confirmed") if name in criterion.model_fields_set]
    if dates:
        yield show.sheet(criterion, dates)
    yield from _evidence(criterion, attribute, show)
    yield from _more(criterion, show)


def _evidence(criterion: Criterion, attribute: str, show: Shown) -> Iterator[Block]:
    if criterion.evidence:
        yield Words(show.phrase("evidence"))
        yield show.table(criterion.evidence, _EVIDENCE)
    elif attribute in _WITH_EVIDENCE:
        yield Words(show.phrase("no_evidence"))


def _more(criterion: Criterion, show: Shown) -> Iterator[Block]:
    if isinstance(criterion, Subsidiarity):
        if criterion.alternatives:
            yield Words(show.phrase("alternatives"))
            yield show.table(criterion.alternatives, ("measure", "period", "result"))
        else:
            yield Words(show.phrase("no_alternatives"))
    if isinstance(criterion, RegionalPossibilities):
        if criterion.figures is not None:
            yield Words(show.phrase("figures"))
            yield show.sheet(criterion.figures, _FIGURES)
        else:
            yield Words(show.phrase("no_figures"))


def _plan(request: DesignationRequest, show: Shown) -> Iterator[Block]:
    found = request.substantiation
    if found is None:
        return
    if found.plan is not None:
        yield show.sheet(found.plan, ("title", "adopted"))
    elif "plan" in found.model_fields_set:
        yield Words(show.phrase("no_plan"))
    if found.parallel:
        yield Words(show.phrase("parallel"))
        yield show.table(found.parallel, ("measure", "period"))
    elif "parallel" in found.model_fields_set:
        yield Words(show.phrase("no_parallel"))
