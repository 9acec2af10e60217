"""What came over a decision: the objection with its own assessment and facts, and a case that ended without a draft."""

from __future__ import annotations

import pytest

from tests.api.cases.conftest import desk  # noqa: F401 -- the fixture
from tests.api.cases.test_objections import GRANTS
from tests.api.cases.working import DESK, HARDSHIP, LAWYER, REFUSAL, REVIEWER, WEIGHED, Desk, asked, refusable
from tests.api.oversight.seats import office, who
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from wbmgp_api.oversight import dossier
from wbmgp_api.oversight.account import account
from wbmgp_api.oversight.whole import whole
from wbmgp_api.store.errors import NotThere

THEN, SINCE = "Gewogen voor het besluit.", "Gewogen in bezwaar."


def _weighed(words: str) -> dict[str, object]:
    return refusable(hardheid=[HARDSHIP | {"motivering": words}], evenredigheid=WEIGHED)


def _objected(desk: Desk) -> str:  # noqa: F811
    """A refusal; in objection the facts were corrected, and the permit was granted."""
    case = desk.sent(_weighed(THEN), "weigeren", **REFUSAL)
    desk.well(case, "bezwaren", DESK, {"gronden": "De hardheid is miskend."})
    now = asked(hardheid=[HARDSHIP | {"motivering": SINCE}])
    desk.well(case, "", REVIEWER, {"aanvraag": now, "toelichting": "Nieuw inkomen."}, method="PUT")
    desk.well(case, "toetsingen", REVIEWER)
    desk.well(case, "_hoor", LAWYER, {})
    desk.well(case, "_beslis-op-bezwaar", LAWYER, GRANTS)
    return case


def test_a_decision_is_shown_with_the_facts_of_then_and_what_came_over_it(desk: Desk) -> None:  # noqa: F811
    case = _objected(desk)
    found = whole(office(desk), who(), case)
    assert found.decision is not None and found.assessment is not None and len(found.assessments) == 2
    assert found.assessment.id == found.decision.assessment == found.assessments[0].id
    assert found.application is not None and found.application["hardheid"][0]["motivering"] == THEN
    assert found.known_now is not None and found.known_now["hardheid"][0]["motivering"] == SINCE
    assert [step.act for step in found.turns] == ["bezwaar", "beslis_op_bezwaar"]
    assert (found.decision.outcome, found.standing) == ("weigeren", "verlenen")

    text = account(found)
    assert THEN in text and SINCE not in text
    head = text[: text.index("GRONDEN EN FEITEN")]
    assert "Uitkomst na bezwaar en beroep: verlenen" in head and GRANTS["motivering"] in head
    assert "aanvraag-nu.json" in {one.ending for one in dossier.papers_of(office(desk), who(), found)}


def test_the_assessment_in_objection_can_be_read_with_its_own_facts(desk: Desk) -> None:  # noqa: F811
    case = _objected(desk)
    second = whole(office(desk), who(), case).assessments[1].id
    found = whole(office(desk), who(), case, second)
    assert found.assessment is not None and found.assessment.id == second
    assert found.answer is not None and found.answer["advies"] == found.assessment.advice
    assert found.application is not None and found.application["hardheid"][0]["motivering"] == SINCE
    with pytest.raises(NotThere):
        whole(office(desk), who(), case, "f" * 32)


def test_a_withdrawn_application_says_so_and_not_that_a_decision_is_to_come(desk: Desk) -> None:  # noqa: F811
    case = desk.take_in(asked())
    assert "Er is geen besluit" in account(whole(office(desk), who(), case))
    desk.well(case, "_trek-in", DESK, {"toelichting": "Heeft een andere woning."})
    found = whole(office(desk), who(), case)
    assert [step.act for step in found.turns] == ["trek_in"] and found.standing is None
    assert "Heeft een andere woning." in account(found) and ": trek_in" not in account(found)
