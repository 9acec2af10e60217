"""What the order in council has recorded for evaluation, and what becomes of the data afterwards (articles 9 and 13)."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.law.operations import Operation
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown, Value

BOOK: Final = OUR_LAW
ORDER: Final = "besluit_selectieve_woningtoewijzing"
ON: Final = date(2019, 3, 15)
SCOPE: Final = {"gemeente_code": "GM0000"}
ROUTES: Final = ("uitkomstcodes_vog", "uitkomstcodes_politie")


def ask(output: str, **facts: Any) -> Value:
    return compile_plan(BOOK, ORDER, [output], ON, SCOPE).run({**SCOPE, **facts}, ON)[output]


def codes(route: str) -> list[str]:
    found = ask(route)
    assert isinstance(found, list)
    return [str(code) for code in found]


def written() -> set[str]:
    """Every code that the rule for one application can give."""
    article = BOOK.article_of(BOOK.regulation(ORDER, ON), "uitkomstcode")
    assert article.machine_readable is not None
    assert article.machine_readable.execution is not None
    (rule,) = (action.value for action in article.machine_readable.execution.actions if action.output == "uitkomstcode")
    assert isinstance(rule, Operation)
    given = [*(case["then"] for case in rule.operands["cases"]), rule.operands["default"]]
    return {code for code in given if code is not None}


def test_each_route_has_its_own_codes_and_one_they_share() -> None:
    vog, police = (codes(route) for route in ROUTES)
    assert set(vog) & set(police) == {"geweigerd_andere_criteria"}
    for found in (vog, police):
        assert len(set(found)) == len(found)
        assert {code.split("_")[0] for code in found} == {"geweigerd", "verleend"}


def test_the_lists_hold_exactly_the_codes_that_an_application_can_get() -> None:
    assert {code for route in ROUTES for code in codes(route)} == written()


@pytest.mark.parametrize("final", [True, False])
def test_the_mayor_erases_the_file_when_the_decision_is_irrevocable(final: bool) -> None:
    assert ask("burgemeester_wist_dossier", besluit_onherroepelijk=final) is final
    assert ask("burgemeester_wist_dossier") == Unknown({"besluit_onherroepelijk"})


@pytest.mark.parametrize(
    ("final", "needed", "erase"),
    [(True, False, True), (True, True, False), (False, False, False), (False, True, False)],
)
def test_the_executive_keeps_data_for_evaluation_only(final: bool, needed: bool, erase: bool) -> None:
    facts = {"besluit_onherroepelijk": final, "nog_nodig_voor_de_evaluatie": needed}
    assert ask("gegevens_wissen", **facts) is erase


def test_people_judge_whether_data_are_still_needed() -> None:
    assert ask("gegevens_wissen", besluit_onherroepelijk=True) == Unknown({"nog_nodig_voor_de_evaluatie"})


@pytest.mark.parametrize(
    "missing", ["nog_nodig_voor_de_evaluatie", "inzage_schriftelijk_toegestaan", "fg_geraadpleegd"]
)
def test_afterwards_access_needs_a_purpose_a_writing_and_the_data_protection_officer(missing: str) -> None:
    needs = {"nog_nodig_voor_de_evaluatie": True, "inzage_schriftelijk_toegestaan": True, "fg_geraadpleegd": True}
    assert ask("inzage_verboden", besluit_onherroepelijk=True, **needs) is False
    assert ask("inzage_verboden", besluit_onherroepelijk=True, **{**needs, missing: False}) is True
    assert ask("inzage_verboden", besluit_onherroepelijk=False, **{**needs, missing: False}) is False
