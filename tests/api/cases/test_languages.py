"""What a case refuses, in the language that is asked for: all of the answer, with the days and names that are in it."""

from __future__ import annotations

import re
from typing import Any

from tests.api.cases.working import DESK, LANDLORD, LAWYER, MAYOR, REFUSAL, REVIEWER, Desk, asked, refusable
from tests.api.service.asking import application

WHY = {"toelichting": "t"}
DUTCH = re.compile(r"\b(de|het|een|niet|kan|wordt|deze)\b")


def told(desk: Desk, case: str, name: str, role: Any, body: Any = None, **more: Any) -> tuple[int, list[str]]:
    """The status of an answer in English and everything that it says; in Dutch it says as much."""
    version: dict[str, Any] = {"headers": {"Accept-Language": "en", **more.pop("headers", {})}}
    got = desk.step(case, name, role, body, **version, **more)
    assert got.headers["content-language"] == "en", got.text
    document = got.json()
    errors = document.get("errors") or []
    words = [document["title"], document["detail"], *(one[key] for one in errors for key in ("probleem", "oplossing"))]
    for one in words:
        assert not DUTCH.search(one), one
    return got.status_code, words[2:] or words[1:]


def test_where_a_case_does_not_stand_there(desk: Desk) -> None:
    case = desk.take_in()
    assert told(desk, case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"}) == (409, [
        "The case is in the status ontvangen. The step besluiten cannot be taken there.", "It can be taken in volledig, concept.",
    ])  # fmt: skip
    assert told(desk, case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-01-01", **WHY})[0] == 400
    desk.well(case, "_vraag-aanvulling", DESK, {"uiterlijk": "2026-12-01", **WHY})
    assert told(desk, case, "_laat-buiten-behandeling", REVIEWER, WHY) == (409, [
        "The term to complete the application still runs, up to and including 1 December 2026.", "Wait until it is over.",
    ])  # fmt: skip


def test_every_gate_that_is_open(desk: Desk) -> None:
    case = desk.take_in(refusable())
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "toetsingen", REVIEWER)
    got = desk.step(case, "besluiten", REVIEWER, {"uitkomst": "weigeren", "verhouding": "volgt", **REFUSAL},
                    headers={"Accept-Language": "en"})  # fmt: skip
    assert (got.status_code, got.headers["content-language"]) == (409, "en")
    first, gate, *_, last = got.json()["errors"]
    assert first["oplossing"] == "Write wijkt_af."
    assert (
        gate["probleem"] == "This gate is open."
        and "PUT on the case does that. Then assess again." in gate["oplossing"]
    )
    assert last["oplossing"].startswith("Fill in each part of evenredigheid")


def test_who_may_not_and_what_was_taken_already(desk: Desk) -> None:
    case = desk.drafted(asked(), "verlenen")
    (words,) = told(desk, case, "_stel-vast", REVIEWER)[1]
    assert words == "Who took the step besluiten may not take the step _stel-vast. Let somebody else do it."
    before = {"If-Match": f'"{desk.versions[case]}"'}
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    status, (words,) = told(desk, case, "_stel-vast", REVIEWER, subject="derde", headers=before)
    assert (status, words.split(", ")[:2]) == (
        412, ["The step _stel-vast was taken already", "on 18 November 2026 at 12:06"]
    )  # fmt: skip
    assert "by somebody else. Nothing was recorded again." in words
    assert told(desk, case, "_stel-vast", REVIEWER, subject="tweede")[1][0].endswith("by you.")


def test_days_judgements_and_strangers(desk: Desk) -> None:
    case = desk.sent(asked(), "verlenen")
    assert told(desk, case, "bezwaren", DESK, {"gronden": "g", "ontvangen": "2030-01-01"})[1][1] == (
        "Give the day on which the objection came in."
    )
    desk.well(case, "bezwaren", DESK, {"gronden": "g"})
    desk.well(case, "toetsingen", LAWYER)
    stands = {"oordeel": "ongegrond", "motivering": "m"}
    assert told(desk, case, "_beslis-op-bezwaar", LAWYER, stands)[1][0] == "The objector was not heard yet."
    assert told(desk, case, "_zie-af-van-horen", LAWYER, {"grond": "zo_maar", **WHY})[0] == 400
    assert told(desk, case, "bewijsstukken", DESK, {"stuk": "legitimatie", "persoon": "p9", "herkomst": "derde"}) == (
        400, ["This names somebody outside the household.", "Use an id of the household."]
    )  # fmt: skip


def test_the_mayor_the_desk_and_a_landlord(desk: Desk) -> None:
    case = desk.take_in()
    judged = asked(uitzondering15=False)
    assert told(desk, case, "", DESK, {"aanvraag": judged, **WHY}, method="PUT")[0] == 403
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    assert told(desk, case, "_meld-onderzoek", MAYOR, {"onderzoek": {}})[1][0] == "This names no outcome."
    headers = {"Accept-Language": "en", "Idempotency-Key": "sleutel-corporatie"}
    given = application()
    given.pop("situatie")
    got = desk.ask("POST", "/aanvragen", LANDLORD, {"aanvraag": given}, headers=headers)
    assert (got.status_code, got.json()["errors"][0]["probleem"]) == (409, "No mandate covers this dwelling today.")
