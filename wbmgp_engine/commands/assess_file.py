"""`wbmgp assess`: one application, from a file or standard input."""

from __future__ import annotations

from typing import Annotated

import typer

from wbmgp_engine.commands.assessing import answer


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
    answer(file, on, format, lang, reader, database)
