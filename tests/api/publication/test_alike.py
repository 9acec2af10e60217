"""The metadata of a case that was screened under article 10 beside those of one that was not: nobody can tell which is which."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.api.cases.test_guards import store_of
from tests.api.cases.working import DESK, MAYOR, REVIEWER, Desk, asked
from tests.api.letters.lettering import CONDITIONS, Writer, screenable
from tests.api.publication import archiving as out
from tests.api.publication.test_archive import erased
from tests.api.service.asking import TENANT
from wbmgp_api.publication.archive_check import problems
from wbmgp_api.store import keeping
from wbmgp_api.store.recording import Actor
from wbmgp_engine.retention import Ending

_HASH = re.compile(r"\b(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{32})\b")
_SIZE = re.compile(r'(?<=<omvang>)\d+|(?<="bytes": )\d+|(?<=Payload-Oxum: )\d+')
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|\+00:00))?")


def screened(desk: Desk) -> str:
    """A permit with conditions that the mayor told; the desk did something while he looked."""
    case = desk.take_in(screenable())
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "_vraag-onderzoek", REVIEWER, {})
    desk.well(case, "_neem-in-behandeling", DESK, {})
    desk.well(case, "_meld-onderzoek", MAYOR, {"onderzoek": CONDITIONS})
    return decided(desk, case, "verlenen_met_voorschriften")


def plain(desk: Desk) -> str:
    """A permit in which nobody was screened, taken in by the same role."""
    case = desk.take_in(asked(uitzondering15=False))
    desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(case, "_neem-in-behandeling", DESK, {})
    return decided(desk, case, "verlenen")


def decided(desk: Desk, case: str, outcome: str) -> str:
    desk.well(case, "toetsingen", REVIEWER)
    said = {"uitkomst": outcome, "verhouding": "volgt", "motivering": "Zoals getoetst."}
    desk.well(case, "besluiten", REVIEWER, said)
    desk.well(case, "_stel-vast", REVIEWER, subject="tweede")
    desk.well(case, "_verzend", DESK, {})
    Writer(desk).settled(case, outcome)
    return case


def nothing(desk: Desk, screened: str, plain: str) -> None:
    """What happened to both after they were closed."""


def cleared(desk: Desk, screened: str, plain: str) -> None:
    """The outcome of the screening was destroyed, and the same of the case where there was none."""
    for case in (screened, plain):
        erased(desk, case, "onderzoek")


def told_by_the_mayor(desk: Desk, screened: str, plain: str) -> None:
    """The mayor's own file of the screening was told to be over as well."""
    of = out.office(desk)
    by, ending = (
        Actor("1" * 32, "beheer", "opdrachtregel", "opdrachtregel"),
        Ending("woonverklaring", date(2026, 11, 18)),
    )
    tell = partial(keeping.tell, tenant=TENANT, case=screened, ending=ending, by=by, moment=of.now())
    store_of(desk).write(TENANT, tell)


@pytest.mark.parametrize("after", [nothing, cleared, told_by_the_mayor])
def test_what_is_said_of_a_case_does_not_tell_that_somebody_was_screened(
    desk: Desk, tmp_path: Path, after: Callable[[Desk, str, str], None]
) -> None:
    cases = screened(desk), plain(desk)
    for case in cases:
        out.ended(desk, case)
    after(desk, *cases)
    names = alike(desk, tmp_path, *cases)
    assert {"data/toetsing/toetsing.mdto.xml", "data/brief-01-besluit/brief-01-besluit.mdto.xml"} <= names


def test_nor_of_a_case_that_was_withdrawn_after_it(desk: Desk, tmp_path: Path) -> None:
    """Art. 13 of the decree: without a decision the outcome goes at once, which is an erasure that a plain case does not have."""
    cases = desk.take_in(asked()), desk.take_in(asked())
    for case in cases:
        desk.well(case, "_verklaar-volledig", DESK, {})
    desk.well(cases[0], "_vraag-onderzoek", REVIEWER, {})
    desk.well(cases[0], "_meld-onderzoek", MAYOR, {"onderzoek": CONDITIONS})
    for case in cases:
        desk.well(case, "_trek-in", DESK, out.WHY)
        desk.well(case, "_bewaar", DESK, {})
    erased(desk, cases[0], "onderzoek")
    alike(desk, tmp_path, *cases)


def alike(desk: Desk, tmp_path: Path, *cases: str) -> set[str]:
    """The names of the files of both, after all that is said of one is held against what is said of the other."""
    folder = out.taken_out(desk, tmp_path, *cases)
    assert list(problems(folder)) == []
    there, other = (said_of(folder, case) for case in cases)
    assert there.keys() == other.keys()
    for name, text in there.items():
        assert (name, text.splitlines()) == (name, other[name].splitlines())
    return {*there}


def said_of(folder: Path, case: str) -> dict[str, str]:
    """All that stands about a case beside its own papers, and the name of every file; without ids, hashes, sizes and days."""
    bag = folder / "zaken" / case
    about = {
        path.relative_to(bag).as_posix().replace(case, "-"): path.read_text(encoding="utf-8")
        if path.parent == bag or path.name.endswith(".mdto.xml")
        else ""
        for path in bag.rglob("*")
        if path.is_file()
    }
    overview = json.loads((folder / "overzicht.json").read_text(encoding="utf-8"))
    about["overzicht"] = json.dumps([one for one in overview["zaken"] if one["zaak"] == case])
    return {name: _DAY.sub("dag", _SIZE.sub("maat", _HASH.sub("-", text))) for name, text in about.items()}
