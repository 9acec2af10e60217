"""Commands the service adds to `wbmgp`, through the entry-point group `wbmgp_engine.commands`."""

from __future__ import annotations

import typer

from wbmgp_engine.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the service's commands to the application."""
    options = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command("serve", context_settings=options)(serve)


def serve() -> None:
    """Serve the API and the pages. Not there yet."""
    raise BadInput.one("serve", "the service does not exist yet", "use `wbmgp assess FILE`")
