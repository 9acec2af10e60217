"""Generated applications with the answer of the law, kept as data: a change of the law shows here, meant or not.

The first 180 were chosen out of 1,500 (tests/properties/strategies.py), each because some operation of some version
came out in a way, or went with an advice, that no one before it had. The others are cases of `scenarios/` with one fact
changed or left out, chosen out of 7,500 with another answer than their case in the same way. What the answers are is no authority: the cases of `scenarios/`
say what is right, and why. Three readers of the rules agree on them (tests/agreement).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from wbmgp_engine import Application, Assessment, Lawbook, assess
from wbmgp_engine.permits.missing import pending_facts
from wbmgp_engine.permits.outcome import verdict

FILE: Final = Path(__file__).with_name("pinned_answers.jsonl")


@dataclass(frozen=True, eq=False)
class Pinned:
    """One application with the day of its decision and its answer."""

    number: int
    on: date
    data: Mapping[str, Any]
    answer: Mapping[str, Any] | None

    def assessed(self, lawbook: Lawbook) -> Assessment:
        return assess(Application.model_validate(self.data), lawbook=lawbook, on=self.on)


def pinned() -> list[Pinned]:
    """Every pinned application."""
    lines = (json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines())
    return [
        Pinned(number, date.fromisoformat(line["on"]), line["aanvraag"], line["antwoord"])
        for number, line in enumerate(lines, start=1)
    ]


def answer(found: Assessment) -> dict[str, Any]:
    """What is pinned of an answer: advice, verdict of every ground, open gates, facts asked, and all that holds."""
    outputs = found.run.outputs
    return {
        "advies": found.advice,
        "gronden": {ground.id: verdict(found.run, ground) for ground in found.question.grounds},
        "openstaand": [f"{gate.id} {gate.ground or ''}".strip() for gate in found.open_gates],
        "vragen": sorted(pending_facts(found)),
        "waar": sorted(name for name, value in outputs.items() if value is True),
        "onwaar": sorted(name for name, value in outputs.items() if value is False),
    }


def write(lawbook: Lawbook) -> None:
    """Write the answers of today's law."""
    lines = (
        {"on": item.on.isoformat(), "aanvraag": item.data, "antwoord": answer(item.assessed(lawbook))}
        for item in pinned()
    )
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    FILE.write_text(text, encoding="utf-8")
