"""An ordinance as data: strict in its shape, open to impossible law."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.designations.ordinances import ordinance
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.ordinance import OrdinanceText


def read(**changes: Any) -> OrdinanceText:
    return OrdinanceText.from_json(json.dumps(ordinance(**changes)))


def test_impossible_law_is_no_bad_input() -> None:
    read(tot="2099-01-01", gedragingen=["z"], voorrangBoven=["artikel_99"], boete={"categorie": 6})


def test_grounds_come_from_everywhere() -> None:
    demands = [{"soort": "kenmerk", "grond": "artikel_9"}, {"soort": "anders"}]
    found = read(gronden=[], eisen=demands, categorieen=[{"gronden": ["artikel_10", "artikel_9"]}])
    assert found.applied == ("artikel_9", "artikel_10")


def test_absent_and_none_are_told_apart() -> None:
    assert read(gedragingen=None).said("behaviours") and not read().said("behaviours")
    assert [item.named for item in read(eisen=[{"soort": "kenmerk"}, {"soort": "kenmerk", "waarde": "a"}, {"soort": "kenmerk", "waarde": ["a", "b"]}]).demands] == [
        (), ("a",), ("a", "b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"eisen": [{"grond": "artikel_8"}]}, "eisen.0.soort: is required and absent"),
        ({"eisen": [{"soort": "inkomen"}]}, "eisen.0.soort: 'inkomen' is not one of the allowed values"),
        ({"eisen": [{"soort": "kenmerk", "jaren": 6.5}]}, "6.5 is not a whole number"),
        ({"gemeente": "Rotterdam"}, "gemeente: 'Rotterdam' does not have the right form → write GM and four digits"),
        ({"gronden": [], "eisen": [], "categorieen": []}, "gronden: the ordinance applies no ground"),
        ({"aanwijzingen": [{"gebied": "w", "grond": "artikel_8", "van": "2020-01-01", "tot": "2019-01-01"}]}, "aanwijzingen.0: ends on 2019-01-01"),
        ({"hardheidsclausule": {"artikel_8": None}}, "hardheidsclausule.artikel_8: null means"),
        ({"hardheidsclausules": {}}, "did you mean hardheidsclausule?"),
    ],
)  # fmt: skip
def test_bad_input(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as found:
        read(**changes)
    assert said in str(found.value)
