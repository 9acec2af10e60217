"""`wbmgp demo`: the decided cases in a table, then one of them in full with its trail."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("demo")(demo)


def demo() -> None:
    """Assess the decided cases and show one decision with its reasons and its trail."""
    from rich.console import Console

    from wbmgp_engine.commands.demo_pages import show_cases, show_trail
    from wbmgp_engine.law.lawbook import Lawbook
    from wbmgp_engine.permits.explanation import explain
    from wbmgp_engine.scenarios import load_cases

    console = Console()
    lawbook = Lawbook.load()
    assessed = show_cases(console, lawbook, [case for case in load_cases() if case.demo])
    case, assessment = assessed[0]
    console.rule(f"{case.title['nl']} — {case.source}")
    console.print(explain(assessment, "nl"), highlight=False, markup=False)
    console.rule("Spoor / trail")
    show_trail(console, assessment)
    console.rule("Verder / next")
    console.print(
        "wbmgp assess FILE --format json      wbmgp law show 8 --on 2017-07-01      wbmgp law coverage", highlight=False
    )
