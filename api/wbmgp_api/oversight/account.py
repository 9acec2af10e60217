"""The account of a decision in plain Dutch lines: what a committee or a court reads first in a dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wbmgp_api.oversight.whole import Whole
from wbmgp_engine.permits.texts import FACT, GROUND, VERDICT, value_in_words

_BY_PEOPLE: Final = ("hardheid", "evenredigheid", "voorrang")


def account(whole: Whole) -> str:
    """Who decided what and when, under which law, on which grounds, facts and reasons, and what was not automated."""
    return "\n".join(_lines(whole)) + "\n"


def _lines(whole: Whole) -> Iterator[str]:
    yield from (f"Zaak {whole.case.state.case_id}", f"Ontvangen: {whole.case.course.steps[0].day}", "", "HET BESLUIT")
    yield from _decision(whole)
    if whole.answer is not None:
        yield from ("", "GRONDEN EN FEITEN", *_grounds(whole.answer))
    yield from (
        "",
        "WAT MENSEN HEBBEN BEOORDEELD",
        *([] if whole.decision is None else ["Het besluit zelf: het advies volgen of ervan afwijken."]),
        *_judged(whole),
    )
    yield from ("", "VERLOOP", *_course(whole))


def _decision(whole: Whole) -> Iterator[str]:
    one, made = whole.decision, whole.assessment
    if one is None:
        yield "Er is geen besluit over de vergunning."
    else:
        said = whole.written.get(one.id, {})
        yield f"Uitkomst: {_plain(one.outcome)}, {'volgt het advies' if one.relation == 'volgt' else 'wijkt af van het advies'}"
        yield f"Opgesteld door {one.drafted_by} op {one.drafted_at}; vastgesteld door {one.decided_by} op {one.decided_on}"
        yield from (
            f"{_plain(name).capitalize()}: {said[name]}" for name in ("motivering", "hardheid") if said.get(name)
        )
    if made is not None:
        yield f"Advies: {_plain(made.advice)}, naar het recht van {made.law_date}, vastgelegd op {made.recorded_at}"
        yield f"Regelboek: {made.rules_hash}"
    for step in whole.turns:
        yield f"{_plain(step.act).capitalize()}: {step.day}, door {step.made_by}, vastgelegd op {step.made_at}"
        words = {name: said for name, said in whole.written.get(step.id, {}).items() if said != step.act}
        yield from (f"    {_plain(name)}: {_said(said)}" for name, said in words.items())
    if one is not None and whole.standing not in (None, one.outcome):
        yield f"Uitkomst na bezwaar en beroep: {_plain(str(whole.standing))}"


def _grounds(answer: Mapping[str, Any]) -> Iterator[str]:
    for one in answer["gronden"]:
        title, verdict = GROUND[one["grond"]]["nl"], VERDICT[one["oordeel"]]["nl"]
        yield f"- {title}: {verdict}. {one['reden']['nl']} ({one['bron'].get('jci', one['bron']['tekst'])})"
        for fact in one["feiten"]:
            name = FACT.get(fact["naam"], {}).get("nl", _plain(fact["naam"]))
            of = f" van {fact['persoon']}" if fact.get("persoon") else ""
            value = fact["waarde"]
            said = (
                value_in_words(value, "nl")
                if not isinstance(value, dict)
                else ", ".join(f"{k} {v}" for k, v in value.items())
            )
            yield f"    {name}{of}: {said} (bron: {_plain(fact['herkomst'])})"


def _judged(whole: Whole) -> Iterator[str]:
    for part in _BY_PEOPLE:
        told = (whole.application or {}).get(part)
        for one in told if isinstance(told, list) else [told] if told else []:
            yield f"- {part}: " + "; ".join(
                f"{_plain(key)}: {_said(value)}" for key, value in one.items() if value is not None
            )


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_plain(key)} {_said(one)}" for key, one in value.items())
    return ", ".join(_said(one) for one in value) if isinstance(value, list) else _plain(str(value))


def _course(whole: Whole) -> Iterator[str]:
    for step in whole.case.course.steps:
        until = f", tot {step.until}" if step.until else ""
        yield f"- {step.made_at}: {_plain(step.act)} door {step.made_by} ({step.role}), telt vanaf {step.day}{until}"


def _plain(name: str) -> str:
    return name.replace("_", " ")
