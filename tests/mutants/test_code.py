"""What was written down of the mutants of the code is read as it was meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.mutants.code import UNTESTED, Code, difference, functions, kept, results

PLACE = "wbmgp_engine.permits.asked.x_asked__mutmut_"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Four mutants of one function, as mutmut writes them down."""
    written = {
        "exit_code_by_key": {f"{PLACE}{number}": None for number in range(1, 5)},
        "hash_by_function_name": {"x_asked": "abc"},
    }
    (tmp_path / "asked.py.meta").write_text(json.dumps(written), encoding="utf-8")
    return tmp_path


def _line(number: int, killed: str | None, function: str = "abc") -> str:
    return json.dumps({"mutant": f"{PLACE}{number}", "function": function, "killed": killed})


def test_the_last_word_on_a_mutant_counts_and_of_a_changed_function_none(made: Path) -> None:
    out = made / "code.jsonl"
    lines = [_line(1, None), _line(1, "tests/a.py::b"), _line(2, None), _line(3, UNTESTED), _line(4, None, "before")]
    out.write_text("\n".join(lines), encoding="utf-8")
    assert results(out, made) == Code(noticed=1, survived=(f"{PLACE}2",), untested=1, pending=1)


def test_before_the_first_run_nothing_is_judged(made: Path) -> None:
    assert kept(made / "none.jsonl") == []
    assert results(made / "none.jsonl", made) == Code(noticed=0, survived=(), untested=0, pending=4)
    assert dict(functions(made)) == {f"{PLACE}{number}": "abc" for number in range(1, 5)}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("raise ValueError('no')", "raise ValueError('XXnoXX')", True),
        ("return refuse(value, 'a number')", "return refuse(value, None)", True),
        ("return facts['van']", "return facts['VAN']", False),
        ("return value < 2", "return value <= 2", False),
    ],
)
def test_only_the_words_of_a_message_are_words(tmp_path: Path, before: str, after: str, words: bool) -> None:
    text = f"def x_f__mutmut_orig(value, facts):\n    {before}\n\n\ndef x_f__mutmut_1(value, facts):\n    {after}\n"
    (tmp_path / "m.py").write_text(text, encoding="utf-8")
    assert difference("m.x_f__mutmut_1", tmp_path) == (words, f"{before} → {after}")
