"""`wbmgp designate`: one request for designation, from a file or standard input."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

import typer

from wbmgp_engine.commands.reading import chosen, open_lawbook, print_json, print_text, read_bytes, read_day, readable
from wbmgp_engine.errors import BadInput

Language = Literal["nl", "en"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("designate")(designate)


def designate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An Aanwijzingsverzoek as JSON; - reads standard input.")],
    on: Annotated[
        str | None,
        typer.Option(help="Date of the decision, which chooses the law; default the date of receipt, else dispatch."),
    ] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
    document: Annotated[
        str | None, typer.Option(metavar="FILE", help="Also write the request document, as .md or .json.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the document when it is there.")] = False,
) -> None:
    """Assess a request for designation: what is missing, the Minister's term, and what the law allows per part."""
    chosen(format, "--format", ("text", "json"))
    language = cast(Language, chosen(lang, "--lang", ("nl", "en")))
    if document is not None:
        _may_be_written(document, force)
    request, answer = _assessed(file, on)
    if document is not None:
        # Before anything is said: when the document cannot be written, there is no answer either.
        _write(document, request, answer, language, force)
    if format == "json":
        print_json(answer)
        return
    from wbmgp_engine.designations.explanation import explain

    print_text(explain(answer, request, language))


def _may_be_written(name: str, force: bool) -> None:
    from wbmgp_engine.commands.writing import refuse_existing

    if not name.lower().endswith((".md", ".json")):
        raise BadInput.one(
            "--document", f"'{readable(name[:60])}' has no kind of document", "let the name end in .md or .json"
        )
    if not force:
        refuse_existing(name)


def _write(name: str, request: Any, answer: dict[str, Any], language: Language, force: bool) -> None:
    from wbmgp_engine.commands.writing import write_text
    from wbmgp_engine.designations.document import document_json, document_markdown

    make = document_json if name.lower().endswith(".json") else document_markdown
    write_text(name, make(request, answer, language), replace=force, public=True)


def _assessed(file: str, on: str | None) -> tuple[Any, dict[str, Any]]:
    """The request that was read and the answer to it, as JSON."""
    day = read_day(on, "--on")
    from wbmgp_engine.facts import DesignationRequest

    request = DesignationRequest.from_json(read_bytes(file))
    decided = day or request.filed
    if decided is None:
        raise BadInput.one(
            "--on",
            "the request has not been sent yet: it has no verzonden and no ontvangen",
            "give --on YYYY-MM-DD, the day whose law counts: today, or the day on which the council will send it",
        )
    from wbmgp_engine import assess_designation

    return request, assess_designation(request, lawbook=open_lawbook(), on=decided).to_json()
