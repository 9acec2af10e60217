"""A landlord that decides in mandate: within it and the law, by two people, handed over afterwards; and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from tests.api.cases.test_after import flaws_of
from tests.api.cases.test_guards import rows, store_of
from tests.api.cases.working import (
    AUDITOR,
    COUNCIL,
    DESK,
    HARDSHIP,
    LANDLORD,
    LAWYER,
    MAYOR,
    REFUSAL,
    REVIEWER,
    WEIGHED,
    Desk,
    asked,
    refusable,
)
from tests.api.service.asking import TENANT
from wbmgp_api.cases import assessing, files, outcome, steps
from wbmgp_api.identity.development import CLIENT
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.errors import NotThere
from wbmgp_api.v1 import mandate_answers as answers
from wbmgp_engine.facts.application import Application
from wbmgp_engine.trail.canonical import decode

OWN, OTHER = "9999010000000001", "9999010000000002"
GIVEN = {"verwijderd": True}


def mandate(**changes: Any) -> dict[str, Any]:
    return {
        "id": "wooncorporatie", "naam": "Wooncorporatie", "client": CLIENT, "besluit": "B&W 2026-44", "van": "2026-01-01",
        "woonruimten": [OWN], "uitkomsten": ["verlenen", "weigeren"], "metOnderzoek": False,
    } | changes  # fmt: skip


def own(given: dict[str, Any]) -> dict[str, Any]:
    """The application, to a dwelling of the landlord."""
    given["woonruimte"] = given["woonruimte"] | {"adresseerbaarObject": OWN, "verhuurder": "corporatie"}
    return given


def mandated(desk: Desk, **changes: Any) -> None:
    """A mandate that counts."""
    got = desk.ask("POST", "/mandaten", LAWYER, mandate(**changes))
    assert got.status_code == 201, got.text
    answers.Mandaat.model_validate_json(got.content)
    approved(desk, 1)


def approved(desk: Desk, version: int) -> Any:
    headers = {"If-Match": f'"{version}"'}
    got = desk.ask("POST", "/mandaten/wooncorporatie/_stel-vast", LAWYER, subject="tweede", headers=headers)
    assert got.status_code == 200, got.text
    return got.json()


def taken(desk: Desk, given: dict[str, Any] | None = None, **more: Any) -> Any:
    """The answer to an intake by the landlord. Nothing is registered here: the municipality tells the law of the place."""
    desk.taken += 1
    told, headers = given or own(asked()), {"Idempotency-Key": f"corporatie-{desk.taken}"}
    got = desk._kept(desk.ask("POST", "/aanvragen", LANDLORD, {"aanvraag": unlawed(told)}, headers=headers, **more))
    if got.status_code == 201:
        law = {"aanvraag": told, "toelichting": "Het recht van deze plek."}
        desk.well(got.json()["id"], "", REVIEWER, law, method="PUT")
    return got


def unlawed(given: dict[str, Any]) -> dict[str, Any]:
    """The application as a landlord can tell it."""
    return {name: said for name, said in given.items() if name != "situatie"}


def drafted(desk: Desk, given: dict[str, Any], outcome: str, *, later: Any = None, **said: Any) -> tuple[str, Any]:
    case = taken(desk, given).json()["id"]
    desk.well(case, "_verklaar-volledig", LANDLORD, {})
    if later is not None:
        desk.well(case, "", REVIEWER, {"aanvraag": later, "toelichting": "Gewogen."}, method="PUT")
    desk.well(case, "toetsingen", LANDLORD)
    return case, desk.step(case, "besluiten", LANDLORD, {"uitkomst": outcome, "verhouding": "volgt", **said})


def reasons(got: Any) -> list[str]:
    assert (got.status_code, {one["plaats"] for one in got.json()["errors"]}) == (409, {"mandaat"}), got.text
    return [one["probleem"] for one in got.json()["errors"]]


def test_a_landlord_decides_about_its_own_dwelling_and_hands_over(either: Desk) -> None:
    mandated(either)
    case, draft = drafted(either, own(asked()), "verlenen")
    assert draft.status_code == 201, draft.text
    read = either.ask("GET", f"/aanvragen/{case}", LANDLORD).json()
    assert (read["mandaat"], "onderzoek" in read["aanvraag"]) == ({"id": "wooncorporatie", "versie": 1}, False)
    assert either.step(case, "_stel-vast", LANDLORD).status_code == 403  # another person
    either.well(case, "_stel-vast", LANDLORD, subject="tweede")
    early = either.step(case, "_draag-over", LANDLORD, GIVEN)
    assert (early.status_code, early.json()["errors"][0]["plaats"]) == (409, "status")
    sent = either.well(case, "_verzend", LANDLORD, {})
    (due,) = [one for one in sent["termijnen"] if one["termijn"] == "overdragen"]
    assert (due["eindigt"], due["stappen"][0]["bron"]) == ("2026-11-18", "art. 10 Besluit selectieve woningtoewijzing")
    assert either.step(case, "_draag-over", LANDLORD, {"verwijderd": False}).status_code == 400
    assert [one["termijn"] for one in either.well(case, "_draag-over", LANDLORD, GIVEN)["termijnen"]] == ["bezwaar"]
    for method, path in (("GET", ""), ("POST", "/toetsingen"), ("POST", "/_verzend"), ("POST", "/_draag-over")):
        got = either.ask(method, f"/aanvragen/{case}{path}", LANDLORD, GIVEN, headers={"If-Match": '"1"'})
        assert got.status_code in (400, 404), path  # its copy is gone
    assert either.ask("GET", f"/aanvragen/{case}/uitkomst", LANDLORD).json()["uitkomst"] == "verlenen"
    either.well(case, "bezwaren", DESK, {"gronden": "Onjuist."})  # what follows is the municipality's
    acts = [one["handeling"] for one in either.ask("GET", f"/aanvragen/{case}/spoor", AUDITOR).json()["handelingen"]]
    assert acts == [
        "intake",
        "correctie",
        "verklaar_volledig",
        "toetsing",
        "concept",
        "stel_vast",
        "verzend",
        "draag_over",
        "bezwaar",
    ]
    assert flaws_of(either) == []


def test_a_landlord_makes_no_law_of_its_own(either: Desk) -> None:
    """With a situation of its own making two of its people could grant whatever the municipality would refuse."""
    mandated(either)
    kept = rows(either, "SELECT count(*) FROM case_state"), rows(either, "SELECT count(*) FROM log_leaf")
    for law in (asked()["situatie"], {"regio": [TENANT], "aanwijzingen": [], "verordening": None}):
        got = either.ask(
            "POST",
            "/aanvragen",
            LANDLORD,
            {"aanvraag": own(asked()) | {"situatie": law}},
            headers={"Idempotency-Key": "eigen-recht"},
        )
        assert got.status_code == 403, got.text
    assert kept == (rows(either, "SELECT count(*) FROM case_state"), rows(either, "SELECT count(*) FROM log_leaf"))
    case = taken(either).json()["id"]
    moved = {"aanvraag": own(asked()), "toelichting": "Ander recht."}
    assert either.step(case, "", LANDLORD, moved, method="PUT").status_code == 403


def test_who_handed_a_case_over_gets_nothing_back_by_sending_an_old_key(either: Desk) -> None:
    mandated(either)
    case = taken(either).json()["id"]
    sent = []
    wanted = {"uiterlijk": "2026-12-01", "toelichting": "Stuur het."}
    for name, body in (("_vraag-aanvulling", wanted), ("_verklaar-volledig", {}), ("toetsingen", None)):
        headers = {"Idempotency-Key": f"sleutel-{name}", "If-Match": f'"{either.versions[case]}"'}
        sent.append((name, body, headers))
        assert either.step(case, name, LANDLORD, body, headers=headers).status_code in (200, 201)
    over = {"Idempotency-Key": "sleutel-over", "If-Match": f'"{either.versions[case]}"'}
    assert either.step(case, "_draag-over", LANDLORD, GIVEN, headers=over).status_code == 200
    before = rows(either, "SELECT count(*) FROM log_leaf")
    for name, body, headers in sent:
        got = either.ask("POST", f"/aanvragen/{case}/{name}", LANDLORD, body, headers=headers)
        assert (got.status_code, "tarwewijk" in got.text) == (404, False), name
    assert either.ask("POST", f"/aanvragen/{case}/_draag-over", LANDLORD, GIVEN, headers=over).status_code == 200
    assert rows(either, "SELECT count(*) FROM log_leaf") == before


def test_the_decision_cites_its_mandate(desk: Desk) -> None:
    from tests.api.store.samples import MASTER
    from wbmgp_api.store.payloads import opened

    mandated(desk)
    case, _ = drafted(desk, own(asked()), "verlenen")
    desk.well(case, "_stel-vast", LANDLORD, subject="tweede")
    ((record,),) = rows(desk, "SELECT id FROM case_decision")
    said = store_of(desk).read(TENANT, lambda c: opened(c, MASTER, TENANT, record))["motivering"].part["besluit"]
    law = "art. 19 Huisvestingswet 2014"
    assert said["mandaat"] == {"id": "wooncorporatie", "versie": 1, "besluit": "B&W 2026-44", "bron": law}


def test_a_refusal_waits_for_what_the_municipality_weighs(either: Desk) -> None:
    mandated(either)
    refused = taken(either, own(refusable(hardheid=HARDSHIP)))
    assert refused.status_code == 403  # hardship is of mayor and aldermen
    weighed = own(refusable(hardheid=HARDSHIP, evenredigheid=WEIGHED))
    case, draft = drafted(either, own(refusable()), "weigeren", later=weighed, **REFUSAL)
    assert draft.status_code == 201, draft.text
    either.well(case, "_stel-vast", LANDLORD, subject="tweede")
    assert either.well(case, "_verzend", LANDLORD, {})["status"] == "verzonden"


@pytest.mark.parametrize(
    "judged",
    [
        {"hardheid": HARDSHIP},
        {"voorrang": {"kandidatenMetVoorrang": True, "oordeel": "verlenen", "motivering": "Zo.", "beslisser": "ik"}},
        {"uitzondering15": False},
    ],
)
def test_a_landlord_takes_in_no_judgement_of_the_municipality(desk: Desk, judged: dict[str, Any]) -> None:
    mandated(desk)
    refused = taken(desk, own(asked(**judged)))
    assert refused.status_code == 403
    assert taken(desk, own(asked(voorrang={"kandidatenMetVoorrang": True}))).status_code == 201


def test_what_the_law_leaves_to_the_municipality_is_refused_with_the_reason(desk: Desk) -> None:
    mandated(desk)
    granted = own(refusable(hardheid=HARDSHIP | {"oordeel": "onbillijk"}))
    case, draft = drafted(desk, own(refusable()), "verlenen", later=granted)
    assert draft.json()["errors"] == [{
        "plaats": "mandaat", "probleem": "Over hardheidsclausule beslissen burgemeester en wethouders zelf.",
        "oplossing": "Laat het aan de gemeente (art. 19 Huisvestingswet 2014).",
    }]  # fmt: skip
    handed = desk.well(case, "_draag-over", LANDLORD, GIVEN)
    assert handed["status"] == "volledig"
    desk.well(
        case, "besluiten", REVIEWER, {"uitkomst": "verlenen", "verhouding": "volgt"}
    )  # by the municipality itself


def test_what_the_mandate_does_not_cover_is_refused_with_the_reason(desk: Desk) -> None:
    mandated(desk, uitkomsten=["weigeren"])
    case, draft = drafted(desk, own(asked()), "verlenen")
    assert reasons(draft) == ["Het mandaat noemt de uitkomst verlenen niet."]
    moved = own(asked())
    moved["woonruimte"]["adresseerbaarObject"] = OTHER
    desk.well(case, "", REVIEWER, {"aanvraag": moved, "toelichting": "Ander huis."}, method="PUT")
    desk.well(case, "toetsingen", LANDLORD)
    wanted = {"uitkomst": "verlenen", "verhouding": "volgt"}
    assert len(reasons(desk.step(case, "besluiten", LANDLORD, wanted))) == 2
    reasons(taken(desk, moved))
    reasons(taken(desk, asked()))


def test_a_screening_has_to_be_named_in_the_mandate(desk: Desk) -> None:
    def screened() -> dict[str, Any]:
        given = own(asked())
        given["situatie"]["aanwijzingen"].append(
            {"gebied": "tarwewijk", "grond": "artikel_10", "instrument": "politiegegevens", "van": "2022-01-01", "tot": "2028-01-01"}
        )  # fmt: skip
        given["situatie"]["verordening"]["categorieen"][0]["gronden"] = ["artikel_8", "artikel_10"]
        given["situatie"]["verordening"]["gedragingen"] = ["a"]
        return given

    def decided() -> Any:
        case = taken(desk, screened()).json()["id"]
        desk.well(case, "_verklaar-volledig", LANDLORD, {})
        desk.well(case, "_vraag-onderzoek", LANDLORD, {})
        found = {"onderzoek": {"instrument": "politiegegevens", "woonverklaring": "verlenen"}}
        desk.well(case, "_meld-onderzoek", MAYOR, found)
        assert "onderzoek" not in desk.ask("GET", f"/aanvragen/{case}", LANDLORD).json()["aanvraag"]
        assessed = desk.step(case, "toetsingen", LANDLORD)
        if assessed.status_code == 409:
            return assessed
        return desk.step(case, "besluiten", LANDLORD, {"uitkomst": "verlenen", "verhouding": "volgt"})

    mandated(desk)
    assert reasons(decided()) == ["Het mandaat omvat artikel_10 niet."]
    desk.ask(
        "PUT",
        "/mandaten/wooncorporatie",
        LAWYER,
        mandate(metOnderzoek=True) | {"id": None},
        headers={"If-Match": '"1"'},
    )
    said = {key: value for key, value in mandate(metOnderzoek=True).items() if key != "id"}
    assert desk.ask("PUT", "/mandaten/wooncorporatie", LAWYER, said, headers={"If-Match": '"1"'}).status_code == 200
    approved(desk, 2)
    assert decided().status_code == 201


def test_a_mandate_counts_between_its_days_and_until_it_is_withdrawn(desk: Desk) -> None:
    mandated(desk, tot="2026-11-20")
    case, draft = drafted(desk, own(asked()), "verlenen")
    assert draft.status_code == 201
    desk.clock.days(2)  # it is the 20th
    assert reasons(desk.step(case, "_stel-vast", LANDLORD, subject="tweede")) == ["Het mandaat is voorbij."]
    reasons(taken(desk))
    said = {key: value for key, value in mandate().items() if key != "id"}
    assert desk.ask("PUT", "/mandaten/wooncorporatie", LAWYER, said, headers={"If-Match": '"1"'}).status_code == 200
    assert taken(desk).status_code == 409  # proposed only
    approved(desk, 2)
    desk.well(case, "_stel-vast", LANDLORD, subject="tweede")
    gone = {"van": "2026-11-20"}
    assert (
        desk.ask("POST", "/mandaten/wooncorporatie/_trek-in", LAWYER, gone, headers={"If-Match": '"2"'}).status_code
        == 200
    )
    assert taken(desk).status_code == 201
    assert approved(desk, 3)["status"] == "ingetrokken"
    reasons(taken(desk))
    draft = drafted_before(desk)
    assert reasons(draft) == ["Het mandaat telt vandaag niet."]


def drafted_before(desk: Desk) -> Any:
    """A draft in the case that was taken in before the withdrawal."""
    (case,) = [one[0] for one in rows(desk, "SELECT case_id FROM case_state WHERE status = 'ontvangen'")]
    desk.well(case, "_verklaar-volledig", LANDLORD, {})
    desk.well(case, "toetsingen", LANDLORD)
    return desk.step(case, "besluiten", LANDLORD, {"uitkomst": "verlenen", "verhouding": "volgt"})


def test_two_people_make_a_mandate_count_and_the_log_says_which(either: Desk) -> None:
    assert either.ask("POST", "/mandaten", LAWYER, mandate()).status_code == 201
    assert either.ask("POST", "/mandaten", LAWYER, mandate()).status_code == 409
    alone = either.ask("POST", "/mandaten/wooncorporatie/_stel-vast", LAWYER, headers={"If-Match": '"1"'})
    assert alone.status_code == 403
    approved(either, 1)
    listed = either.ask("GET", "/mandaten", AUDITOR)
    (one,) = answers.Mandatenlijst.model_validate_json(listed.content).mandaten
    assert (one.status, one.door, one.mandaat["naam"]) == ("vastgesteld", "ander", "Wooncorporatie")
    assert either.ask("GET", "/mandaten/wooncorporatie?versie=1", DESK).status_code == 200
    (leaf,) = [decode(bytes(row[0])) for row in rows(either, "SELECT leaf_bytes FROM log_leaf")]
    assert (leaf["type"], leaf["inhoud"][:7]) == ("mandaatversie", "sha256:")
    assert flaws_of(either) == []
    for role in (DESK, REVIEWER, COUNCIL, LANDLORD):
        assert either.ask("POST", "/mandaten", role, mandate(id="ander")).status_code == 403


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"uitkomsten": ["geen_vergunning_nodig"]}, "uitkomsten.0"),
        ({"uitkomsten": []}, "uitkomsten"),
        ({"woonruimten": ["overal"]}, "woonruimten.0"),
        ({"tot": "2026-01-01"}, "mandaat"),
        ({"naam": "Van 999990019"}, "naam"),
    ],
)
def test_what_is_no_mandate_is_refused(desk: Desk, change: Any, place: str) -> None:
    got = desk.ask("POST", "/mandaten", LAWYER, mandate(**change))
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]]) == (400, [place])


def test_a_mandate_from_before_the_law_is_not_approved(desk: Desk) -> None:
    assert desk.ask("POST", "/mandaten", LAWYER, mandate(van="2016-12-31")).status_code == 201
    got = desk.ask("POST", "/mandaten/wooncorporatie/_stel-vast", LAWYER, subject="tweede", headers={"If-Match": '"1"'})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (409, "van")


def test_a_landlord_sees_no_case_of_the_municipality_or_of_another_landlord(either: Desk) -> None:
    mandated(either)
    office = either.asking.client.app.state.service.office  # type: ignore[attr-defined]
    mine, theirs = taken(either).json()["id"], either.take_in(own(asked()))
    landlord = Principal("jansen", TENANT, frozenset({LANDLORD}), CLIENT, LANDLORD)
    stranger = replace(landlord, client="een-ander")
    assert files.read(office, landlord, mine).mandate == {"id": "wooncorporatie", "versie": 1}
    before = rows(either, "SELECT count(*) FROM log_leaf")
    for who, case in ((landlord, theirs), (stranger, mine)):
        for work in (
            partial(files.read, office, who, case),
            partial(assessing.assess_now, office, who, case, 1),
            partial(assessing.assess_now, office, who, case, 7),
            partial(steps.take, office, who, case, 1, "verklaar_volledig", steps.Said()),
            partial(steps.take, office, who, case, 7, "draag_over", steps.Said()),
        ):
            with pytest.raises(NotThere):
                work()
    assert rows(either, "SELECT count(*) FROM log_leaf") == before
    with pytest.raises(Exception, match="dekt deze woonruimte"):
        files.take_in(office, stranger, files.Came(Application.model_validate(unlawed(own(asked())))), "sleutel-x")


def test_a_landlord_reads_no_outcome_of_a_dwelling_that_no_mandate_of_it_covers(either: Desk) -> None:
    covered, elsewhere = either.sent(own(asked()), "verlenen"), either.take_in(asked())
    before = rows(either, "SELECT count(*) FROM log_leaf")
    for case in (covered, elsewhere):
        assert either.ask("GET", f"/aanvragen/{case}/uitkomst", LANDLORD).status_code == 404
    assert rows(either, "SELECT count(*) FROM log_leaf") == before
    mandated(either, tot="2026-11-20")
    got = either.ask("GET", f"/aanvragen/{covered}/uitkomst", LANDLORD)
    assert (got.status_code, got.json()["uitkomst"]) == (200, "verlenen")
    assert either.ask("GET", f"/aanvragen/{elsewhere}/uitkomst", LANDLORD).status_code == 404
    undecided = either.take_in(own(asked()))
    either.clock.days(3)  # it is over; it counted when the case was decided
    assert either.ask("GET", f"/aanvragen/{covered}/uitkomst", LANDLORD).status_code == 200
    assert either.ask("GET", f"/aanvragen/{undecided}/uitkomst", LANDLORD).status_code == 404
    office = either.asking.client.app.state.service.office  # type: ignore[attr-defined]
    stranger = Principal("jansen", TENANT, frozenset({LANDLORD}), "een-ander", LANDLORD)
    with pytest.raises(NotThere):
        outcome.outcome(office, stranger, covered)


@pytest.mark.parametrize("role", [LANDLORD, REVIEWER])
def test_a_key_of_another_caller_gives_nobody_its_answer(either: Desk, role: Role) -> None:
    body, key = {"aanvraag": unlawed(own(asked()))}, {"Idempotency-Key": "van-de-balie"}
    case = either.take_in(unlawed(own(asked())), key="van-de-balie")
    other = either.ask("POST", "/aanvragen", role, body, headers=key)
    assert case not in other.text
    assert other.status_code == (409 if role is LANDLORD else 201)  # no mandate covers it; or a case of its own
    again = either.ask("POST", "/aanvragen", DESK, body, headers=key)
    assert (again.status_code, again.json()["id"]) == (201, case)
    colleague = either.ask("POST", "/aanvragen", DESK, body, headers=key, subject="collega")
    assert (colleague.status_code, colleague.json()["id"] == case) == (201, False)
