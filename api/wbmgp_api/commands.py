"""Commands the service adds to `wbmgp`, through the entry-point group `wbmgp_engine.commands`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from wbmgp_api import anchor_commands, erasure_commands, key_commands, serving, witness_commands
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from types import ModuleType

    from wbmgp_api.store.replay import Replayed

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Tenant = Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")]
_SAID = {
    "nl": {
        "same": "gelijk",
        "other": "ANDERS",
        "gone": "gewist, niet na te rekenen",
        "now": "nu",
        "sum": "beoordelingen",
        "erased": "gewist",
        "absent": "Gewist, dus niet in de bundel: {}.",
    },
    "en": {
        "same": "same",
        "other": "DIFFERENT",
        "gone": "erased, cannot be replayed",
        "now": "now",
        "sum": "assessments",
        "erased": "erased",
        "absent": "Erased, so not in the bundle: {}.",
    },
}


def register(app: typer.Typer) -> None:
    """Add the service's commands to the application, and `export` to its group `log`."""
    serving.register(app)
    app.command("replay")(replay)
    witness_commands.register(app)
    erasure_commands.register(app)
    key_commands.register(app)
    for group in app.registered_groups:
        if group.name == "log" and group.typer_instance is not None:
            group.typer_instance.command("export")(export)
            anchor_commands.register(group.typer_instance)


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

    said = _SAID[chosen(lang, "--lang", ("nl", "en"))]
    refuse_existing(out)
    wanted = [chosen(category, "--open", CATEGORIES) for category in open or CATEGORIES]
    data, gone = _store().export(database, case, tenant, wanted)
    write_bytes(out, data, replace=False)
    if gone:
        print(said["absent"].format(", ".join(gone)))


def replay(
    database: Database,
    case: Annotated[str | None, typer.Argument(metavar="[CASE]", help="The case to replay.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Replay every assessment in the database.")] = False,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
    tenant: Tenant = None,
) -> int:
    """Make old assessments again, with the facts and the rules of then. Exit 1 when one comes out otherwise."""
    from wbmgp_engine.commands.reading import chosen

    chosen(format, "--format", ("text", "json"))
    said = _SAID[chosen(lang, "--lang", ("nl", "en"))]
    if (case is None) != all:
        raise BadInput.one("replay", "needs one case, or --all", "give one of the two")
    found: list[Replayed] = list(_store().replay(database, case, tenant))
    if format == "json":
        print(json.dumps({"beoordelingen": [one.to_json() for one in found]}, ensure_ascii=False, indent=1))
    else:
        for line in _lines(found, said):
            print(line)
    return int(any(one.differences for one in found))


def _lines(found: list[Replayed], said: dict[str, str]) -> Iterator[str]:
    for one in found:
        outcome = f"{said['gone']} ({one.erased})" if one.erased else said["other" if one.differences else "same"]
        yield f"{one.row.case} {one.row.recorded_at}: {outcome}"
        for difference in one.differences:
            recorded, now = (
                "—" if value is ... else json.dumps(value, ensure_ascii=False)
                for value in (difference.recorded, difference.now)
            )
            yield f"  {difference.category} {difference.path}: {recorded} → {said['now']} {now}"
    erased = sum(one.erased is not None for one in found)
    rest = f", {erased} {said['erased']}" if erased else ""
    yield f"{len(found)} {said['sum']}, {sum(one.same for one in found)} {said['same']}{rest}"


def _store() -> ModuleType:
    try:
        from wbmgp_api import store_commands
    except ModuleNotFoundError:
        raise BadInput.one(
            "--database", "needs the service's store, which is not installed", "install wbmgp-engine[service]"
        ) from None
    return store_commands
