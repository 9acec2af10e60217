"""The findings on an ordinance as a council clerk reads them: how many of which kind, then each with its place and fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_engine.designations.checklist import Found, Words
from wbmgp_engine.designations.ordinance import VERDICTS, OrdinanceCheck
from wbmgp_engine.designations.texts import GROUND
from wbmgp_engine.facts.wording import Language, day_in_words, one_line

_HEAD: Final[dict[str, Words]] = {
    "strijdig": {"nl": "In strijd met de wet of zonder grondslag", "en": "Against the act, or without a basis"},
    "ontbreekt": {"nl": "Ontbreekt", "en": "Missing"},
    "open": {"nl": "Open of niet bekend", "en": "Open or not known"},
    "let_op": {"nl": "Let op", "en": "Please note"},
    "in_orde": {"nl": "In orde", "en": "In order"},
}
_PHRASE: Final[dict[str, Words]] = {
    "title": {
        "nl": "{name} ({municipality}), naar het recht van {day}.",
        "en": "{name} ({municipality}), under the law of {day}.",
    },
    "no_name": {"nl": "Verordening", "en": "Ordinance"},
    "article": {"nl": "artikel {number} van de verordening", "en": "article {number} of the ordinance"},
    "fix": {"nl": "Herstel: {fix}", "en": "Fix: {fix}"},
    "own": {
        "nl": "Dit is een controle op punten die in de regels staan. Of de verordening rechtmatig is, beoordelen mensen. Regelboek {hash}.",
        "en": "This is a check of points that stand in the rules. Whether the ordinance is lawful is for people to judge. Rule book {hash}.",
    },
}  # fmt: skip
# The lists of the file, for the place of a finding; the whole ordinance and a ground need no place of their own.
_LISTS: Final[dict[str, Words]] = {
    "eisen": {"nl": "eis {number} van het bestand", "en": "demand {number} of the file"},
    "voorrangskenmerken": {"nl": "voorrangskenmerk {number}", "en": "priority trait {number}"},
    "voorrangBoven": {"nl": "voorrang boven, nummer {number}", "en": "priority above, number {number}"},
    "gedragingen": {"nl": "gedraging {number} van het bestand", "en": "behaviour {number} of the file"},
}
_NO_PLACE: Final = frozenset({"verordening", "gronden", "artikel_8", "artikel_9", "artikel_10"})


def ordinance_text(checked: OrdinanceCheck, language: Language = "nl") -> str:
    """The findings as plain text."""
    return "\n".join(_lines(checked, language)) + "\n"


def _lines(checked: OrdinanceCheck, language: Language) -> Iterator[str]:
    day = day_in_words(checked.on, language)
    name = one_line(checked.name) or _PHRASE["no_name"][language]
    yield _PHRASE["title"][language].format(name=name, municipality=checked.municipality_name, day=day)
    yield ", ".join(f"{_HEAD[verdict][language].lower()}: {count}" for verdict, count in checked.counts.items())
    for verdict in VERDICTS:
        found = [item for item in checked.findings if item.verdict == verdict]
        if found:
            yield from ("", _HEAD[verdict][language])
        for item in found:
            yield from _finding(item, language)
    yield from ("", _PHRASE["own"][language].format(hash=checked.rule_book))


def _finding(item: Found, language: Language) -> Iterator[str]:
    basis = f" ({item.citation.text})" if item.citation.text else ""
    yield f"- {one_line(item.words[language])}{basis}"
    where = [_place(item.place, language)]
    if item.article is not None:
        where.insert(0, _PHRASE["article"][language].format(number=one_line(item.article)))
    if item.ground is not None:
        where.append(GROUND[item.ground][language] if item.ground in GROUND else one_line(item.ground))
    if said := "; ".join(filter(None, where)):
        yield f"    {said}"
    if item.fix is not None:
        yield f"    {_PHRASE['fix'][language].format(fix=one_line(item.fix[language]))}"


def _place(place: str, language: Language) -> str:
    """Where a finding stands, counted from one as people do; a place in a rule file as it is."""
    name, *rest = place.split(".")
    if name in _NO_PLACE:
        return ""
    return _LISTS[name][language].format(number=int(rest[0]) + 1) if name in _LISTS and rest else place
