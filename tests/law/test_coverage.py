"""Every lid and onderdeel of chapter 3 is classified, and a sidecar that says too much or too little is caught."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.law.texts import ISLAND_LAW, law_text
from tests.our_law import OUR_LAW
from wbmgp_engine import Application, DesignationRequest, assess, assess_designation
from wbmgp_engine.cli import run
from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.coverage import CoverageReport, Row, checkout_folder, coverage, units
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import Case, load_cases

CHECKOUT = Path(__file__).parents[2]
BOOK = OUR_LAW
REPORT = coverage(BOOK, checkout=checkout_folder())
WBMGP = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"
VERSIONS = [version.starts for version in BOOK.versions(WBMGP) if version.starts is not None]
PLACE = "rules/dekking/eilandwet/2031-07-01.yaml"

STEP = "  - {eenheid: 4 lid 1 onder a, indeling: procedureel, reden: {nl: Het is een stap., en: It is a step.}}\n"
SIDECAR = """
wet: eilandwet
valid_from: '2031-07-01'
tekst: de tekst van 2031
structuur:
  '4': {'1': [a], '2': []}
eenheden:
  - {eenheid: 4 lid 1, indeling: gecodeerd, uitkomsten: ['eilandwet#vergunning'], toetsen: [tests/law/test_coverage.py]}
  - {eenheid: 4 lid 1 onder a, indeling: procedureel, reden: {nl: Het is een stap., en: It is a step.}}
  - {eenheid: 4 lid 2, indeling: buiten_bereik, reden: {nl: Het is elders geregeld., en: It is settled elsewhere.}}
"""


def report(sidecar: str = SIDECAR, *, path: str = "eilandwet/2031-07-01.yaml", **root: str) -> CoverageReport:
    files = {
        "nl/wet/eilandwet/2031-07-01.yaml": law_text(ISLAND_LAW),
        f"dekking/{path}": sidecar,
        **{f"nl/wet/eilandwet/{day}.yaml": law_text(ISLAND_LAW, valid_from=day) for day in root.values()},
    }
    lawbook = Lawbook.from_files({name: text.encode() for name, text in files.items()})
    return coverage(lawbook, checkout=CHECKOUT)


def problems(old: str, new: str) -> list[str]:
    assert old in SIDECAR
    return [str(found) for found in report(SIDECAR.replace(old, new)).problems]


# The sidecars of the project -----------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_the_classification() -> None:
    assert [str(found) for found in REPORT.problems] == []


def test_every_version_of_the_act_is_covered() -> None:
    assert {day for law, day in REPORT.counts() if law == WBMGP} == set(VERSIONS)


@pytest.mark.parametrize(
    ("day", "count"),
    [("2005-12-30", 27), ("2014-04-14", 27), ("2015-01-01", 25), ("2017-01-01", 63), ("2017-07-01", 63)],
)
def test_the_number_of_units_is_that_of_the_text_and_none_is_left(day: str, count: int) -> None:
    counts = REPORT.counts()[WBMGP, date.fromisoformat(day)]
    assert sum(counts.values()) == count
    assert counts.keys() <= {"gecodeerd", "menselijk_oordeel", "procedureel", "buiten_bereik"}


Steps = Iterator[tuple[date, dict[str, Any]]]


def trail_of_application(case: Case) -> Steps:
    run = assess(Application.model_validate(case.input), lawbook=BOOK, on=case.on).run
    yield run.compiled.plan.on, run.trace().to_json()


def trail_of_request(case: Case) -> Steps:
    answer = assess_designation(DesignationRequest.model_validate(case.input), lawbook=BOOK, on=case.on)
    for part in answer.to_json()["spoor"]:
        yield from ((answer.on, step) for step in part["stappen"])
    for rule in (item.rule for item in answer.deadlines.found):
        yield rule.on, rule.question.compiled.run({}, rule.on).trace().to_json()


TRAILS = {"cases": trail_of_application, "designations": trail_of_request}
CASES = {kind: {case.id: case for case in load_cases(kind=kind)} for kind in TRAILS}


@cache
def touched(file: str) -> frozenset[tuple[date, str]]:
    """The outputs that the cases of a file reach, each with the version of the act it was reached under."""
    kind = CHECKOUT.joinpath(file).parent.name
    found: set[tuple[date, str]] = set()
    for item in read_yaml((CHECKOUT / file).read_bytes(), place=file):
        for day, step in TRAILS[kind](CASES[kind][item["id"]]):
            version = max((starts for starts in VERSIONS if starts <= day), default=date.min)
            found.update((version, output) for output in taken(step))
    return frozenset(found)


def taken(step: dict[str, Any]) -> Iterator[str]:
    """The outputs of the steps that were taken."""
    if step["genomen"] and step["soort"] == "action":
        yield f"{step['regeling']}#{step['naam']}"
    for below in step.get("onder", ()):
        yield from taken(below)


CASE_FILES = [(row, file) for row in REPORT.rows for file in row.tests if file.startswith("scenarios/")]


@pytest.mark.parametrize(("row", "file"), CASE_FILES, ids=lambda item: getattr(item, "unit", item))
def test_a_case_file_that_is_named_reaches_the_unit_in_that_version(row: Row, file: str) -> None:
    assert any((row.valid_from, output) in touched(file) for output in row.outputs)


def test_the_permit_articles_are_carried_by_outputs_or_people() -> None:
    units_of_8 = [row for row in REPORT.rows if row.unit.startswith("8 lid 1")]
    assert len(units_of_8) == 5 * 7
    assert {row.classification for row in units_of_8} == {"gecodeerd"}
    judged = {row.unit for row in REPORT.rows if row.classification == "menselijk_oordeel"}
    assert {"8 lid 2", "10 lid 5", "10b lid 4", "10b lid 4 onder c"} <= judged


def test_article_10_changed_its_subject() -> None:
    by_day = {row.valid_from: row for row in REPORT.rows if row.unit == "10 lid 1"}
    assert by_day[date(2014, 4, 14)].classification == "procedureel"
    assert by_day[date(2017, 1, 1)].classification == "gecodeerd"
    assert date(2015, 1, 1) not in by_day


def test_the_command_shows_the_report() -> None:
    command = [sys.executable, "-c", "from wbmgp_engine.cli import main; main()", "law", "coverage"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == REPORT.text()
    assert "gepland" not in done.stdout


def test_the_command_fails_on_a_problem(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = CoverageReport((), (Finding("rules/dekking/x.yaml", "it is wrong", "mend it"),))
    monkeypatch.setattr("wbmgp_engine.law.coverage.coverage", lambda *_, **__: wrong)
    assert run(["law", "coverage"]) == 1
    assert capsys.readouterr().err == "rules/dekking/x.yaml: it is wrong → mend it\n"


# Sidecars of a fictional law -----------------------------------------------------------------------------------------


def test_a_good_sidecar() -> None:
    found = report()
    assert found.problems == ()
    assert [(row.unit, row.classification, row.outputs) for row in found.rows] == [
        ("4 lid 1", "gecodeerd", ("eilandwet#vergunning",)),
        ("4 lid 1 onder a", "procedureel", ()),
        ("4 lid 2", "buiten_bereik", ()),
    ]
    assert found.text() == (
        "eilandwet 2031-07-01: 3 units\n"
        "  gecodeerd 1\n"
        "    4 lid 1\n"
        "      carried by vergunning\n"
        "      tested in tests/law/test_coverage.py\n"
        "  procedureel 1\n"
        "    4 lid 1 onder a: It is a step.\n"
        "  buiten_bereik 1\n"
        "    4 lid 2: It is settled elsewhere.\n"
    )


def test_units_of_articles_without_lids() -> None:
    assert list(units({"10c": {}, "10a": {"2": ["a", "b"]}})) == [
        "10c", "10a lid 2", "10a lid 2 onder a", "10a lid 2 onder b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            STEP, "",
            [f"{PLACE}, 4 lid 1 onder a: the unit is not classified → add it to eenheden"],
        ),
        (
            "4 lid 1 onder a, indeling", "4 lid 1 onder b, indeling",
            [
                f"{PLACE}, 4 lid 1 onder a: the unit is not classified → add it to eenheden",
                f"{PLACE}, 4 lid 1 onder b: the structure has no such unit → mend its name, or add it to structuur",
            ],
        ),
        (
            "eenheden:\n", f"eenheden:\n{STEP}",
            [f"{PLACE}, 4 lid 1 onder a: the unit is listed twice → keep one"],
        ),
        (
            "procedureel", "gepland",
            [
                f"{PLACE}, 4 lid 1 onder a: it is still to be encoded → encode it, or classify it otherwise with a reason"
            ],
        ),
        (
            "uitkomsten: ['eilandwet#vergunning'], ", "",
            [
                f"{PLACE}, 4 lid 1: it is gecodeerd, but no output carries it → name the outputs, or classify it "
                "otherwise"
            ],
        ),
        (
            "eilandwet#vergunning", "eilandwet#vergunningen",
            [
                f"{PLACE}, 4 lid 1: eilandwet (2031-07-01) has no output 'vergunningen': did you mean vergunning? → "
                "mend the name, or take it out of uitkomsten"
            ],
        ),
        (
            "eilandwet#vergunning", "duinwet#vergunning",
            [
                f"{PLACE}, 4 lid 1: the lawbook has no regulation 'duinwet': use one of eilandwet → "
                "mend the name, or take it out of uitkomsten"
            ],
        ),
        (
            "eilandwet#vergunning", "vergunning",
            [f"{PLACE}, 4 lid 1: 'vergunning' is no law id#output → mend the name, or take it out of uitkomsten"],
        ),
        (
            ", toetsen: [tests/law/test_coverage.py]", "",
            [f"{PLACE}, 4 lid 1: outputs carry it, but no test or case touches it → name the files in toetsen"],
        ),
        (
            "tests/law/test_coverage.py", "tests/law/test_dekking.py",
            [f"{PLACE}, 4 lid 1: there is no file tests/law/test_dekking.py → mend the name, or take it out of toetsen"],
        ),
        (
            ", reden: {nl: Het is elders geregeld., en: It is settled elsewhere.}", "",
            [f"{PLACE}, 4 lid 2: it is buiten_bereik without a reason → add reden: {{nl, en}}"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, expected: list[str]) -> None:
    assert problems(old, new) == expected


def test_an_article_that_nobody_speaks_of() -> None:
    found = report(SIDECAR.replace("'4': {'1': [a], '2': []}", "'5': {'1': [a], '2': []}").replace("4 lid", "5 lid"))
    assert [str(item) for item in found.problems] == [
        f"{PLACE}: article 4 of the rule file is not in it → add it to structuur, or to niet_opgenomen with a reason"
    ]
    left_out = "structuur:\n  '5': {}\nniet_opgenomen: [{artikel: '4', reden: {nl: Nee., en: No.}}]\neenheden: [{eenheid: '5', indeling: procedureel, reden: {nl: Stap., en: Step.}}]\n"
    assert report(SIDECAR[: SIDECAR.index("structuur:")] + left_out).problems == ()


def test_a_version_without_sidecar_and_a_sidecar_without_version() -> None:
    later = [str(found) for found in report(later="2032-01-01").problems]
    assert later == ["rules/dekking/eilandwet/2032-01-01.yaml: this version has no sidecar → add it"]
    moved = SIDECAR.replace("'2031-07-01'", "'2031-08-01'")
    assert [str(found) for found in report(moved, path="eilandwet/2031-08-01.yaml").problems] == [
        "rules/dekking/eilandwet/2031-08-01.yaml: eilandwet has no version of 2031-08-01 → delete the sidecar, or mend its date",
        f"{PLACE}: this version has no sidecar → add it",
    ]
    unknown = SIDECAR.replace("wet: eilandwet", "wet: duinwet")
    assert [str(found) for found in report(unknown).problems] == [
        f"{PLACE}: it is about duinwet of 2031-07-01 → move the file or mend wet and valid_from",
        f"{PLACE}: the lawbook has no regulation 'duinwet': use one of eilandwet → delete the sidecar, or mend wet",
    ]


def test_a_forgotten_unit_is_counted() -> None:
    found = report(SIDECAR.replace(STEP, ""))
    assert found.counts() == {
        ("eilandwet", date(2031, 7, 1)): {"gecodeerd": 1, "niet_ingedeeld": 1, "buiten_bereik": 1}
    }


@pytest.mark.parametrize(
    ("sidecar", "path", "message"),
    [
        (
            SIDECAR.replace("procedureel", "later"), "eilandwet/2031-07-01.yaml",
            f"{PLACE}:9, eenheden.1.indeling: 'later' is not allowed here → "
            "use gecodeerd, menselijk_oordeel, procedureel, buiten_bereik or gepland",
        ),
        (
            SIDECAR, "eilandwet.yaml",
            "rules/dekking/eilandwet.yaml: the file stands outside the layout → dekking/<law id>/<valid_from>.yaml",
        ),
    ],
)  # fmt: skip
def test_a_sidecar_that_cannot_be_read(sidecar: str, path: str, message: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        report(sidecar, path=path)
    assert str(caught.value) == message


def test_files_are_looked_for_only_in_a_checkout(tmp_path: Path) -> None:
    assert coverage(BOOK).problems == ()
    assert any("there is no file" in str(found) for found in coverage(BOOK, checkout=tmp_path).problems)
