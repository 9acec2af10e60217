"""The outcome that the order in council has recorded for each case agrees with the answer to the application."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine import Application, assess
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown, Value
from wbmgp_engine.permits.assess import context_of
from wbmgp_engine.scenarios import Case, load_cases

BOOK: Final = OUR_LAW
ORDER: Final = "besluit_selectieve_woningtoewijzing"
SINCE: Final = BOOK.versions(ORDER)[0].starts or date.max
HARDSHIP: Final = ("verleend_negatieve_woonverklaring_hardheid", "verleend_zonder_vog_hardheid")
# Per code: the verdict on article 10 and the advices that may go with it. A refusal may still have an open gate.
AGREES: Final = {
    "verleend_vog": ("voldaan", {"verlenen"}),
    "verleend_woonverklaring": ("voldaan", {"verlenen"}),
    "verleend_met_voorschriften": ("voldaan", {"verlenen_met_voorschriften", "beoordelen"}),
    "verleend_zonder_vog_hardheid": ("niet_voldaan", {"verlenen"}),
    "verleend_negatieve_woonverklaring_hardheid": ("niet_voldaan", {"verlenen"}),
    "geweigerd_zonder_vog": ("niet_voldaan", {"weigeren", "beoordelen"}),
    "geweigerd_negatieve_woonverklaring": ("niet_voldaan", {"weigeren", "beoordelen"}),
    "geweigerd_andere_criteria": ("onbekend", {"weigeren", "beoordelen"}),
}


def day_of(case: Case) -> date:
    return case.on or Application.model_validate(case.input).application_date


CASES: Final = {case.id: case for case in load_cases() if day_of(case) >= SINCE}


class Answered(NamedTuple):
    """What is compared of the answer to a case; the assessment itself, with its trace, would stay for the whole run."""

    advice: str
    verdicts: Mapping[str, str]
    code: Value


@cache
def answered(name: str) -> Answered:
    """The answer to a case and the code to record for it."""
    case, on = CASES[name], day_of(CASES[name])
    application = Application.model_validate(case.input)
    answer = assess(application, lawbook=BOOK, on=on)
    scope = {"gemeente_code": context_of(application, BOOK, on).scope}
    # One plan for each regime: what hundreds of compilations take, the process never gives back.
    key = BOOK.regime(on, scope), scope["gemeente_code"]
    plan = BOOK.once("uitkomstcode", key, lambda: compile_plan(BOOK, ORDER, ["uitkomstcode"], on, scope))
    verdicts = {ground.id: ground.verdict for ground in answer.grounds}
    return Answered(answer.advice, verdicts, plan.run({**answer.bound.facts, **scope}, on)["uitkomstcode"])


@pytest.mark.parametrize("name", CASES)
def test_the_code_agrees_with_the_answer(name: str) -> None:
    advice, verdicts, code = answered(name)
    screened = verdicts["artikel_10"]
    if isinstance(code, Unknown):
        # A favourable statement meets article 10 also while it is open whether its conditions may be attached.
        assert (screened, advice) in {("onbekend", "aanvullen"), ("voldaan", "aanvullen")}
    elif code is None:
        assert screened == "niet_van_toepassing"
    else:
        verdict, advices = AGREES[str(code)]
        assert screened == verdict
        assert advice in advices


def test_every_code_of_both_routes_occurs() -> None:
    codes = [answered(name).code for name in CASES]
    assert {code for code in codes if isinstance(code, str)} == AGREES.keys()


@pytest.mark.parametrize("code", HARDSHIP)
def test_a_code_of_hardship_goes_with_accepted_hardship(code: str) -> None:
    found = [one for one in map(answered, CASES) if one.code == code]
    assert found
    assert all(one.verdicts["hardheidsclausule"] == "voldaan" for one in found)


@pytest.mark.parametrize("year", [2017, 2020, 2027])
@pytest.mark.parametrize(
    ("police", "met", "conditions", "hardship", "code"),
    [
        (True, True, False, False, "verleend_woonverklaring"),
        (True, True, True, False, "verleend_met_voorschriften"),
        # Conditions on one statement do not grant what another one, which was asked too, stands in the way of.
        (True, False, True, False, "geweigerd_negatieve_woonverklaring"),
        (True, False, True, True, "verleend_negatieve_woonverklaring_hardheid"),
        (True, False, False, False, "geweigerd_negatieve_woonverklaring"),
        (False, True, False, False, "verleend_vog"),
        # Conditions go with a statement on police data (article 10b lid 5); a certificate is there or not.
        (False, True, True, False, "verleend_vog"),
        (False, False, False, True, "verleend_zonder_vog_hardheid"),
        (False, False, False, False, "geweigerd_zonder_vog"),
    ],
)
def test_the_code_follows_from_what_was_decided(
    police: bool, met: bool, conditions: bool, hardship: bool, code: str, year: int
) -> None:
    """Article 9 lid 1 of the decree: one code for each way in which article 10 ends, on the values the act gives."""
    on, scope = date(year, 7, 1), {"gemeente_code": "GM0000"}
    facts: dict[str, Value] = {
        **scope, "artikel_10_van_toepassing": True, "gewone_criteria_voldaan": True, "met_politiegegevens": police,
        "artikel_10_voldaan": met, "artikel_10_voorschriften": conditions, "hardheid_artikel_10_toegewezen": hardship,
    }  # fmt: skip
    plan = compile_plan(BOOK, ORDER, ["uitkomstcode"], on, scope)
    assert plan.run(facts, on)["uitkomstcode"] == code
    assert plan.run({**facts, "artikel_10_van_toepassing": False}, on)["uitkomstcode"] is None
    assert plan.run({**facts, "gewone_criteria_voldaan": False}, on)["uitkomstcode"] == "geweigerd_andere_criteria"
