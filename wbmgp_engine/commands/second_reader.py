"""What `wbmgp assess --reader both` and `--reader forward-chaining` add to an answer."""

from __future__ import annotations

from typing import Literal

from wbmgp_engine.commands.reading import print_json, print_text
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.second_opinion import Incident, SecondReader, Watchdog
from wbmgp_engine.second_opinion.table import Opinion

_SAID = {
    "nl": {
        "advies": "Advies",
        "gronden": "Gronden",
        "openstaand": "Open",
        "vragen": "Te vragen",
        "waarschuwing": "Dit is de tweede lezer alleen. Zijn antwoord is geen advies; gebruik --reader both.",
    },
    "en": {
        "advies": "Advice",
        "gronden": "Grounds",
        "openstaand": "Open",
        "vragen": "To ask",
        "waarschuwing": "This is the second reader alone. Its answer is no advice; use --reader both.",
    },
}


def both_agree(assessment: Assessment, format: str) -> None:
    """Return where the second reader says the same. Raises Incident, after printing it where JSON is asked."""
    try:
        with Watchdog() as watchdog:
            SecondReader(watchdog).agree(assessment)
    except Incident as incident:
        if format == "json":
            print_json(incident.to_json())
        raise


def second_answer(assessment: Assessment, format: str, language: Literal["nl", "en"]) -> None:
    """Print what the second reader says by itself; words and citations only the scalar reader has."""
    with Watchdog() as watchdog:
        found = SecondReader(watchdog).opinion(assessment)
    if format == "json":
        print_json(_as_json(found, assessment))
    else:
        print_text("\n".join(_lines(found, language)) + "\n")


def _as_json(found: Opinion, assessment: Assessment) -> dict[str, object]:
    return {
        "lezer": "forward-chaining",
        "advies": found.advice,
        "gronden": [{"grond": ground, "oordeel": given} for ground, given in found.verdicts.items()],
        "openstaand": [
            {"poort": gate, **({} if ground is None else {"grond": ground})} for gate, ground in found.gates
        ],
        "vragen": [{"feit": fact} for fact in sorted(found.questions)],
        "opmerkingen": [{language: words["waarschuwing"] for language, words in _SAID.items()}],
        "recht": assessment.law(),
    }


def _lines(found: Opinion, language: Literal["nl", "en"]) -> list[str]:
    words = _SAID[language]
    return [
        f"{words['advies']}: {found.advice}",
        f"{words['gronden']}: " + "; ".join(f"{ground} {given}" for ground, given in found.verdicts.items()),
        *[f"{words['openstaand']}: {gate}" + (f" ({ground})" if ground else "") for gate, ground in found.gates],
        *[f"{words['vragen']}: {fact}" for fact in sorted(found.questions)],
        words["waarschuwing"],
    ]
