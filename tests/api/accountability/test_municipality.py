"""The file in which a municipality tells of itself for its account: read strictly, and refused with place, value and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.judging import judged
from wbmgp_engine.errors import BadInput


def faults(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        Accounts.read(f"gemeenten:\n  GM0001:\n{text}".encode(), "verantwoording.yaml")
    return [str(one) for one in caught.value.findings]


def test_what_is_told_is_there_and_what_is_not_is_missing() -> None:
    found = Accounts.read(b"gemeenten:\n  GM0001:\n    naam: Gemeente A\n", "v.yaml")["GM0001"]
    assert found.name == "Gemeente A"
    assert found.missing(("name", "contact_email", "privacy_officer")) == ["email", "fg"]
    assert Account().missing(("name", "status")) == ["naam", "status"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '    rsin: "999990018"\n',
            "verantwoording.yaml:3, gemeenten.GM0001.rsin: '999990018' is no RSIN → write nine",
        ),
        ('    oin: "123"\n', "'123' is no OIN → write the twenty digits"),
        ("    email: iemand\n", "'iemand' is no address of e-mail → write it as"),
        ("    email: a@b..nl\n", "is no address of e-mail"),
        ("    website: http://a.nl\n", "'http://a.nl' is no https address"),
        ("    website: https://a.nl/een twee\n", "is no https address"),
        ("    website: 'https://a.nl/\"><script>'\n", "is no https address"),
        ('    naam: "Gemeente <b>A"\n', "'Gemeente <b>A' holds < or > → write it in words"),
        ("    begin: 2026-13\n", "'2026-13' is no month → write it as 2031-07"),
        ("    status: Klaar\n", "'Klaar' is not allowed here → use In ontwikkeling, In gebruik or Buiten gebruik"),
        ("    dpia: {datum: 2026-02-30, kenmerk: K}\n", "gemeenten.GM0001.dpia.datum: '2026-02-30' is no date"),
        ("    dpia: {datum: 20260201, kenmerk: K}\n", "20260201 is no date"),
        ("    fg: {naam: F}\n", "email is missing → add email"),
        ("    impacttoetsen: []\n", "gemeenten.GM0001.impacttoetsen"),
        (
            "    begin: 2026-02\n    einde: 2026-01\n    status: Buiten gebruik\n",
            "einde 2026-01 is before begin 2026-02",
        ),
        ("    einde: 2026-01\n    status: In gebruik\n", "status is 'In gebruik' and einde is '2026-01'"),
        ("    status: Buiten gebruik\n", "status is 'Buiten gebruik' and einde is null → give einde"),
        ("    naem: A\n", "unknown key 'naem' → delete it, or see docs/verantwoording.md for its name"),
    ],
)
def test_a_fault_is_said_with_its_place_and_its_fix(text: str, said: str) -> None:
    assert any(said in one for one in faults(text)), faults(text)


def test_every_fault_is_said_at_once() -> None:
    assert len(faults("    naam: 1\n    rsin: 2\n    website: w\n")) == 3


def test_the_made_up_one_is_whole_and_for_development_only(tmp_path: Path) -> None:
    made_up = Accounts.of(None, production=False).find("GM9999")
    assert made_up.missing(tuple(Account.model_fields)) == ["einde"]
    assert Accounts.of(None, production=True).find("GM9999").missing(("name",)) == ["naam"]
    own = tmp_path / "verantwoording.yaml"
    own.write_text("gemeenten: {GM0002: {naam: Gemeente B}}", "utf-8")
    found = Accounts.of(str(own), production=True)
    assert (found.find("GM0002").name, found.find("GM9999").name) == ("Gemeente B", None)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput, match="WBMGP_ACCOUNT"):
        Accounts.of("nergens.yaml", production=True)


def test_a_fault_in_the_file_is_told_before_the_service_starts(tmp_path: Path) -> None:
    own = tmp_path / "verantwoording.yaml"
    own.write_text("gemeenten: {GM0002: {naam: 3}}", "utf-8")
    environment = {"WBMGP_ACCOUNT": str(own), "WBMGP_DATABASE": f"sqlite:///{tmp_path}/zaken.db"}
    findings, _ = judged("127.0.0.1", environment)
    assert [one.problem for one in findings] == ["3 is not text"]
    assert str(own) in findings[0].place
