"""What `wbmgp demo` shows: a table of cases, and the trail of one decision as a tree."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table
from rich.tree import Tree

from wbmgp_engine.facts import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar.trace import TraceNode
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits import Assessment, assess
from wbmgp_engine.scenarios import Case

_STEPS = ("action", "register", "open_term", "call", "parameter")


def show_cases(console: Console, lawbook: Lawbook, cases: Sequence[Case]) -> list[tuple[Case, Assessment]]:
    """Assess the cases and print them as a table; returns them with their assessments."""
    assessed = []
    for case in track(
        cases, "Beoordelen / assessing", console=console, transient=True, disable=not console.is_terminal
    ):
        assessed.append((case, assess(Application.model_validate(case.input), lawbook=lawbook, on=case.on)))
    table = Table(title="Besliste zaken / decided cases", show_lines=False)
    for column in ("zaak / case", "recht / law of", "advies / advice", "grond / ground", "verwacht / expected"):
        table.add_column(column, overflow="fold")
    for case, found in assessed:
        unmet = [ground.id for ground in found.grounds if ground.verdict == "niet_voldaan"]
        same = "✓" if found.advice == case.expected["advies"] else f"✗ {case.expected['advies']}"
        table.add_row(escape(case.title["nl"]), found.on.isoformat(), found.advice, ", ".join(unmet) or "–", same)
    console.print(table)
    return assessed


def show_trail(console: Console, assessment: Assessment) -> None:
    """Print the steps of the law that decided, with values and places; steps not taken are marked."""
    root = Tree("toets")
    for node in assessment.run.trace().children:
        if node.name in assessment.question.verdicts.values() or node.name in {
            g.met for g in assessment.question.grounds
        }:
            _grow(root, node)
    console.print(root)


def _grow(tree: Tree, node: TraceNode) -> None:
    branch = tree
    if node.kind in _STEPS:
        place = node.place
        where = f" [dim]{place.law.split('_')[0]} {place.valid_from} art. {place.article}[/dim]" if place else ""
        said = (
            f"{escape(node.name)} = {escape(_value(node))}"
            if node.taken
            else f"[dim]{escape(node.name)}: niet gelezen / not read[/dim]"
        )
        branch = tree.add(said + where)
    for child in node.children:
        _grow(branch, child)


def _value(node: TraceNode) -> str:
    if isinstance(node.value, Unknown):
        return "onbekend / unknown (" + ", ".join(sorted(node.value.missing)) + ")"
    if isinstance(node.value, bool):
        return "waar / true" if node.value else "onwaar / false"
    return f"{len(node.value)} ×" if isinstance(node.value, list) else str(node.value)
