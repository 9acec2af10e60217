"""No second answer, or another one: never an advice, and both traces are kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.commands.samples import garib
from tests.properties.asking import lawbook
from tests.second_opinion import workers
from tests.second_opinion.in_process import Beside
from wbmgp_engine import Application, Assessment, assess
from wbmgp_engine.cli import run
from wbmgp_engine.commands import second_reader
from wbmgp_engine.errors import BadInput
from wbmgp_engine.second_opinion import Incident, SecondReader, Watchdog, needed
from wbmgp_engine.second_opinion.agreeing import _compiled
from wbmgp_engine.second_opinion.table import opinion


@pytest.fixture
def assessment() -> Assessment:
    return assess(Application.from_json(garib().encode()), lawbook=lawbook())


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "aanvraag.json"
    path.write_text(garib(), encoding="utf-8")
    return str(path)


def _denying(program: Mapping[str, Any]) -> dict[str, Any]:
    """The rules with every negation turned round: as if somebody had read them wrongly."""
    altered = deepcopy(dict(program))
    for rules in altered["regels"].values():
        for name, condition in list(rules.items()):
            if name.endswith(".onwaar.") and len(condition["$and"]) == 2 and "$or" not in condition["$and"][1]:
                rules[name.replace(".onwaar.", ".waar.")] = rules.pop(name)
    return altered


def test_a_wrong_answer_is_withheld_with_both_traces(assessment: Assessment) -> None:
    pytest.importorskip("durable_rules_engine")
    # A rule for each negation is left that says the opposite: two worths at once, or another one.
    with pytest.raises(Incident) as caught:
        SecondReader(Beside(alter=_denying)).agree(assessment)
    assert caught.value.what in ("verschil", "uitval")


@pytest.mark.parametrize("worth", ["onwaar", "onbekend"])
def test_an_output_with_another_worth_is_withheld(assessment: Assessment, worth: str) -> None:
    pytest.importorskip("durable_rules_engine")
    compiled, _ = _compiled(assessment)
    wrong = compiled.skeleton.outputs["weigeringsgrond"]
    told = Beside().decide

    class Spoiled(Beside):
        def decide(self, key: str, program: Mapping[str, Any], leaves: Mapping[str, Any]) -> Mapping[str, Any]:
            found = deepcopy(dict(told(key, program, leaves)))
            found["waarden"][wrong] = worth
            found["door"].setdefault(wrong, [])
            return found

    reader = SecondReader(Spoiled())
    with pytest.raises(Incident, match="disagree on advies") as caught:
        reader.agree(assessment)
    document = caught.value.to_json()["incident"]
    assert document["soort"] == "verschil"
    assert {"waarvan": "advies", "scalar": "weigeren", "forward-chaining": _advice(worth)} in document["verschillen"]
    assert document["sporen"]["scalar"]["spoor"] and document["sporen"]["forward-chaining"]["besloten"]["waarden"]
    assert "advies" not in document
    json.dumps(document)


def _advice(worth: str) -> str:
    return {"onwaar": "verlenen", "onbekend": "aanvullen"}[worth]


@pytest.mark.parametrize("worker", ["aborts", "hangs", "exits", "forgets"])
def test_a_worker_that_fails_withholds_the_advice(
    worker: str, file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing() -> Watchdog:
        return Watchdog(decide_seconds=1, target=getattr(workers, worker))

    monkeypatch.setattr(needed, "find_spec", lambda name: object())
    monkeypatch.setattr(needed, "import_module", lambda name: object())
    monkeypatch.setattr(second_reader, "Watchdog", failing)
    assert run(["assess", file, "--reader", "both"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "the advice is withheld" in said.err and len(said.err.splitlines()) == 1
    assert run(["assess", file, "--reader", "both", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["incident"]["soort"] == ("verschil" if worker == "forgets" else "uitval")
    assert "advies" not in document
    if worker == "aborts":
        assert run(["assess", file, "--reader", "forward-chaining"]) == 1
        assert capsys.readouterr().out == ""


def test_both_readers_give_the_answer_of_one(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("durable_rules_engine")
    assert run(["assess", file]) == 0
    alone = capsys.readouterr().out
    assert run(["assess", file, "--reader", "both"]) == 0
    assert capsys.readouterr().out == alone


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_second_reader_alone_says_that_it_is_no_advice(
    language: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("durable_rules_engine")
    assert run(["assess", file, "--reader", "forward-chaining", "--lang", language]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] in ("Advies: weigeren", "Advice: weigeren")
    assert said[-1].endswith("--reader both.")
    assert run(["assess", file, "--reader", "forward-chaining", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["lezer"] == "forward-chaining" and found["advies"] == "weigeren"
    assert {"grond": "artikel_8", "oordeel": "niet_voldaan"} in found["gronden"]
    assert found["openstaand"] == [] and found["vragen"] == []


def _nowhere(_name: str) -> None:
    return None


def _broken(_name: str) -> None:
    raise ImportError("undefined symbol: PyEval_CallObject")


@pytest.mark.parametrize(("newer", "fix"), [(False, "pip install"), (True, "use Python 3.11 or 3.12")])
@pytest.mark.parametrize(
    ("find", "load", "words"),
    [(_nowhere, _nowhere, "which is not installed"), (len, _broken, "does not load on this Python: undefined symbol")],
)
def test_without_the_extra_there_is_one_sentence_with_the_fix(
    newer: bool,
    fix: str,
    find: Callable[[str], Any],
    load: Callable[[str], Any],
    words: str,
    file: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(needed, "find_spec", find)
    monkeypatch.setattr(needed, "import_module", load)
    monkeypatch.setattr(needed, "NEWER", newer)
    with pytest.raises(BadInput):
        needed.needs_durable_rules("--reader")
    assert run(["assess", file, "--reader", "both"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1
    assert words in said.err and fix in said.err


def test_what_depends_on_nothing_known_is_no_advice(assessment: Assessment) -> None:
    """Outputs without a worth: the table gives none of the advices that decide."""
    values = dict.fromkeys((output.name for output in assessment.question.outputs), object())
    found = opinion(values, assessment.question)
    assert found.advice == "aanvullen" and found.gates == () and found.questions == frozenset()
