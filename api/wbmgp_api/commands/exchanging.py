"""`wbmgp exchange`: what other systems send read in, and what they ask for written out."""

from __future__ import annotations

import typer

from wbmgp_api.commands import exchange_in, exchange_out, exchange_push


def register(app: typer.Typer) -> None:
    """Add the group `exchange`; each direction adds its commands by a `register_exchange(group)` of its own."""
    group = typer.Typer(help="Read what other systems send, and write what they ask for.", no_args_is_help=True)
    group.callback()(_group)
    exchange_in.register_exchange(group)
    exchange_out.register_exchange(group)
    exchange_push.register_exchange(group)
    app.add_typer(group, name="exchange")


def _group() -> None:
    """Read what other systems send, and write what they ask for."""
