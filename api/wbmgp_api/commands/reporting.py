"""`wbmgp publish yearly-report`, `wbmgp publish evaluation-extract` and `wbmgp oversight groups`."""

from __future__ import annotations

from typing import Annotated

import typer

from wbmgp_api.commands.installed import with_store
from wbmgp_api.commands.publishing import AccountFile, Format, Municipality, On, Out, publish
from wbmgp_engine.commands.reading import chosen, print_json, read_bytes, read_day
from wbmgp_engine.commands.writing import refuse_existing, write_bytes, write_text

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Tenant = Annotated[
    str | None,
    typer.Option("--municipality", "--tenant", help="One municipality, as GM0599; needed on PostgreSQL."),
]
By = Annotated[str | None, typer.Option(help="Who you are; default the account of this machine. The log keeps a hash.")]

oversight = typer.Typer(
    help="Looking at all decisions together.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the group `oversight`, and two documents to the group `publish`."""
    publish.command("yearly-report")(yearly_report)
    publish.command("evaluation-extract")(evaluation_extract)
    app.add_typer(oversight, name="oversight")


@oversight.callback()
def _group() -> None:
    """Looking at all decisions together."""


def yearly_report(
    year: Annotated[int, typer.Option(help="The year to report on.")],
    database: Database,
    municipality: Municipality = None,
    account: AccountFile = None,
    out: Out = None,
    format: Format = "markdown",
    on: On = None,
) -> None:
    """Make the yearly report of the data protection officer, without small numbers and with what people have to add."""
    chosen(format, "--format", ("json", "markdown"))
    if out is not None:
        refuse_existing(out, forced=False)
    asked = with_store("accounted").Asked(municipality, account, None, read_day(on, "--on"))
    text = with_store("reported").yearly(asked, database, year, format)
    if out is None:
        print(text, end="")
    else:
        write_text(out, text, replace=False, public=True)


def evaluation_extract(
    first: Annotated[int, typer.Option("--from", help="The first year.")],
    last: Annotated[int, typer.Option("--to", help="The last year.")],
    out: Annotated[str, typer.Option(help="The ZIP to write; it may not exist yet.")],
    database: Database,
    tenant: Tenant = None,
    by: By = None,
) -> None:
    """Make the data for the national evaluation: outcomes by measure and year. The log says that each case was read."""
    refuse_existing(out, forced=False)
    data = with_store("reported").evaluation(database, tenant, first, last, by)
    write_bytes(out, data, replace=None, public=True)


@oversight.command("groups")
def groups(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="CSV: a column zaak, then one to four with groups.")],
    year: Annotated[int, typer.Option(help="The year of the decisions, which must be over.")],
    purpose: Annotated[str, typer.Option(help="What you compare these groups for; the log keeps it.")],
    basis: Annotated[str, typer.Option(help="What lawfully gives you these groups; the log keeps it.")],
    database: Database,
    role: Annotated[str, typer.Option(help="jurist, auditor or fg")] = "fg",
    tenant: Tenant = None,
    by: By = None,
) -> None:
    """Show how often groups are refused, as JSON. The table is joined in memory; nothing of it is kept."""
    chosen(role, "--role", ("jurist", "auditor", "fg"))
    reported = with_store("reported")
    data = read_bytes(table, fix="give a table of at most a few thousand cases")
    print_json(reported.groups(database, tenant, data, year, (purpose, basis), role, by))
