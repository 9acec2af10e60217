"""Commands the service adds to `wbmgp`, through the entry-point group `wbmgp_engine.commands`."""

from __future__ import annotations

from typing import Annotated

import typer

from wbmgp_api.commands import (
    anchoring,
    archiving,
    erasing,
    exchanging,
    keys,
    overseeing,
    processing_log,
    publishing,
    replaying,
    reporting,
    serving,
    witnessing,
)
from wbmgp_api.commands.installed import with_store

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Tenant = Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")]
_ABSENT = {"nl": "Gewist, dus niet in de bundel: {}.", "en": "Erased, so not in the bundle: {}."}


def register(app: typer.Typer) -> None:
    """Add the service's commands to the application, and `export` to its group `log`."""
    serving.register(app)
    app.command("replay")(replaying.replay)
    witnessing.register(app)
    erasing.register(app)
    keys.register(app)
    publishing.register(app)
    exchanging.register(app)
    archiving.register(app)
    reporting.register(app)
    overseeing.register_oversight(reporting.oversight)
    for group in app.registered_groups:
        if group.name == "log" and group.typer_instance is not None:
            group.typer_instance.command("export")(export)
            anchoring.register(group.typer_instance)
            processing_log.register(group.typer_instance)


def export(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case, as `wbmgp assess --database` printed it.")],
    out: Annotated[str, typer.Option(help="The file to write; it may not exist yet.")],
    database: Database,
    open: Annotated[
        list[str] | None, typer.Option(help="A category to open, once for each; default all that are there.")
    ] = None,
    tenant: Tenant = None,
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> None:
    """Write a bundle that proves the last assessment of a case; `wbmgp log verify` checks it. Says what was erased."""
    from wbmgp_engine.commands.reading import chosen
    from wbmgp_engine.commands.writing import refuse_existing, write_bytes
    from wbmgp_engine.trail.categories import CATEGORIES

    absent = _ABSENT[chosen(lang, "--lang", ("nl", "en"))]
    refuse_existing(out, forced=False)
    wanted = [chosen(category, "--open", CATEGORIES) for category in open or CATEGORIES]
    data, gone = with_store("recorded").export(database, case, tenant, wanted)
    write_bytes(out, data, replace=None)
    if gone:
        print(absent.format(", ".join(gone)))
