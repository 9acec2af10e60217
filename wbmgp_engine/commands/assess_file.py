"""`wbmgp assess`: one application, from a file or standard input."""

from __future__ import annotations

from typing import Annotated, Literal, cast

import typer

from wbmgp_engine.commands.reading import chosen, print_json, read_bytes, read_day
from wbmgp_engine.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("assess")(assess_file)


def assess_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An Aanvraag as JSON; - reads standard input.")],
    on: Annotated[
        str | None, typer.Option(help="Date of the decision, which chooses the law; default the application date.")
    ] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
    reader: Annotated[str, typer.Option(help="scalar; forward-chaining and both need the extra [durable]")] = "scalar",
    database: Annotated[str | None, typer.Option(help="Record the assessment; needs the service's store.")] = None,
) -> None:
    """Assess an application for a housing permit: advice, reasons, what is missing, what is open."""
    chosen(format, "--format", ("text", "json"))
    language = cast(Literal["nl", "en"], chosen(lang, "--lang", ("nl", "en")))
    _only_what_is_there(chosen(reader, "--reader", ("scalar", "forward-chaining", "both")), database)
    day = read_day(on, "--on")
    from wbmgp_engine import Application, Lawbook, assess

    application, lawbook = Application.from_json(read_bytes(file)), Lawbook.load()
    assessment = assess(application, lawbook=lawbook, on=day)
    if format == "json":
        print_json(assessment.to_json())
        return
    from wbmgp_engine.permits.explanation import explain

    print(explain(assessment, language), end="")


def _only_what_is_there(reader: str, database: str | None) -> None:
    if reader != "scalar":
        raise BadInput.one(
            "--reader",
            f"{reader} is not available in this version",
            "use scalar; the second reader will come as the extra [durable]",
        )
    if database is not None:
        raise BadInput.one("--database", "recording is not available in this version", "leave --database out")
