"""`wbmgp exchange brp` and `wbmgp exchange form`: what another system sent, read from a file. Nothing is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from wbmgp_api.commands.installed import with_service
from wbmgp_engine.commands.reading import chosen, print_json, print_text, read_bytes
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from wbmgp_api.exchange.notices import Notice
    from wbmgp_engine.facts.partial_dates import PartialDate

_SAID: Final = {
    "nl": {"stay": "{place}: vanaf {start} tot {end}{research}", "research": ", in onderzoek", "unknown": "onbekend",
           "now": "nu", "born": "geboren: {day}", "notices": "Niet overgenomen zoals het er stond:"},
    "en": {"stay": "{place}: from {start} until {end}{research}", "research": ", in research", "unknown": "unknown",
           "now": "now", "born": "born: {day}", "notices": "Not taken over as it stood:"},
}  # fmt: skip
File = Annotated[str, typer.Argument(metavar="FILE", help="The file, or - for standard input.")]
Format = Annotated[str, typer.Option(help="text or json")]
Lang = Annotated[str, typer.Option(help="nl or en")]


def register_exchange(group: typer.Typer) -> None:
    """Add `brp` and `form` to the group `exchange`."""
    group.command("brp")(brp)
    group.command("form")(form)


def brp(
    file: File,
    person: Annotated[str | None, typer.Option(help="The id that the person gets, as p1.")] = None,
    born: Annotated[str | None, typer.Option(help="The date of birth, where the answer has none.")] = None,
    format: Format = "text",
    lang: Lang = "nl",
) -> None:
    """Read an answer of Haal Centraal into residence and date of birth, and say what was not taken over."""
    said = _SAID[chosen(lang, "--lang", ("nl", "en"))]
    chosen(format, "--format", ("text", "json"))
    from wbmgp_engine.facts.json_text import read_json

    people = with_service("exchange.brp").read_answer(read_json(read_bytes(file)), _born(born))
    if person is not None and len(people) != 1:
        raise BadInput.one("--person", f"the answer is about {len(people)} persons", "leave it out, or give one person")
    named: dict[str, Any] = {} if person is None else {"id": person}
    if format == "json":
        print_json({"personen": [{**named, **one.to_json()} for one in people]})
        return
    for one in people:
        print_text("".join(f"{line}\n" for line in (*_facts(one.facts, said), *_noted(one.notices, lang))))


def form(
    file: File,
    mapping: Annotated[str, typer.Option(help="The file that says which question tells which fact.")],
    municipality: Annotated[str | None, typer.Option(help="GM and four digits; needed where the mapping has several.")] = None,
    format: Format = "json",
    lang: Lang = "nl",
) -> None:  # fmt: skip
    """Read a submission of Open Formulieren into an application, and say what was not taken over. Shows no numbers."""
    chosen(format, "--format", ("text", "json"))
    chosen(lang, "--lang", ("nl", "en"))
    forms = with_service("exchange.open_forms_mapping").Forms.read(read_bytes(mapping), mapping)
    code = municipality or (next(iter(forms)) if len(forms) == 1 else "")
    if code not in forms:
        raise BadInput.one("--municipality", "the mapping has no such municipality", f"use {', '.join(forms)}")
    shapes = with_service("exchange.open_forms")
    sent = shapes.submission(shapes.read_submission_json(read_bytes(file)))
    work = with_service("exchange.open_forms_intake")
    try:
        taken = work.intake(sent, forms[code], code)
    except work.NoApplication as problem:
        print("\n".join(_noted(problem.notices, lang)), file=sys.stderr)
        raise
    document = {"aanvraag": taken.came.application.to_json(), "metNummer": sorted(taken.came.numbers), **taken.beside()}
    if format == "json":
        print_json(document)
    else:
        people = ", ".join(f"{one['id']} ({one['rol']})" for one in document["aanvraag"]["huishouden"])
        head = f"{document['aanvraag']['kenmerk']}: {people}"
        print_text("".join(f"{line}\n" for line in (head, *_noted(taken.notices, lang))))


def _born(text: str | None) -> PartialDate | None:
    if text is None:
        return None
    from wbmgp_engine.facts.partial_dates import PartialDate

    try:
        return PartialDate.parse(text)
    except ValueError as problem:
        reason, _, fix = str(problem).partition("; ")
        raise BadInput.one("--born", f"is not accepted: {reason}", fix) from None


def _facts(facts: dict[str, Any], said: dict[str, str]) -> Iterator[str]:
    if "geboortedatum" in facts:
        yield said["born"].format(day=facts["geboortedatum"])
    for stay in facts.get("verblijf", ()):
        end = stay.get("tot", said["unknown"])
        yield said["stay"].format(
            place=stay["gemeente"], start=stay.get("vanaf", said["unknown"]), end=said["now"] if end is None else end,
            research=said["research"] if "inOnderzoek" in stay["bron"] else "",
        )  # fmt: skip


def _noted(notices: Sequence[Notice], lang: str) -> Iterator[str]:
    if notices:
        yield _SAID[lang]["notices"]
        yield from (f"- {one.said(lang)}" for one in notices)
