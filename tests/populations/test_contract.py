"""The contract of the columns: every column is written down, nothing protected has one, and no list runs on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.populations.small import LAWBOOK
from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.law.register import load_register
from wbmgp_engine.permits.stretches import Stretches
from wbmgp_engine.populations.contract import CONTRACT, column_of
from wbmgp_engine.populations.judging import Judge

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "population.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CONTRACT)
def test_every_column_is_documented(name: str) -> None:
    last = name.split(".")[-1] if not name.startswith("huishouden.#.geboortedatum") else "geboortedatum"
    for edge in ("Vroegst", "Laatst"):
        last = last.removesuffix(edge)
    said = last if last != "#" else name
    assert f"{said}`" in PAGE or (name.startswith("onderzoek.weging.") and "onderzoek.weging.a` to `.e`" in PAGE)


def test_every_column_of_an_answer_is_documented() -> None:
    names = Judge(LAWBOOK).names
    assert {name.partition(".")[0] for name in names} == {"advies", "weigering", "grond", "reden", "poort"}
    assert all(f"`{name}`" in PAGE for name in ("advies", "weigering.zeker", "weigering.mogelijk", "grond.NAME"))


@pytest.mark.parametrize("word", ["nationaliteit", "afkomst", "geloof", "geslacht", "bedrag", "politie", "score"])
def test_nothing_protected_has_a_column(word: str) -> None:
    assert not [name for name in CONTRACT if word in name.lower()]


@pytest.mark.parametrize(
    "name",
    ["huishouden.100.rol", "huishouden.01.rol", "huishouden.x.rol", "huishouden.1.kenmerken.0", "hardheid.200.grond", "",
     "huishouden.#.rol", "huishouden.0.inkomen.200.soort"],
)  # fmt: skip
def test_what_is_no_column(name: str) -> None:
    assert column_of(name) is None


def test_stretches_join_without_a_gap() -> None:
    found = list(Stretches(LAWBOOK).within("GM0599", date(2000, 1, 1), date(2035, 1, 1)))
    assert found[0].first <= date(2000, 1, 1) and found[-1].last >= date(2035, 1, 1)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(found))


@pytest.mark.parametrize("code", ["GM0599", "GM0502", "GM0001"])
def test_nothing_changes_within_a_stretch(code: str) -> None:
    register = load_register(LAWBOOK, code)
    for stretch in Stretches(LAWBOOK).within(code, date(2004, 1, 1), date(2031, 1, 1)):
        days = (max(stretch.first, date(2004, 1, 1)), min(stretch.last, date(2031, 1, 1)))
        scope = {"gemeente_code": code}
        assert len({LAWBOOK.regime(day, scope) for day in days}) == 1
        if register is not None:
            assert (
                len({(register.possible_on(day), register.complete_on(day), register.region_on(day)) for day in days})
                == 1
            )


def test_a_situation_has_the_stretches_of_the_rules_only() -> None:
    found = Stretches(LAWBOOK, Situation.model_validate({"regio": ["GM0599"]}))
    assert found.at("GM0599", date(2020, 1, 1)).first == date(2017, 7, 1)
