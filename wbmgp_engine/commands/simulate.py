"""`wbmgp simulate`: what the options of a scenario do, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal, cast

import typer

from wbmgp_engine.commands.extras import needed
from wbmgp_engine.commands.reading import chosen
from wbmgp_engine.commands.simulation_folder import result_folder

Language = Literal["nl", "en"]
Engine = Literal["polars", "spark"]
_MODULES: Final = ("numpy", "polars", "narwhals", "altair", "jinja2", "vl_convert", "weasyprint")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("simulate")(simulate)


def simulate(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario: a YAML file (docs/simulation.md).")],
    out: Annotated[str, typer.Option(help="The folder for the result: new, empty, or of an earlier run.")],
    replicates: Annotated[
        int | None,
        typer.Option(min=1, max=1000, help="Runs of every option with other chance; default the scenario's."),
    ] = None,
    engine: Annotated[str, typer.Option(help="polars or spark; spark needs the extra [spark] and Java")] = "polars",
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes beside each other.")] = 2,
    option: Annotated[
        str | None, typer.Option(help="The option of the dossier; default the first one that can be asked.")
    ] = None,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Also which assumption moves the result most: many more runs.")
    ] = False,
    households: Annotated[
        int | None, typer.Option(min=100, max=10_000_000, help="Another size of a region made from counts.")
    ] = None,
    years: Annotated[int | None, typer.Option(min=1, max=20, help="Another number of years.")] = None,
    lang: Annotated[str, typer.Option(help="The language of the table: nl or en. The files come in both.")] = "nl",
) -> None:
    """Simulate what a designation would do: options side by side, a report, and the start of a request."""
    language = cast(Language, chosen(lang, "--lang", ("nl", "en")))
    chosen(engine, "--engine", ("polars", "spark"))
    needed("simulate", "simulation", *_MODULES)
    if engine == "spark":
        needed("simulate", "spark", "pyspark")
    folder = result_folder(out)
    from wbmgp_engine.commands.simulation_run import Asked, simulated

    asked = Asked(
        Path(scenario), folder, replicates, cast(Engine, engine), workers, option, sensitivity, households, years
    )
    simulated(asked, language)
