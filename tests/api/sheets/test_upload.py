"""Tables of applications: as CSV and as a spreadsheet, every fault with its cell, nothing used while there is one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from tests.api.service.asking import Asking, service
from wbmgp_api.identity.development import LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.settings import Settings
from wbmgp_api.sheets.applications import applications, refuse
from wbmgp_api.sheets.reading import CSV, XLSX, read
from wbmgp_api.sheets.writing import csv_text
from wbmgp_engine.errors import BadInput

HEAD = "kenmerk;gemeente;aanvraagdatum;gebied;persoon;rol;geboortedatum;verblijf;inkomen"
ONE = "a;GM0599;2024-03-08;tarwewijk;p1;aanvrager;1971;GM0599:2020-05-25..;bijstand"
TWO = "a;;;;p2;kind;2010;;geen"


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        refuse(applications(read(text.encode(), CSV)).faults)
    return [(finding.place, finding.problem) for finding in caught.value.findings]


def listed(data: bytes, kind: str = CSV) -> list[Any]:
    found = applications(read(data, kind))
    assert not found.faults
    return found.listed


def sheet(rows: list[list[Any]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.fixture
def asking(tmp_path: Any) -> Any:
    with service(LocalIssuer.at(tmp_path / "sleutel"), Settings()) as asked:
        yield asked


def test_persons_of_one_application_stand_in_several_rows() -> None:
    (found,) = listed(f"{HEAD}\n{ONE}\n{TWO}\n".encode())
    assert found.row == 2
    assert found.application.to_json()["huishouden"] == [
        {"id": "p1", "rol": "aanvrager", "geboortedatum": "1971", "inkomen": [{"soort": "bijstand"}],
         "verblijf": [{"gemeente": "GM0599", "vanaf": "2020-05-25", "tot": None}]},
        {"id": "p2", "rol": "kind", "geboortedatum": "2010", "inkomen": []},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [f"{HEAD}\r\n{ONE}\r\n{TWO}\r\n", f"\ufeff{HEAD}\n{ONE}\n{TWO}", f"{HEAD}\n\n{ONE}\n;;;;;;;;\n{TWO}\n",
     f"{HEAD},x".replace(";", ",").removesuffix(",x") + "\n" + f"{ONE}\n{TWO}".replace(";", ",")],
)  # fmt: skip
def test_tables_of_other_programs_read_the_same(changed: str) -> None:
    (found,) = listed(changed.encode())
    assert [person.id for person in found.application.household] == ["p1", "p2"]


@pytest.mark.parametrize(
    ("table", "places"),
    [
        (f"{HEAD}\n{ONE.replace('GM0599;', 'Rotterdam;')}", ["B2"]),
        (f"{HEAD}\n{ONE.replace('2024-03-08', '8-3-2024')}", ["C2"]),
        (f"{HEAD}\n{ONE.replace('aanvrager', 'huurder')}", ["F2"]),
        (f"{HEAD}\n{ONE.replace('GM0599:2020-05-25..', 'Rotterdam sinds 2020')}", ["H2"]),
        (f"{HEAD}\n{ONE.replace('bijstand', 'uitkering')}", ["I2"]),
        (f"{HEAD};bsn\n{ONE};999990019", ["J1"]),
        (f"{HEAD}\n{ONE}\n{TWO.replace('a;;', 'a;GM0363;')}", ["B3"]),
        (f"{HEAD}\n{ONE}\nb;GM0599;2024-03-08;;p1;aanvrager;1971;;", ["rij-3.woonruimte"]),
        (f"{HEAD}\n{ONE.replace('GM0599;', 'x;')}\nb;y;2024-03-08;t;p1;aanvrager;1971;;", ["B2", "B3"]),
        (f"{HEAD}\n{ONE};nog iets", ["J2"]), (f"{HEAD};gebied\n{ONE};x", ["J1"]), ("", ["A1"]), (";;\n", ["A1"]),
        (f"{HEAD}\n\"a{ONE}", ["regel-2"]), (f"{HEAD}\n{'x' * 2001}{ONE}", ["A2"]),
        (f"{HEAD}{';' * 52}\n{ONE}{';' * 52}", ["rij-1", "rij-2"]),
    ],
)  # fmt: skip
def test_every_fault_has_its_cell(table: str, places: list[str]) -> None:
    assert [place for place, _ in faults(table)] == places


def test_a_spreadsheet_with_dates_and_numbers() -> None:
    from datetime import date, datetime

    head = [*HEAD.split(";"), "huisnummer", "postcode"]
    born = datetime(1971, 5, 25)
    row = ["a", "GM0599", date(2024, 3, 8), "tarwewijk", "p1", "aanvrager", born, None, "bijstand", 72, "3082AA"]
    (found,) = listed(sheet([head, row]), XLSX)
    given = found.application.to_json()
    assert given["aanvraagdatum"] == "2024-03-08" and given["huishouden"][0]["geboortedatum"] == "1971-05-25"
    assert given["woonruimte"]["adres"] == {"postcode": "3082AA", "huisnummer": 72}


def test_a_formula_is_refused() -> None:
    found = read(sheet([["kenmerk", "gemeente"], ["a", '=HYPERLINK("http://x")']]), XLSX)
    assert [(fault.code, fault.place) for fault in found.faults] == [("formula", "B2")]


def test_a_table_of_too_many_rows_is_read_no_further() -> None:
    found = read((f"{HEAD}\n" + f"{ONE}\n" * 5_001).encode(), CSV)
    assert (len(found.rows), [fault.place for fault in found.faults]) == (5_000, ["rij-5002"])


def test_the_shape_the_cells_and_what_contradicts_itself_are_told_at_once() -> None:
    lines = [
        f"{HEAD};bsn;naam;naam",
        f"{ONE.replace('1971', '2030')};;;;naast",  # born after the application and living before that, and a cell beside the last column
        "a;;;;p2;kind;8-3-2010;Rotterdam;uitkering",  # three cells of one row
        "b;Rotterdam;2024-03-08;tarwewijk;p1;aanvrager;2031;;",  # a wrong municipality hides no contradiction
        f"c;GM0599;{'9' * 2001};tarwewijk;p1;huurder;2031;;",  # nor does a cell that cannot be read
        "d;;;;p1;aanvrager;1971;;",
        '"e;',
    ]
    told = faults("\n".join(lines))
    assert {place for place, _ in told} == {
        "J1", "K1", "L1", "M2", "G2", "H2", "G3", "H3", "I3", "B4", "G4", "C5", "F5", "B6", "C6", "rij-6.woonruimte", "regel-7",
    }  # fmt: skip
    assert len(told) == 17
    assert not [problem for _, problem in told if "999" in problem or "Rotterdam" in problem]


def test_a_column_that_is_not_there_is_told_once() -> None:
    head = HEAD.replace("aanvraagdatum;", "")
    told = faults("\n".join([head, *(f"{n};GM0599;t;p1;aanvrager;1971;;" for n in range(300))]))
    assert [place for place, _ in told] == ["rij-1.aanvraagdatum"]


def test_of_very_many_faults_the_last_says_how_many_more_there_are() -> None:
    told = faults("\n".join([HEAD, *(f"{n};x;2024-03-08;t;p1;aanvrager;1971;;" for n in range(300))]))
    assert (len(told), told[-1]) == (200, ("tabel", "Er zijn nog 101 fouten die hier niet staan."))


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 60_000_000)
    return out.getvalue()


def with_entities() -> bytes:
    out = io.BytesIO(sheet([["kenmerk"]]))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/extra.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    return out.getvalue()


def changed(part: str, before: bytes, instead: bytes, start: bytes = b"") -> bytes:
    """A spreadsheet of which one part says something else, small in bytes and beside 400 kB that cannot be packed."""
    made, out = zipfile.ZipFile(io.BytesIO(sheet([["kenmerk"], ["a"]]))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/beeld.bin", b"".join(n.to_bytes(4) for n in range(100_000)), zipfile.ZIP_STORED)
        for name in made.namelist():
            data = made.read(name)
            if name.endswith(part):
                assert before in data
                data = start + data[data.index(b"?>") + 2 if start and b"?>" in data[:100] else 0 :].replace(
                    before, instead
                )
            packed.writestr(name, data)
    return out.getvalue()


COMMENT = b"<!--" + b"x" * 5_000 + b"-->"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "kaas">]>'
BUSY = {
    "entities far into a part": changed("sheet1.xml", b"<t>a</t>", b"<t>&a;</t>", COMMENT + ENTITY),
    "entities in another alphabet": changed("sheet1.xml", b"<t>a</t>", b"<t>&a;</t>", b'<?xml version="1.0" encoding="cp1252"?>' + ENTITY),
    "styles": changed("styles.xml", b"</cellXfs>", b"<xf/>" * 150_000 + b"</cellXfs>"),
    "names": changed("workbook.xml", b"</workbook>", b"<definedNames>" + b'<definedName name="a">x</definedName>' * 150_000 + b"</definedNames></workbook>"),
    "relations": changed("workbook.xml.rels", b"</Relationships>", b'<Relationship Type="t" Target="x" Id="q"/>' * 150_000 + b"</Relationships>"),
    "cells": changed("sheet1.xml", b"</sheetData>", (b"<row>" + b"<c/>" * 10_000 + b"</row>") * 250 + b"</sheetData>"),
    "deep": changed("sheet1.xml", b"<sheetData>", b"<a>" * 150_000 + b"</a>" * 150_000 + b"<sheetData>"),
}  # fmt: skip


@pytest.mark.parametrize("name", BUSY)
def test_a_spreadsheet_that_costs_more_than_its_rows_is_refused_before_it_is_read(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openpyxl.load_workbook", lambda *given, **more: pytest.fail("it was read"))
    with pytest.raises(BadInput) as caught:
        read(BUSY[name], XLSX)
    assert [one.code for one in caught.value.findings] == ["no_xlsx"]


def test_a_spreadsheet_with_many_styles_and_a_picture_is_read() -> None:
    styled = changed("styles.xml", b"</cellXfs>", b"<xf/>" * 5_000 + b"</cellXfs>")
    assert [row["kenmerk"].text for row in read(styled, XLSX).rows] == ["a"]


def spoiled() -> bytes:
    """With other bytes where a part is packed."""
    data = bytearray(sheet([["a"]]))
    data[60:90] = bytes(30)
    return bytes(data)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"x" * 100, sheet([["a"]])[:-40], bomb(), with_entities(), spoiled()], ids=range(7)
)
def test_what_is_no_plain_spreadsheet_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        read(data, XLSX)
    assert {fault.code for fault in caught.value.findings} <= {"no_xlsx", "no_sheet"}


def test_over_the_network(asking: Asking) -> None:
    headers = {"content-type": f"{CSV}; charset=utf-8", **asking.as_(Role.DESK)}
    got = asking.client.post("/v1/toetsingen/_upload", content=f"{HEAD}\n{ONE}\n{TWO}", headers=headers)
    assert got.status_code == 200
    (line,) = got.json()["aanvragen"]
    assert (line["rij"], line["kenmerk"], line["advies"]) == (2, "a", "aanvullen")
    bad = asking.client.post(
        "/v1/toetsingen/_upload", content=f"{HEAD}\n{ONE.replace('bijstand', '999990019')}", headers=headers
    )
    assert bad.status_code == 400
    assert [error["plaats"] for error in bad.json()["errors"]] == ["I2"]
    assert "999990019" not in bad.text
    assert (
        asking.client.post(
            "/v1/toetsingen/_upload", content=b"{}", headers={"content-type": "application/json"}
        ).status_code
        == 415
    )


def test_the_template_is_a_table_that_is_accepted(asking: Asking) -> None:
    got = asking.client.get("/v1/toetsingen/_sjabloon")
    assert got.headers["content-type"].startswith(CSV)
    again = asking.client.post("/v1/toetsingen/_upload", content=got.content, headers={"content-type": CSV})
    assert again.status_code == 200, again.text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_that_is_written_is_a_formula(start: str) -> None:
    assert f"'{start}1+1" in csv_text([[f"{start}1+1", "x"]])


def test_what_was_sent_is_left_out_of_a_fault_and_our_own_example_is_not(asking: Asking) -> None:
    wrong = ONE.replace("GM0599:2020-05-25..", "GM0599:1999-12-31").replace("1971", "31-12-1999")
    for language, example in (
        ("nl", "JJJJ-MM-DD, JJJJ-MM of JJJJ, zoals 1971-05-25."),
        ("en", "YYYY-MM-DD, YYYY-MM or YYYY, such as 1971-05-25."),
    ):
        headers = {"content-type": CSV, "accept-language": language, **asking.as_(Role.DESK)}
        got = asking.client.post("/v1/toetsingen/_upload", content=f"{HEAD}\n{wrong}", headers=headers)
        assert got.headers["content-language"] == language
        fixes = {one["plaats"]: one["oplossing"] for one in got.json()["errors"]}
        assert fixes["G2"].endswith(example)
        assert fixes["H2"].endswith(" GM0599:2010-05-25..2015-01-01 | GM0363:2015-01-01..")
        assert "1999" not in got.text and "…" not in got.text
