"""The instruments of the register, held against the act of the first day of a designation."""

from __future__ import annotations

import pytest

from tests.our_law import OUR_LAW
from wbmgp_engine.designations.register_instruments import check_instruments
from wbmgp_engine.law.lawbook import Lawbook

REAL = OUR_LAW
FOLDER = "aanwijzingen/gm9990-zandeiland"
OWN = "gemeente: {waarde: GM9990, bron: eilandblad, zekerheid: gelezen}\nnaam: Zandeiland\n"
INSTRUMENT = "instrument: {waarde: vog, bron: eilandblad, zekerheid: gelezen}, "
SAID = "bron: eilandblad, zekerheid: gelezen"


def findings(ground: str, start: str, *, named: str = INSTRUMENT, listed: bool = False, part: str = "") -> list[str]:
    """What is found on one designation from a day on; `part`: the first day of the unit itself."""
    unit = f"van: {{waarde: '{part}', {SAID}}}, " if part else ""
    lacks = ["besluitdatum", *(["instrument"] if listed else [])]
    text = f"""
gemeente: GM9990
jaar: {{waarde: {start[:4]}, {SAID}}}
van: {{waarde: '{start}', {SAID}}}
tot: {{waarde: '2030-01-01', {SAID}}}
verlenging: {{waarde: 0, {SAID}}}
niet_bekend: [{", ".join(f"{{feit: {name}}}" for name in lacks)}]
onderdelen:
  - {{{unit}gebied: {{id: noord, naam: Noord, soort: straat, {SAID}}}, gronden: [{{grond: {ground}, {named}{SAID}}}]}}
"""
    return [str(found) for found in check_instruments(_book(text, start[:4]))]


def _book(decision: str, year: str) -> Lawbook:
    files = {path: text for path, text in REAL.files.items() if not path.startswith("aanwijzingen/")}
    return Lawbook.from_files(
        {**files, f"{FOLDER}/register.yaml": OWN.encode(), f"{FOLDER}/{year}.yaml": decision.encode()}
    )


def test_our_own_register_holds() -> None:
    assert check_instruments(REAL) == []


@pytest.mark.parametrize(
    ("ground", "start", "article"),
    [("artikel_8", "2020-01-01", "art. 5 lid 3 Wbmgp"), ("artikel_10", "2016-12-31", "art. 5 lid 1 Wbmgp")],
)  # fmt: skip
def test_an_instrument_that_the_act_has_not_is_found(ground: str, start: str, article: str) -> None:
    assert findings(ground, start) == [
        f"rules/{FOLDER}/{start[:4]}.yaml, onderdelen.0.gronden.0.instrument: "
        f"{article} has no instrument for {ground} on {start} → delete it"
    ]


def test_the_first_day_is_that_of_the_unit() -> None:
    assert findings("artikel_10", "2016-12-31", part="2017-01-01") == []
    assert findings("artikel_10", "2017-01-01") == []


def test_what_is_absent_is_listed_and_what_is_listed_is_absent() -> None:
    place = f"rules/{FOLDER}/2020.yaml"
    assert findings("artikel_10", "2020-01-01", named="") == [
        f"{place}: instrument: absent, but not in niet_bekend → add it there as feit"
    ]
    assert findings("artikel_10", "2020-01-01", named="", listed=True) == []
    known = [f"{place}: instrument: in niet_bekend, but known → take it out of niet_bekend"]
    assert findings("artikel_10", "2020-01-01", listed=True) == known
    nothing_to_know = findings("artikel_8", "2020-01-01", named="", listed=True)
    assert nothing_to_know == [
        f"{place}: instrument: in niet_bekend, but not asked by the act → take it out of niet_bekend"
    ]


def test_a_ground_without_units_has_the_first_day_of_the_decision() -> None:
    text = f"""
gemeente: GM9990
jaar: {{waarde: 2020, {SAID}}}
niet_bekend: [{", ".join(f"{{feit: {name}}}" for name in ("besluitdatum", "gebieden", "van", "tot", "verlenging"))}]
gronden: [{{grond: artikel_9, {INSTRUMENT}{SAID}}}]
"""
    (found,) = check_instruments(_book(text, "2020"))
    assert str(found).startswith(
        f"rules/{FOLDER}/2020.yaml, gronden.0.instrument: art. 5 lid 3 Wbmgp has no instrument"
    )


def test_files_that_cannot_be_read_are_left_to_their_own_check() -> None:
    assert check_instruments(_book("gemeente: GM9990", "2020")) == []
