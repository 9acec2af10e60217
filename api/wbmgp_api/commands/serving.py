"""`wbmgp serve` and `wbmgp token`; what they need is loaded when they run."""

from __future__ import annotations

from types import ModuleType
from typing import Annotated

import typer

from wbmgp_engine.errors import BadInput

Served = Annotated[str | None, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve")(serve)
    app.command("token")(token)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=1, max=65535)] = 8000,
    database: Served = None,
) -> None:
    """Serve the API at /v1. The environment variables WBMGP_… are its settings; docs/api.md lists them."""
    _running().run(host, port, database)


def token(
    role: Annotated[list[str], typer.Option(help="A role, such as balie; once for each.")],
    tenant: Annotated[str, typer.Option(help="The municipality, as GM0599.")] = "GM9999",
    subject: Annotated[str, typer.Option(help="Who; made up.")] = "ontwikkelaar",
    database: Served = None,
) -> None:
    """Print a token of fifteen minutes for a service in development. In production none of these is accepted."""
    typer.echo(_running().login(role, tenant, subject, database))


def _running() -> ModuleType:
    try:
        from wbmgp_api import running
    except ModuleNotFoundError:
        raise BadInput.one(
            "serve", "needs the service, which is not installed", "install wbmgp-engine[service]"
        ) from None
    return running
