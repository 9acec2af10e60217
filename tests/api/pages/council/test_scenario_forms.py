"""A scenario through its form: nothing that has no field is lost, and what is written is what the engine reads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wbmgp_api.pages.council.scenario_forms import editable, fields, filled, options_of, shown, with_another
from wbmgp_api.pages.council.scenario_text import read, write
from wbmgp_api.simulations import engine
from wbmgp_engine.scenarios import scenarios_root

EXAMPLES = sorted((scenarios_root() / "council").glob("*.yaml"))


def example(name: str = "voorbeeldwijk") -> dict[str, Any]:
    return read((scenarios_root() / "council" / f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_form_that_nobody_touched_changes_nothing(path: Any) -> None:
    document = read(path.read_text("utf-8"))
    assert filled(document, shown(document)) == document
    assert read(write(document)) == document


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_the_form_makes_the_engine_reads(path: Any, tmp_path: Any) -> None:
    document = with_another(read(path.read_text("utf-8")), "Nog een")
    made = tmp_path / "scenario.yaml"
    made.write_text(write(filled(document, shown(document))), "utf-8")
    engine.check(made)


def test_what_the_form_says_stands_in_the_scenario() -> None:
    document = example()
    said = shown(document) | {
        "jaren": ["3"], "v0-gebieden": ["voorbeeldwijk"], "v0-grond": ["artikel_9"], "v0-verlengingen": ["2"],
        "v0-voorrangskenmerken": ["beroep_zorg, beroep_onderwijs"], "v1-weg": ["ja"], "a0-naam": ["opgeven_maand"],
        "a0-waarde": ["0,02"], "a0-bron": ["eigen onderzoek"], "huishoudens": ["5000"], "v2-grond": [""],
    }  # fmt: skip
    made = filled(document, said)
    first, last = options_of(made)
    assert (made["jaren"], made["huishoudens"], len(made["varianten"])) == (3, 5000, 2)
    assert first["aanwijzingen"][0] | {"van": "", "tot": ""} == {
        "gebieden": ["voorbeeldwijk"], "gronden": ["artikel_9"], "van": "", "tot": "", "verlengingen": 2,
    }  # fmt: skip
    assert first["verordening"]["categorieen"][0]["gronden"] == ["artikel_9"]
    assert first["verordening"]["voorrangskenmerken"] == ["beroep_zorg", "beroep_onderwijs"]
    assert "aanwijzingen" not in last and "verordening" not in last
    assert made["aannamen"] == {"opgeven_maand": {"waarde": Decimal("0.02"), "bron": "eigen onderzoek"}}
    assert made["aanbod"] == document["aanbod"]


def test_what_is_no_number_is_left_for_the_engine_to_refuse() -> None:
    for said in ("acht", "1e999999", "NaN", "inf", "٣"):
        made = filled(example(), shown(example()) | {"jaren": [said]})
        assert read(write(made))["jaren"] == made["jaren"]
        assert made["jaren"] not in (8, 3)


def test_an_option_with_more_than_one_term_is_kept_as_it_is() -> None:
    document = example()
    document["varianten"][0]["aanwijzingen"].append(document["varianten"][2]["aanwijzingen"][0])
    assert not editable(document["varianten"][0])
    made = filled(document, shown(document) | {"v0-grond": ["artikel_10"], "v0-naam": ["Anders"]})
    assert made["varianten"][0]["aanwijzingen"] == document["varianten"][0]["aanwijzingen"]
    assert made["varianten"][0]["naam"]["nl"] == "Anders"


@pytest.mark.parametrize("text", ["<b>x</b>", "a: b", "- c", "{d", "'e'", '"f"', "#g", "!h", "&i", "*j", "no", "2026-01-01", "1.5", "ë\n\nregel"])  # fmt: skip
def test_hostile_words_come_back_as_the_same_words(text: str) -> None:
    made = filled(example(), shown(example()) | {"v0-naam": [text], "doel-artikel_8": [text]})
    again = read(write(made))
    assert again["varianten"][0]["naam"]["nl"] == text and again["doel"]["artikel_8"] == text


def test_a_fault_has_a_field() -> None:
    found = fields(2)
    assert found["scenario.varianten.1.aanwijzingen.0.van"] == "v1-van"
    assert found["scenario.jaren"] == "jaren"
