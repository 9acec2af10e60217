"""What the rules say of an option's designations, and rule books in which a value is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.simulation.made_scenario import made_baseline, made_designation, made_option
from wbmgp_engine import Lawbook
from wbmgp_engine.errors import BadInput, RuleFileError
from wbmgp_engine.simulation.options import lawbook_of, rulings
from wbmgp_engine.simulation.options.variants import LABEL, folder_of, read_variant

LAW = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"


@pytest.fixture(scope="module")
def lawbook() -> Lawbook:
    return Lawbook.load()


def _terms(count: int) -> list[tuple[date, date]]:
    return [(date(2026 + 4 * number, 1, 1), date(2030 + 4 * number, 1, 1)) for number in range(count)]


def test_the_fifth_extension_is_a_verdict_of_the_rules(lawbook: Lawbook) -> None:
    option = made_option("x", *(made_designation("noord", "artikel_8", *term) for term in _terms(6)))
    found = rulings(option, "GM9999", lawbook)
    assert [(ruling.extension, ruling.verdict) for ruling in found] == [
        *((number, "voldaan") for number in range(5)), (5, "niet_voldaan"),
    ]  # fmt: skip
    (reason,) = found[-1].reasons
    assert reason["bron"]["tekst"] == "art. 5 lid 4 Wbmgp"
    assert reason["nl"] and reason["en"] and reason["nl"] != reason["en"]


@pytest.mark.parametrize("end", [date(2030, 1, 2), None])
def test_a_term_over_four_years_is_a_verdict_of_the_rules(end: date | None, lawbook: Lawbook) -> None:
    allowed, refused = made_designation("oost", "artikel_8"), made_designation("noord", "artikel_8", end=end)
    found = rulings(made_option("x", allowed, refused), "GM9999", lawbook)
    assert {ruling.area: ruling.verdict for ruling in found} == {"oost": "voldaan", "noord": "niet_voldaan"}


def test_a_ground_that_the_law_of_the_day_does_not_know(lawbook: Lawbook) -> None:
    option = made_option("x", made_designation("noord", "artikel_10", date(2008, 1, 1), date(2012, 1, 1)))
    assert [ruling.verdict for ruling in rulings(option, "GM9999", lawbook)] == ["niet_voldaan"]


def test_another_area_or_ground_is_no_extension(lawbook: Lawbook) -> None:
    first, second = _terms(2)
    designations = [
        made_designation("noord", "artikel_8", *first), made_designation("oost", "artikel_8", *second),
        made_designation("noord", "artikel_10", *second),
    ]  # fmt: skip
    assert {ruling.extension for ruling in rulings(made_option("x", *designations), "GM9999", lawbook)} == {0}


def test_nothing_is_asked_without_designations(lawbook: Lawbook) -> None:
    assert rulings(made_baseline(), "GM9999", lawbook) == ()


def test_an_option_without_a_variant_has_the_rule_book_itself(lawbook: Lawbook) -> None:
    assert lawbook_of(made_option(), lawbook) is lawbook


def test_the_shipped_variant_changes_one_output_of_each_version(lawbook: Lawbook) -> None:
    folder = folder_of("zonder-zes-jaar", Path())
    assert folder is not None
    other = lawbook_of(replace(made_option(), law=str(folder)), lawbook)
    assert {path for path in lawbook.files if lawbook.files[path] != other.files[path]} == {
        version.path for version in lawbook.versions(LAW)
    }
    assert other.hash != lawbook.hash
    note = read_variant(folder).note
    assert LABEL["nl"] in note.nl and LABEL["en"] in note.en


def _variant(folder: Path, change: str) -> Path:
    text = f"naam: {{nl: Proef, en: Trial}}\ntoelichting: {{nl: Proef., en: Trial.}}\nwijzigingen:\n  - {change}\n"
    (folder / "recht.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"{{regeling: {LAW}, versies: [2016-01-01], artikel: '8', uitvoer: x, waarde: 1}}", "the rule book has no"),
        ("{regeling: waterwet, versies: [2017-07-01], artikel: '8', uitvoer: x, waarde: 1}", "the rule book has no waterwet"),
        (f"{{regeling: {LAW}, versies: [2017-07-01], artikel: '88', uitvoer: x, waarde: 1}}", "has no article 88"),
        (f"{{regeling: {LAW}, versies: [2017-07-01], artikel: '8', uitvoer: zeven, waarde: 1}}", "no such output or definition"),
        (f"{{regeling: {LAW}, versies: [2017-07-01], artikel: '8', waarde: 1}}", "no such output or definition"),
        # What comes of it has to be a rule book: these pass the form of a change and fail the checks.
        (f"{{regeling: {LAW}, versies: [2017-07-01], artikel: '8', uitvoer: zes_jaar_ingezetene, waarde: $bestaat_niet}}", "bestaat_niet"),
        (f"{{regeling: {LAW}, versies: [2017-07-01], artikel: '8', uitvoer: zes_jaar_ingezetene, waarde: 6}}", "zes_jaar_ingezetene"),
    ],
)  # fmt: skip
def test_a_change_that_makes_no_rule_book_is_refused(change: str, said: str, tmp_path: Path, lawbook: Lawbook) -> None:
    option = replace(made_option(), law=str(_variant(tmp_path, change)))
    with pytest.raises(RuleFileError, match=said) as refused:
        lawbook_of(option, lawbook)
    assert all("recht.yaml" in finding.place for finding in refused.value.findings)


def test_a_variant_says_what_is_wrong_with_its_file(tmp_path: Path) -> None:
    _variant(tmp_path, "{regeling: x, versies: [], artikel: 8, soort: y}")
    with pytest.raises(BadInput) as refused:
        read_variant(tmp_path)
    places = [finding.place.split(", ")[-1] for finding in refused.value.findings]
    assert places == ["wijzigingen.0.versies", "wijzigingen.0.artikel", "wijzigingen.0", "wijzigingen.0.soort"]
