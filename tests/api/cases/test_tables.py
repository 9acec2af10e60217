"""A table of applications into cases: tried first, every fault with its cell, all or none, and once for one key."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from tests.api.cases.test_guards import rows
from tests.api.cases.test_numbers import ONE, THREE, TWO
from tests.api.cases.working import DESK, LANDLORD, LAWYER, REVIEWER, Desk
from wbmgp_api.sheets.intakes import MOST
from wbmgp_api.sheets.reading import CSV, XLSX
from wbmgp_api.v1 import case_answers as answers

HEAD = "kenmerk;gemeente;aanvraagdatum;gebied;ontvangen;persoon;rol;geboortedatum;burgerservicenummer"
FIRST = f"a;GM9999;2026-10-01;tarwewijk;2026-11-02;p1;aanvrager;1971;{ONE}"
CHILD = f"a;;;;;p2;kind;2010;{TWO}"
SECOND = "b;GM9999;2026-10-02;tarwewijk;;p1;aanvrager;1980;"


def table(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def sent(desk: Desk, data: bytes, *, key: str = "tabel-een", role: Any = DESK, query: str = "", kind: str = CSV) -> Any:
    headers = {**desk.asking.as_(role), "Content-Type": kind, "Idempotency-Key": key}
    return desk.asking.client.post(f"/v1/aanvragen/_upload{query}", content=data, headers=headers)


def kept(desk: Desk) -> int:
    return sum(len(rows(desk, f"SELECT 1 FROM {name}")) for name in ("case_file", "record", "idempotency"))


def test_a_table_becomes_cases(either: Desk) -> None:
    got = sent(either, table(FIRST, CHILD, SECOND))
    assert got.status_code == 201, got.text
    made = answers.Inname.model_validate_json(got.content)
    assert [(one.rij, one.kenmerk) for one in made.aanvragen] == [(2, "a"), (4, "b")]
    first, second = (str(one.zaak) for one in made.aanvragen)
    read = either.ask("GET", f"/aanvragen/{first}", REVIEWER).json()
    assert (read["ontvangen"], [one["id"] for one in read["aanvraag"]["huishouden"]]) == ("2026-11-02", ["p1", "p2"])
    assert either.ask("GET", f"/aanvragen/{second}", REVIEWER).json()["ontvangen"] == "2026-11-18"
    told = either.ask("GET", f"/aanvragen/{first}/burgerservicenummers", DESK).json()["burgerservicenummers"]
    assert [one["nummer"] for one in told] == [ONE, TWO]
    assert either.ask("GET", "/aanvragen", DESK).json()["aantal"] == 2


def test_a_trial_keeps_nothing(desk: Desk) -> None:
    got = sent(desk, table(FIRST, CHILD, SECOND), query="?proef=true")
    assert (got.status_code, kept(desk)) == (200, 0)
    made = answers.Inname.model_validate_json(got.content)
    assert (made.proef, [one.zaak for one in made.aanvragen]) == (True, [None, None])
    assert sent(desk, table(SECOND), query="?proef=misschien").status_code == 400
    assert sent(desk, table(SECOND), query="?proef=false").status_code == 201


def test_every_fault_has_its_cell_and_nothing_is_kept(either: Desk) -> None:
    lines = (
        f"a;GM9999;2026-10-01;tarwewijk;gisteren;p1;aanvrager;1971;{ONE[:-1]}4",
        f"a;;;;;p2;kind;tien;{TWO}",
        f"a;;;;;p3;kind;2010;{TWO}",
        f"a;;;;;;kind;2010;{THREE}",
        SECOND,
    )
    got = sent(either, table(*lines))
    assert got.status_code == 400
    assert {"E2", "I2", "H3", "I4", "I5"} <= {one["plaats"] for one in got.json()["errors"]}
    assert all(number not in got.text for number in (ONE, TWO, THREE))
    assert kept(either) == 0


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("b;GM0599;2026-10-02;tarwewijk;;p1;aanvrager;1980;", "B3"),
        ("b;GM9999;2026-10-02;tarwewijk;2026-11-19;p1;aanvrager;1980;", "E3"),
    ],
)
@pytest.mark.parametrize("query", ["", "?proef=true"])
def test_what_cannot_be_taken_in_is_told_with_its_cell_also_in_a_trial(
    desk: Desk, line: str, place: str, query: str
) -> None:
    got = sent(desk, table(FIRST, line), query=query)
    assert (got.status_code, [one["plaats"] for one in got.json()["errors"]], kept(desk)) == (400, [place], 0)


def test_one_key_is_one_table(either: Desk) -> None:
    first = sent(either, table(FIRST, CHILD, SECOND))
    before = kept(either)
    again = sent(either, table(FIRST, CHILD, SECOND))
    assert (again.status_code, again.json()) == (201, first.json())
    for other in (table(SECOND), table(SECOND, FIRST, CHILD), table(FIRST, CHILD, SECOND.replace("1980", "1981"))):
        assert sent(either, other).status_code == 422
    more = table(FIRST, CHILD, SECOND, SECOND.replace("b;", "c;"))
    assert sent(either, more).status_code == 422
    assert kept(either) == before
    assert sent(either, table(SECOND), key="kort").status_code == 400


def test_a_spreadsheet_with_numbers_as_text(desk: Desk) -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for line in (HEAD, FIRST, CHILD):
        book.active.append([cell or None for cell in line.split(";")])
    book.save(out)
    assert sent(desk, out.getvalue(), kind=XLSX).status_code == 201
    assert sent(desk, out.getvalue(), kind="application/json", key="tabel-twee").status_code == 415


def test_a_table_that_would_keep_others_waiting_is_refused(desk: Desk) -> None:
    lines = [SECOND.replace("b;", f"k{number};") for number in range(MOST + 1)]
    got = sent(desk, table(*lines))
    assert (got.status_code, got.json()["errors"][0]["plaats"]) == (400, "tabel")
    assert sent(desk, table(*lines[:-1])).status_code == 201


def test_the_template_can_be_sent_back(desk: Desk) -> None:
    got = desk.ask("GET", "/aanvragen/_sjabloon", DESK)
    assert (got.status_code, got.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert {"ontvangen", "burgerservicenummer"} < set(got.content.decode("utf-8-sig").splitlines()[0].split(";"))
    own = got.content.decode("utf-8-sig").replace("GM0599", "GM9999").encode()
    assert sent(desk, own).status_code == 201


def test_who_may_send_a_table(desk: Desk) -> None:
    assert sent(desk, table(SECOND), role=LAWYER).status_code == 403
    outside = sent(desk, table(SECOND), role=LANDLORD)
    assert (outside.status_code, outside.json()["errors"][0]["plaats"], kept(desk)) == (409, "mandaat", 0)


def test_a_key_of_another_caller_gives_nobody_its_table(desk: Desk) -> None:
    made = sent(desk, table(FIRST, CHILD, SECOND)).json()["aanvragen"]
    for role in (LANDLORD, REVIEWER):
        got = sent(desk, table(FIRST, CHILD, SECOND), role=role)
        assert got.status_code == (409 if role is LANDLORD else 201)
        assert not [one for one in made if one["zaak"] in got.text]


def test_a_fault_of_the_table_hides_none_of_the_intake(desk: Desk) -> None:
    wrong = SECOND.replace("1980", "8-3-1980").replace("b;", "c;")
    foreign = SECOND.replace("GM9999", "GM0599").replace("tarwewijk;;", "tarwewijk;2026-11-19;")
    got = sent(desk, table(FIRST, wrong, foreign.replace("b;", "d;"), SECOND))
    assert [one["plaats"] for one in got.json()["errors"]] == ["H3", "B4"]
    late = sent(desk, table(wrong, SECOND.replace("tarwewijk;;", "tarwewijk;2026-11-19;")))
    assert [one["plaats"] for one in late.json()["errors"]] == ["H2", "E3"]
