"""`wbmgp publish`: what a municipality publishes and hands over about its use of the service."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Final

import typer

from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen, read_day
from wbmgp_engine.commands.writing import refuse_existing, write_text

Municipality = Annotated[
    str | None, typer.Option(help="The municipality, as GM0599; needed where the account file tells of more.")
]
AccountFile = Annotated[
    str | None, typer.Option(help="The file in which the municipality tells of itself; default WBMGP_ACCOUNT.")
]
Database = Annotated[
    str | None, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME: adds its rule book and its numbers.")
]
Out = Annotated[str | None, typer.Option(help="The file to write; it may not exist yet. Default standard output.")]
Format = Annotated[str, typer.Option(help="json or markdown")]
On = Annotated[str | None, typer.Option(help="The day whose law counts, as 2031-07-01; default today.")]

COMMANDS: Final = {
    "algorithm-register": ("algoritmeregister", "The entry of the Algoritmeregister, publication standard 1.0."),
    "processing-register": ("verwerkingsregister", "The register of processing activities (article 30 AVG)."),
    "dpia-annex": ("dpia-bijlage", "The facts for a DPIA, under the numbers of the model of the Rijk, 3.0."),
    "iama-annex": ("iama-bijlage", "The facts for an IAMA, under the numbers of its questions, 2.0."),
    "ai-act-note": ("ai-verordening", "Whether this is an AI system (EU) 2024/1689, and article 22 AVG, in facts."),
}
"""Each command with the document that it makes; a test holds them against the list of documents."""
_UNTOLD: Final = "Not told yet, so not in it: {} (docs/verantwoording.md)."
DEVELOPMENT: Final = "Made with settings of development (WBMGP_MODE); publish what the settings in production make."
"""Said of everything that follows the settings, where they are not those of real people."""

publish = typer.Typer(
    name="publish",
    help="Documents for publication and for whoever accounts for the service.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    app.add_typer(publish, name="publish")


def _making(document: str) -> Callable[..., None]:
    def make(
        municipality: Municipality = None, account: AccountFile = None, database: Database = None, out: Out = None,
        format: Format = "json", on: On = None,
    ) -> None:  # fmt: skip
        chosen(format, "--format", ("json", "markdown"))
        if out is not None:
            refuse_existing(out, forced=False)
        accounted = with_store("accounted")
        asked = accounted.Asked(municipality, account, database, read_day(on, "--on"))
        made = accounted.made(document, asked, format)
        if out is None:
            print(made.text, end="")
        else:
            write_text(out, made.text, replace=False, public=True)
        if made.missing:
            print(_UNTOLD.format(", ".join(made.missing)), file=sys.stderr)
        if not made.production:
            print(DEVELOPMENT, file=sys.stderr)

    return make


for _name, (_document, _help) in COMMANDS.items():
    publish.command(_name, help=_help)(_making(_document))
