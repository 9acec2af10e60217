"""What `wbmgp demo` shows: a table of cases, and the trail of one decision as a tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table
from rich.tree import Tree

from wbmgp_engine.facts import Application
from wbmgp_engine.law.citation_of import cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.scalar.trace import TraceNode
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits import Assessment, assess
from wbmgp_engine.scenarios import Case

_STEPS = ("action", "register", "open_term", "parameter")
_BRIEFLY = {"hardheidsclausule": "hardheid", "rechtmatig_verblijf": "verblijf", "toepassingsbereik": "bereik"}


def show_cases(console: Console, lawbook: Lawbook, cases: Sequence[Case]) -> list[tuple[Case, Assessment]]:
    """Assess the cases and print them as a table; returns them with their assessments."""
    assessed = []
    for case in track(
        cases, "Beoordelen / assessing", console=console, transient=True, disable=not console.is_terminal
    ):
        assessed.append((case, assess(Application.model_validate(case.input), lawbook=lawbook, on=case.on)))
    # Words that wrap, and no borders: all of it stands in eighty columns.
    table = Table(title="Besliste zaken / decided cases", box=SIMPLE_HEAD, padding=(0, 1))
    table.add_column("zaak / case", ratio=1)
    for column, width in (
        ("recht van\nlaw of", 10),
        ("advies\nadvice", 14),
        ("niet voldaan\nnot met", 12),
        ("klopt\nsame", 5),
    ):
        table.add_column(column, width=width)
    for case, found in assessed:
        unmet = [_briefly(ground.id) for ground in found.grounds if ground.verdict == "niet_voldaan"]
        same = "✓" if found.advice == case.expected["advies"] else f"✗ {case.expected['advies']}"
        advice = found.advice.replace("_", " ")
        table.add_row(escape(case.title["nl"]), found.on.isoformat(), advice, ", ".join(unmet) or "–", same)
    console.print(table)
    return assessed


def _briefly(ground: str) -> str:
    return _BRIEFLY.get(ground, ground.replace("artikel_", "art. "))


def show_trail(console: Console, assessment: Assessment) -> None:
    """Print the steps of the law that decided, with values and places; steps not taken are marked.

    A step that stands there already is named once more, without what is below it; a call is shown by what it called.
    """
    question, trees = assessment.question, assessment.run.trace().children
    decisive = {*question.verdicts.values(), *(ground.met for ground in question.grounds)}
    trail = _Trail(trees, assessment.on)
    root = Tree("toets")
    for node in trees:
        if node.name in decisive:
            trail.grow(root, node, set())
    console.print(root)


class _Trail:
    def __init__(self, trees: Sequence[TraceNode], on: date) -> None:
        self._on = on
        spelled_out = (node for tree in trees for node in tree.walk() if node.kind != "cached")
        self._steps = {node.step: node for node in spelled_out if node.step is not None}
        self._shown: set[int | None] = set()

    def grow(self, tree: Tree, node: TraceNode, beside: set[int | None]) -> None:
        """Add a node; `beside` holds the steps that the branch names already."""
        home = node if node.step is None else self._steps.get(node.step, node)
        if home.taken and not node.taken:
            return  # read elsewhere, and shown there
        if home.kind not in _STEPS:
            for child in home.children:
                self.grow(tree, child, beside)
        elif home.step not in beside:
            beside.add(home.step)
            self._step(tree, home)

    def _step(self, tree: Tree, node: TraceNode) -> None:
        if not node.taken:
            tree.add(f"[dim]{escape(node.name)}: niet gelezen / not read[/dim]")
            return
        below = set[int | None]()
        seen = node.step in self._shown and bool(node.children)
        where = "↑ zie boven / see above" if seen else _where(node, self._on)
        branch = tree.add(f"{escape(node.name)} = {escape(_value(node))} [dim]{escape(where)}[/dim]")
        self._shown.add(node.step)
        for child in () if seen else node.children:
            self.grow(branch, child, below)


def _where(node: TraceNode, on: date) -> str:
    basis = node.place.legal_basis if node.place is not None else None
    return cited(basis, on).text


def _value(node: TraceNode) -> str:
    if isinstance(node.value, Unknown):
        return "onbekend / unknown (" + ", ".join(sorted(node.value.missing)) + ")"
    if node.value is None:
        return "geen / none"
    if isinstance(node.value, bool):
        return "waar / true" if node.value else "onwaar / false"
    return f"{len(node.value)} ×" if isinstance(node.value, list) else str(node.value)
