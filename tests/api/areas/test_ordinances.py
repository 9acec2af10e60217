"""Ordinances that a municipality keeps: two people, the act, one at a time, and what answers and replays say since."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from tests.api.areas.drawn import COUNCIL, RULES
from tests.api.areas.test_designations import designated, found_in_log, leaves
from tests.api.areas.test_own_register import CSV, given, judged
from tests.api.areas.test_placing import assessed, checked, kept, replayed
from tests.api.areas.test_statements import run
from tests.api.areas.test_statements import stated as stated_of
from tests.api.cases.test_guards import store_of
from tests.api.cases.working import DESK, MAYOR, REVIEWER, Desk
from tests.api.service.asking import TENANT
from wbmgp_api.v1.answers import Gedragingentoets
from wbmgp_api.v1.ordinance_answers import Verordening, Verordeningen

PATH = "/verordeningen"
TITLE = "Huisvestingsverordening Voorbeeldstad 2026"
SAID = f"De verordening is {TITLE} (Gemeenteblad 2025, 100), zoals de gemeente die heeft vastgelegd (verordening hv-2026, versie 1)."
INSIDE = {"adres": {"postcode": "3082AA", "huisnummer": 72}, "verhuurder": "particulier"}
EIGHT = [{"gronden": ["artikel_8"], "verhuurder": ["particulier"]}]
TEN = [{"gronden": ["artikel_8", "artikel_10"]}]


def ordinance(**changes: Any) -> dict[str, Any]:
    """An ordinance that asks article 8 of dwellings of private landlords."""
    return {
        "id": "hv-2026", "citeertitel": TITLE, "vindplaats": "Gemeenteblad 2025, 100", "van": "2026-01-01",
        "tot": "2030-01-01", "categorieen": EIGHT, "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager",
        "hardheidsclausule": True,
    } | changes  # fmt: skip


def content(**changes: Any) -> dict[str, Any]:
    return {key: said for key, said in ordinance(**changes).items() if key != "id"}


def proposed(desk: Desk, **changes: Any) -> dict[str, Any]:
    got = desk.ask("POST", PATH, COUNCIL, ordinance(**changes))
    assert got.status_code == 201, got.text
    Verordening.model_validate_json(got.content)
    found: dict[str, Any] = got.json()
    return found


def approved(desk: Desk, key: str = "hv-2026", version: int = 1, subject: str = "tweede") -> Any:
    headers = {"If-Match": f'"{version}"'}
    return desk.ask("POST", f"{PATH}/{key}/_stel-vast", RULES, subject=subject, headers=headers)


def ordained(desk: Desk, **changes: Any) -> None:
    """An ordinance that counts."""
    key = proposed(desk, **changes)["id"]
    got = approved(desk, key)
    assert got.status_code == 200, got.text


def replaced(desk: Desk, version: int, **changes: Any) -> Any:
    return desk.ask("PUT", f"{PATH}/hv-2026", COUNCIL, content(**changes), headers={"If-Match": f'"{version}"'})


def withdrawn(desk: Desk, since: str, version: int = 1) -> Any:
    headers = {"If-Match": f'"{version}"'}
    got = desk.ask("POST", f"{PATH}/hv-2026/_trek-in", COUNCIL, {"van": since}, headers=headers)
    assert (got.status_code, got.json()["status"]) == (200, "concept")
    return approved(desk, version=version + 1)


def stated(desk: Desk) -> None:
    """That there is no designation and no other ordinance in 2026."""
    stated_of(desk, omvat=["aanwijzingen", "verordeningen"])


def wanted(**changes: Any) -> dict[str, Any]:
    """An application for a dwelling of a private landlord inside the designation."""
    told = given(**changes)
    told["woonruimte"] |= INSIDE
    return told


def outcome(desk: Desk, day: str = "2026-11-18") -> tuple[str, bool]:
    """What an address inside the designation is told, and whether the answer names the ordinance."""
    found = checked(desk, INSIDE, day)
    return found["uitkomst"], SAID in [one["nl"] for one in found["opmerkingen"]]


def test_an_ordinance_counts_on_its_own_days_once_another_person_said_so(either: Desk) -> None:
    designated(either)
    assert outcome(either) == ("onbekend", False)
    made = proposed(either)
    assert (made["status"], made["verordening"]) == ("concept", content())
    assert outcome(either) == ("onbekend", False)
    assert approved(either, subject="raad").status_code == 403  # who made it
    assert approved(either).json()["status"] == "vastgesteld"
    assert approved(either).status_code == 409
    assert outcome(either) == outcome(either, "2026-01-01") == ("van_toepassing", True)
    assert (outcome(either, "2025-12-31")[1], outcome(either, "2030-01-01")[1]) == (False, False)
    # Whether another ordinance asks something else is said by a statement, not by this one.
    ground = {one["grond"]: one["oordeel"] for one in checked(either, INSIDE)["gronden"]}
    assert ground["artikel_10"] == "onbekend"
    stated(either)
    ground = {one["grond"]: one["oordeel"] for one in checked(either, INSIDE)["gronden"]}
    assert (outcome(either), ground["artikel_10"]) == (("van_toepassing", True), "niet_van_toepassing")
    other = INSIDE | {"verhuurder": "corporatie"}
    assert checked(either, other)["uitkomst"] == "niet_van_toepassing"  # the ordinance names private landlords only


def test_checks_and_tables_of_the_own_municipality_read_it_and_say_which(either: Desk) -> None:
    designated(either)
    stated(either)
    assert judged(either, wanted())["advies"] == "geen_vergunning_nodig"  # stated that there is none
    ordained(either)
    found = judged(either, wanted())
    assert (found["advies"], SAID in [one["nl"] for one in found["opmerkingen"]]) == ("verlenen", True)
    assert found["recht"]["register"]["versie"] == 4
    assert f"de verordening vraagt hier een vergunning ({TITLE} vanaf" in found["gronden"][0]["reden"]["nl"]
    poor = wanted()
    poor["huishouden"][0] |= {"inkomen": [], "verblijf": [{"gemeente": "GM9999", "vanaf": "2024-05-25", "tot": None}]}
    assert judged(either, poor)["advies"] != "verlenen"
    head = "kenmerk;gemeente;aanvraagdatum;postcode;huisnummer;verhuurder;persoon;rol;rechtmatigVerblijf;inkomen"
    rows = [
        f"{code};{code};2026-10-01;3082AA;72;particulier;p1;aanvrager;ja;dienstbetrekking"
        for code in ("GM9999", "GM0599")
    ]
    table = "\n".join([head, *rows])
    headers = {**either.asking.as_(DESK), **CSV}
    own, other = either.asking.client.post("/v1/toetsingen/_upload", content=table, headers=headers).json()["aanvragen"]
    assert (own["gronden"]["artikel_8"], own["register"]["versie"]) == ("voldaan", 4)
    assert (other["gronden"]["artikel_8"], "register" in other) == ("onbekend", False)


def test_residence_is_held_against_the_region_that_it_names(desk: Desk) -> None:
    designated(desk)
    stated(desk)
    lived = [{"gemeente": "GM0606", "vanaf": "1980-01-01", "tot": None}]
    applicant = {"id": "p1", "rol": "aanvrager", "geboortedatum": "1980-01-01", "rechtmatigVerblijf": True}
    asked = wanted(huishouden=[applicant | {"verblijf": lived, "inkomen": [{"soort": "bijstand"}]}])
    ordained(desk)
    assert (judged(desk, asked)["advies"], judged(desk, asked)["vragen"][0]["feit"]) == ("aanvullen", "situatie.regio")
    assert replaced(desk, 1, regio=["GM0606"]).status_code == 200
    assert approved(desk, version=2).status_code == 200
    assert judged(desk, asked)["advies"] == "verlenen"


def test_the_calendar_shows_it_beside_those_of_the_rule_book(desk: Desk) -> None:
    def shown(day: str, role: Any = DESK, **more: Any) -> list[dict[str, Any]]:
        rows = desk.ask("GET", f"/aanwijzingen?op={day}", role, **more).json()["verordeningen"]
        assert any(not row["eigen"] for row in rows)
        return [row for row in rows if row["eigen"]]

    proposed(desk)
    assert shown("2029-12-30") == []
    assert approved(desk).status_code == 200
    row = {
        "gemeente": TENANT, "naam": TITLE, "jaar": 2026, "van": "2026-01-01", "tot": "2030-01-01", "dagenOver": 2,
        "nietBekend": [], "bronnen": ["Gemeenteblad 2025, 100 (verordening hv-2026, versie 1)"], "eigen": True,
    }  # fmt: skip
    assert shown("2029-12-30") == [row]
    assert shown("2030-01-01") == [row | {"dagenOver": None}]
    assert shown("2029-12-30", tenant="GM0363") == []
    ordained(desk, id="later", van="2031-01-01", tot="2032-01-01", ingetrokkenOp="2031-01-01")
    assert shown("2029-12-30") == [row]  # the other was never in force


def test_the_mayor_reads_which_conduct_it_chose(desk: Desk) -> None:
    """Article 10a lid 2: what the police chief tells counts where the ordinance chose it; told with the check, that counts."""
    told = {"letter": "a", "datum": "2026-01-01", "minderjarig": False}
    given = {"gemeente": TENANT, "aanvraagdatum": "2026-11-18", "gedragingen": [told, told | {"letter": "b"}]}

    def weighed(**more: Any) -> tuple[list[str], Any]:
        tenant = more.pop("tenant", TENANT)
        got = desk.ask("POST", "/gedragingentoetsen", MAYOR, given | more, tenant=tenant)
        Gedragingentoets.model_validate_json(got.content)
        return [one["oordeel"] for one in got.json()["gedragingen"]], got.json().get("verordening")

    assert weighed() == (["onbekend", "onbekend"], None)
    ordained(desk, categorieen=TEN, gedragingen=["a"])
    assert weighed() == (["telt_mee", "telt_niet"], {"id": "hv-2026", "versie": 1, "citeertitel": TITLE})
    assert weighed(gedragingenVerordening=["b"]) == (["telt_niet", "telt_mee"], None)
    assert weighed(aanvraagdatum="2025-12-31", gedragingen=[told | {"datum": "2025-01-01"}]) == (["onbekend"], None)
    assert weighed(tenant="GM0363") == (["onbekend", "onbekend"], None)


def test_what_the_mayor_is_asked_for_is_named(desk: Desk) -> None:
    given = {"gemeente": TENANT, "aanvraagdatum": "2026-11-18", "gedragingen": [{"letter": "a", "datum": "2026-01-01"}]}
    (one,) = desk.ask("POST", "/gedragingentoetsen", MAYOR, given).json()["gedragingen"]
    assert one["redenen"][0]["en"].startswith("This is not known: gedragingenVerordening, minderjarig.")


def test_a_situation_that_was_given_replaces_it(desk: Desk) -> None:
    designated(desk)
    body = wanted() | {"situatie": {"aanwijzingen": [], "verordening": None}}
    before = judged(desk, body)
    ordained(desk)
    assert judged(desk, body) == before
    told = wanted(plaatsing={"gebieden": []})
    assert not any(TITLE in one["nl"] for one in judged(desk, told)["opmerkingen"])


def test_a_case_keeps_the_ordinance_of_its_day_and_a_replay_reads_that_after_it_was_superseded(either: Desk) -> None:
    designated(either)
    stated(either)
    ordained(either)
    case, first = assessed(either, wanted())
    assert first["toetsing"]["advies"] == "verlenen"
    assert SAID in [one["nl"] for one in first["toetsing"]["opmerkingen"]]
    assert kept(either, case)["plaatsing"]["verordening"] == ordinance(versie=1)
    assert withdrawn(either, "2026-11-01").status_code == 200
    corporations = [{"gronden": ["artikel_8"], "verhuurder": ["corporatie"]}]
    ordained(either, id="hv-nieuw", citeertitel="Nieuwe verordening", van="2026-11-01", categorieen=corporations)
    draft = {"uitkomst": "verlenen", "verhouding": "volgt"}
    late = either.step(case, "besluiten", REVIEWER, draft)
    assert (late.status_code, late.json()["errors"][0]["plaats"]) == (409, "toetsing")
    second = either.well(case, "toetsingen", REVIEWER)
    assert second["toetsing"]["advies"] == "geen_vergunning_nodig"
    assert kept(either, case)["plaatsing"]["verordening"]["id"] == "hv-nieuw"
    assert second["toetsing"]["recht"]["register"]["versie"] == 6
    early = judged(either, wanted(), "?alternatieven=false&peildatum=2026-10-31")
    assert SAID.replace("versie 1", "versie 2") in [one["nl"] for one in early["opmerkingen"]]
    assert replayed(either, case) == [True, True]


def test_a_second_ordinance_on_the_same_day_is_not_made_to_count(either: Desk) -> None:
    ordained(either)
    proposed(either, id="ander", van="2029-12-31", tot="2032-01-01")
    got = approved(either, "ander")
    problem = "Op een of meer van deze dagen geldt ook verordening hv-2026 (versie 1)."
    assert got.status_code == 409
    assert [(one["plaats"], one["probleem"]) for one in got.json()["errors"]] == [("van", problem)]
    ordained(either, id="erna", van="2030-01-01", tot="2034-01-01")  # the day on which the first one ended
    ordained(either, id="ervoor", van="2025-01-01", tot="2026-01-01")
    # A new version of one is no second one, until it runs into another.
    assert replaced(either, 1, tot="2029-12-31").status_code == 200
    assert approved(either, version=2).status_code == 200
    assert approved(either, "ander").status_code == 409  # it runs into the one that follows
    assert replaced(either, 2, van="2026-06-01", tot="2030-02-01").status_code == 200
    assert approved(either, version=3).status_code == 409


def test_one_without_an_end_lasts_until_it_is_ended_and_one_never_in_force_stands_in_no_way(desk: Desk) -> None:
    endless = {key: said for key, said in ordinance().items() if key != "tot"}
    assert desk.ask("POST", PATH, COUNCIL, endless).status_code == 201
    assert approved(desk).status_code == 200
    proposed(desk, id="later", van="2031-01-01", tot="2034-01-01")
    assert approved(desk, "later").status_code == 409
    assert withdrawn(desk, "2026-01-01").json()["status"] == "ingetrokken"
    assert approved(desk, "later").status_code == 200
    # One that is withdrawn from its first day on meets nothing itself either.
    proposed(desk, id="nooit", van="2032-01-01", tot="2034-01-01", ingetrokkenOp="2032-01-01")
    assert approved(desk, "nooit").status_code == 200


def refused(desk: Desk, **changes: Any) -> list[str]:
    got = desk.ask("POST", PATH, COUNCIL, ordinance(**changes))
    assert got.status_code == 409, got.text
    return [f"{one['plaats']}: {one['probleem']}" for one in got.json()["errors"]]


def test_what_is_at_odds_with_the_act_of_its_first_day_is_refused_with_every_article_at_once(desk: Desk) -> None:
    found = refused(desk, tot=None, voorrangBoven=["artikel_11"], latereInwoning=True)
    assert [one.partition(":")[0] for one in found] == ["voorrangBoven.0", "verordening", "verordening"]
    assert found[0].endswith("(art. 9 lid 2 Wbmgp).") and found[2].endswith("(art. 4 lid 1 Huisvestingswet 2014).")
    assert refused(desk, van="1999-01-01") == ["van: Deze dag ligt voor het recht dat dit regelboek kent."]
    assert desk.ask("GET", PATH, RULES).json() == {"verordeningen": []}
    ordained(desk, van="2010-01-01", tot=None)  # then an ordinance could last until it was replaced
    got = replaced(desk, 1, tot="2031-01-01")
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (409, "verordening")


def test_the_designations_of_the_municipality_itself_count_when_it_is_held_against_the_act(desk: Desk) -> None:
    proposed(desk, id="vooraf", categorieen=TEN, gedragingen=["a"])
    designated(desk, gronden=[{"grond": "artikel_10", "instrument": "vog"}])
    # The council chooses behaviours with police data only, and this designation asks for another screening.
    assert refused(desk, categorieen=TEN, gedragingen=["a"])[0].startswith("gedragingen.0: ")
    assert approved(desk, "vooraf").status_code == 409  # what was proposed before is held against it again
    found = proposed(desk, categorieen=TEN, hardheidsclausule=None)["bevindingen"]
    assert {one["oordeel"] for one in found} == {"ontbreekt", "open"}
    assert "geen_hardheidsclausule" in [one["regel"] for one in found if one["oordeel"] == "ontbreekt"]
    seen = desk.ask("GET", f"{PATH}/hv-2026", DESK).json()["bevindingen"]
    assert seen == found == approved(desk).json()["bevindingen"]
    assert withdrawn(desk, "2026-06-01").json()["bevindingen"] == []


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"van": "1-1-2026", "gedragingen": ["z"], "kleur": "rood"}, {"van", "gedragingen.0", "kleur"}),
        ({"tot": "2026-01-01", "ingetrokkenOp": "2025-01-01"}, {"tot", "ingetrokkenOp"}),
        ({"categorieen": [*EIGHT, {"gronden": []}]}, {"categorieen.1.gronden"}),
        ({"categorieen": []}, {"categorieen"}), ({"categorieen": None}, {"categorieen"}),
        ({"citeertitel": "Van 999990019"}, {"citeertitel"}), ({"vindplaats": "dossier 999990019"}, {"vindplaats"}),
        ({"id": "van-999990019"}, {"id"}), ({"voorrangskenmerken": ["999990019"]}, {"voorrangskenmerken.0"}),
        ({"inkomenstoets": "iedereen"}, {"inkomenstoets"}), ({"van": None}, {"van"}),
        ({"regio": ["GM0599", "Rotterdam"]}, {"regio.1"}), ({"regio": []}, {"regio"}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_all_at_once_and_nothing_is_kept(
    desk: Desk, changes: dict[str, Any], places: set[str]
) -> None:
    got = desk.ask("POST", PATH, RULES, ordinance(**changes))
    assert (got.status_code, {one["plaats"] for one in got.json()["errors"]}) == (400, places)
    assert desk.ask("GET", PATH, RULES).json() == {"verordeningen": []}


def test_versions_follow_each_other_and_stay_to_be_read(either: Desk) -> None:
    ordained(either)
    assert either.ask("PUT", f"{PATH}/hv-2026", COUNCIL, content()).status_code == 428
    assert replaced(either, 1, categorieen=TEN).status_code == 200
    assert replaced(either, 1, categorieen=TEN).status_code == 412
    assert either.ask("POST", PATH, RULES, ordinance()).status_code == 409
    assert either.ask("POST", PATH, DESK, ordinance(id="ander")).status_code == 403
    (listed,) = Verordeningen.model_validate_json(either.ask("GET", PATH, DESK).content).verordeningen
    assert (listed.versie, listed.status, listed.door, listed.bevindingen) == (2, "concept", "ander", None)
    first = either.ask("GET", f"{PATH}/hv-2026?versie=1", DESK).json()
    assert (first["versie"], first["verordening"]) == (1, content())
    assert either.ask("GET", f"{PATH}/hv-2026?versie=9", DESK).status_code == 404
    early = {"van": "2025-12-31"}
    got = either.ask("POST", f"{PATH}/hv-2026/_trek-in", COUNCIL, early, headers={"If-Match": '"2"'})
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "ingetrokkenOp")


def test_another_municipality_sees_uses_and_changes_nothing_of_it(either: Desk) -> None:
    designated(either)
    before = judged(either, wanted(), tenant="GM0599"), judged(either, wanted(gemeente="GM0599"), tenant="GM0599")
    ordained(either)
    other, mark = {"tenant": "GM0599"}, {"If-Match": '"1"'}
    assert before == (
        judged(either, wanted(), tenant="GM0599"), judged(either, wanted(gemeente="GM0599"), tenant="GM0599"),
    )  # fmt: skip
    assert either.ask("GET", PATH, RULES, **other).json() == {"verordeningen": []}
    for method, name, body in (
        ("GET", "", None), ("PUT", "", content()), ("POST", "/_stel-vast", None), ("POST", "/_trek-in", {"van": "2026-06-01"}),
    ):  # fmt: skip
        got = either.ask(method, f"{PATH}/hv-2026{name}", RULES, body, headers=mark, **other)
        assert (method, got.status_code) == (method, 404)
    # The same name is free there, also on the same days, and says nothing here.
    assert either.ask("POST", PATH, COUNCIL, ordinance(citeertitel="Elders"), **other).status_code == 201
    got = either.ask("POST", f"{PATH}/hv-2026/_stel-vast", RULES, subject="tweede", headers=mark, **other)
    assert got.status_code == 200, got.text
    assert outcome(either) == ("van_toepassing", True)


def test_each_version_that_counts_is_an_entry_and_a_change_behind_it_is_found(desk: Desk) -> None:
    ordained(desk)
    withdrawn(desk, "2026-06-01")
    first, second = leaves(desk, "verordeningsversie")
    assert ("betreft" in first, second["betreft"]) == (False, first["record_id"])
    store = store_of(desk)
    assert found_in_log(store) == []
    run(store, "DROP TRIGGER ordinance_version_no_update")
    run(store, "UPDATE ordinance_version SET content = replace(content, 'particulier', 'corporatie')")
    assert found_in_log(store) == ["version_gone", "version_gone"]


def test_the_database_itself_asks_for_two_people_and_keeps_versions(either: Desk) -> None:
    ordained(either)
    for words in (
        "UPDATE ordinance_version SET kind = 'intrekking'", "DELETE FROM ordinance_approval", "DELETE FROM version_entry",
        "INSERT INTO ordinance_approval SELECT tenant, id, 2, made_by, made_by, approved_at FROM ordinance_approval",
    ):  # fmt: skip
        with pytest.raises(DBAPIError):
            run(store_of(either), words)


def warned(got: Any) -> bool:
    """Whether the answer about a statement says that the register has no ordinance in its days."""
    assert got.status_code in (200, 201), got.text
    found = [one["nl"] for one in got.json()["opmerkingen"]]
    assert found == [] or found[0].startswith("Het register kent geen verordening in deze periode.")
    return found != []


def test_a_statement_about_ordinances_is_warned_where_the_register_has_none_in_its_days(either: Desk) -> None:
    path, mark = "/registerverklaringen", {"If-Match": '"1"'}
    said = {
        "id": "jaar", "van": "2026-01-01", "tot": "2027-01-01", "omvat": ["verordeningen"], "orgaan": "B&W", "grond": "Nagegaan.",
    }  # fmt: skip
    assert warned(either.ask("POST", path, COUNCIL, said))
    proposed(either)  # only proposed
    assert warned(either.ask("GET", f"{path}/jaar", DESK))
    assert warned(either.ask("POST", f"{path}/jaar/_stel-vast", RULES, subject="tweede", headers=mark))  # not refused
    assert not warned(either.ask("POST", path, COUNCIL, said | {"id": "gebieden", "omvat": ["aanwijzingen"]}))
    assert approved(either).status_code == 200
    assert not warned(either.ask("GET", f"{path}/jaar", DESK))
    changed = {key: value for key, value in said.items() if key != "id"}
    assert warned(
        either.ask("PUT", f"{path}/jaar", COUNCIL, changed | {"van": "2025-01-01", "tot": "2026-01-01"}, headers=mark)
    )
    gone = either.ask("POST", f"{path}/jaar/_trek-in", COUNCIL, {"van": "2025-06-01"}, headers={"If-Match": '"2"'})
    assert not warned(gone)
    assert "opmerkingen" not in either.ask("GET", path, DESK).json()["verklaringen"][0]


def test_of_two_that_are_approved_at_the_same_moment_one_counts(either: Desk) -> None:
    for round in range(3):
        days = {"van": f"20{50 + 10 * round}-01-01", "tot": f"20{53 + 10 * round}-01-01"}
        keys = [proposed(either, id=f"{name}-{round}", **days)["id"] for name in ("een", "twee")]
        with ThreadPoolExecutor(2) as together:
            answers = list(together.map(lambda key: approved(either, key).status_code, keys))
        assert sorted(answers) == [200, 409]
