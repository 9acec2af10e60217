"""`wbmgp log processing`: who used whose data, when and for what, to answer a person or for another system."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

import typer

from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen
from wbmgp_engine.commands.writing import refuse_existing, write_bytes
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_api.store.processing_reading import Line

_LONGEST: Final = 32


def register(log: typer.Typer) -> None:
    """Add the command to the group `log`."""
    log.command("processing")(processing)


def processing(
    database: Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")],
    person: Annotated[
        str | None, typer.Option(help="Only - : a citizen service number is read from standard input.")
    ] = None,
    case: Annotated[str | None, typer.Option(help="Only what was done in this case.")] = None,
    format: Annotated[str, typer.Option(help="text, json, or otlp: one document of OTLP/JSON a line")] = "text",
    out: Annotated[str | None, typer.Option(help="The file to write; it may not exist yet.")] = None,
    by: Annotated[str | None, typer.Option(help="Who you are; default the account of this machine.")] = None,
    tenant: Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")] = None,
) -> None:
    """Show the processing log, the newest line first. That you read it stands in it afterwards."""
    chosen(format, "--format", ("text", "json", "otlp"))
    if person is not None and case is not None:
        raise BadInput.one("--person", "stands beside --case", "give one of the two, or none for all lines")
    number = None if person is None else _number(person)
    if out is not None:
        refuse_existing(out, forced=False)
    pages = with_store("processing").read(database, tenant, by, case, number)
    text = "".join(f"{line}\n" for line in _FORMS[format](pages))
    if out is None:
        print(text, end="")
    else:
        write_bytes(out, text.encode(), replace=None)


def _number(person: str) -> str:
    """A citizen service number: never an argument, for arguments are kept and shown by the machine."""
    from wbmgp_api.identifiers import is_bsn

    if person != "-":
        raise BadInput.one(
            "--person", "takes no number itself", "write --person - and give the number on standard input"
        )
    number = sys.stdin.read(_LONGEST).strip()
    if not is_bsn(number):
        raise BadInput.one("standard input", "holds no citizen service number", "give nine digits that are one")
    return number


def _text(pages: Iterator[list[Line]]) -> Iterator[str]:
    from wbmgp_api.oversight.processing_log import moment

    for line in (one for page in pages for one in page):
        whose = "" if line.subject is None else f"  {line.subject_type} {line.subject[:16]}"
        where = "" if line.case is None or line.subject is not None else f"  {line.case}"
        name = f"  {line.name}" if line.subject is not None else line.name
        asked = "".join(f"  {said}" for said in (line.party, line.processor) if said is not None)
        yield f"{moment(line.start_ms)}  {name}  {line.status}  {line.role}{asked}  {line.activity}{where}{whose}"


def _json(pages: Iterator[list[Line]]) -> Iterator[str]:
    from wbmgp_api.oversight.processing_log import to_json

    document = {"verwerkingen": [to_json(line) for page in pages for line in page]}
    yield json.dumps(document, ensure_ascii=False, indent=1)


def _otlp(pages: Iterator[list[Line]]) -> Iterator[str]:
    from wbmgp_api.oversight.processing_export import traces
    from wbmgp_engine.version import VERSION

    for page in pages:
        yield json.dumps(traces(page, VERSION), separators=(",", ":"))


_FORMS: Final = {"text": _text, "json": _json, "otlp": _otlp}
