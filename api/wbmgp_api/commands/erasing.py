"""`wbmgp erase` and `wbmgp retention`: what goes when, ordered by one person, approved by another, and carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wbmgp_api.commands.erasure_words import WORDS
from wbmgp_api.commands.in_number import in_number
from wbmgp_api.commands.installed import with_store
from wbmgp_engine.commands.reading import chosen, print_json, read_day
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_api.vault.erasures import Asked
    from wbmgp_engine.retention import Kept

Database = Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER@HOST/NAME")]
Tenant = Annotated[str | None, typer.Option(help="One municipality, as GM0599; needed on PostgreSQL.")]
Lang = Annotated[str, typer.Option(help="nl or en")]
Format = Annotated[str, typer.Option(help="text or json")]
Role = Annotated[str, typer.Option(help="The role in which you act, as the log names it.")]
By = Annotated[str | None, typer.Option(help="Who you are; default the account of this machine. The log keeps a hash.")]
Reference = Annotated[str, typer.Option(help="Where the reason is filed: letters, digits and - . / _, at most 40.")]
Case = Annotated[str, typer.Argument(metavar="CASE", help="The case, as `wbmgp assess --database` printed it.")]
Order = Annotated[str, typer.Argument(metavar="ORDER", help="The order, as it was printed.")]
_REFERENCE = re.compile("[A-Za-z0-9][A-Za-z0-9./_-]{0,39}")
_PERSON = re.compile("[0-9]{8,9}")


def register(app: typer.Typer) -> None:
    """Add `erase` and the group `retention`."""
    app.command("erase")(erase)
    group = typer.Typer(help="How long cases are kept, and what is destroyed when.", no_args_is_help=True)
    group.callback()(_group)
    for name, command in (
        ("end", end), ("list", listed), ("propose", propose), ("approve", approve), ("run", carried_out),
    ):  # fmt: skip
        group.command(name)(command)
    app.add_typer(group, name="retention")


def _group() -> None:
    """How long cases are kept, and what is destroyed when."""


def erase(
    case: Case,
    database: Database,
    categories: Annotated[str, typer.Option(help="What to erase: inkomen,persoon,… with commas between.")],
    ground: Annotated[str, typer.Option(help="verzoek_betrokkene, vergissing, rechterlijk_bevel or bewaartermijn")],
    reference: Reference,
    only: Annotated[bool, typer.Option("--only", help="Leave the reasons and the trail, which repeat it.")] = False,
    role: Role = "fg",
    by: By = None,
    tenant: Tenant = None,
    format: Format = "text",
    lang: Lang = "nl",
) -> None:
    """Order that categories of a case are erased. Nothing goes before another person approves and it is run."""
    said, work = _checked(format, lang, reference), with_store("erasures")
    named = [one for one in categories.split(",") if one]
    if not only:
        named += [again for one in list(named) for again in work.REPEATED.get(one, ())]
    made, terms = work.erase(_asked(database, tenant, role, by), case, named, ground, reference)
    _show(format, {"opdracht": made, "zaken": _json(terms)}, [*_terms(terms, said), said["ordered"].format(order=made)])


def end(
    case: Case,
    database: Database,
    result: Annotated[str, typer.Option(help="verleend, geweigerd, ingetrokken, afgebroken, …")],
    closed: Annotated[str, typer.Option(help="The day on which the case was closed.")],
    object_ended: Annotated[str | None, typer.Option(help="The day on which the permit or tenancy ended.")] = None,
    final: Annotated[str | None, typer.Option(help="The day on which the decision became final.")] = None,
    evaluated: Annotated[str | None, typer.Option(help="The day from which no evaluation needs it any more.")] = None,
    role: Role = "beheer",
    by: By = None,
    tenant: Tenant = None,
    lang: Lang = "nl",
) -> None:
    """Tell how and when a case ended: from there its terms run."""
    said, work = _checked("text", lang, "-"), with_store("erasures")
    from wbmgp_engine.retention import Ending

    day = read_day(closed, "--closed")
    assert day is not None
    later = [read_day(object_ended, "--object-ended"), read_day(final, "--final"), read_day(evaluated, "--evaluated")]
    work.end(_asked(database, tenant, role, by), case, Ending(result, day, *later))
    print(said["told"].format(case=case))


def listed(
    database: Database,
    on: Annotated[str | None, typer.Option(help="The day of the list; default today.")] = None,
    tenant: Tenant = None,
    format: Format = "text",
    lang: Lang = "nl",
) -> None:
    """The destruction list of a day, and what the other cases wait for. Writes nothing."""
    said, work = _checked(format, lang, "-"), with_store("erasures")
    day = read_day(on, "--on") or date.today()  # noqa: DTZ011 -- the day where the reader is
    terms = work.terms(_asked(database, tenant, "beheer", None))
    due = {case: {name: one for name, one in of.items() if one.gone_on(day)} for case, of in terms.items()}
    kept = {case: {name: one for name, one in of.items() if not one.gone_on(day)} for case, of in terms.items()}
    due, kept = ({case: of for case, of in found.items() if of} for found in (due, kept))
    lines = [in_number(said["due"].format(day=day, count=len(due))), *_terms(due, said)]
    lines += [in_number(said["kept"].format(count=len(kept))), *_terms(kept, said)]
    _show(format, {"op": day.isoformat(), "vernietigen": _json(due), "bewaren": _json(kept)}, lines)


def propose(
    database: Database,
    reference: Reference,
    on: Annotated[str | None, typer.Option(help="The day of the list; default today.")] = None,
    role: Role = "beheer",
    by: By = None,
    tenant: Tenant = None,
    format: Format = "text",
    lang: Lang = "nl",
) -> None:
    """Record the destruction list of a day as an order, for another person to approve."""
    said, work = _checked(format, lang, reference), with_store("erasures")
    day = read_day(on, "--on") or date.today()  # noqa: DTZ011 -- the day where the reader is
    made = work.propose(_asked(database, tenant, role, by), day, reference)
    orders = [{"gemeente": name, "opdracht": order, "zaken": _json(terms)} for name, (order, terms) in made.items()]
    lines = [
        line for order, terms in made.values() for line in (*_terms(terms, said), said["ordered"].format(order=order))
    ]
    _show(format, {"opdrachten": orders}, lines)


def approve(
    order: Order, database: Database, role: Role = "fg", by: By = None, tenant: Tenant = None, lang: Lang = "nl"
) -> None:
    """Agree with the order of another person."""
    said, work = _checked("text", lang, "-"), with_store("erasures")
    for case, categories in work.approve(_asked(database, tenant, role, by), order).items():
        print(f"{case}: {', '.join(categories)}")
    print(said["approved"].format(order=order))


def carried_out(
    order: Order,
    database: Database,
    role: Role = "beheer",
    by: By = None,
    tenant: Tenant = None,
    format: Format = "text",
    lang: Lang = "nl",
) -> None:
    """Erase what an approved order names: what went, and what stays provable."""
    said, work = _checked(format, lang, "-"), with_store("erasures")
    gone = work.run(_asked(database, tenant, role, by), order)
    lines = [
        said["gone"].format(case=case, record=record, categories=", ".join(names))
        for case, records in gone.items()
        for record, names in records.items()
    ]
    whole = {case: {record: list(names) for record, names in records.items()} for case, records in gone.items()}
    _show(format, {"opdracht": order, "gewist": whole}, [*(lines or [said["nothing"]]), *said["stays"].split("\n")])


def _terms(terms: Mapping[str, Mapping[str, Kept]], said: Mapping[str, str]) -> Iterator[str]:
    for case, of in terms.items():
        yield f"{case}"
        for category, one in of.items():
            if one.until is not None:
                what = said["until"].format(day=one.until)
            else:
                what = said["open"] if one.waits_for is None else said["waits"].format(event=said[one.waits_for])
            source = "" if one.source is None else f" ({one.source}; {said[str(one.certainty)]})"
            began = "" if one.since is None else f"; {said['ended'].format(result=one.result, day=one.since)}"
            yield f"  {category}: {what}{began}{source}"


def _json(terms: Mapping[str, Mapping[str, Kept]]) -> list[dict[str, Any]]:
    return [{"zaak": case, "termijnen": [one.to_json() for one in of.values()]} for case, of in terms.items()]


def _show(format: str, document: dict[str, Any], lines: list[str]) -> None:
    if format == "json":
        print_json(document)
    else:
        print("\n".join(lines))


def _checked(format: str, lang: str, reference: str) -> Mapping[str, str]:
    chosen(format, "--format", ("text", "json"))
    if reference != "-" and (not _REFERENCE.fullmatch(reference) or _PERSON.search(reference)):
        fix = "give the number of a file or letter: letters, digits and - . / _, at most 40, and no number of a person"
        raise BadInput.one("--reference", "is not accepted", fix)
    return WORDS[chosen(lang, "--lang", ("nl", "en"))]


def _asked(url: str, tenant: str | None, role: str, by: str | None) -> Asked:
    from wbmgp_api.vault.erasures import Asked
    from wbmgp_engine.trail.receipt import ROLES

    return Asked(url, tenant, chosen(role, "--role", ROLES), by)
