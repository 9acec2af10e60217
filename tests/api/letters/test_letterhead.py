"""The file in which a municipality says what its letters need: read strictly, and refused with place, value and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from wbmgp_api.judging import judged
from wbmgp_api.letters.letterhead import Letterhead, Letterheads
from wbmgp_engine.errors import BadInput


def faults(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        Letterheads.read(text.encode(), "brieven.yaml")
    return [str(one) for one in caught.value.findings]


def test_what_is_told_is_there_and_what_is_not_is_missing() -> None:
    (code, head), *rest = Letterheads.read(b"gemeenten:\n  GM0001:\n    naam: Gemeente A\n", "b.yaml").items()
    assert (code, head.name, rest) == ("GM0001", "Gemeente A", [])
    assert head.missing(("name", "contact", "objection")) == ["contact", "bezwaar"]
    assert Letterhead().missing(("name", "help")) == ["naam", "hulp"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "gemeenten: {GM1: {naam: A}}",
            "brieven.yaml:1, gemeenten.GM1.[key]: 'GM1' is no municipality → write GM and four digits",
        ),
        ("gemeenten:\n  GM0001:\n    naam: 3\n", "brieven.yaml:3, gemeenten.GM0001.naam: 3 is not text"),
        ("gemeenten:\n  GM0001:\n    naem: A\n", "brieven.yaml:3, gemeenten.GM0001.naem: unknown key 'naem'"),
        ("gemeenten:\n  GM0001:\n    naam: ''\n", "'' is no line of text → write one line"),
        ("gemeenten:\n  GM0001:\n    contact: {team: T}\n", "telefoon is missing → add telefoon"),
        ("gemeenten:\n  GM0001:\n    hulp: []\n", "gemeenten.GM0001.hulp"),
        ('gemeenten:\n  GM0001:\n    naam: "a\\nb"\n', "is no line of text"),
        ("gemeenten: [", "brieven.yaml:"),
        ("naam: A", "gemeenten is missing"),
    ],
)
def test_a_fault_is_said_with_its_place_and_its_fix(text: str, said: str) -> None:
    assert any(said in one for one in faults(text)), faults(text)


def test_every_fault_is_said_at_once() -> None:
    assert len(faults("gemeenten:\n  GM0001:\n    naam: 1\n    plaats: 2\n    bezwaar: {aan: A}\n")) == 3


def test_the_made_up_one_is_for_development_only(tmp_path: Path) -> None:
    made_up = Letterheads.of(None, production=False).find("GM9999")
    every = tuple(Letterhead.model_fields)
    assert made_up.missing(every) == []
    assert Letterheads.of(None, production=True).find("GM9999").missing(("name",)) == ["naam"]
    own = tmp_path / "brieven.yaml"
    own.write_text("gemeenten: {GM0002: {naam: Gemeente B}}", "utf-8")
    found = Letterheads.of(str(own), production=True)
    assert (found.find("GM0002").name, found.find("GM9999").name) == ("Gemeente B", None)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput, match="WBMGP_LETTERS"):
        Letterheads.of("nergens.yaml", production=True)


def test_a_fault_in_the_file_is_told_before_the_service_starts(tmp_path: Path) -> None:
    own = tmp_path / "brieven.yaml"
    own.write_text("gemeenten: {GM0002: {naam: 3}}", "utf-8")
    environment = {"WBMGP_LETTERS": str(own), "WBMGP_DATABASE": f"sqlite:///{tmp_path}/zaken.db"}
    findings, _ = judged("127.0.0.1", environment)
    assert [one.problem for one in findings] == ["3 is not text"]
    assert str(own) in findings[0].place
