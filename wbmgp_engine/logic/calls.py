"""Between articles and laws: what a call passes on, which article answers it, and who fills an open term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbmgp_engine.errors import CircularReference, LawLookupError, ResolutionError, WbmgpError
from wbmgp_engine.law.document import Article, Input, MachineReadable, OpenTerm, Regulation
from wbmgp_engine.logic.frames import SCOPE_PARAMETERS, Binding, Frame, Names, label
from wbmgp_engine.logic.plan import Constant, Expression, Failure, Step, StepRef

if TYPE_CHECKING:
    from wbmgp_engine.logic.planner import Planner

MAX_REFERENCE_DEPTH = 20


def fill_call(planner: Planner, frame: Frame, item: Input, step: Step) -> None:
    """Find the article an input asks, and its output as the step's target. What is not there fails when it is read."""
    output = item.source.output or item.name
    law_id = item.source.regulation or frame.regulation.id
    try:
        regulation = frame.regulation
        if item.source.regulation is not None:
            regulation = planner.lawbook.regulation(law_id, planner.on, known_on=planner.known_on)
        article = planner.lawbook.article_of(regulation, output)
    except LawLookupError as problem:
        step.absent = _failure(step, type(problem), str(problem))
        return
    key = f"{law_id}#{output}"
    if key in _since_last_term(frame.chain) or len(frame.chain) > MAX_REFERENCE_DEPTH:
        route = " → ".join([*frame.chain, key])
        step.absent = _failure(step, CircularReference, f"{route} goes round or is deeper than {MAX_REFERENCE_DEPTH}")
        return
    # Inside one law the parameters go along whole; another law gets only what the source writes.
    binding = frame.binding if item.source.regulation is None else _written(planner, frame, item, step)
    called = planner.frame(regulation, article, binding, (*frame.chain, key))
    step.target = planner.action(called, output).index


def _written(planner: Planner, frame: Frame, item: Input, step: Step) -> Binding:
    values: dict[str, Expression] = {}
    for name, raw in item.source.parameters.items():
        path = f"{step.place.path}.source.parameters.{label(name)}"
        values[name] = _static(frame, name, planner.expression(frame, raw, step.place, path, item.name))
    return Binding(values)


def _static(frame: Frame, name: str, passed: Expression) -> Expression:
    """A territorial parameter passed on from the question is a constant: it decides which ordinance counts."""
    if name not in SCOPE_PARAMETERS or not isinstance(passed, StepRef) or passed.path:
        return passed
    known = frame.binding.values.get(passed.text[1:])
    return known if isinstance(known, Constant) else passed


def fill_term(planner: Planner, frame: Frame, term: OpenTerm, step: Step) -> None:
    """Find the ordinance that fills an open term; else its default; else null, or an error when it is required."""
    step.fallback = _default(planner, frame, term)
    step.absent = _unfilled(term, step) if term.required else None
    key = f"term {frame.regulation.id}#{frame.article.number}#{term.id}"
    # An ordinance that reads the law it fills gets the term without itself: its default, or nothing.
    if key in frame.chain:
        return
    try:
        found = planner.lawbook.implementations(
            frame.regulation.id, frame.article.number, term.id, planner.on, frame.scope(), known_on=planner.known_on
        )
    except LawLookupError as problem:
        step.fallback, step.absent = None, _failure(step, type(problem), str(problem))
        return
    if found is not None:
        regulation, article = found
        called = planner.frame(regulation, article, _declared_only(frame, article), (*frame.chain, key))
        step.target = planner.action(called, term.id).index


def _declared_only(frame: Frame, article: Article) -> Binding:
    """Who fills a term gets only the parameters it declares."""
    if frame.binding.open:
        return frame.binding
    names = {item.name for item in (article.machine_readable or MachineReadable()).execution.parameters}
    return Binding({name: value for name, value in frame.binding.values.items() if name in names})


def _default(planner: Planner, frame: Frame, term: OpenTerm) -> int | None:
    if term.default is None:
        return None
    names = Names.of_actions(term.default.actions)
    path = f"{frame.path}.open_terms.{label(term.id)}.default"
    regulation: Regulation = frame.regulation
    inner = Frame(regulation, frame.article, names, frame.binding, frame.chain, frame.knows_null, path, parent=frame)
    return planner.action(inner, term.id).index


def _unfilled(term: OpenTerm, step: Step) -> Failure:
    filler = term.delegated_to or term.delegation_type or "a lower regulation"
    message = f"nothing fills the open term {term.id!r}; {filler} must, in the scope asked for"
    return _failure(step, ResolutionError, message)


def _since_last_term(chain: tuple[str, ...]) -> tuple[str, ...]:
    """What may not be asked again: an ordinance may once more ask the law whose term it fills."""
    terms = [index for index, item in enumerate(chain) if item.startswith("term ")]
    return chain[terms[-1] :] if terms else chain


def _failure(step: Step, error: type[WbmgpError], message: str) -> Failure:
    return Failure(step.name, error, f"{step.place}: {message}")
