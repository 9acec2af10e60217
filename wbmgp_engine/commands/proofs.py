"""`wbmgp law prove` and `wbmgp law diff`: what is proved about every version of the law, and what a change of it changes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

import typer

from wbmgp_engine.commands.reading import chosen, print_json, read_day
from wbmgp_engine.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from wbmgp_engine import Lawbook
    from wbmgp_engine.permits.proving.differences import Change
    from wbmgp_engine.permits.proving.proofs import Group, Proof
    from wbmgp_engine.permits.proving.reading import Version

Language = Literal["nl", "en"]
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "nl": {
        "bewezen": "bewezen", "weerlegd": "WEERLEGD", "onbeslist": "ONBESLIST", "bounds": "Grenzen",
        "until": "tot en met", "on": "vanaf", "except": "met", "numbers": "getallen onder de gegevens", "example": "tegenvoorbeeld",
        "all": "Alles is bewezen.", "failed": "niet bewezen", "article": "Artikelen", "fact": "Gegevens", "output": "Uitkomsten",
        "nothing": "niets", "persons": "Iemand met een andere uitkomst", "none": "Niemand krijgt een andere uitkomst.",
        "nieuw": "nieuw", "vervallen": "vervallen", "gewijzigd": "gewijzigd", "beter": "beter behandeld",
        "slechter": "slechter behandeld", "meer_gevraagd": "meer gevraagd", "anders_gevraagd": "anders gevraagd",
        "gelijk_behandeld": "gelijk behandeld", "book": "Regelboek",
    },
    "en": {
        "bewezen": "proved", "weerlegd": "REFUTED", "onbeslist": "UNDECIDED", "bounds": "Bounds",
        "until": "up to and including", "on": "from", "except": "under", "numbers": "numbers among the facts", "example": "counterexample",
        "all": "Everything is proved.", "failed": "not proved", "article": "Articles", "fact": "Facts", "output": "Outputs",
        "nothing": "nothing", "persons": "Somebody with another outcome", "none": "Nobody gets another outcome.",
        "nieuw": "new", "vervallen": "gone", "gewijzigd": "changed", "beter": "treated better",
        "slechter": "treated worse", "meer_gevraagd": "asked more", "anders_gevraagd": "asked otherwise",
        "gelijk_behandeld": "treated alike", "book": "Rule book",
    },
}  # fmt: skip


def register(law: typer.Typer) -> None:
    """Add both commands to the group `law`."""
    law.command("prove")(prove_law)
    law.command("diff")(diff_law)


def prove_law(
    on: Annotated[str | None, typer.Option(help="only the law of this date; without it every version")] = None,
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> None:
    """Prove what has to hold under every version of the law; a counterexample is an application. Needs [proofs]."""
    chosen(format, "--format", ("text", "json"))
    language, day = cast(Language, chosen(lang, "--lang", ("nl", "en"))), read_day(on, "--on")
    needs_a_solver("wbmgp law prove")
    from wbmgp_engine import Lawbook
    from wbmgp_engine.permits.proving.proofs import groups

    lawbook = Lawbook.load()
    found = groups(lawbook, day)
    proofs = list(_watched(found, quiet=not sys.stderr.isatty()))
    if format == "json":
        print_json({"regelboek": lawbook.hash, "grenzen": _bounds(), "bewijzen": [proof.to_json() for proof in proofs]})
    else:
        print("\n".join(_report(lawbook, found, proofs, language)))
    if any(proof.verdict != "bewezen" for proof in proofs):
        # What fails is ours, not the caller's: exit 1.
        raise typer.Exit(1)


def needs_a_solver(command: str) -> None:
    """BadInput that names the extra to install where the solver is not there."""
    from importlib.util import find_spec

    if find_spec("z3") is None:
        fix = "pip install 'wbmgp-engine[proofs]'"
        raise BadInput.one(command, "needs the extra [proofs], which is not installed", fix)


def _watched(found: tuple[Group, ...], *, quiet: bool) -> Iterator[Proof]:
    from rich.console import Console
    from rich.progress import track

    from wbmgp_engine.permits.proving.proofs import number_of_proofs, prove

    console = Console(stderr=True)
    total = number_of_proofs(found)
    yield from track(prove(found), "wbmgp law prove", total=total, console=console, transient=True, disable=quiet)


def _bounds() -> list[dict[str, str]]:
    from wbmgp_engine.permits.proving.fields import Bounds
    from wbmgp_engine.permits.proving.proofs import bounds_in_words

    return [dict(words) for words in bounds_in_words(Bounds())]


# Text ------------------------------------------------------------------------------------------------------------------


def _report(lawbook: Lawbook, found: Iterable[Group], proofs: list[Proof], language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f"{words['book']} {lawbook.hash}"
    yield from (f"{words['bounds']}: {said[language]}" for said in _bounds())
    for group in found:
        yield ""
        yield "; ".join(_days(version, words) for version in group.versions)
        for proof in proofs:
            if proof.versions == group.versions:
                yield from _lines(proof, language)
    failed = sum(proof.verdict != "bewezen" for proof in proofs)
    yield ""
    yield words["all"] if not failed else f"{failed} {words['failed']}"


def _days(version: Version, words: dict[str, str]) -> str:
    if version.last is None:
        return f"{words['on']} {version.first}"
    return str(version.first) if version.first == version.last else f"{version.first} {words['until']} {version.last}"


def _lines(proof: Proof, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield f"  {words[proof.verdict]:<10} {proof.property:<24} {proof.says[language]}"
    yield from (f"{'':<13}{words['except']}: {said[language]}" for said in proof.assumes)
    if proof.notes:
        label = f"{words['numbers']}: " if proof.property == "geen_bedragen" else ""
        yield f"{'':<13}{label}{', '.join(proof.notes)}"
    for witness in proof.witnesses:
        yield f"{'':<13}{words['example']}: {witness.advice}, --on {witness.on}"
        yield json.dumps(witness.application, ensure_ascii=False)


# Differences -----------------------------------------------------------------------------------------------------------


def diff_law(
    first: Annotated[str, typer.Argument(metavar="DATE", help="date of law")],
    later: Annotated[str, typer.Argument(metavar="DATE", help="date of law")],
    format: Annotated[str, typer.Option(help="text or json")] = "text",
    lang: Annotated[str, typer.Option(help="nl or en")] = "nl",
) -> None:
    """What changes between the law of two dates, with one application for every pair of outcomes. Needs [proofs]."""
    chosen(format, "--format", ("text", "json"))
    language = cast(Language, chosen(lang, "--lang", ("nl", "en")))
    days = read_day(first, "DATE"), read_day(later, "DATE")
    assert days[0] is not None and days[1] is not None
    if days[0] > days[1]:
        raise BadInput.one("DATE", f"{days[0]} lies after {days[1]}", "give the earlier date first")
    needs_a_solver("wbmgp law diff")
    found = _compared(days[0], days[1])
    if format == "json":
        print_json(found)
    else:
        print("\n".join(_difference_lines(found, language)))


def _compared(first: date, later: date) -> dict[str, Any]:
    from wbmgp_engine import Lawbook
    from wbmgp_engine.permits.proving import differences as compare
    from wbmgp_engine.permits.proving.fields import Bounds
    from wbmgp_engine.permits.proving.reading import Reading

    lawbook = Lawbook.load()
    before, after = (Reading(lawbook, day, Bounds()) for day in (first, later))
    return {
        "regelboek": lawbook.hash, "van": str(first), "tot": str(later), "grenzen": _bounds(),
        "artikelen": _named(compare.changed_articles(lawbook, first, later)),
        "gegevens": _named(compare.changed_facts(before, after)),
        "uitkomsten": _named(compare.changed_outputs(before, after)),
        "verschillen": [one.to_json() for one in compare.differences(before, after, first, later)],
    }  # fmt: skip


def _named(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [{"naam": change.name, "wijziging": change.kind} for change in changes]


def _difference_lines(found: dict[str, Any], language: Language) -> Iterator[str]:
    words = _WORDS[language]
    for key, title in (("artikelen", "article"), ("gegevens", "fact"), ("uitkomsten", "output")):
        listed = [f"{words[item['wijziging']]} {item['naam']}" for item in found[key]]
        yield f"{words[title]}: {words['nothing'] if not listed else ''}".rstrip()
        yield from (f"  {line}" for line in listed)
    yield from (f"{words['bounds']}: {said[language]}" for said in found["grenzen"])
    yield f"{words['persons']}:" if found["verschillen"] else words["none"]
    for one in found["verschillen"]:
        then, now = one["eerst"], one["later"]
        yield f"  {words[one['behandeld']]}: {then['beslisdatum']} {then['advies']} → {now['beslisdatum']} {now['advies']}"
        yield json.dumps(one["aanvraag"], ensure_ascii=False)
