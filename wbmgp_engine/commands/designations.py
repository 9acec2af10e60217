"""`wbmgp designations`: the calendar of what is designated; the register for evaluation and the yearly indicator."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, cast

import typer

from wbmgp_engine.commands.reading import chosen, print_json, read_day
from wbmgp_engine.errors import BadInput, LawEnded, LawNotYetInForce

Language = Literal["nl", "en"]
designations = typer.Typer(
    name="designations", help="What is designated: calendar, evaluation, yearly indicator.", no_args_is_help=True,
    rich_markup_mode=None,
)  # fmt: skip
Lang = Annotated[str, typer.Option("--lang", help="nl or en")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(designations, name="designations")


@designations.command("status")
def status(
    on: Annotated[
        str | None, typer.Option(help="The day of the calendar, which chooses the law; default today.")
    ] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Lang = "nl",
) -> None:
    """Every registered designation: days left, extensions left, and the last day to ask for one."""
    chosen(format, "--format", ("text", "json"))
    language = cast(Language, chosen(lang, "--lang", ("nl", "en")))
    day = read_day(on, "--on") or date.today()  # noqa: DTZ011 -- the day where the reader is
    from wbmgp_engine.designations.status import designations_status
    from wbmgp_engine.law.lawbook import Lawbook

    lawbook = Lawbook.load()
    try:
        found = designations_status(lawbook, day)
    except (LawNotYetInForce, LawEnded):
        from wbmgp_engine.designations.status import first_day

        first = first_day(lawbook)
        raise BadInput.one("--on", f"there is no Wbmgp on {day}", f"use a date from {first} on") from None
    if format == "json":
        print_json(found.to_json())
        return
    from wbmgp_engine.commands.status_page import show_status

    show_status(found, language)
