"""The page on accountability: its keys, documents and commands are those of the code, and every test in it is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_safeguards import NAMED, defined_tests, tables
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.commands.publishing import COMMANDS

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "verantwoording.md"
TEXT = PAGE.read_text("utf-8")
KEY = re.compile(r"`([^`]+)`")
ASKED = {"ver:avg-10", "ver:awb-02", "mtr:owk-04", "mtr:owk-07", "mtr:ver-05", "mtr:imp-03", "ver:arc-01", "ver:woo-01"}
"""The measures that the project set out to hold; more may stand there."""
SECTIONS = {head[0]: rows for head, *rows in tables(TEXT)}


def test_every_key_of_the_account_file_is_explained_once() -> None:
    said = [key for row in SECTIONS["sleutel"] for key in KEY.findall(row[0])]
    assert sorted(said) == sorted(one.alias or name for name, one in Account.model_fields.items())


def test_what_the_register_requires_is_said_to_be_required() -> None:
    asked = {KEY.findall(row[0])[0] for row in SECTIONS["sleutel"] if "eist het" in row[2]}
    assert asked == {"naam", "email", "status"}


def test_the_example_on_the_page_can_be_read() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert Accounts.read(example.encode(), "voorbeeld")["GM9999"].missing(("name", "contact_email", "status")) == []


def test_every_document_stands_there_with_its_command() -> None:
    said = {KEY.findall(row[0])[0]: KEY.findall(row[2])[0] for row in SECTIONS["naam"]}
    assert said == {document: f"wbmgp publish {command}" for command, (document, _) in COMMANDS.items()}
    assert set(said) == set(DOCUMENTS)


def test_every_measure_stands_once_and_whole() -> None:
    named = [KEY.findall(row[0])[0] for row in SECTIONS["maatregel"]]
    assert set(named) >= ASKED and len(set(named)) == len(named)
    assert all(re.fullmatch(r"(ver|mtr):[a-z]{3}-[0-9]{2}", one) for one in named)
    assert all(cell for row in SECTIONS["maatregel"] for cell in row)


@pytest.mark.parametrize("row", SECTIONS["maatregel"], ids=lambda row: row[0].strip("`"))
def test_a_test_that_holds_a_measure_is_there(row: list[str]) -> None:
    proofs = NAMED.findall(row[4])
    assert proofs
    for named, link in proofs:
        path, _, test = named.partition("::")
        assert (PAGE.parent / link).resolve() == ROOT / path
        assert test in defined_tests(ROOT / path), named


def test_the_page_is_found() -> None:
    assert "verantwoording.md" in (ROOT / "docs" / "api.md").read_text("utf-8")
    assert "verantwoording.md" in (ROOT / "docs" / "eerste-dag.md").read_text("utf-8")
    assert "(ai-act.md)" in TEXT and "036-documents-of-account" in TEXT
