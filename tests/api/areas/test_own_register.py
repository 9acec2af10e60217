"""Checks that keep nothing read the register of the caller's own municipality, once for each version of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.areas.drawn import COUNCIL, RULES, approved, area, proposed
from tests.api.areas.test_designations import TENANT, counted, designated
from tests.api.areas.test_placing import ADDRESS, OUTSIDE, SEEN, checked, local, remarks
from tests.api.cases.test_guards import rows, store_of
from tests.api.cases.working import DESK, Desk
from wbmgp_api.areas.known import Known, Registers
from wbmgp_api.v1.answers import Toetsing, Upload

CSV = {"Content-Type": "text/csv"}


def given(postcode: str = "3082AA", **changes: Any) -> dict[str, Any]:
    """An application that gives an address and no situation."""
    told = local(**changes)
    told["woonruimte"] = {"adres": {"postcode": postcode, "huisnummer": 72}}
    return told


def judged(desk: Desk, body: dict[str, Any], query: str = "?alternatieven=false", **more: Any) -> dict[str, Any]:
    got = desk.ask("POST", f"/toetsingen{query}", DESK, body, **more)
    assert got.status_code == 200, got.text
    Toetsing.model_validate_json(got.content)
    found: dict[str, Any] = got.json()
    return found


def versions(desk: Desk) -> int | None:
    """Which version of the register a check was answered by."""
    register = judged(desk, given())["recht"].get("register")
    return None if register is None else int(register["versie"])


def kept_rows(desk: Desk) -> list[Any]:
    return [rows(desk, f"SELECT count(*) FROM {table}") for table in ("log_leaf", "record", "case_file", "payload")]


def test_an_application_of_the_own_municipality_is_judged_with_its_register(either: Desk) -> None:
    before = judged(either, given())
    designated(either)
    rested = kept_rows(either)
    found = judged(either, given())
    assert remarks(found) == [SEEN]
    assert found["recht"]["register"]["versie"] == 2
    assert found["recht"]["register"]["vastgesteld"].startswith("2026-11-18T")
    assert remarks(judged(either, given("9999ZZ"))) == [OUTSIDE]
    # With the trail and what would have to change as well, and on another day of the law.
    assert remarks(judged(either, given(), "?spoor=true")) == [SEEN]
    early = judged(either, given(), "?alternatieven=false&peildatum=2025-12-31")
    assert (remarks(early), "register" in early["recht"]) == ([], False)
    # An address check and an assessment say the same of it.
    assert checked(either, ADDRESS)["recht"]["register"] == found["recht"]["register"]
    assert kept_rows(either) == rested
    assert "register" not in before["recht"]


def test_what_the_application_says_itself_stays_and_others_see_nothing(desk: Desk) -> None:
    own = local() | {"situatie": {"aanwijzingen": []}}
    elsewhere = given() | {"plaatsing": {"gebieden": []}}
    bodies = [own, elsewhere]
    before = [judged(desk, body) for body in bodies]
    other = judged(desk, given(), tenant="GM0599")
    designated(desk)
    assert [judged(desk, body) for body in bodies] == before
    assert judged(desk, given(), tenant="GM0599") == other
    assert judged(desk, given(gemeente="GM0599"))["recht"].get("register") is None
    open_check = desk.asking.post("/v1/toetsingen?alternatieven=false", given())
    assert (open_check.status_code, open_check.json()) == (200, other)


def test_a_case_says_which_version_it_was_assessed_by(either: Desk) -> None:
    from tests.api.areas.test_placing import assessed, kept, replayed

    designated(either)
    case, first = assessed(either, given())
    assert first["toetsing"]["recht"]["register"]["versie"] == 2
    assert kept(either, case)["plaatsing"]["register"] == first["toetsing"]["recht"]["register"]
    changed = {key: said for key, said in area(postcodes=["3082AA", "3083BB"]).items() if key != "id"}
    either.ask("PUT", "/gebieden/tarwewijk", COUNCIL, changed, headers={"If-Match": '"1"'})
    assert versions(either) == 2  # a proposal changes nothing
    approved(either, "tarwewijk", 2)
    assert versions(either) == 3
    assert replayed(either, case) == [True]


def test_a_table_is_judged_with_it_too(either: Desk) -> None:
    designated(either)
    head = "kenmerk;gemeente;aanvraagdatum;postcode;huisnummer;persoon;rol"
    lines = [f"a;{TENANT};2026-10-01;3082AA;72;p1;aanvrager", "b;GM0599;2026-10-01;3082AA;72;p1;aanvrager"]
    got = either.asking.client.post(
        "/v1/toetsingen/_upload", content="\n".join([head, *lines]), headers={**either.asking.as_(DESK), **CSV}
    )
    assert got.status_code == 200, got.text
    Upload.model_validate_json(got.content)
    own, other = got.json()["aanvragen"]
    assert (own["register"]["versie"], "register" in other) == (2, False)


def test_the_register_is_read_once_for_each_version(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    designated(desk)
    read, times = Known.read, list[str]()

    def told(connection: Any, tenant: str, *rest: Any) -> Known:
        times.append(tenant)
        return read(connection, tenant, *rest)

    monkeypatch.setattr(Known, "read", told)
    assert [versions(desk) for _ in range(3)] == [2, 2, 2]
    assert times == [TENANT]
    headers = {"If-Match": '"1"'}
    desk.ask("POST", "/aanwijzingen/tarwewijk-2026/_trek-in", RULES, {"van": "2026-11-01"}, headers=headers)
    assert counted(desk, 2).status_code == 200
    assert [versions(desk) for _ in range(2)] == [3, 3]
    assert len(times) == 2
    judged(desk, given(gemeente="GM0599"), tenant="GM0599")  # it keeps nothing, so there is nothing to read
    assert len(times) == 2


def test_registers_are_remembered_within_bounds(desk: Desk) -> None:
    for tenant in (TENANT, "GM0599", "GM0606"):
        proposed(desk, area(), tenant=tenant)
        assert approved(desk, "tarwewijk", tenant=tenant).status_code == 200
    store = store_of(desk)

    def seen(registers: Registers, tenant: str) -> Known:
        return store.read(tenant, lambda connection: registers.of(connection, tenant))

    size = seen(Registers(), TENANT).size
    two = Registers(most=2 * size)
    first, second = seen(two, TENANT), seen(two, "GM0599")
    assert seen(two, TENANT) is first
    seen(two, "GM0606")  # the one that was used longest ago made room
    assert seen(two, TENANT) is first
    assert seen(two, "GM0599") is not second
    small = Registers(most=size - 1)  # one that is too large goes with the next
    alone = seen(small, TENANT)
    assert seen(small, "GM0599").areas and seen(small, TENANT) is not alone
