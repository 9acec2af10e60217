"""What comes after: proofs of the whole case hold, it replays, it ends in retention, and erasure forgets how it is found."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from typing import Any

from tests.api.cases.test_guards import rows, store_of
from tests.api.cases.working import (
    DESK,
    HARDSHIP,
    LANDLORD,
    LAWYER,
    REFUSAL,
    REVIEWER,
    WEIGHED,
    WITHDRAWN,
    Desk,
    asked,
    refusable,
)
from tests.api.service.asking import BOOK, TENANT
from tests.api.store.samples import ACTOR, MASTER
from wbmgp_api.store import keeping, reading
from wbmgp_api.store.erasing import erase
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.recording import Recorder
from wbmgp_api.store.replay import Replayer
from wbmgp_api.store.verification import flaws
from wbmgp_api.store.verified_cases import examine_cases
from wbmgp_api.v1 import case_answers as answers
from wbmgp_api.v1 import decision_answers
from wbmgp_engine.law.hashing import content_hash
from wbmgp_engine.trail.categories import CATEGORIES
from wbmgp_engine.trail.ed25519 import signer

WHY = {"toelichting": "Reden."}
ORIGIN = "wbmgp.example/gm9999/2026"


def flaws_of(desk: Desk) -> list[str]:
    key = LogKey(*signer(b"k" * 32))
    return store_of(desk).read(
        TENANT,
        lambda c: [str(one) for one in (*flaws(c, MASTER, key, ORIGIN), *examine_cases(c, MASTER, TENANT).flaws)],
    )


def test_a_whole_case_holds_against_the_log_and_replays(either: Desk) -> None:
    case = either.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    either.ask("GET", f"/aanvragen/{case}", REVIEWER)
    objected = either.step(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    (objection,) = either.ask("GET", f"/aanvragen/{case}", LAWYER).json()["bezwaren"]
    assert objected.headers["location"] == f"/v1/aanvragen/{case}/bezwaren/{objection}"
    either.well(case, "toetsingen", REVIEWER)
    either.well(case, "_hoor", LAWYER, {})
    either.well(case, "_beslis-op-bezwaar", LAWYER, {"oordeel": "ongegrond", "motivering": "Zo is het."})
    assert flaws_of(either) == []
    replayer = Replayer(MASTER)

    def again(connection: Any) -> list[bool]:
        return [replayer.replay(connection, row).same for row in reading.assessments(connection, TENANT, case)]

    assert store_of(either).read(TENANT, again) == [True, True]


def test_a_founded_objection_puts_another_outcome_in_place_once_it_is_sent(either: Desk) -> None:
    case = either.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    either.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})
    either.well(case, "", REVIEWER, {"aanvraag": asked(), "toelichting": "Nieuw inkomen."}, method="PUT")
    either.well(case, "toetsingen", REVIEWER)
    judged = {"oordeel": "gegrond", "uitkomst": "verlenen", "motivering": "Er is nu inkomen."}
    either.well(case, "_hoor", LAWYER, {})
    either.well(case, "_beslis-op-bezwaar", LAWYER, judged)

    def outcome() -> Any:
        return either.ask("GET", f"/aanvragen/{case}/uitkomst", DESK).json()["uitkomst"]

    assert outcome() == "weigeren"
    either.well(case, "_verzend", DESK, {})
    assert outcome() == "verlenen"
    assert either.well(case, "_trek-vergunning-in", REVIEWER, WITHDRAWN)["status"] == "ingetrokken"
    told = either.ask("GET", f"/aanvragen/{case}/uitkomst", DESK)
    assert decision_answers.ZaakUitkomst.model_validate_json(told.content).ingetrokken == date(2026, 11, 18)


def test_a_case_in_the_archive_is_kept_as_long_as_its_ending_asks(either: Desk) -> None:
    refused = either.sent(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED), "weigeren", **REFUSAL)
    granted, left = either.sent(asked(), "verlenen"), either.take_in()
    either.well(left, "_trek-in", DESK, WHY)
    assert kept_as_told(either, left) is None
    either.well(left, "_bewaar", DESK, {})
    either.clock.days(50)
    for case in (refused, granted):
        either.well(case, "_verklaar-onherroepelijk", REVIEWER, {})
        either.well(case, "_bewaar", DESK, {})
    found = store_of(either).read(TENANT, lambda c: keeping.terms(c, TENANT, BOOK))
    told = {case: found[case]["persoon"] for case in (refused, granted, left)}
    assert str(told[refused].until) == "2031-11-18"
    assert (told[granted].until, told[granted].waits_for) == (None, "object_beeindigd")
    assert str(told[left].until) == "2027-11-18"
    either.well(granted, "_trek-vergunning-in", REVIEWER, WITHDRAWN)
    assert either.step(granted, "_bewaar", DESK, {}).status_code == 409  # somebody can object to it for six weeks
    either.clock.days(50)
    either.well(granted, "_bewaar", DESK, {})
    found = store_of(either).read(TENANT, lambda c: keeping.terms(c, TENANT, BOOK))
    assert str(found[granted]["persoon"].until) == "2028-01-07"
    assert (kept_as_told(either, refused) or {})["inkomen"] == {
        "categorie": "inkomen", "bewaardTot": "2031-11-18", "uitkomst": "geweigerd", "vanaf": "2026-11-18",
        "bron": "Selectielijst gemeenten 2020, resultaat 11.2", "zekerheid": "gelezen", "klasse": "11.2",
    }  # fmt: skip


def kept_as_told(either: Desk, case: str) -> dict[str, dict[str, Any]] | None:
    """What the answer about a case says of its terms, by category."""
    said = either.ask("GET", f"/aanvragen/{case}", DESK)
    answers.ZaakMetAanvraag.model_validate_json(said.content)
    terms = said.json()["bewaring"]
    return None if terms is None else {one["categorie"]: one for one in terms}


def test_an_erased_case_is_gone_and_found_no_more(either: Desk) -> None:
    case = either.take_in(asked(kenmerk="te-wissen"))
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)
    moment = datetime.fromtimestamp(either.clock(), UTC)
    store_of(either).write(TENANT, lambda c: erase(c, recorder, TENANT, case, CATEGORIES, ACTOR, moment))
    assert either.ask("GET", f"/aanvragen/{case}", DESK).status_code == 410
    # Which dwelling it was about nobody knows any more, so no landlord has a mandate for it.
    assert either.ask("GET", f"/aanvragen/{case}/uitkomst", LANDLORD).status_code == 404
    assert either.ask("POST", "/aanvragen/_zoek", DESK, {"kenmerk": "te-wissen"}).json()["zaken"] == []
    assert rows(either, "SELECT 1 FROM case_index") == []
    assert flaws_of(either) == []
