"""`wbmgp ordinance check`: an ordinance as data, or a municipal rule file, against the statute of its date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from wbmgp_engine.commands.reading import chosen, print_json, read_bytes, read_day
from wbmgp_engine.errors import BadInput, LawEnded, LawNotYetInForce

if TYPE_CHECKING:
    from datetime import date

    from wbmgp_engine.designations.ordinance import OrdinanceCheck

ordinance = typer.Typer(name="ordinance", help="Ordinances of a council.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(ordinance, name="ordinance")


@ordinance.callback()
def _group() -> None:
    """Ordinances of a council."""


@ordinance.command("check")
def check_file(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A verordening as JSON or YAML, or a municipal rule file; - reads standard input."
        ),
    ],
    on: Annotated[str | None, typer.Option(help="Date of the law; default the first day of the ordinance.")] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> None:
    """Check an ordinance: demands without a basis in the act, what is missing, and what it leaves open."""
    chosen(format, "--format", ("text", "json"))
    language = cast(Literal["nl", "en"], chosen(lang, "--lang", ("nl", "en")))
    day = read_day(on, "--on")
    checked = _checked(file, read_bytes(file), day)
    if format == "json":
        print_json(checked.to_json())
        return
    from wbmgp_engine.designations.ordinance_words import ordinance_text

    print(ordinance_text(checked, language), end="")


def _checked(name: str, data: bytes, day: date | None) -> OrdinanceCheck:
    from wbmgp_engine.designations.checklist import ENTRY
    from wbmgp_engine.designations.ordinance import check_ordinance
    from wbmgp_engine.facts.ordinance import OrdinanceText
    from wbmgp_engine.law.lawbook import Lawbook

    lawbook = Lawbook.load()
    read = _read(name, data)
    try:
        if isinstance(read, dict) and ("$schema" in read or "$id" in read):
            from wbmgp_engine.designations.ordinance_rules import check_rule_file

            return check_rule_file(data, name, lawbook=lawbook, on=day)
        return check_ordinance(OrdinanceText.model_validate(read), lawbook=lawbook, on=day)
    except (LawNotYetInForce, LawEnded):
        first = lawbook.versions(ENTRY)[0].starts
        place = "--on" if day is not None else "van"
        raise BadInput.one(place, "there is no Wbmgp on that date", f"use a date from {first} on") from None


def _read(name: str, data: bytes) -> Any:
    """JSON where the text begins as JSON, else YAML: both without surprises."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        from wbmgp_engine.facts.json_text import read_json

        return read_json(data)
    from wbmgp_engine.law.yaml_reader import read_yaml

    return read_yaml(data, place="standard input" if name == "-" else name)
