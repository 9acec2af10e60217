"""The note on the AI regulation: every number counted anew, every test that it names is there, and nothing is claimed for sure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib.metadata import requires
from pathlib import Path
from typing import get_args

import pytest

from tests.api.accountability.test_processing_register import rows, told_where_the_rules_come_from
from tests.api.accountability.using import TODAY, lawbook, use
from tests.test_safeguards import defined_tests
from wbmgp_api.accountability import ai_act
from wbmgp_api.accountability.ai_act import ai_act_note
from wbmgp_api.accountability.ai_act_words import AGAINST, DEFINITION, FOR, IF_IT_IS
from wbmgp_api.accountability.municipality import Account
from wbmgp_api.accountability.sections import Fact
from wbmgp_api.oversight.counts import YearCounts
from wbmgp_engine.errors import RuleFileError
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.general import guards
from wbmgp_engine.permits.outcome import Advice

ROOT = Path(__file__).resolve().parents[3]
NOTE = ai_act_note(use())
FACTS = [fact for section in NOTE.sections for fact in section.facts]


SURE = ("gelezen", "gelezen bij anderen", "afgeleid uit wat is gelezen", "nog na te lezen")


def counts(followed: int, deviated: int) -> YearCounts:
    known = dict.fromkeys(YearCounts.__dataclass_fields__, 0)
    made = YearCounts(**{**known, "outcomes": {}, "judgements": {}, "untold": frozenset()})  # type: ignore[arg-type]
    return replace(made, year=2026, decided=followed + deviated, followed=followed, deviated=deviated)


def test_the_numbers_are_those_of_the_rule_book() -> None:
    book = lawbook()
    files = list((ROOT / "rules").rglob("*.yaml"))
    assert told_where_the_rules_come_from(NOTE.fact("regels").text)
    assert NOTE.fact("regels").value == len(files) and f"Alle {len(files)} bestanden" in NOTE.fact("regels").text
    assert {path.suffix for path in (ROOT / "rules").rglob("*") if path.is_file()} == {".yaml"}
    assert NOTE.fact("stappen").value == len(use().question.compiled.plan.steps)
    assert NOTE.fact("wachten").value == len(guards(book, TODAY))
    assert NOTE.fact("regelboek").value == book.hash


def test_the_closed_list_of_operations_is_whole_and_counted() -> None:
    fact = NOTE.fact("bewerkingen")
    named = re.findall(r"[A-Z_]{2,}", fact.text)
    used = {
        name
        for path in (ROOT / "rules").rglob("*.yaml")
        for name in re.findall(r"operation: ([A-Z_]+)", path.read_text("utf-8"))
    }
    assert f"deze {len(named)} bewerkingen" in fact.text and fact.value == tuple(named) == tuple(sorted(set(named)))
    assert len(used) > 10 and used <= set(named)
    guessing = {path: text.replace(b"operation: AND", b"operation: GUESS") for path, text in lawbook().files.items()}
    with pytest.raises(RuleFileError, match="GUESS"):
        ai_act_note(replace(use(), lawbook=Lawbook.from_files(guessing)))


def test_the_kinds_of_advice_and_the_elements_are_counted() -> None:
    assert (
        NOTE.fact("uitvoer").value == len(get_args(Advice))
        and f"een van {len(get_args(Advice))} adviezen" in NOTE.fact("uitvoer").text
    )
    assert len(DEFINITION) == 7 and "zeven onderdelen" in NOTE.fact("onderdelen").text


def test_the_days_of_the_regulation_say_what_moved_them() -> None:
    told = {row[0]: row for row in rows(NOTE, "dan")}
    (moved,) = (row for text, row in told.items() if "2 december 2027" in text)
    assert "(EU) 2026/1744" in moved[1] and moved[2] != "gelezen"
    assert "nagezocht in november 2026" in NOTE.fact("dan").text


def test_the_numbers_are_others_under_other_law() -> None:
    before = ai_act_note(use(date(2016, 6, 1)))
    assert before.fact("stappen").value != NOTE.fact("stappen").value
    assert before.fact("wachten").value != NOTE.fact("wachten").value


def test_a_library_that_learns_would_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = requires("wbmgp-engine") or []
    assert NOTE.fact("gewichten").value == 0
    assert (
        f"{len({re.split(r'[^A-Za-z0-9._-]', one)[0].lower() for one in declared})} bibliotheken"
        in NOTE.fact("gewichten").text
    )
    monkeypatch.setattr(ai_act, "requires", lambda name: [*declared, "torch>=2; extra == 'x'", "XGBoost[y]>=1"])
    found = ai_act_note(use()).fact("gewichten")
    assert found.value == 2 and found.text.endswith("gevonden: torch, xgboost.")


@pytest.mark.parametrize(
    "fact", [one for one in FACTS if (one.source or "").startswith("tests/")], ids=lambda one: one.key
)
def test_a_test_that_is_named_is_there(fact: Fact) -> None:
    path, _, name = str(fact.source).partition("::")
    assert name in defined_tests(ROOT / path)


def test_every_point_says_where_it_stands_and_how_sure_it_is() -> None:
    points = (*DEFINITION, *FOR, *AGAINST, *IF_IT_IS)
    assert all(text and source and sure in SURE for text, source, sure in points)
    assert len(AGAINST) >= len(FOR) - 1
    assert "Zeker is dat niet" in NOTE.fact("lezing").text


def test_who_decides_follows_the_settings() -> None:
    assert "Elk besluit vraagt twee mensen." in NOTE.fact("mens").text
    assert "een ander besluit kan één mens nemen" in ai_act_note(use(four_eyes=False)).fact("mens").text


def test_how_often_an_advice_was_followed_is_told_without_small_numbers() -> None:
    assert "--database" in NOTE.fact("gevolgd").text
    told = ai_act_note(use(), counts(90, 10)).fact("gevolgd")
    assert told.text == "In 2026: besluiten 100, advies gevolgd 90, niet gevolgd 10."
    hidden = ai_act_note(use(), counts(97, 3)).fact("gevolgd").text
    assert "97" not in hidden and " 3" not in hidden and "niet getoond" in hidden


def test_the_assessments_are_those_that_the_municipality_told_of() -> None:
    assert NOTE.fact("dpia").text == "De DPIA is van 15 januari 2026, kenmerk VBS-DPIA-2026-001."
    assert NOTE.fact("toetsen").value == 2 and "(DPIA); Impact Assessment Mensenrechten" in NOTE.fact("toetsen").text
    bare = ai_act_note(use(account=Account()))
    assert bare.missing == ("naam", "impacttoetsen", "dpia") and bare.fact("toetsen").text.endswith("nog niet verteld.")


def test_what_is_left_to_people_is_asked() -> None:
    (last,) = (one for one in NOTE.sections if one.questions)
    assert len(last.questions) >= 5 and all(one.endswith("?") for one in last.questions)
