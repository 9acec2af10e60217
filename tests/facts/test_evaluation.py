"""Outcomes and evaluations as they come in: strict, counts only, from JSON and from CSV."""

from __future__ import annotations

import json
from typing import Any

import pytest

from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.evaluation import EvaluationFile
from wbmgp_engine.facts.evaluation_csv import evaluation_from_csv

ROW: dict[str, Any] = {
    "gebied": "wijk",
    "grond": "artikel_8",
    "jaar": 2020,
    "aanvragen": 3,
    "uitkomsten": {"verleend": 3},
}
CASE: dict[str, Any] = {"gebied": "wijk", "grond": "artikel_8", "jaar": 2020, "uitkomst": "verleend"}
HEADER = "gemeente,gebied,grond,jaar,aanvragen,verleend\n"


def refused(**keys: Any) -> str:
    with pytest.raises(BadInput) as found:
        EvaluationFile.from_json(json.dumps({"gemeente": "GM0606", **keys}))
    return str(found.value)


def refused_csv(text: str) -> str:
    with pytest.raises(BadInput) as found:
        evaluation_from_csv(text)
    return str(found.value)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"uitkomsten": [{**ROW, "aanvragen": -1}]}, "uitkomsten.0.aanvragen: -1 is too small"),
        ({"uitkomsten": [{**ROW, "aanvragen": 3.5}]}, "3.5 is not a whole number → count in whole numbers"),
        ({"uitkomsten": [{**ROW, "naam": "x"}]}, "uitkomsten.0.naam: is not a known key"),
        ({"besluiten": [{**CASE, "bsn": "1"}]}, "besluiten.0.bsn: is not a known key"),
        ({"uitkomsten": [ROW, ROW]}, "'wijk', artikel_8, 2020 also stands in uitkomsten.0"),
        ({"uitkomsten": [ROW], "besluiten": [CASE, CASE]}, "besluiten.1: 'wijk', artikel_8, 2020 also stands in uitkomsten.0"),
        ({"uitkomsten": [{**ROW, "bezwarenGegrond": 1}]}, "1 upheld of 0 objections"),
        ({"evaluatie": {"gehoord": [{"groep": "g", "aantal": 3, "uitgenodigd": 2}]}}, "3 took part of 2 invited"),
        ({"evaluatie": {"onderdelen": [{"gebied": "w", "grond": "artikel_9", "gemeten": {"oordeel": "geen", "bronnen": ["x"]}}]}},
         "'x' is no source of the report"),
        ({"evaluatie": {"onderdelen": [{"gebied": "w", "grond": "artikel_9", "oordeel": "bewezen"}]}}, "'bewezen' is not one of the allowed values"),
    ],
)  # fmt: skip
def test_bad_files(keys: dict[str, Any], said: str) -> None:
    assert said in refused(**keys)


def test_a_file_can_be_empty_of_rows() -> None:
    file = EvaluationFile.from_json('{"gemeente": "GM0606"}')
    assert file.rows == [] and not file.said("designations")


def test_csv_of_rows() -> None:
    file = evaluation_from_csv("\ufeff" + HEADER + "GM0606,wijk,artikel_8,2020,3,3\n\n")
    assert file.to_json() == {"gemeente": "GM0606", "uitkomsten": [ROW]}


def test_csv_of_decisions_with_semicolons() -> None:
    text = "gemeente;gebied;grond;instrument;jaar;uitkomst;bezwaar;hardheid_bepleit;doorlooptijd_dagen\nGM0606;wijk;artikel_10;vog;2020;verleend_vog;geen;nee;12\n"
    (case,) = evaluation_from_csv(text).cases
    assert (case.instrument, case.pleaded, case.objection, case.days) == ("vog", False, "geen", 12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the file is empty"),
        ("gebied,grond\n", "line 1: no column gemeente, jaar"),
        ("gemeente,gebied,grond,jaar,jaar\n", "line 1: a column stands twice"),
        ("gemeente,gebied,grond,jaar\n", "no column aanvragen and no column uitkomst"),
        (HEADER, "gemeente: 0 municipalities"),
        (HEADER + "GM0606,wijk,artikel_8,2020,3\n", "line 2: 5 cells under 6 columns"),
        (HEADER + "GM0606,wijk,artikel_8,2020,x,3\n", "line 2, aanvragen: 'x' is no count"),
        (HEADER + "GM0606,wijk,artikel_8,2020,3,3.0\n", "line 2, verleend: '3.0' is no count"),
        (HEADER + "GM0606,wijk,artikel_8,2020,3,3\nGM0599,wijk,artikel_9,2020,3,3\n", "gemeente: 2 municipalities"),
        (HEADER + 'GM0606,"wijk,artikel_8,2020,3,3\n', "this is not CSV"),
        ("gemeente,gebied,grond,jaar,uitkomst,naam\nGM0606,wijk,artikel_8,2020,verleend,Jansen\n", "line 2, 'naam': is not a known column"),
        ("gemeente,gebied,grond,jaar,uitkomst,hardheid_bepleit\nGM0606,wijk,artikel_8,2020,verleend,wel\n", "'wel' is neither ja nor nee"),
        (HEADER + "GM0606,Wijk,artikel_8,2020,3,3\n", "uitkomsten.0.gebied: 'Wijk' does not have the right form"),
        (HEADER + "GM0606,w,artikel_8,2020,3,3\n" * 50_001, "50001 rows"),
    ],
)  # fmt: skip
def test_bad_csv(text: str, said: str) -> None:
    assert said in refused_csv(text)
