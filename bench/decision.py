"""What a decision of ours costs around its core: binding, validating, reasons, the trail, questions, prose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bench.household import APPLICATION
from bench.measuring import Row, in_turns
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.binding import bind
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.permits.outcome import advise


def measured() -> list[Row]:
    """One household of three: the decision on bound facts with full trace, and everything around it."""
    lawbook, on = Lawbook.load(), date(2019, 6, 1)
    application = Application.model_validate(APPLICATION)
    first = assess(application, lawbook=lawbook, on=on)
    compiled, facts, context = first.question.compiled, first.bound.facts, first.bound.context

    def again() -> Assessment:
        return assess(application, lawbook=lawbook, on=on)

    works: dict[str, tuple[Callable[[], Any], int]] = {
        "kern": (lambda: advise(compiled.run(facts, on), first.question), 80),
        "binden": (lambda: bind(application, context), 80),
        "valideren": (lambda: Application.model_validate(APPLICATION), 80),
        "met gronden en poorten": (lambda: (found := again(), found.grounds, found.open_gates), 40),
        "spoor als boom": (lambda: first.trail(), 25),
        "vragen": (lambda: again().questions, 8),
        "alternatieven": (lambda: again().alternatives, 25),
        "uitleg": (lambda: explain(again(), "nl"), 25),
    }
    rows = []
    for name, (work, rounds) in works.items():
        measured = in_turns({name: lambda _, work=work: work()}, rounds)[name]
        rows.append({"bench": "decision", "system": "wbmgp", "case": name, "size": 3, **measured, "agrees": True})
    return rows
