"""Every kind of bad application, with the whole message: a case each in bad_applications.yaml, and what YAML cannot say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tests.facts.samples import EXAMPLE, MINIMAL, refusal, replaced, without
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts import Application
from wbmgp_engine.facts.problems import MAX_FINDINGS, findings_of
from wbmgp_engine.law.yaml_reader import read_yaml

FILE = Path(__file__).with_name("bad_applications.yaml")
CASES: list[dict[str, Any]] = read_yaml(FILE.read_bytes(), place=FILE.name)


def test_what_the_cases_change_is_good() -> None:
    Application.model_validate(EXAMPLE)
    Application.model_validate(MINIMAL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_the_whole_message(case: dict[str, Any]) -> None:
    data = replaced(without(EXAMPLE, *case.get("weg", [])), case.get("wijziging", {}))
    assert refusal(data) == case["bericht"]


def test_every_case_has_an_id_of_its_own() -> None:
    assert [name for name, count in Counter(case["id"] for case in CASES).items() if count > 1] == []


ROTTEN: dict[str, tuple[str, Any, str]] = {
    "a fraction": (
        "woonruimte.huurprijs", 450.5,
        "woonruimte.huurprijs: 450.5 must be a whole number → write it without quotes or decimals; money in eurocents",
    ),
    "not a number": (
        "woonruimte.huurprijs", float("nan"),
        "woonruimte.huurprijs: nan must be a whole number → write it without quotes or decimals; money in eurocents",
    ),
    "a number no text can hold": (
        "woonruimte.adres.huisnummer", 10**5000,
        "woonruimte.adres.huisnummer: a very large number is too large → write at most 99999",
    ),
    "a large number for text": ("kenmerk", 10**5000, "kenmerk: a very large number must be text → put it between quotes"),
    "a lone surrogate": (
        "kenmerk", "a\ud800",
        r"kenmerk: 'a\ud800' holds a character that does not exist → remove the lone surrogate",
    ),
    "a surrogate in a date": (
        "huishouden.1.geboortedatum", "19\udfff9",
        r"huishouden.1.geboortedatum: '19\udfff9' is not accepted: not a date → write YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    "a NUL in a reason": (
        "hardheid.motivering", "a\x00b", r"hardheid.motivering: 'a\x00b' does not have the right form → remove the NUL character",
    ),
    "an escape sequence": (
        "voorrang.beslisser", "\x1b[31mrood",
        r"voorrang.beslisser: '\x1b[31mrood' does not have the right form → write it on one line, without control characters",
    ),
    "bytes": ("kenmerk", b"k", "kenmerk: b'k' must be text → put it between quotes"),
    "a tuple": ("huishouden.0.kenmerken", ("a",), "huishouden.0.kenmerken: a list must be a list → put it between [ and ]"),
    "a reference that is too long": (
        "kenmerk", "k" * 201, "kenmerk: '" + "k" * 57 + "…' is too long → give at most 200 characters",
    ),
    "a reason that is too long": (
        "hardheid.motivering", "m" * 20_001,
        "hardheid.motivering: '" + "m" * 57 + "…' is too long → give at most 20000 characters",
    ),
    "an id that is too long": (
        "huishouden.1.id", "p" * 65,
        "huishouden.1.id: '" + "p" * 57 + "…' does not have the right form → use letters, digits, _ and -, at most 64",
    ),
    "a crowd": (
        "huishouden", [{"id": f"p{number}", "rol": "kind"} for number in range(101)],
        "huishouden: a list is too long → give at most 100 items",
    ),
    "a key that is no text": ("woonruimte", {1: 2, "gebied": "a"}, "woonruimte.1: 1 is not a text key → write the key between quotes"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROTTEN)
def test_what_only_python_or_hostile_json_brings(name: str) -> None:
    path, value, message = ROTTEN[name]
    assert refusal(replaced(EXAMPLE, {path: value})) == [message]


@pytest.mark.parametrize("value", [None, [], "aanvraag", 1, True])
def test_an_application_is_an_object(value: Any) -> None:
    assert len(refusal(value)) == 1
    assert refusal(value)[0].endswith("must be an object → put it between { and }")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("x" * 100_000, "'" + "x" * 57 + "…'"),
        ("\x1b" * 100, "'" + r"\x1b" * 14 + "…'"),
        ("een sleutel", "'een sleutel'"),
        ("\x1b[2J", r"'\x1b[2J'"),
        ("regel\nregel", r"'regel\nregel'"),
        ("é", "'é'"),
        ("a\u202eb", r"'a\u202eb'"),
    ],
)
def test_a_hostile_key_is_shown_short_and_harmless(key: str, place: str) -> None:
    (line,) = refusal({**MINIMAL, key: 1})
    assert line == f"{place}: is not a known key → remove it, or correct its spelling"


def test_findings_are_told_up_to_a_hundred_and_counted_beyond() -> None:
    lines = refusal({**MINIMAL, **{f"x{number}": 1 for number in range(1_000)}})
    assert len(lines) == MAX_FINDINGS + 1
    assert lines[-1] == "aanvraag: 900 more findings are not shown → mend these first"


def test_a_hundred_contradictions_are_told_up_to_a_hundred() -> None:
    lines = refusal({**MINIMAL, "nietVerstrekt": [f"x{number}" for number in range(250)]})
    assert len(lines) == MAX_FINDINGS + 1
    assert lines[-1] == "aanvraag: 150 more findings are not shown → mend these first"


def test_no_message_echoes_more_than_sixty_characters() -> None:
    lines = refusal(
        replaced(EXAMPLE, {"kenmerk": "q" * 5_000, "gemeente": "q" * 5_000, "voorrang.oordeel": "q" * 5_000})
    )
    assert len(lines) == 3
    assert all(line.count("q") <= 60 for line in lines)


@pytest.mark.parametrize(
    ("path", "near", "fix"),
    [
        ("woonruimte", "huurprijzen", "did you mean huurprijs?"),
        ("huishouden.0", "verblijff", "did you mean verblijf?"),
        ("huishouden.0.inkomen.0", "motiveringen", "did you mean motivering?"),
        ("onderzoek.weging", "A", "remove it, or correct its spelling"),
        ("situatie.verordening", "inkomens_toets", "did you mean inkomenstoets?"),
    ],
)
def test_a_key_nearly_right_is_recognised_at_every_depth(path: str, near: str, fix: str) -> None:
    assert refusal(replaced(EXAMPLE, {f"{path}.{near}": "x"})) == [f"{path}.{near}: is not a known key → {fix}"]


def test_no_way_in_skips_the_contradictions() -> None:
    data = replaced(EXAMPLE, {"huishouden.1.rol": "aanvrager"})
    expected = "huishouden: 2 persons have rol 'aanvrager' → give exactly one person that rol"
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Application).validate_python(data)
    assert [str(finding) for finding in findings_of(refused.value, Application)] == [expected]
    with pytest.raises(ValidationError):
        Application(**data)


def test_the_error_hides_where_it_came_from() -> None:
    with pytest.raises(BadInput) as refused:
        Application.model_validate({})
    assert refused.value.__suppress_context__
    assert [finding.place for finding in refused.value.findings] == [
        "kenmerk", "gemeente", "aanvraagdatum", "woonruimte", "huishouden",
    ]  # fmt: skip
