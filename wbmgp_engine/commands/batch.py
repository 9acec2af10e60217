"""`wbmgp batch`: a whole population from a file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from wbmgp_engine.commands.extras import needed
from wbmgp_engine.commands.reading import chosen, open_lawbook, read_bytes, read_day
from wbmgp_engine.commands.writing import refuse_existing
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_engine.facts.situation import Situation
    from wbmgp_engine.populations.judging import Judge
    from wbmgp_engine.populations.summary import Summary


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("batch")(batch)


def batch(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A population: .parquet, .csv or .arrow.")],
    out: Annotated[str, typer.Option(help="Where the answers go: .parquet, .csv or .arrow.")],
    engine: Annotated[str, typer.Option(help="polars or spark; spark needs the extra [spark] and Java")] = "polars",
    municipality: Annotated[
        str | None, typer.Option(help="The municipality of every row, such as GM0599; default the column gemeente.")
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="Date of the decision, which chooses the law; default each application date.")
    ] = None,
    situation: Annotated[
        str | None, typer.Option(help="A situatie as JSON: designations and ordinance instead of the register.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Judge every application of a population: outcome, grounds, reasons, open gates, bounds (docs/population.md)."""
    chosen(engine, "--engine", ("polars", "spark"))
    needed("batch", "columns", "polars", "narwhals")
    if engine == "spark":
        needed("batch", "spark", "pyspark")
    if not force:
        refuse_existing(out)
    from wbmgp_engine.populations.judging import Judge

    judge = Judge(
        open_lawbook(),
        municipality=_municipality(municipality),
        on=read_day(on, "--on"),
        situation=_situation(situation),
        closed=engine == "polars",
    )
    summary = _spark(file, out, judge) if engine == "spark" else _polars(file, out, judge)
    _show(summary, out)


def _municipality(code: str | None) -> str | None:
    from wbmgp_engine.facts.showing import shown
    from wbmgp_engine.law.register_schema import is_code

    if code is not None and not is_code(code):
        fix = "write GM and four digits, such as GM0599"
        raise BadInput.one("--municipality", f"{shown(code)} is no municipality", fix)
    return code


def _situation(name: str | None) -> Situation | None:
    if name is None:
        return None
    from pydantic import ValidationError

    from wbmgp_engine.facts.json_text import read_json
    from wbmgp_engine.facts.situation import Situation

    given = read_json(read_bytes(name))
    try:
        return Situation.model_validate_json(json.dumps(given))
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(map(str, ("situatie", *first["loc"])))
        raise BadInput.one(place, first["msg"], "write it as `situatie` in docs/aanvraag.md") from None


def _polars(file: str, out: str, judge: Judge) -> Summary:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from wbmgp_engine.populations.files import Source
    from wbmgp_engine.populations.running import judge_file

    source = Source(file)
    # Nothing is drawn where nobody looks: in a pipe or a log.
    quiet = not sys.stderr.isatty()
    columns = (TextColumn("rows"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as progress:
        task = progress.add_task("rows", total=source.rows)
        return judge_file(source, out, judge, progress=lambda rows: progress.update(task, advance=rows))


def _spark(file: str, out: str, judge: Judge) -> Summary:
    from wbmgp_engine.populations.files import Source
    from wbmgp_engine.populations.on_spark import judge_file, session

    return judge_file(Source(file), out, judge, session())


def _show(summary: Summary, out: str) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    outcomes = Table("advies", "rows", "share", title=f"{summary.rows:,} applications judged")
    for advice, count in summary.by_outcome():
        outcomes.add_row(advice, f"{count:,}", f"{100 * count / summary.rows:.1f} %")
    console.print(outcomes)
    if empty := summary.most_empty():
        asked = Table("column", "rows", title="Empty most often where the advice is aanvullen")
        for name, count in empty:
            asked.add_row(name, f"{count:,}")
        console.print(asked)
    console.print(f"written to {out}", markup=False)
