"""Which corporation used somebody's data: the program that asked, and what its mandate of that day calls it (AVG art. 15)."""

from __future__ import annotations

from typing import Any

from tests.api.cases.test_mandates import approved, mandate, mandated, taken
from tests.api.cases.working import LANDLORD, LAWYER, Desk
from tests.api.pages.desk.conftest import Office, words
from tests.api.pages.desk.conftest import town as town  # the fixture
from tests.api.processing_log.test_reading import sought
from tests.api.service.asking import TENANT
from wbmgp_api.commands.processing_log import _text
from wbmgp_api.identity.development import CLIENT
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.oversight import processing_log
from wbmgp_api.store.processing_reading import FIRST

NAMED = (f"urn:wbmgp:afnemer:{CLIENT}", "Wooncorporatie")


def looked(desk: Desk) -> str:
    """A case of a corporation in which it looked."""
    mandated(desk)
    case = str(taken(desk).json()["id"])
    assert desk.ask("GET", f"/aanvragen/{case}", LANDLORD).status_code == 200
    return case


def told(desk: Desk, case: str) -> list[tuple[Any, ...]]:
    """Of each person in each line of a corporation: what it did, and which one it was."""
    lines = [one for one in sought(desk, zaak=case) if one["rol"] == "corporatie" and one["betrokkene"]]
    return [(one["naam"], one["afnemer"], one["organisatie"]) for one in lines]


def test_every_line_of_a_corporation_says_which_one_it_was(either: Desk) -> None:
    case = looked(either)
    assert told(either, case) == [("inzage", *NAMED), ("intake", *NAMED)]


def test_others_are_told_as_the_municipality(desk: Desk) -> None:
    case = looked(desk)
    assert {one["organisatie"] for one in sought(desk, zaak=case) if one["rol"] != "corporatie"} == {None}


def test_a_corporation_is_told_as_it_was_called_on_the_day(desk: Desk) -> None:
    case = looked(desk)
    desk.clock.days(2)
    later = mandate(naam="Fusiecorporatie", van="2026-11-20")
    del later["id"]
    got = desk.ask("PUT", "/mandaten/wooncorporatie", LAWYER, later, headers={"If-Match": '"1"'})
    assert got.status_code == 200, got.text
    approved(desk, 2)
    desk.ask("GET", f"/aanvragen/{case}", LANDLORD)
    names = [name for _, _, name in told(desk, case)]
    assert names == ["Fusiecorporatie", "Wooncorporatie", "Wooncorporatie"]


def test_the_command_says_it_too(desk: Desk) -> None:
    case = looked(desk)
    office: Any = desk.asking.client.app.state.service.office  # type: ignore[attr-defined]
    who = Principal("fg", TENANT, frozenset({Role.PRIVACY}), "desk", Role.PRIVACY)
    lines = processing_log.of_case(office, who, case, FIRST, 500).lines
    told = [line for line in _text(iter([list(lines)])) if "  inzage  " in line and "corporatie" in line]
    assert told
    assert all(f"corporatie  Wooncorporatie  urn:wbmgp:afnemer:{CLIENT}  " in line for line in told)


def test_the_officer_reads_the_name_and_the_program(town: Office) -> None:
    case = looked(town.desk)
    officer = town.as_(Role.PRIVACY)
    officer.get("/toezicht/verwerkingen")
    found = words(officer.send("/toezicht/verwerkingen", 200, zaak=f"{case[:8]}-{case[8:13]}"))
    assert f"corporatie Wooncorporatie ({CLIENT})" in found
