"""`wbmgp exchange vera`, `zgw` and `vera-codes`: a case for other systems, and their code lists beside ours."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen, print_json, read_bytes, read_day, readable
from wbmgp_engine.commands.writing import refuse_existing, write_bytes, write_text
from wbmgp_engine.errors import BadInput
from wbmgp_engine.private_files import FOLDER, make_folder

_LARGEST = 4_000_000
Case = Annotated[str, typer.Argument(metavar="CASE", help="The case.")]
Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Tenant = Annotated[
    str | None, typer.Option(help="One municipality, as GM0599; needed where there are more.")
]  # fmt: skip
By = Annotated[str | None, typer.Option(help="Who does it; default the account of this machine.")]
Account = Annotated[
    str | None,
    typer.Option(
        envvar="WBMGP_ACCOUNT", help="The file in which the municipality tells of itself; default WBMGP_ACCOUNT."
    ),
]


def register_exchange(group: typer.Typer) -> None:
    """Add the commands to the group `exchange`."""
    group.command("vera")(vera)
    group.command("vera-codes")(vera_codes)
    group.command("zgw")(zgw)


def vera(
    case: Case,
    database: Database,
    out: Annotated[str | None, typer.Option(help="The file to write; default standard output.")] = None,
    tenant: Tenant = None,
    by: By = None,
) -> None:
    """Write the outcome of a case for a corporation in VERA: the outcome, never why."""
    if out is not None:
        refuse_existing(out, forced=False)
    told = with_store("exchanged").vera(database, case, tenant, by)
    if out is None:
        print_json(told)
    else:
        write_text(out, _json(told), replace=False)
    _warn(told["meldingen"])


def vera_codes(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A code list of VERA as CSV, or - for standard input.")],
    on: Annotated[str | None, typer.Option(help="The day on which the codes have to count; default today.")] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
) -> None:
    """Say how a code list of VERA differs from ours: absent, renamed, not valid on a day, or unknown here."""
    chosen(format, "--format", ("text", "json"))
    from wbmgp_api.exchange.vera_codes import differences, read_codes

    day = read_day(on, "--on") or datetime.now(UTC).date()
    fix = "give the list of VERA as it is published"
    found = differences(read_codes(read_bytes(file, most=_LARGEST, fix=fix), readable(file)), day)
    if format == "json":
        print_json({"verschillen": [one.to_json() for one in found]})
        return
    for one in found:
        print(readable(f"{one.kind}: {one.list} {one.code}: {one.said}"))
    print(f"{len(found)} verschillen op {day}")


def zgw(
    case: Case,
    database: Database,
    out: Annotated[str, typer.Option(help="A new folder, or a new file that ends in .zip.")],
    tenant: Tenant = None,
    by: By = None,
    account: Account = None,
) -> None:
    """Write a case with its decisions and papers for a system of cases (ZGW), as a folder or a ZIP."""
    refuse_existing(out, forced=False)
    made = with_store("exchanged").zgw(database, case, tenant, by, account)
    if out.endswith(".zip"):
        write_bytes(out, made.zipped(), replace=None)
    else:
        _write_folder(Path(out), made.files)
    _warn([{"plaats": one.place, "probleem": one.problem, "oplossing": one.fix} for one in made.findings])


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files in a new folder; their names are ours."""
    try:
        folder.mkdir(FOLDER)
        for name in files:
            make_folder((folder / name).parent)
    except OSError as problem:
        said = (problem.strerror or "error").lower()
        raise BadInput.one(readable(str(folder)), f"cannot be made: {said}", "name a new folder") from None
    for name, content in files.items():
        write_bytes(str(folder / name), content, replace=None)


def _warn(found: Iterable[Mapping[str, Any]]) -> None:
    """What could not be written, or has to be filled in, beside the answer."""
    for one in found:
        print(readable(f"{one['plaats']}: {one['probleem']} → {one['oplossing']}"), file=sys.stderr)


def _json(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
