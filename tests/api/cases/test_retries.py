"""The same request twice: with a key of the caller's own the first answer again, without one a word on what was done."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.cases.test_objections import appealed
from tests.api.cases.working import AUDITOR, DESK, LAWYER, REVIEWER, Desk, asked

KEY = {"Idempotency-Key": "verzoek-van-de-balie-1"}


def steps(desk: Desk, case: str) -> list[str]:
    """The steps of a case, by name."""
    return [one["handeling"] for one in desk.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR).json()["handelingen"]]


def test_a_step_sent_twice_under_one_key_is_one_step_with_one_answer(either: Desk) -> None:
    case = either.take_in()
    headers = KEY | {"If-Match": '"1"'}
    first = either.step(case, "_verklaar-volledig", DESK, {}, headers=headers)
    either.well(case, "_neem-in-behandeling", REVIEWER, {})
    again = either.step(case, "_verklaar-volledig", DESK, {}, headers=headers)
    assert (again.status_code, again.headers["etag"], again.json()["status"]) == (200, '"2"', "volledig")
    assert again.json() == first.json() | {"behandelaar": "ander"}
    assert steps(either, case) == ["intake", "verklaar_volledig", "neem_in_behandeling"]


def test_an_assessment_sent_twice_under_one_key_is_one_assessment(either: Desk) -> None:
    case = either.take_in()
    either.well(case, "_verklaar-volledig", DESK, {})
    headers = KEY | {"If-Match": '"2"'}
    first, again = (either.step(case, "toetsingen", REVIEWER, headers=headers) for _ in range(2))
    assert (again.status_code, again.json()["id"], again.headers["etag"]) == (201, first.json()["id"], '"3"')
    assert again.json()["toetsing"]["advies"] == first.json()["toetsing"]["advies"] == "verlenen"
    assert steps(either, case).count("toetsing") == 1


def test_an_assessment_that_is_shown_again_is_read_again(either: Desk) -> None:
    case = either.take_in()
    headers = KEY | {"If-Match": '"1"'}
    made = either.step(case, "toetsingen", REVIEWER, headers=headers).json()["id"]

    assert either.looks(case) == []
    assert either.step(case, "toetsingen", REVIEWER, headers=headers).json()["id"] == made
    (seen,) = either.looks(case)
    assert (seen["rol"], "inkomen" in seen["categorieen"]) == ("beoordelaar", True)


def test_a_step_that_was_refused_leaves_its_key_free(desk: Desk) -> None:
    case = desk.take_in()
    assert desk.step(case, "_verzend", DESK, {}, headers=KEY).status_code == 409
    assert desk.step(case, "_verklaar-volledig", DESK, {}, headers=KEY).status_code == 200


@pytest.mark.parametrize(
    ("name", "body", "role"),
    [("_verklaar-volledig", {"toelichting": "Anders."}, DESK), ("_neem-in-behandeling", {}, DESK)],
)
def test_a_key_of_another_request_is_refused(desk: Desk, name: str, body: Any, role: Any) -> None:
    case, other = desk.take_in(), desk.take_in()
    desk.well(case, "_verklaar-volledig", DESK, {}, headers=KEY)
    assert desk.step(case, name, role, body, headers=KEY | {"If-Match": '"1"'}).status_code == 422
    assert desk.step(other, "_verklaar-volledig", DESK, {}, headers=KEY).status_code == 422
    assert steps(desk, case) == ["intake", "verklaar_volledig"]
    assert steps(desk, other) == ["intake"]


def test_a_key_is_of_one_person_in_one_role(desk: Desk) -> None:
    case = desk.take_in()
    desk.well(case, "_verklaar-volledig", DESK, {}, headers=KEY)
    for role, subject in ((REVIEWER, "balie"), (DESK, "een-ander")):
        again = desk.step(case, "_verklaar-volledig", role, {}, headers=KEY | {"If-Match": '"1"'}, subject=subject)
        assert again.status_code == 412
    assert desk.step(case, "_neem-in-behandeling", DESK, {}, headers={"Idempotency-Key": "kort"}).status_code == 400


def test_without_a_key_who_sends_a_step_again_hears_that_it_was_taken(desk: Desk) -> None:
    case = desk.sent(asked(), "verlenen")
    before = f'"{desk.versions[case] - 1}"'
    mine = desk.step(case, "_verzend", DESK, {}, headers={"If-Match": before})
    assert (mine.status_code, mine.json()["detail"]) == (
        412,
        "De stap _verzend is al gezet, op 18 november 2026 om 12:06 uur, door u. Er is niets opnieuw vastgelegd. De zaak"
        " staat op verzonden, met versie 6. Wat u nu kunt doen: _neem-in-behandeling, _geef-vrij, bezwaren.",
    )
    other = desk.step(case, "_verzend", DESK, {}, headers={"If-Match": before}, subject="een-ander")
    assert "door een ander" in other.json()["detail"]
    now = desk.step(case, "_verzend", DESK, {})
    assert (now.status_code, now.json()["errors"]) == (409, [{
        "plaats": "status", "probleem": "De stap _verzend is al gezet, op 18 november 2026 om 12:06 uur, door u.",
        "oplossing": "Wat u nu kunt doen: _neem-in-behandeling, _geef-vrij, bezwaren.",
    }])  # fmt: skip
    changed = desk.step(case, "_neem-in-behandeling", DESK, {}, headers={"If-Match": before})
    assert changed.json()["detail"].startswith("De zaak is gewijzigd")


def test_an_assessment_that_was_made_is_told_too(desk: Desk) -> None:
    case = desk.take_in()
    desk.well(case, "toetsingen", REVIEWER)
    again = desk.step(case, "toetsingen", REVIEWER, headers={"If-Match": '"1"'})
    assert (again.status_code, again.json()["detail"][:37]) == (412, "De stap toetsingen is al gezet, op 18")


def test_nothing_may_follow_for_who_has_no_step(desk: Desk) -> None:
    case = appealed(desk)
    desk.well(case, "_leg-uitspraak-vast", LAWYER, {"oordeel": "ongegrond"})
    desk.clock.days(50)
    before = f'"{desk.versions[case]}"'
    desk.well(case, "_verklaar-onherroepelijk", LAWYER, {})
    again = desk.step(case, "_verklaar-onherroepelijk", LAWYER, {}, headers={"If-Match": before})
    assert again.json()["detail"].endswith("Wat u nu kunt doen: niets.")


def test_a_case_says_what_may_follow_for_the_role_that_reads_it(desk: Desk) -> None:
    case = desk.take_in()
    told = {role: desk.ask("GET", f"/aanvragen/{case}", role).json()["vervolg"] for role in (DESK, REVIEWER, LAWYER)}
    assert ("_verklaar-volledig" in told[DESK], "toetsingen" in told[DESK], "toetsingen" in told[REVIEWER]) == (
        True,
        False,
        True,
    )
    assert told[LAWYER] == []
    assert "_verklaar-volledig" not in desk.well(case, "_verklaar-volledig", DESK, {})["vervolg"]


def test_a_version_without_quotation_marks_is_told_how_to_write_it(desk: Desk) -> None:
    case = desk.take_in()
    bare = desk.step(case, "_verklaar-volledig", DESK, {}, headers={"If-Match": "1"})
    assert (bare.status_code, bare.json()["detail"]) == (
        412, 'Zet de versie tussen aanhalingstekens, zoals If-Match: "1".'
    )  # fmt: skip
    weak = desk.step(case, "_verklaar-volledig", DESK, {}, headers={"If-Match": 'W/"1"'})
    assert weak.json()["detail"] == "De kop If-Match noemt geen versie van deze zaak."
