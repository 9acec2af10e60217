"""`wbmgp law`: check, coverage, show and run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from wbmgp_engine.commands.proofs import register as register_proofs
from wbmgp_engine.commands.reading import print_json, read_bytes, read_day, readable
from wbmgp_engine.errors import BadInput, Finding, RuleFileError

if TYPE_CHECKING:
    from wbmgp_engine import Lawbook

law = typer.Typer(
    name="law", help="The rule book: check it, show it, run it.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    register_proofs(law)
    app.add_typer(law, name="law")


@law.command("check")
def check_law() -> None:
    """Check the whole rule book, registers and calendar too; every finding names file, article, key, value and fix."""
    from wbmgp_engine import Lawbook

    lawbook = Lawbook.load()
    if findings := rule_book_findings(lawbook):
        raise BadInput(findings)
    versions = sum(1 for _ in lawbook.regulations())
    print(f"{versions} versions of {len(lawbook.laws)} regulations: nothing found. Rule book {lawbook.hash}")


def rule_book_findings(lawbook: Lawbook) -> list[Finding]:
    """What is wrong with the rules, with the registers of designations, and with the files of terms and of processing."""
    from wbmgp_engine.calendar.loading import terms_acts
    from wbmgp_engine.designations.register_instruments import check_instruments
    from wbmgp_engine.law.checks import check
    from wbmgp_engine.law.register import check_registers
    from wbmgp_engine.processing import Activities

    findings = [*check(lawbook), *check_registers(lawbook.files), *check_instruments(lawbook)]
    for read in (terms_acts, Activities.of):
        try:
            read(lawbook)
        except RuleFileError as error:
            findings.extend(error.findings)
    return findings


@law.command("run")
def run_law(
    files: Annotated[
        list[str], typer.Argument(metavar="RULEFILE...", help="Rule files, the asked law and those it calls.")
    ],
    law_id: Annotated[str, typer.Option("--law", help="$id of the regulation")],
    output: Annotated[str, typer.Option(help="the output to ask for")],
    on: Annotated[str, typer.Option(help="date of calculation")],
    parameters: Annotated[str, typer.Option(help="a JSON object")] = "{}",
) -> None:
    """Execute any rule file in the grammar: {"outputs": …}, or {"error": …} with exit 0."""
    from wbmgp_engine.logic.conformance import parse_parameters, run_rules
    from wbmgp_engine.logic.values import dumps

    day = read_day(on, "--on")
    assert day is not None
    given = parse_parameters(parameters)
    texts = [_text(name) for name in files]
    print(dumps(run_rules(texts, law_id, output, given, day)))


def _text(name: str) -> str:
    try:
        return read_bytes(name).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput.one(readable(name), f"no UTF-8 at byte {problem.start}", "save the file as UTF-8") from None


@law.command("show")
def show_law(
    article: Annotated[
        str, typer.Argument(help="an article of the Wbmgp (8), or law:article (huisvestingswet_2014:15)")
    ],
    on: Annotated[str, typer.Option(help="date of law")],
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[
        str, typer.Option(help="nl or en: the words around the rules; the rules' own names are Dutch")
    ] = "nl",
) -> None:
    """Show an article as it stands on a date: our summary, its rules in words, and where the official text is."""
    from wbmgp_engine import Lawbook
    from wbmgp_engine.commands.reading import chosen
    from wbmgp_engine.law.showing import describe, find_article

    chosen(format, "--format", ("text", "json"))
    language = cast(Literal["nl", "en"], chosen(lang, "--lang", ("nl", "en")))
    day = read_day(on, "--on")
    assert day is not None
    regulation, found = find_article(Lawbook.load(), article, day)
    if format == "json":
        print_json(found.model_dump(mode="json", exclude_none=True, by_alias=True))
    else:
        print(describe(regulation, found, day, language), end="")


@law.command("coverage")
def coverage_of_law() -> None:
    """Every lid and onderdeel of chapter 3, and whether it is encoded, judged by people, procedural, or out of scope."""
    from wbmgp_engine import Lawbook
    from wbmgp_engine.law.coverage import checkout_folder, coverage

    report = coverage(Lawbook.load(), checkout=checkout_folder())
    print(report.text(), end="")
    if report.problems:
        # The classification is ours, not the caller's: exit 1.
        print("\n".join(map(str, report.problems)), file=sys.stderr)
        raise typer.Exit(1)
