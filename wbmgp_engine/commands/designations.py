"""`wbmgp designations`: the calendar of what is designated; the register for evaluation and the yearly indicator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from wbmgp_engine.commands.reading import chosen, print_json, read_bytes, read_day
from wbmgp_engine.errors import BadInput, LawEnded, LawNotYetInForce

if TYPE_CHECKING:
    from wbmgp_engine.designations.evaluation import Register
    from wbmgp_engine.facts.evaluation import EvaluationFile
    from wbmgp_engine.law.lawbook import Lawbook

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


File = Annotated[str, typer.Argument(metavar="FILE", help="Outcomes as JSON or CSV; - reads standard input.")]
Internal = Annotated[
    bool, typer.Option("--internal", help="Keep small counts; for internal use only, not for publication.")
]
Format = Annotated[str, typer.Option(help="md, json or csv")]


@designations.command("evaluation")
def evaluation(file: File, format: Format = "md", internal: Internal = False, lang: Lang = "nl") -> None:
    """The register of outcomes and the local evaluation; small counts are left out unless --internal."""
    chosen(format, "--format", ("csv", "json", "md"))
    language = cast(Language, chosen(lang, "--lang", ("nl", "en")))
    from wbmgp_engine.designations.evaluation_output import evaluation_csv, evaluation_json, evaluation_markdown
    from wbmgp_engine.designations.local_report import report_gaps

    read, found, _ = _register(file, internal)
    covered = sorted({(row.key[0], row.key[1]) for row in found.rows})
    gaps = [*found.gaps, *report_gaps(read.report, covered)]
    if format == "csv":
        print(evaluation_csv(found), end="")
    elif format == "json":
        print_json(evaluation_json(read, found, gaps))
    else:
        print(evaluation_markdown(read, found, gaps, language), end="")


@designations.command("kpi")
def yearly(
    file: File,
    year: Annotated[int, typer.Option(help="The year of the indicator.", min=2005, max=2100)],
    format: Format = "md",
    internal: Internal = False,
    lang: Lang = "nl",
) -> None:
    """The yearly indicator: measures in force, decisions, refusals, allocations with priority."""
    chosen(format, "--format", ("csv", "json", "md"))
    language = cast(Language, chosen(lang, "--lang", ("nl", "en")))
    from wbmgp_engine.designations.kpi import kpi
    from wbmgp_engine.designations.kpi_output import kpi_csv, kpi_json, kpi_markdown
    from wbmgp_engine.designations.outcome_codes import OutcomeCodes

    read, found, lawbook = _register(file, internal)
    indicator = kpi(read, found, lawbook, year)
    if format == "csv":
        print(kpi_csv(indicator), end="")
    elif format == "json":
        print_json(kpi_json(indicator))
    else:
        print(kpi_markdown(indicator, OutcomeCodes(lawbook).of("artikel_8", None, year).smallest, language), end="")


def _register(name: str, internal: bool) -> tuple[EvaluationFile, Register, Lawbook]:
    from wbmgp_engine.designations.evaluation import register as counted
    from wbmgp_engine.designations.publication import publishable
    from wbmgp_engine.law.lawbook import Lawbook

    read, lawbook = _read(read_bytes(name)), Lawbook.load()
    try:
        whole = counted(read, lawbook)
    except (LawNotYetInForce, LawEnded):
        raise BadInput.one("jaar", "a row is of a year without the Wbmgp", "give rows from 2005 on") from None
    return read, whole if internal else publishable(whole), lawbook


def _read(data: bytes) -> EvaluationFile:
    """JSON where the text begins as JSON, else CSV."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        from wbmgp_engine.facts.evaluation import EvaluationFile

        return EvaluationFile.from_json(data)
    from wbmgp_engine.facts.evaluation_csv import evaluation_from_csv

    try:
        return evaluation_from_csv(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise BadInput.one("input", f"no UTF-8 at byte {problem.start}", "save the file as UTF-8") from None
