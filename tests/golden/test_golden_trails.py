"""The whole trail of six decided cases, step by step, against committed files.

A change of the law or of the reader shows here line by line. Look at the difference; where it is meant, write the files
anew with `WBMGP_GOLDEN=write pytest tests/golden`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.logic.scalar.trace import TraceNode
from wbmgp_engine.logic.values import NOT_TAKEN, Unknown
from wbmgp_engine.permits.explanation import explain
from wbmgp_engine.scenarios import load_cases

HERE = Path(__file__).parent
CASES = {case.id: case for case in load_cases()}
# One case per advice, over five versions of the law.
CHOSEN = (
    "garib", "loon-onder-de-norm", "hambaken-voor-de-verordening", "ramdat-een-meerderjarige", "voorschriften-dicht",
    "samenloop-1-juli",
)  # fmt: skip


def _lines(node: TraceNode, depth: int = 0) -> Iterator[str]:
    where = (
        f"  [{node.place.law} {node.place.valid_from} art. {node.place.article}]"
        if _is_step(node) and node.place
        else ""
    )
    yield f"{'  ' * depth}{node.kind} {node.name or '–'} = {_value(node)}{where}"
    for child in node.children if node.taken else ():
        yield from _lines(child, depth + 1)


def _is_step(node: TraceNode) -> bool:
    return node.kind in {"action", "call", "open_term"}


def _value(node: TraceNode) -> str:
    if not node.taken or node.value is NOT_TAKEN:
        return "niet gelezen"
    if isinstance(node.value, Unknown):
        return f"onbekend ({', '.join(sorted(node.value.missing))})"
    if isinstance(node.value, list | dict):
        return f"{len(node.value)} ×"
    return (
        {True: "waar", False: "onwaar", None: "leeg"}.get(node.value, str(node.value))
        if _plain(node.value)
        else str(node.value)
    )


def _plain(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _trail(assessment: Assessment) -> str:
    """Answer and trail as text, without the hash of the rule book, which every change of any rule changes."""
    words = explain(assessment, "nl").replace(assessment.question.lawbook.hash, "sha256:…")
    steps = [line for node in assessment.run.trace().children for line in _lines(node)]
    return "\n".join([words.rstrip(), "", "Spoor", *steps]) + "\n"


@pytest.mark.parametrize("name", CHOSEN)
def test_the_trail_is_the_committed_one(name: str) -> None:
    case, file = CASES[name], HERE / f"{name}.txt"
    found = _trail(assess(Application.model_validate(case.input), lawbook=OUR_LAW, on=case.on))
    if os.environ.get("WBMGP_GOLDEN") == "write":
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def test_every_committed_file_is_compared() -> None:
    assert sorted(file.stem for file in HERE.glob("*.txt")) == sorted(CHOSEN)


def test_the_six_cases_show_every_advice() -> None:
    assert {CASES[name].expected["advies"] for name in CHOSEN} == {
        "weigeren", "verlenen", "geen_vergunning_nodig", "aanvullen", "verlenen_met_voorschriften", "beoordelen",
    }  # fmt: skip
