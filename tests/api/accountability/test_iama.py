"""The annex to an IAMA has every question of the public form, answered by a fact or left to people, and no other number."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.api.accountability.test_dpia import COUNTED
from tests.api.accountability.test_processing_register import ACTIVITIES, ROOT, rows, told_where_the_rules_come_from
from tests.api.accountability.using import TODAY, lawbook, use
from wbmgp_api.accountability.iama import GROUPS, iama_annex
from wbmgp_api.accountability.measures import MEASURES
from wbmgp_api.accountability.municipality import Account
from wbmgp_api.cases.procedure import ACTS
from wbmgp_engine.permits.general import facts
from wbmgp_engine.permits.outcome import Advice
from wbmgp_engine.scenarios import load_cases

# The questions of Impact Assessment Mensenrechten en Algoritmes 2.0 as the public form (MinBZK, par-dpia-form) numbers them.
# 1.3.3 is no question there but an instruction, to stop where the answer to 1.3.1 is yes.
OFFICIAL = """1.1.1 1.1.2 1.2.1 1.2.2 1.3.1 1.3.2 1.3.4 1.4.1 1.4.2 1.4.3 2.1.1 2.1.2 2.2A.1 2.2A.2 2.2A.3 2.2B.1 2.2B.2 2.2B.3 2.2B.4
    2.3.1 2.3.2 2.3.3 2.4.1 2.4.2 2.4.3 2.5.1 2.5.2 2.5.3 3.1.1 3.1.2 3.1.3 3.1.4 3.1.5 3.2.1 3.2.2 3.2.3 3.2.4 3.3.1 3.3.2 3.3.3
    3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.5.1 3.5.2 3.5.3 3.5.4 3.5.5 3.5.6 3.5.7 4.1.1 4.1.2 4.1.3 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5
    4.3.1 4.3.2 4.3.3 4.4.1 4.4.2 4.5.1 4.5.2 4.5.3 4.5.4 5.A.1 5.A.2 5.A.3 5.A.4 5.A.5 5.A.6 5.B 5.C""".split()
OF_GROUPS = """1 1.1 1.2 1.3 1.4 2 2.1 2.2A 2.2B 2.3 2.4 2.5 3 3.1 3.2 3.3 3.4 3.5 4 4.1.1 4.1.2 4.1.3 4.2 4.3 4.4 4.5 5 5.A 5.B
    5.C""".split()
MADE = iama_annex(use(), COUNTED)
ANSWERED = [fact.text.partition(":")[0] for section in MADE.sections for fact in section.facts]
ASKED = [question.partition(":")[0] for section in MADE.sections for question in section.questions]


def test_every_question_is_answered_or_asked_and_no_number_is_made_up() -> None:
    # One fact answers 2.2B.1 to 2.2B.4: nothing is learned.
    assert {*ANSWERED, *ASKED} == set(OFFICIAL) - {"2.2B.2", "2.2B.3", "2.2B.4"}
    assert len(ASKED) == len(set(ASKED))
    assert [group.number for group in GROUPS] == [section.number for section in MADE.sections] == OF_GROUPS


def test_a_fact_stands_in_the_group_of_its_number() -> None:
    for section in MADE.sections:
        for text in (*(fact.text for fact in section.facts), *section.questions):
            number = text.partition(":")[0]
            assert section.number in (number, number.rpartition(".")[0])


def test_its_numbers_are_found_by_another_road() -> None:
    assert told_where_the_rules_come_from(MADE.fact("2.2A.1.regels").text)
    cases = load_cases(ROOT / "scenarios")
    expected = {
        "2.2A.3.minder": len(facts(lawbook(), TODAY)), "2.4.1.gevallen": len(cases),
        "2.5.2.maatregelen": len(MEASURES), "3.1.1.proces": len(ACTS), "3.4.4.doel": len(ACTIVITIES),
    }  # fmt: skip
    for key, number in expected.items():
        fact = MADE.fact(key)
        assert fact.value == number and f" {number} " in fact.text.replace("(", " "), key
    assert f"een van {len(get_args(Advice))} adviezen" in MADE.fact("3.1.1.proces").text
    parts = {ground.id for ground in use().question.grounds}
    assert f"{len(parts)} onderdelen" in MADE.fact("3.3.4.uitleg").text and len(rows(MADE, "3.3.4.uitleg")) == len(
        parts
    )
    assert any("ECLI" in case.source for case in cases)
    assert sum(int(row[1]) for row in rows(MADE, "2.3.1.bronnen")) == len(facts(lawbook(), TODAY))


@pytest.mark.parametrize(
    ("four_eyes", "said"), [(True, "Elk besluit vraagt twee mensen."), (False, "Een weigering vraagt twee mensen;")]
)
def test_who_decides_is_told_as_it_is_set(four_eyes: bool, said: str) -> None:
    assert said in iama_annex(use(four_eyes=four_eyes)).fact("3.2.1.mens").text


def test_numbers_of_cases_are_shown_as_they_may_be() -> None:
    shown = COUNTED.shown()
    assert MADE.fact("3.2.2.afgeweken").value == shown.deviated == 6
    assert {row[0]: row[1] for row in rows(MADE, "3.1.3.schaal")}["aanvragen ontvangen"] == "41"
    assert "3.2.2.afgeweken" not in {fact.key for fact in iama_annex(use()).section("3.2").facts}


def test_what_is_not_told_is_missing() -> None:
    bare = iama_annex(use(account=Account()))
    assert bare.missing == (
        "naam",
        "verwerkingsverantwoordelijke",
        "status",
        "begin",
        "leverancier",
        "dpia",
    )
    assert MADE.missing == () and "nog niet verteld" in bare.fact("1.4.2.eindverantwoordelijk").text
    assert "is niet verteld" in bare.fact("4.2.2.dpia").text
