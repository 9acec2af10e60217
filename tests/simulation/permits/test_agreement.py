"""What a month of permits says is what `assess` says of each of its applications."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.simulation.made_scenario import made_designation, made_option, made_ordinance
from tests.simulation.permits.made_candidates import made_candidates
from wbmgp_engine import Application, Lawbook, assess
from wbmgp_engine.facts.situation import Designation
from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.permits import Permits

REGION = ("GM9999", "GM9998")
GROUNDS = ("artikel_8", "artikel_9", "artikel_10", "rechtmatig_verblijf", "toepassingsbereik")


def _every_ground(start: date, end: date) -> tuple[Designation, ...]:
    """Each combination of grounds in an area of its own, both routes of article 10, and one area without."""
    named = {
        "noord": ["artikel_8"], "oost": ["artikel_9"], "zuid": ["artikel_10"], "west": ["artikel_8", "artikel_9", "artikel_10"],
        "haven": ["artikel_8", "artikel_10"],
    }  # fmt: skip
    found = [
        made_designation(area, ground, start, end, "vog" if (area, ground) == ("haven", "artikel_10") else None)
        for area, grounds in named.items()
        for ground in grounds
    ]
    return tuple(found)


def _options() -> list[tuple[str, Option, date]]:
    start, end = date(2024, 1, 1), date(2028, 1, 1)
    now = made_option("nu", *_every_ground(start, end), ordinance=made_ordinance(van="2024-01-01"))
    household = {"inkomenstoets": "een_meerderjarige", "verblijfstoets": "een_meerderjarige", "van": "2024-01-01"}
    categories = [{"gronden": ["artikel_8", "artikel_10"], "verhuurder": ["particulier"], "huurprijsTot": 80_000}]
    part = made_option(
        "deel", *_every_ground(start, end), ordinance=made_ordinance(categorieen=categories, **household)
    )
    before = [item for item in _every_ground(date(2006, 7, 1), date(2010, 7, 1)) if item.ground == "artikel_8"]
    then = made_option("toen", *before, ordinance=made_ordinance(("artikel_8", "artikel_9"), van="2006-07-01"))
    later = made_option(
        "straks", *_every_ground(date(2027, 1, 1), date(2031, 1, 1)), ordinance=made_ordinance(van="2026-07-01")
    )
    return [("now", now, date(2026, 3, 1)), ("part", part, date(2026, 3, 1)), ("then", then, date(2008, 2, 29)), ("later", later, date(2028, 5, 1))]  # fmt: skip


@pytest.mark.parametrize(("option", "day"), [case[1:] for case in _options()], ids=[case[0] for case in _options()])
def test_judge_says_what_assess_says(option: Option, day: date, lawbook: Lawbook) -> None:
    permits = Permits(option, "GM9999", REGION, lawbook)
    asked = permits.applications(day, made_candidates(120, day, seed=day.year))
    answers = permits.judge(day, asked)
    different = []
    for row, answer in zip(asked.iter_rows(named=True), answers.iter_rows(named=True), strict=True):
        assessed = assess(Application.model_validate(permits.application(row)), lawbook=lawbook, on=day).to_json()
        if (said := _said(assessed)) != (judged := _judged(answer)):
            different.append((row, said, judged))
    assert not different, different[0]
    assert len(Counter(answers["advies"].to_list())) >= 4


def _said(assessed: dict[str, Any]) -> dict[str, str | None]:
    found = {item["grond"]: item["oordeel"] for item in assessed["gronden"]}
    return {"advies": assessed["advies"], **{ground: found.get(ground) for ground in GROUNDS}}


def _judged(answer: dict[str, Any]) -> dict[str, str | None]:
    return {"advies": answer["advies"], **{ground: answer[f"grond.{ground}"] for ground in GROUNDS}}
