"""Calls between articles and laws: what is called exists whenever it can be called, and fits (also rule N5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.landscape import Landscape, Living
from wbmgp_engine.law.checks.passing import passed_parameters
from wbmgp_engine.law.checks.view import EXECUTION, View, short
from wbmgp_engine.law.checks.words import idle_words, listed, words_of
from wbmgp_engine.law.document import Input
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.types.static_type import StaticType, of_field


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a call to one version, before the versions that share it are joined."""

    path: Path
    text: str
    fix: str


def faulty_calls(landscape: Landscape) -> Iterator[Finding]:
    """Inputs whose source does not exist, or not always, or gives something else than the input expects."""
    for living in landscape:
        for view in living.views:
            for item in view.execution.input:
                if not item.source.is_register:
                    yield from _call(landscape, living, view, item)


def _call(landscape: Landscape, caller: Living, view: View, item: Input) -> Iterator[Finding]:
    law_id = item.source.regulation
    path = (*EXECUTION, "input", item.name, "source")
    if law_id is None:
        yield from _joined(view, [(caller, problem) for problem in _problems(landscape, view, item, caller)])
        return
    if law_id not in landscape.laws:
        fix = nearest(law_id, landscape.laws)
        yield view.finding((*path, "regulation"), f"the lawbook has no regulation {short(law_id)}", fix)
        return
    for gap in landscape.without(law_id, caller.life):
        problem = f"{law_id} is not in force {gap}, when this version is"
        yield view.finding((*path, "regulation"), problem, "add that version, or end this one")
    called = landscape.meeting(law_id, caller.life)
    yield from _joined(
        view, [(living, problem) for living in called for problem in _problems(landscape, view, item, living)]
    )


def _joined(view: View, found: list[tuple[Living, Problem]]) -> Iterator[Finding]:
    """One finding for all versions with the same problem."""
    versions: dict[Problem, list[Living]] = {}
    for living, problem in found:
        versions.setdefault(problem, []).append(living)
    for problem, called in versions.items():
        dates = ", ".join(living.date for living in called)
        yield view.finding(problem.path, f"{short(called[0].law_id)} ({dates}) {problem.text}", problem.fix)


def _problems(landscape: Landscape, view: View, item: Input, called: Living) -> Iterator[Problem]:
    output = item.source.output or item.name
    path = (*EXECUTION, "input", item.name)
    target = called.view_of(output)
    if target is None:
        known = called.regulation.article_of_output
        fix = nearest(output, known) if known else "it has no outputs"
        yield Problem((*path, "source", "output"), f"has no output {short(output)}", fix)
        return
    yield from _received(item, target, output)
    yield from _impossible(view, item, words_of(landscape, called, output))
    for below, text, fix in passed_parameters(view, item, target):
        yield Problem((*path, *below), text, fix)


def _received(item: Input, target: View, output: str) -> Iterator[Problem]:
    """Type, unit, nullability and fields of what comes back."""
    path = (*EXECUTION, "input", item.name)
    declared, given = of_field(item), target.scope.names[output]
    if not declared.matches(given) or {declared.kind, given.kind} == {"date", "string"}:
        text = f"gives {short(output)} as {given.kind}, but the input is {declared.kind}"
        yield Problem((*path, "type"), text, f"declare it {given.kind}")
        return
    if declared.unit != given.unit and None not in (declared.unit, given.unit):
        text = f"gives {short(output)} in {given.unit}, but the input is in {declared.unit}"
        yield Problem((*path, "type_spec", "unit"), text, "declare the same unit, and convert in an action")
    if given.nullable and not declared.nullable:
        yield Problem(
            (*path, "nullable"), f"can give null for {short(output)}", "declare the input nullable: true, and test it"
        )
    yield from _fields(path, declared, given)


def _fields(path: Path, declared: StaticType, given: StaticType) -> Iterator[Problem]:
    wanted = declared.fields or (declared.element.fields if declared.element else None)
    found = given.fields or (given.element.fields if given.element else None)
    for name in sorted(wanted.keys() - found.keys()) if wanted is not None and found is not None else ():
        problem = f"gives no field {short(name)}"
        yield Problem((*path, "x-velden", name), problem, nearest(name, found or ()))


def _impossible(view: View, item: Input, words: frozenset[str] | None) -> Iterator[Problem]:
    """Comparisons of the input with a word that the called output never gives."""
    for path, word in idle_words(view, item.name, words):
        yield Problem(path, f"never gives {word} for {short(item.name)}", listed(words))
