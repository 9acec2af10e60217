"""The checks of one rule file by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.cycles import article_cycles
from wbmgp_engine.law.checks.division import uneven_division
from wbmgp_engine.law.checks.facts import elements_without_fields, undeclared_facts
from wbmgp_engine.law.checks.grounds import (
    empty_texts,
    half_questions,
    incomplete_questions,
    incomplete_reasons,
    missing_grounds,
)
from wbmgp_engine.law.checks.names import hidden_names, unknown_names
from wbmgp_engine.law.checks.nulls import null_discipline
from wbmgp_engine.law.checks.operands import operand_types
from wbmgp_engine.law.checks.outputs import output_types
from wbmgp_engine.law.checks.units import mixed_units
from wbmgp_engine.law.checks.unread import unread_declarations
from wbmgp_engine.law.checks.view import View, finding, views
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.wellformed import wellformed

_LABELS = ("output", "name", "number", "id", "open_term")
ArticleCheck = Callable[[View], Iterator[Finding]]

ARTICLE_CHECKS: tuple[ArticleCheck, ...] = (
    unknown_names,
    hidden_names,
    operand_types,
    output_types,
    mixed_units,
    null_discipline,
    uneven_division,
    undeclared_facts,
    elements_without_fields,
    empty_texts,
    missing_grounds,
    incomplete_reasons,
    half_questions,
    incomplete_questions,
    unread_declarations,
    article_cycles,
)


def check_file(regulation: Regulation, file: str | None = None) -> list[Finding]:
    """What is wrong with one regulation, without looking at the laws it calls; sorted by place.

    `file` is how messages call it. Includes the form that a rule file is read by.
    """
    name = file or f"{regulation.id} ({regulation.valid_from or 'no date'})"
    return sort([*form(regulation, name), *check_views(views(regulation, name))])


def check_views(articles: Sequence[View]) -> Iterator[Finding]:
    """Every article check on every article."""
    return (found for view in articles for check in ARTICLE_CHECKS for found in check(view))


def form(regulation: Regulation, file: str) -> Iterator[Finding]:
    """Names declared once, outputs assigned once, dates, identity and addresses."""
    for fault in wellformed(regulation):
        words = _labels(regulation, fault.path)
        article = words[1] if words[:1] == ("articles",) and len(words) > 1 else None
        yield finding(file, article, words if article is None else words[2:], fault.problem, fault.fix)


def sort(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in a stable order, each once."""
    return sorted(set(findings), key=lambda finding: (finding.place, finding.problem, finding.fix))


def _labels(element: Any, path: Sequence[str | int]) -> tuple[str, ...]:
    """A path with list items by their output, name, number or id, as the other findings have it."""
    words = []
    for step in path:
        if isinstance(step, int):
            element = element[step]
            label = next((getattr(element, key) for key in _LABELS if hasattr(element, key)), str(step))
            words.append(str(label))
        else:
            element = element.get(step) if isinstance(element, Mapping) else getattr(element, step, None)
            words.append(step)
    return tuple(words)
