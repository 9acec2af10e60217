"""`wbmgp publish`: what a municipality publishes and hands over about its use of the service."""

from __future__ import annotations

import typer

publish = typer.Typer(
    name="publish",
    help="Documents for publication and for whoever accounts for the service.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(publish, name="publish")


@publish.callback()
def _group() -> None:
    """Documents for publication and for whoever accounts for the service."""
