"""`wbmgp serve`, `wbmgp token` and `wbmgp migrate`; what they need is loaded when they run."""

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
    app.command("migrate")(migrate)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen at; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.", min=1, max=65535)] = 8000,
    database: Served = None,
    workers: Annotated[int | None, typer.Option(help="Processes; more than one asks for PostgreSQL.", min=1)] = None,
    example: Annotated[bool, typer.Option("--example", help="A fictional municipality, in an empty database.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Judge the settings, and do not serve.")] = False,
) -> None:
    """Serve the API at /v1. The environment variables WBMGP_… are its settings; docs/api.md lists them."""
    given = {"WBMGP_DATABASE": database} if database else {}
    if workers is not None:
        given["WBMGP_WORKERS"] = str(workers)
    running = _running()
    if check:
        words, well = running.check(host, given)
        typer.echo(words, err=not well)
        raise typer.Exit(0 if well else 2)
    running.run(host, port, given, example)


def token(
    role: Annotated[list[str], typer.Option(help="A role, such as balie; once for each.")],
    tenant: Annotated[str, typer.Option(help="The municipality, as GM0599.")] = "GM9999",
    subject: Annotated[str, typer.Option(help="Who; made up.")] = "ontwikkelaar",
    database: Served = None,
) -> None:
    """Print a token of fifteen minutes for a service in development. In production none of these is accepted."""
    typer.echo(_running().login(role, tenant, subject, database))


def migrate(
    database: Annotated[str, typer.Option(help="postgresql://OWNER@HOST/NAME; the service makes its own on SQLite.")],
) -> None:
    """Give a database on PostgreSQL the tables of this version, as the role that owns them."""
    _running()
    from wbmgp_api.vault.migrating import migrated

    typer.echo(migrated(database))


def _running() -> ModuleType:
    try:
        from wbmgp_api import running
    except ModuleNotFoundError:
        raise BadInput.one(
            "serve", "needs the service, which is not installed", "install wbmgp-engine[service]"
        ) from None
    return running
