"""The Minister's term in words: when it begins and ends, and whether the decision came in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from wbmgp_engine.designations.texts import PHRASE
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.facts.wording import Language, day_in_words, one_line


def term_lines(term: Mapping[str, Any], request: DesignationRequest, language: Language) -> Iterator[str]:
    """The lines on the term of an answer; where two texts may apply, those of both."""
    for reading in term.get("lezingen", ()):
        yield f"- {one_line(str(reading['tekst'][language]))} ({reading['bron']['tekst']})"
        yield from (f"    {line}" for line in _days(reading, request, language))
    if "lezingen" not in term:
        yield from _days(term, request, language)
    if request.decision is not None:
        yield PHRASE[{True: "in_time", False: "late"}.get(term["besluitTijdig"], "timing_unknown")][language]


def _days(term: Mapping[str, Any], request: DesignationRequest, language: Language) -> Iterator[str]:
    """When a term begins and ends; a suspension that still runs has no end."""

    def say(key: str, **values: object) -> str:
        return PHRASE[key][language].format(**values)

    def day(text: str) -> str:
        return day_in_words(date.fromisoformat(text), language)

    if term["begint"] is None:
        unsent = "not_sent" if request.certainly_unsent else "perhaps_not_sent"
        yield say(unsent if request.unsent else "term_unknown")
        return
    start, without = day(term["begint"]), day(term["eindigtZonderOpschorting"])
    if term["eindigt"] is None:
        yield say("term_running", start=start, end=without)
        return
    yield say("term", start=start, end=day(term["eindigt"]))
    if days := term["opgeschortDagen"]:
        yield say("suspended_one" if days == 1 else "suspended", days=days, end=without)
    if term["vanRechtswegeNa"] is not None and term["besluitTijdig"] is not True:
        yield say("deemed", day=day(term["vanRechtswegeNa"]))
